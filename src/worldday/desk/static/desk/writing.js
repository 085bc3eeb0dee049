// The writing page's extras: live count, highlights, saving by itself, nothing lost. Without script a form does all of it but these.
import { keepSaved } from "./writing-keep.js";
import { offer } from "./writing-offers.js";
import { layOut } from "./writing-paper.js";
import { hour, store } from "./writing-store.js";

const page = document.querySelector("[data-page]"), form = document.querySelector("#writing");
const words = document.querySelector("#words").dataset;
const box = form.querySelector("[data-conflict]");
page.classList.add("scripted");
const kept = store(form), paper = layOut(form, words);
const keep = keepSaved({ form, paper, kept, words, say: { state, trouble }, conflict: (told) => showBoth(told) });
const offers = offer({ page, form, paper, words, changed: keep.changed });

for (const kind of ["input", "change"]) page.addEventListener(kind, (event) => event.target.form === form && keep.changed());
page.addEventListener("submit", submitted, { capture: true }); // before the click is counted as sent
for (const button of page.querySelectorAll("[data-show]")) {
  button.hidden = false;
  button.addEventListener("click", () => trouble(paper.show(button.dataset.show) ? "" : words.nowhere));
}
showAside();
begin();

// What an earlier visit left unsaved on this device comes back: into the text, or beside it if others saved since.
async function begin() {
  const copy = await kept.left(), revision = Number(form.elements.revision.value);
  if (!box.hidden) {
    const theirs = box.querySelector("[data-theirs]");
    keep.wait();
    return showBoth({ text: theirs.textContent, highlights: JSON.parse(theirs.dataset.highlights), revision });
  }
  if (!copy || (copy.text === paper.text && copy.revision <= revision)) return copy && kept.drop();
  const saved = { text: paper.text, highlights: paper.ranges };
  put(copy);
  if (copy.revision !== revision) {
    keep.wait();
    return showBoth({ ...saved, revision, who: "", saved: "" });
  }
  const note = form.querySelector("[data-restored]");
  note.hidden = false;
  note.querySelector("span").textContent = words.restored.replace("{time}", hour(copy.at));
  note.querySelector("[data-discard]").addEventListener("click", () => {
    kept.setAside(paper.text, null);
    paper.put(saved.text, saved.highlights);
    note.hidden = true;
    showAside();
    keep.changed();
    paper.area.focus();
  });
  keep.changed();
}

function put(copy) {
  paper.put(copy.text, copy.highlights);
  for (const tick of page.querySelectorAll("[name=points]")) tick.checked = copy.points.includes(tick.value);
  offers.restore(copy.figures);
}

function showBoth(told) {
  const theirs = box.querySelector("[data-theirs]"), heading = box.querySelector("h2");
  theirs.textContent = told.text;
  if (told.who !== undefined) heading.textContent = words.theirs.replace("{who}", told.who || "—").replace("{time}", told.saved || "—");
  box.hidden = false;
  for (const button of box.querySelectorAll("[data-choose]")) {
    button.hidden = false;
    button.onclick = () => choose(button.dataset.choose, told);
  }
  box.querySelector("button").focus();
}

function choose(which, told) {
  if (which === "mine") kept.setAside(told.text, told.who ?? "");
  if (which === "theirs") {
    kept.setAside(paper.text, null);
    paper.put(told.text, told.highlights);
  }
  if (which === "both") {
    const before = [...`${told.text}\n\n`].length;
    paper.put(`${told.text}\n\n${paper.text}`, [...told.highlights, ...paper.ranges.map(([start, end]) => [start + before, end + before])]);
  }
  box.hidden = true;
  showAside();
  keep.goOn(told.revision);
  paper.area.focus();
}

// A form goes off once everything is saved; what cannot be saved is not sent, and stays.
let waiting = false;
async function submitted(event) {
  const onlySave = event.target === form && event.submitter?.value !== "send";
  if (!onlySave && !keep.unsaved && !waiting) return;
  event.preventDefault();
  event.stopPropagation();
  if (waiting) return;
  waiting = true;
  const saved = await keep.flush();
  waiting = false;
  if (saved && !onlySave) event.target.requestSubmit(event.submitter);
  else if (!saved && !onlySave) trouble(words.notSent, !form.querySelector("[data-enter]").hidden);
}

function state(sentence) {
  form.querySelector("[data-state]").textContent = sentence;
}

function trouble(sentence, signedOut = false) {
  const place = form.querySelector("[data-trouble]");
  if (place.textContent !== sentence) place.textContent = sentence;
  form.querySelector("[data-enter]").hidden = !signedOut;
}

function showAside() {
  const place = page.querySelector("[data-aside]"), texts = kept.aside();
  place.hidden = !texts.length;
  place.querySelector("div").replaceChildren(...texts.map(({ text, who, at }) => {
    const one = document.createElement("details"), head = document.createElement("summary"), body = document.createElement("p");
    head.textContent = (who ? words.other.replace("{who}", who) : who === null ? words.mine : words.earlier).replace("{time}", hour(at));
    Object.assign(body, { textContent: text, className: "conflict__text", lang: "zh-Hans" });
    one.append(head, body);
    return one;
  }));
}
