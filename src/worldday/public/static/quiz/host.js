// The big screen. One button goes on: ask, show, the best, ask … Space and → press it.
import {watch} from "./hall.js";
import {ask} from "./line.js";
import {all, clock, data, find, inLanguage, make, words} from "./page.js";
import {picture} from "./question.js";

const screen = find("[data-screen]"), button = find("[data-turn]"), time = find("[data-time]"), rest = find("[data-rest]"), live = find("[data-bars]");
const {key, code} = data.stage, line = find("[data-line]");

const hall = watch({key, drawn, onWait: (how) => {
  line.hidden = !how;
  if (how) find("p", line).textContent = words(how.offline ? "offline" : "waiting", {n: how.seconds});
}});

function drawn(stage) {
  screen.dataset.phase = stage.phase;
  for (const part of all("[data-part]")) part.hidden = !part.dataset.part.split(" ").includes(stage.phase);
  find("[data-count]").textContent = stage.phase === "asking" || stage.phase === "shown" ? words("stageAnswered", {n: stage.answered, of: stage.joined}) : words("stageJoined", {n: stage.joined});
  button.textContent = words({lobby: "stageStart", asking: "stageShow", shown: stage.step < stage.of ? "stageTop" : "stageEnd", top: "stageNext", over: "stageThanks"}[stage.phase]);
  button.disabled = stage.phase === "over";
  if (stage.question) question(stage);
  if (stage.top) best(stage);
}

function question({step, of, question, phase, bars, right, answered}) {
  find("[data-number]").textContent = words("question", {n: step, of});
  inLanguage(find("[data-stem]"), question.stem, question.stem_en);
  find("[data-picture]").replaceChildren(picture(question.picture) ?? "");
  const options = question.sort === "true-false" ? [true, false] : question.options.map((_option, at) => at);
  find("[data-options]").replaceChildren(...options.map((value, at) => {
    const label = question.sort === "true-false" ? make("span", {text: words(String(value))}) : inLanguage(make("span"), question.options[at].text, question.options[at].text_en);
    const count = bars.filter((bar) => bar.answer.includes(value)).reduce((sum, bar) => sum + bar.count, 0);
    const item = make("li", {class: phase === "shown" ? (right.includes(value) ? "is-right" : "is-wrong") : null}, make("b", {class: "ask-letter", text: "ABCDEFGHIJKL"[at]}), label);
    if (phase === "shown" || live.checked) item.append(make("meter", {min: 0, max: Math.max(answered, 1), value: count, "aria-hidden": "true"}), make("span", {class: "numerals", text: count}));
    if (phase === "shown" && right.includes(value)) item.append(make("span", {class: "screen-right", text: `✓ ${words("rightAnswer")}`}));
    return item;
  }));
}

function best({top, phase}) {
  find("[data-top-title]").textContent = words(phase === "over" ? "stageEndTitle" : "stageBest");
  find("[data-top]").replaceChildren(...top.map((row) => make("li", {}, make("code", {text: row.label}), make("span", {class: "numerals", text: words("stageRow", {n: row.right, time: (row.took_ms / 1000).toFixed(1)})}))));
}

// from the state on the screen: pressed twice, or on two screens, it goes on once
async function turn() {
  const {step, phase} = hall.stage();
  button.disabled = true;
  try { hall.look(await ask(`${data.intake}live/turn`, {code, key, step, phase})); } finally { button.disabled = hall.stage().phase === "over"; }
}

setInterval(() => {
  const stage = hall.stage(), asking = stage?.phase === "asking";
  time.hidden = find("[data-clock]").hidden = !asking;
  if (!asking) return;
  time.textContent = clock(hall.left());
  rest.setAttribute("width", String(Math.max(0, Math.min(100, hall.left() / stage.seconds / 10))));
}, 200);

button.addEventListener("click", turn);
live.addEventListener("change", () => { if (hall.stage()) drawn(hall.stage()); });
// a presenter's clicker sends PageDown; a focused button or box keeps its own space bar
document.addEventListener("keydown", (event) => {
  const ours = ["ArrowRight", "PageDown"].includes(event.key) || (event.key === " " && !event.target.closest("button, input, a, summary"));
  if (ours && !event.repeat && !button.disabled) { event.preventDefault(); turn(); }
});
hall.look();
