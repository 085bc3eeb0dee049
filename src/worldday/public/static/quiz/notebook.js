// Practising what was wrong, without the server: the device knows what is right by now.
import {book, forget} from "./book.js";
import {find, make, words} from "./page.js";
import {show} from "./question.js";
import {explain} from "./review.js";

const list = find("[data-book]");
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

// `answer` as given, `right` as the server told it; of a blank only its first accepted spelling is known here
export function isRight(question, answer, right) {
  if (!answer || answer.length !== right.length) return false;
  if (question.sort === "fill-in") return answer.every((text, at) => fold(text ?? "") === fold(right[at]));
  if (question.sort === "multiple") return right.every((place) => answer.includes(place));
  return answer.every((place, at) => place === right[at]);
}

function entry({question, review}, at, of) {
  let answer = null;
  const asked = show(question, at + 1, of, null, (given) => { answer = given; });
  const check = make("button", {type: "button", class: "button button-plain", text: words("checkAnswer")});
  const out = make("button", {type: "button", class: "button button-plain", text: words("remove")});
  const told = make("div");
  check.addEventListener("click", () => {
    if (question.sort === "ordering" && !answer) answer = question.options.map((_option, place) => place);
    const right = isRight(question, answer, review.answer) || (review.answer_en && isRight(question, answer, review.answer_en)) || false;
    const shown = explain(question, answer, {...review, right});
    told.replaceChildren(shown);
    shown.focus();
  });
  out.addEventListener("click", () => { forget(question.id); draw(); list.querySelector("button")?.focus(); });
  return make("article", {class: "stack"}, asked.element, told, make("p", {class: "chips"}, check, out));
}

function draw() {
  const entries = book();
  find("[data-count]").textContent = words("inBook", {n: entries.length});
  list.replaceChildren(...entries.map((one, at) => entry(one, at, entries.length)));
  if (!entries.length) list.append(make("div", {class: "empty"}, make("p", {text: words("noBook")})));
}

draw();
