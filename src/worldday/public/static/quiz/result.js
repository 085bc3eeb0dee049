// The last attempt of this device: score, place, every question; what next.
import {remember} from "./book.js";
import {Refused, ask} from "./line.js";
import {all, data, find, make, memory, took, words} from "./page.js";
import {reviewed} from "./review.js";

const SPREAD_MS = 400;
const result = memory.get("result"), messages = find("[data-messages]");
const say = (text, tone = "plain", more = null) => messages.append(make("div", {class: `notice notice-${tone}`}, make("p", {text}), more));

function drawScore() {
  find("[data-points]").textContent = words("score", {n: result.score, of: result.points});
  find("[data-right]").textContent = `${words("rightOf", {n: result.right, of: result.total, time: took(result.time_ms)})} · ${words(result.passed ? "passed" : "notPassed")}`;
  find("[data-score]").hidden = false;
  if (!result.first) say(words("firstCounts"));
}

function drawReview() {
  if (!result.review && !result.voucher) say(words("later"));
  if (result.review) find("[data-review]").replaceChildren(...result.review.map((review, at) => reviewed(result.paper[at], at + 1, result.answers[at], review)));
}

// what is right and why, and the next attempt, are given for the voucher of the result; not to all phones in the same moment
async function fetchRest() {
  if (!result.voucher) return;
  await new Promise((done) => setTimeout(done, Math.random() * SPREAD_MS));
  Object.assign(result, await rest());
  delete result.voucher;
  memory.set("result", result);
  if (result.next_pass) memory.set("pass", result.next_pass);
  if (result.review) remember(result.paper, result.answers, result.review);
  drawReview();
  offerAgain();
}

// a voucher signed with a key that has just been changed is refused; then the whole result is asked for again
async function rest() {
  const {ticket, answers, voucher} = result, wait = (how) => how && find("[data-review]").replaceChildren(make("p", {class: "quiet", text: words(how.offline ? "offline" : "waiting", {n: how.seconds})}));
  try {
    return await ask(`${data.intake}review`, {ticket, answers, voucher}, wait);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const {review, next_pass} = await ask(`${data.intake}submit`, {ticket, answers}, wait);
    return {review, next_pass};
  }
}

// the place is counted a moment after the attempt; asked a few times, further and further apart
async function drawPlace(wait = 2000) {
  const told = await ask(data.urls.place, {ticket: result.ticket});
  drawJudged(told);
  if (course) return; // learners are counted and stand in no ranking
  if (told.seat) { find("[data-place]").textContent = words("seat"); return; }
  find("[data-label]").textContent = words("label", {label: told.label});
  memory.set("label", told.label);
  if (told.receipt) { find("[data-receipt-letters]").textContent = told.receipt; find("[data-receipt]").hidden = false; }
  if (told.certificate) drawCertificate(told.certificate);
  if (told.place) { showPlace(words("place", {n: told.place, of: told.of})); return; }
  find("[data-place]").textContent = words("placeLater");
  if (wait < 60000) setTimeout(() => drawPlace(wait * 2).catch(() => {}), wait);
}

function drawCertificate({page, number}) {
  const section = find("[data-certificate]"), link = section.querySelector("a");
  link.href = page;
  if (number) { link.textContent = words("certificateTaken"); section.querySelector("p").textContent = words("certificateNumber", {number}); }
  section.hidden = false;
}

// what people have decided about the attempt, and what became of an appeal
function drawJudged({void: gone, restored}) {
  if (messages.dataset.told || !(gone || restored)) return;
  messages.dataset.told = "yes";
  if (restored) say(words("restored", restored), "good");
  else say(words("void", gone), "late", gone.appeal ? make("p", {text: words(`appeal-${gone.appeal}`)}) : make("p", {}, make("a", {href: data.urls.appeal, text: words("appeal")})));
}

// the answers of a quiz that shows them only after closing are there once the first result is asked for again
async function drawLater() {
  if (result.review || result.voucher || Date.now() < data.closes) return;
  const told = await ask(`${data.intake}submit`, {ticket: result.ticket, answers: result.answers});
  if (!told.review) return;
  result.review = told.review;
  memory.set("result", result);
  messages.replaceChildren();
  drawReview();
}

function offerAgain() {
  if (!memory.get("pass")) return;
  for (const link of all("[data-again]")) { link.href = data.urls.play; link.firstChild.textContent = words("again"); }
}

const course = memory.get("course"); // an exam of a course: on to the lesson it belongs to
if (course) {
  find("[data-course] a").href = course;
  find("[data-course]").hidden = false;
  for (const part of all("[data-ranking]")) part.hidden = true;
}

if (result) {
  drawScore();
  drawReview();
  offerAgain();
  drawPlace().catch(() => {});
  fetchRest().catch(() => {});
  drawLater().catch(() => {});
  find("[data-share]").hidden = false;
  find("[data-draw]").addEventListener("click", async () => {
    const {draw} = await import("./picture.js");
    await draw(result, find("[data-figure]"));
  });
} else {
  messages.append(make("div", {class: "empty"}, make("p", {text: words("noResult")})));
}

function showPlace(text) {
  const place = find("[data-place]");
  place.textContent = place.dataset.place = text;
}
