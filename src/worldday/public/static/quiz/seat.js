// A pupil's number becomes a pass; nothing else is asked, and nothing of the pupil before is left on a shared tablet.
import {Refused, ask} from "./line.js";
import {data, find, make, memory, sentenceOf, words} from "./page.js";

const form = find("[data-seat]"), start = find("[data-start]"), problem = find("[data-problem]");
start.disabled = false;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const seat = Number(form.elements.seat.value.normalize("NFKC"));
  start.disabled = true;
  try {
    const given = await ask(form.dataset.url, {seat: Number.isInteger(seat) ? seat : 0}, (how) => how && complain(words(how.offline ? "offline" : "waiting", {n: how.seconds})));
    for (const key of ["run", "practice", "result", "book", "label"]) memory.drop(key);
    memory.set("pass", given.pass);
    location.href = data.urls.play;
  } catch (error) {
    start.disabled = false;
    complain(error instanceof Refused ? sentenceOf(error) : words("wentWrong"));
  }
});

function complain(sentence) {
  problem.replaceChildren(make("p", {text: sentence}));
  problem.hidden = false;
  problem.focus();
}
