// The quiz page: countdown, consent, the start. A pass is fetched here; the time begins on the playing page.
import {Refused, ask} from "./line.js";
import {aheadOf} from "./clock.js";
import {NotYet, proven, recognising} from "./who.js";
import {all, clock, data, find, make, memory, sentenceOf, words} from "./page.js";

const form = find("[data-enter]"), problem = find("[data-problem]"), starts = all("[data-start]"), state = find(".quiz-state");
const practise = find("[data-practise]"), again = find("[data-again]");
let ahead = data.now - Date.now();

const now = () => Date.now() + ahead;
const isOpen = () => data.opens !== null && now() >= data.opens && now() < data.closes;

function tick() {
  const opens = data.opens - now(), closes = data.closes - now();
  const dayMs = 86400000, time = (ms) => (ms > dayMs ? words("days", {n: Math.floor(ms / dayMs)}) + " " : "") + clock(ms % dayMs);
  if (opens > 0) say("before", words("opensIn", {time: time(opens)}));
  else if (closes > 0) say("open", closes < dayMs ? words("closesIn", {time: time(closes)}) : state.dataset.open);
  else say("closed", words("closed"));
  for (const button of starts) button.disabled = !isOpen() || form.dataset.busy === "yes";
}

// spoken when the state changes, not every second
function say(which, text) {
  if (state.dataset.state !== which || !state.dataset.live) state.setAttribute("aria-live", state.dataset.live ? "polite" : "off");
  else state.setAttribute("aria-live", "off");
  state.dataset.state = which;
  state.dataset.live = "yes";
  if (text) state.textContent = text;
}

// beside the field that is to be filled in, or above all of them
function complain(sentence, focus) {
  const place = focus?.closest(".tick, .field");
  if (place) place.before(problem);
  else form.prepend(problem);
  problem.replaceChildren(make("p", {text: sentence}));
  problem.hidden = false;
  (focus ?? problem).focus();
}

const underAge = () => form.elements.age_band.value === form.dataset.guardianBand;

function profile() {
  const fields = form.elements;
  return {
    quiz: data.quiz, entrance: data.entrance, district: fields.district?.value ?? "", age_band: fields.age_band.value,
    unit: fields.unit?.value.normalize("NFKC").trim().toLowerCase() ?? "", consent_version: fields.quiz.value, guardian: underAge() && fields.guardian.checked,
    ...(fields.identity ? {identity_version: fields.identity.value, guardian_version: fields.guardian.value} : {}),
  };
}

async function enter(practice) {
  const running = memory.get("run");
  if (running && !practice && !running.practice) { location.href = data.urls.play; return; }
  const unread = (practice ? ["quiz"] : ["quiz", "identity"]).map((purpose) => form.elements[purpose]).find((box) => box && !box.checked);
  if (unread) { complain(words("agree"), unread); return; }
  if (underAge() && !form.elements.guardian.checked) { complain(words("guardian"), form.elements.guardian); return; }
  problem.hidden = true;
  form.dataset.busy = "yes";
  for (const button of starts) { button.disabled = true; button.firstChild.textContent = words("starting"); }
  try {
    const asked = Date.now(), told = profile(), device = memory.get("device");
    const given = await granted(told, device, practice);
    ahead = aheadOf(given.now_ms ?? now(), asked);
    memory.set("device", given.device ?? device);
    memory.set("profile", told);
    memory.set("pass", given.pass);
    memory.drop("run");
    location.href = data.urls.play + (practice ? "#practice" : "");
  } catch (error) {
    delete form.dataset.busy;
    for (const button of starts) button.firstChild.textContent = words("begin");
    tick();
    if (error instanceof NotYet) complain(error.message, error.field);
    else complain(error instanceof Refused ? sentenceOf(error) : words("wentWrong"));
  }
}

// from the hot path for an anonymous device; from whoever has checked a phone or WeChat account (who.js) otherwise; to practise nobody needs to be anybody
async function granted(told, device, practice) {
  if (data.identity === "device") return ask(`${data.intake}enter`, device ? {...told, device} : told, waiting);
  if (practice) return ask(data.urls.who_practice, {}, waiting);
  return proven(form, told, waiting);
}

function waiting(how) {
  if (how) complain(words(how.offline ? "offline" : "waiting", {n: how.seconds}));
  else problem.hidden = true;
}

if (form) {
  state.dataset.open = state.textContent;
  const had = memory.get("profile");
  for (const name of ["district", "age_band", "unit"]) if (had?.[name] && form.elements[name] && !form.elements[name].value) form.elements[name].value = had[name];
  for (const purpose of ["quiz", "identity"]) if (had && form.elements[purpose] && had[purpose === "quiz" ? "consent_version" : "identity_version"] === form.elements[purpose].value) form.elements[purpose].checked = true;
  const guardian = () => { find("[data-guardian]").hidden = !underAge(); };
  form.elements.age_band.addEventListener("change", guardian);
  guardian();
  const running = memory.get("run");
  if (running && !running.practice) {
    for (const button of starts) button.firstChild.textContent = words("goOn");
    find("p", again).textContent = words("kept");
    again.hidden = false;
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); enter(false); });
  for (const button of starts) button.addEventListener("click", () => enter(false));
  if (practise) { practise.disabled = false; practise.addEventListener("click", () => enter(true)); }
  if (find("[data-who]")) recognising(form);
  setInterval(tick, 1000);
  tick();
}
