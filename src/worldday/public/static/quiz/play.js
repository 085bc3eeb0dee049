// Answering. Everything is kept on the device at once; handing in goes on until the server has said what became of it.
import {aheadOf, countdown} from "./clock.js";
import {remember} from "./book.js";
import {Refused, ask} from "./line.js";
import {all, data, find, make, memory, sentenceOf, watch, words} from "./page.js";
import {isAnswered, show} from "./question.js";
import {explain} from "./review.js";
import {turns} from "./turns.js";

const practice = location.hash === "#practice", slot = practice ? "practice" : "run";
const stage = find("[data-stage]"), go = find("[data-go]"), nextButton = find("[data-next]"), backButton = find("[data-back]");
const line = find("[data-line]"), time = find("[data-time]"), bar = find("[data-progress]"), whole = find("[data-all]");
const TWICE_MS = 400; // a second press this soon was meant for what stood there before
let run = null, stop = () => {}, handingIn = false, asked = null;

const keep = () => memory.set(slot, run);
const speak = (sentence) => { find("[data-say]").textContent = sentence; };
const atEnd = () => run.at >= run.paper.length;

async function begin() {
  run = memory.get(slot);
  if (!run) {
    const pass = memory.get("pass");
    if (!pass) { dead(words("noPass")); return; }
    const from = Date.now();
    const told = await ask(`${data.intake}start`, {pass, practice}, tellLine);
    run = {ticket: told.ticket, paper: told.paper, deadline: told.deadline_ms, ahead: aheadOf(told.now_ms, from), answers: told.paper.map(() => null), at: 0, practice};
    keep();
  }
  if (!practice) stop = countdown({left: () => run.deadline - Date.now() - run.ahead, shown: showTime, spoken: speak, over: timeUp});
  whole.checked = memory.get("whole") === true && !practice;
  whole.disabled = practice;
  if (run.unsent) { stop(); handIn(); } else draw();
}

function showTime(left, soon) {
  time.textContent = words("left", {time: left});
  time.classList.toggle("play-time-soon", soon);
  time.hidden = false;
}

function timeUp() {
  speak(words("timeUp"));
  handIn();
}

// --- one question, all questions, or the check before handing in ---

function draw(focus = true) {
  go.hidden = false;
  nextButton.disabled = false;
  stage.replaceChildren();
  bar.max = run.paper.length;
  bar.value = whole.checked ? run.paper.filter((question, at) => isAnswered(question, run.answers[at])).length : run.at;
  if (whole.checked) drawAll();
  else if (atEnd()) drawCheck(focus);
  else drawOne(focus);
}

function place(at) {
  return show(run.paper[at], at + 1, run.paper.length, run.answers[at], (answer) => { run.answers[at] = answer; keep(); });
}

function drawOne(focus) {
  asked = place(run.at);
  stage.append(asked.element);
  backButton.hidden = run.at === 0 || practice;
  backButton.textContent = words("back");
  nextButton.textContent = words(practice ? "checkAnswer" : run.at === run.paper.length - 1 ? "check" : "next");
  if (focus) { asked.focus(); scrollTo({top: 0, behavior: "instant"}); }
}

function drawAll() {
  stage.append(...run.paper.map((_question, at) => place(at).element));
  backButton.hidden = true;
  nextButton.textContent = words("submit");
}

function drawCheck(focus) {
  const open = run.paper.filter((question, at) => !isAnswered(question, run.answers[at])).length;
  const title = make("h2", {text: words("checkTitle"), tabindex: "-1"});
  const grid = make("ol", {class: "play-grid"}, ...run.paper.map((question, at) => {
    const done = isAnswered(question, run.answers[at]);
    const button = make("button", {type: "button", class: done ? "done" : null, text: at + 1, "aria-label": words("goTo", {n: at + 1, state: words(done ? "answered" : "open")})});
    button.addEventListener("click", () => { run.at = at; keep(); draw(); });
    return make("li", {}, button);
  }));
  stage.append(make("div", {class: "stack"}, title, make("p", {text: open ? words("checkOpen", {n: open}) : words("checkAll", {n: run.paper.length})}), grid));
  backButton.hidden = false;
  backButton.textContent = words("back");
  nextButton.textContent = words("submit");
  nextButton.disabled = true;
  setTimeout(() => { nextButton.disabled = handingIn; }, TWICE_MS);
  if (focus) { title.focus({preventScroll: true}); scrollTo({top: 0, behavior: "instant"}); }
}

function settleOrder(at) {
  const question = run.paper[at];
  if (question?.sort === "ordering" && !run.answers[at]) run.answers[at] = question.options.map((_option, place) => place);
}

function turn(by) {
  if (handingIn || whole.checked || (practice && by < 0)) return;
  if (by > 0) settleOrder(run.at);
  const to = Math.min(Math.max(run.at + by, 0), run.paper.length);
  if (to === run.at) return;
  run.at = to;
  keep();
  draw();
}

function next() {
  if (practice) practised().catch(refused);
  else if (whole.checked || atEnd()) handIn();
  else turn(1);
}

// --- practice: what is right is told after each question ---

async function practised() {
  if (run.at >= run.paper.length) return;
  if (run.told) { delete run.told; run.at += 1; keep(); if (atEnd()) drawEnd(); else draw(); return; }
  settleOrder(run.at);
  nextButton.disabled = true;
  const at = run.at;
  const answered = await ask(`${data.intake}submit`, {ticket: run.ticket, answers: run.answers}, tellLine);
  run.told = true;
  run.right = answered.right;
  keep();
  for (const input of all("input, select, button", asked.element)) input.disabled = true;
  const told = explain(run.paper[at], run.answers[at], answered.review[at]);
  asked.element.append(told);
  remember([run.paper[at]], [run.answers[at]], [answered.review[at]]);
  nextButton.disabled = false;
  nextButton.textContent = words(at === run.paper.length - 1 ? "finish" : "next");
  told.focus();
}

function drawEnd() {
  const {right, paper} = run;
  memory.drop("practice");
  bar.value = paper.length;
  go.hidden = true;
  const title = make("h2", {text: words("rightOfPractice", {n: right, of: paper.length}), tabindex: "-1"});
  const more = make("button", {type: "button", class: "button", text: words("again")});
  more.addEventListener("click", () => { run = null; begin().catch(refused); });
  stage.replaceChildren(make("div", {class: "stack"}, title, make("p", {}, more), make("p", {}, make("a", {href: data.urls.quiz, text: words("toQuiz")}))));
  title.focus();
}

// --- handing in, once ---

async function handIn() {
  if (handingIn) return;
  handingIn = true;
  stop();
  run.paper.forEach((_question, at) => settleOrder(at));
  run.unsent = true;
  keep();
  nextButton.disabled = true;
  backButton.hidden = true;
  go.hidden = false;
  nextButton.textContent = words("submitting");
  for (const input of all("input, select, button, textarea", stage)) input.disabled = true;
  try {
    const result = await ask(`${data.intake}submit`, {ticket: run.ticket, answers: run.answers}, tellLine);
    const told = {answers: run.answers, ...result, ticket: run.ticket, paper: run.paper}; // a paper handed in before brings the answers that count
    memory.set("result", told);
    if (told.review) remember(told.paper, told.answers, told.review);
    over(result.next_pass);
    location.replace(data.urls.result);
  } catch (error) { refused(error); }
}

function over(nextPass) {
  if (nextPass) memory.set("pass", nextPass);
  else memory.drop("pass");
  memory.drop(slot);
}

// what is no word of the hot path's own (a proxy's page, say) ends no attempt: the answers stay for another try
function refused(error) {
  stop();
  if (!(error instanceof Refused)) { dead(words("wentWrong")); throw error; }
  if (!["", "busy", "storage", "bad-request", "too-large", "too-many-answers", "not-open"].includes(error.code)) over(error.body.next_pass);
  else if (run) { delete run.unsent; keep(); }
  dead(sentenceOf(error), Boolean(error.body.next_pass));
}

function dead(sentence, again = false) {
  go.hidden = true;
  time.hidden = true;
  line.hidden = true;
  const told = make("div", {class: "notice notice-soon", role: "alert"}, make("p", {text: sentence}));
  const on = make("a", {class: "button", href: again ? data.urls.play : data.urls.quiz, text: words(again ? "again" : "toQuiz")});
  if (again) on.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
  stage.replaceChildren(make("div", {class: "stack"}, told, make("p", {}, on)));
}

function tellLine(how) {
  line.hidden = !how;
  if (how) find("p", line).textContent = words(how.offline ? "offline" : "waiting", {n: how.seconds});
  else speak(words("backAgain"));
}

nextButton.addEventListener("click", (event) => { if (event.detail < 2) next(); }); // one more click is a double click
backButton.addEventListener("click", () => turn(-1));
whole.addEventListener("change", () => { memory.set("whole", whole.checked); if (run && !handingIn) draw(false); });
window.addEventListener("offline", () => { if (run && !handingIn) tellLine({offline: true, seconds: 0}); });
window.addEventListener("online", () => { if (run && !handingIn) tellLine(null); });
// another tab with the same paper: what is answered there is answered here, and handing in happens once
watch(slot, (theirs) => {
  if (!run || handingIn) return;
  if (theirs?.ticket === run.ticket) { run = theirs; draw(false); }
  else if (!practice && memory.get("result")?.ticket === run.ticket) location.replace(data.urls.result);
});
// Enter goes on, but never hands in by itself: for that its own button must be reached
turns({stage, turn, next: () => { if (!atEnd()) next(); }, isOne: () => Boolean(run) && !whole.checked && !handingIn && !go.hidden});
begin().catch(refused);
