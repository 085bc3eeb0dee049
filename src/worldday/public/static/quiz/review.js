// What was right, why, and on what it rests.
import {data, inLanguage, make, words} from "./page.js";
import {picture, said} from "./question.js";

// beneath a question just answered
export function explain(question, answer, review) {
  const verdict = make("p", {class: `verdict ${review.right ? "verdict-right" : "verdict-wrong"}`}, make("span", {"aria-hidden": "true", text: review.right ? "✓ " : "✗ "}), words(review.right ? "right" : "wrong"));
  const rows = [[words("yourAnswer"), said(question, answer)]];
  if (!review.right) rows.push([words("rightAnswer"), said(question, (data.lang === "en" && review.answer_en) || review.answer)]);
  if (review.explanation) rows.push([words("explanation"), inLanguage(make("span"), review.explanation, review.explanation_en)]);
  if (review.basis) rows.push([words("basis"), make("span", {lang: data.lang === "en" ? "zh-Hans" : null, text: [review.basis, review.basis_version && `（${review.basis_version}）`, review.basis_article].filter(Boolean).join("")})]);
  const list = make("dl", {class: "explain-list"}, ...rows.map(([about, what]) => make("div", {}, make("dt", {text: about}), make("dd", {}, what))));
  return make("div", {class: "explain", tabindex: "-1"}, verdict, list);
}

// a question with everything about it, for the result and the notebook
export function reviewed(question, number, answer, review, level = "h2") {
  const stem = make(level, {class: "reviewed-stem"}, make("span", {class: "numerals", text: `${number}. `}), inLanguage(make("span"), question.stem, question.stem_en));
  return make("article", {class: `reviewed ${review.right ? "reviewed-right" : "reviewed-wrong"}`}, stem, picture(question.picture), explain(question, answer, review));
}
