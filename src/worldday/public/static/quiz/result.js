// The last attempt of this device: score, place, every question; what next.
import {ask} from "./line.js";
import {all, clock, data, find, make, memory, words} from "./page.js";
import {reviewed} from "./review.js";

const result = memory.get("result"), messages = find("[data-messages]");
const say = (text, tone = "plain", more = null) => messages.append(make("div", {class: `notice notice-${tone}`}, make("p", {text}), more));

function drawScore() {
  find("[data-points]").textContent = words("score", {n: result.score, of: result.points});
  find("[data-right]").textContent = `${words("rightOf", {n: result.right, of: result.total, time: clock(result.time_ms)})} · ${words(result.passed ? "passed" : "notPassed")}`;
  find("[data-score]").hidden = false;
  if (!result.first) say(words("firstCounts"));
  if (!result.review) say(words("later"));
}

function drawReview() {
  if (!result.review) return;
  find("[data-review]").append(...result.review.map((review, at) => reviewed(result.paper[at], at + 1, result.answers[at], review)));
}

// the place is counted a moment after the attempt; asked a few times, further and further apart
async function drawPlace(wait = 2000) {
  const told = await ask(data.urls.place, {ticket: result.ticket});
  find("[data-label]").textContent = words("label", {label: told.label});
  memory.set("label", told.label);
  if (told.receipt) { find("[data-receipt-letters]").textContent = told.receipt; find("[data-receipt]").hidden = false; }
  if (told.void) drawVoid(told.void);
  if (told.place) { showPlace(words("place", {n: told.place, of: told.of})); return; }
  find("[data-place]").textContent = words("placeLater");
  if (wait < 60000) setTimeout(() => drawPlace(wait * 2).catch(() => {}), wait);
}

function drawVoid({reason, appealed}) {
  if (messages.dataset.told) return;
  messages.dataset.told = "yes";
  say(words("void", {reason}), "late", appealed ? make("p", {text: words("appealed")}) : make("p", {}, make("a", {href: data.urls.appeal, text: words("appeal")})));
}

// the answers of a quiz that shows them only after closing are there once the first result is asked for again
async function drawLater() {
  if (result.review || Date.now() < data.closes) return;
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

if (result) {
  drawScore();
  drawReview();
  offerAgain();
  drawPlace().catch(() => {});
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
