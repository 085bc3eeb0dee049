// One question on the page. An answer has the form the server scores (quizzes/intake/scoring.py): places as shown, from 0.
import {sortable} from "./ordering.js";
import {data, inLanguage, make, words} from "./page.js";

const HINTS = {single: "chooseOne", multiple: "chooseSeveral", "true-false": "judge", "fill-in": "fillIn", ordering: "order", matching: "match"};

// → {element, focus()}; `changed(answer)` is called with every change
export function show(question, number, of, answer, changed) {
  const key = `q${number}`;
  const heading = make("legend", {class: "ask-stem", tabindex: "-1", id: `${key}-stem`});
  heading.append(
    make("span", {class: "ask-number numerals", text: words("question", {n: number, of})}),
    inLanguage(make("span"), question.stem, question.stem_en),
  );
  const hint = make("p", {class: "small quiet", text: `${words(HINTS[question.sort])} ${words("points", {n: question.points})}`});
  const body = BODIES[question.sort](question, key, answer, changed);
  const element = make("fieldset", {class: `ask ask-${question.sort}`, "data-number": number}, heading, picture(question.picture), hint, body);
  return {element, focus: () => heading.focus({preventScroll: true})};
}

export function isAnswered(question, answer) {
  if (!answer || !answer.length) return false;
  return question.sort === "fill-in" ? answer.every((text) => text?.trim()) : !answer.includes(null);
}

// the answer in words, for the result
export function said(question, answer) {
  if (!answer || !answer.length) return make("span", {class: "quiet", text: words("noAnswer")});
  if (question.sort === "true-false") return make("span", {text: words(answer[0] ? "true" : "false")});
  if (question.sort === "fill-in") return make("span", {text: answer.map((text) => text || "—").join("　")});
  if (question.sort === "matching") {
    const {left, right} = question.options;
    return make("ul", {class: "plain"}, ...left.map((one, at) =>
      make("li", {}, text(one), " → ", answer[at] == null ? "—" : text(right[answer[at]]))));
  }
  const list = make(question.sort === "ordering" ? "ol" : "ul", {class: question.sort === "ordering" ? null : "plain"});
  list.append(...answer.map((place) => make("li", {}, text(question.options[place]))));
  return list;
}

const text = (option) => inLanguage(make("span"), option.text, option.text_en);

export function picture(given) {
  if (!given?.file) return null;
  const alt = data.lang === "en" && given.alt_en ? given.alt_en : given.alt;
  return make("img", {class: "ask-picture", src: data.pictures + given.file, alt: alt ?? "", loading: "lazy"});
}

const letter = (place) => "ABCDEFGHIJKL"[place];

function choice(type, key, place, label, checked, given) {
  const input = make("input", {type, name: key, value: place, id: `${key}-${place}`});
  input.checked = checked;
  return make("label", {class: "ask-choice", for: input.id}, input,
    make("span", {class: "ask-letter", text: letter(place), "aria-hidden": "true"}), make("span", {class: "ask-text"}, label, picture(given)));
}

function choices(type, options) {
  return (question, key, answer, changed) => {
    const body = make("div", {class: "ask-choices"});
    body.append(...options(question).map(({value, label, given}, place) =>
      choice(type, key, place, label, (answer ?? []).includes(value), given)));
    body.addEventListener("change", () => {
      const values = options(question).map((option) => option.value);
      changed([...body.querySelectorAll("input:checked")].map((input) => values[Number(input.value)]));
    });
    return body;
  };
}

const places = (question) => question.options.map((option, value) => ({value, label: text(option), given: option.picture}));
const truths = () => [true, false].map((value) => ({value, label: make("span", {text: words(String(value))})}));

function blanks(question, key, answer, changed) {
  const inputs = Array.from({length: question.blanks}, (_none, at) => make("input", {
    type: "text", id: `${key}-${at}`, maxlength: 200, autocomplete: "off", autocapitalize: "off", spellcheck: "false", value: answer?.[at] ?? "",
  }));
  for (const input of inputs) input.addEventListener("input", () => changed(inputs.map((one) => one.value)));
  return make("div", {class: "stack"}, ...inputs.map((input, at) =>
    make("div", {class: "field"}, make("label", {for: input.id, text: words("blank", {n: at + 1})}), input)));
}

function pairs(question, key, answer, changed) {
  const {left, right} = question.options;
  const selects = left.map((_one, at) => make("select", {id: `${key}-${at}`}, make("option", {value: "", text: words("choose")}),
    ...right.map((option, place) => {
      const item = inLanguage(make("option", {value: place}), option.text, option.text_en);
      item.textContent = `${letter(place)}. ${item.textContent}`;
      item.selected = answer?.[at] === place;
      return item;
    })));
  const read = () => selects.map((select) => (select.value === "" ? null : Number(select.value)));
  for (const select of selects) select.addEventListener("change", () => changed(read()));
  return make("div", {class: "ask-pairs"}, ...left.map((option, at) =>
    make("div", {class: "field"}, make("label", {for: selects[at].id}, text(option), picture(option.picture)), selects[at])),
    ...right.map((option, place) => option.picture && make("figure", {}, picture(option.picture), make("figcaption", {text: letter(place)}))));
}

const order = (question, key, answer, changed) => sortable(question.options.map((option) => ({label: text(option), given: option.picture})), answer, changed, picture);

const BODIES = {
  single: choices("radio", places), multiple: choices("checkbox", places), "true-false": choices("radio", truths),
  "fill-in": blanks, ordering: order, matching: pairs,
};
