// A phone in the hall: join once, answer with a thumb, keep sending until the answer has arrived.
import {watch} from "./hall.js";
import {Refused, ask} from "./line.js";
import {all, clock, data, find, make, memory, sentenceOf, words} from "./page.js";
import {show} from "./question.js";

const place = find("[data-stage]"), time = find("[data-time]"), line = find("[data-line]");
const slot = `stage-${data.stage.code}`;
let me = memory.get(slot), shownStep = 0, over = false;

const say = (sentence) => { const told = find("[data-say]"); if (told.textContent !== sentence) told.textContent = sentence; };

function tellLine(how) {
  line.hidden = !how;
  if (how) find("p", line).textContent = words(how.offline ? "offline" : "waiting", {n: how.seconds});
}

async function join() {
  if (me) return;
  const device = memory.get("device") ?? undefined;
  const told = await ask(`${data.intake}live/join`, {code: data.stage.code, device}, tellLine);
  memory.set("device", told.device);
  me = {pass: told.pass, label: told.label, answers: {}, right: {}};
  memory.set(slot, me);
}

const hall = watch({drawn, onWait: tellLine});

function drawn(stage) {
  find("[data-you]").textContent = [words("stageYou", {label: me.label}), Object.keys(me.right).length ? words("stageWon", {n: won()}) : ""].join(" ");
  over = false;
  if (stage.phase === "lobby") { place.replaceChildren(); shownStep = 0; say(words("stageWait")); }
  else if (stage.phase === "asking") asking(stage);
  else if (stage.phase === "shown") shown(stage);
  else best(stage);
}

const won = () => Object.values(me.right).filter(Boolean).length;

function asking({step, of, question}) {
  if (shownStep === step) return;
  shownStep = step;
  const mine = me.answers[step];
  const asked = show(question, step, of, mine?.answer ?? null, (answer) => { if (question.sort !== "multiple") send(step, answer); else chosen = answer; });
  let chosen = mine?.answer ?? [];
  place.replaceChildren(asked.element);
  if (question.sort === "multiple") {
    const button = make("button", {type: "button", class: "button live-send", text: words("stageSend")});
    button.addEventListener("click", () => { if (chosen.length) send(step, chosen); });
    asked.element.append(button);
  }
  say("");
  if (mine) { lock(); if (mine.kept) say(words("stageKept")); else send(step, mine.answer); }
  else asked.focus();
}

const lock = () => { for (const input of all("input, button", place)) input.disabled = true; };

// the first answer counts; it is kept here until the server has it on disk
async function send(step, answer) {
  if (me.answers[step]?.sending) return;
  me.answers[step] = {answer};
  memory.set(slot, me);
  lock();
  me.answers[step].sending = true;
  try {
    const told = await ask(`${data.intake}live/say`, {pass: me.pass, step, answer}, tellLine);
    me.answers[step] = {answer: told.answer, kept: true};
    const now = hall.stage();
    if (now?.step === step && now.phase === "asking") say(words("stageKept"));
    if (now?.step === step && now.phase === "shown") shown(now); // it had arrived in time, and only word of it was late
  } catch (error) {
    me.answers[step] = {answer: null, kept: true};
    if (error instanceof Refused) say(sentenceOf(error));
  }
  memory.set(slot, me);
}

function shown({step, of, question, right}) {
  const mine = me.answers[step]?.kept ? me.answers[step].answer : null;
  const same = Boolean(mine) && mine.length === right.length && right.every((one) => mine.includes(one));
  me.right[step] = same;
  memory.set(slot, me);
  if (shownStep !== step) { shownStep = step; place.replaceChildren(show(question, step, of, mine, () => {}).element); }
  lock();
  const values = question.sort === "true-false" ? [true, false] : question.options.map((_option, at) => at);
  all(".ask-choice", place).forEach((choice, at) => choice.classList.toggle("choice-right", right.includes(values[at])));
  say(mine ? words(same ? "right" : "wrong") : me.answers[step]?.sending ? "" : words("stageNone"));
  find("[data-you]").textContent = `${words("stageYou", {label: me.label})} ${words("stageWon", {n: won()})}`;
}

function best({top, phase}) {
  shownStep = 0;
  const rows = top.map((row) => make("li", {class: row.label === me.label ? "mine" : null}, make("code", {text: row.label}), ` ${words("stageRow", {n: row.right, time: (row.took_ms / 1000).toFixed(1)})}`));
  place.replaceChildren(make("ol", {class: "live-top"}, ...rows));
  say(words(phase === "over" ? "stageThanks" : "stageBest"));
}

setInterval(() => {
  const stage = hall.stage();
  time.hidden = stage?.phase !== "asking";
  if (time.hidden) return;
  time.textContent = words("left", {time: clock(hall.left())});
  if (hall.left() <= 0 && !over) { over = true; if (!me.answers[stage.step]) { lock(); say(words("stageOver")); } }
}, 250);

join().then(() => hall.look()).catch((error) => say(error instanceof Refused ? sentenceOf(error) : words("wentWrong")));
