// The answer at the door, large enough to be read at arm's length: come in, already inside, not for now, not on the list.
import { button, find, hour, make, words } from "./page.js";

const MOST_PERSONS = 500;
const SETTLE_MS = 400; // the second tap of a double one, meant for what stood here before, falls on nothing
let settling = 0;

// What stands in the way of letting `one` in, or "": already inside, cancelled, for another slot.
export function obstacle(one, inside, slot) {
  if (inside) return "again";
  if (one.state !== "booked" && one.state !== "came") return ["waiting", "offered"].includes(one.state) ? "waiting" : "over";
  return slot && one.slot !== slot ? "elsewhere" : "";
}

export function show(card) {
  const place = find("[data-card]");
  place.replaceChildren(card);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
  const door = find("[data-door]");
  door.classList.add("door-settling");
  clearTimeout(settling);
  settling = setTimeout(() => door.classList.remove("door-settling"), SETTLE_MS);
}

export function unknown(text) {
  show(frame("bad", words("unknown"), make("p", { text: words("unknown_do", { text: text.slice(0, 40) }) })));
}

// The record is not on this phone's disk, so nobody counts as let in.
export function unkept() {
  show(frame("bad", words("no_store")));
}

// `acts`: {enter(persons), back(), again(persons)}; `slotName(code)` for people
export function party(one, inside, hindrance, acts, slotName) {
  const kind = hindrance ? "soon" : inside ? "good" : "plain";
  const said = inside && !hindrance ? words("come_in") : hindrance ? words(hindrance, { at: inside ? hour(inside.at) : "", where: inside?.where || words("here") }) : words("found");
  const lines = [
    make("p", { class: "door-name", text: [one.name, one.tail && `…${one.tail}`].filter(Boolean).join(" ") }),
    one.group ? make("p", { text: one.group }) : null,
    make("p", { class: "quiet", text: `${slotName(one.slot)} · ${words("persons", { n: one.party })} · ${one.code}` }),
    one.note ? make("p", { class: "door-note", text: one.note }) : null,
  ];
  show(frame(kind, said, ...lines, steps(one, inside, hindrance, acts)));
}

function steps(one, inside, hindrance, acts) {
  const row = make("div", { class: "door-steps" });
  if (!inside) {
    const number = counter(one.party);
    row.append(number.element, button(hindrance ? words("enter_anyway") : words("enter"), () => acts.enter(number.value()), hindrance ? "button-plain" : ""));
    return row;
  }
  if (one.party > 1 || inside.persons > 1) {
    const number = counter(inside.persons);
    row.append(number.element, button(words("change"), () => acts.again(number.value()), "button-plain"));
  }
  row.append(button(words("take_back"), acts.back, "button-plain"));
  return row;
}

export function counter(first) {
  const field = make("input", { type: "number", inputmode: "numeric", min: 1, max: MOST_PERSONS, value: first, "aria-label": words("how_many") });
  const value = () => Math.min(MOST_PERSONS, Math.max(1, Math.round(Number(field.value)) || 1));
  const step = (by) => () => { field.value = Math.min(MOST_PERSONS, Math.max(1, value() + by)); };
  const less = button("−", step(-1), "button-plain door-step"), more = button("+", step(1), "button-plain door-step");
  less.setAttribute("aria-label", words("fewer"));
  more.setAttribute("aria-label", words("more"));
  const atLeast = (n) => { field.value = Math.min(MOST_PERSONS, Math.max(n, value())); };
  return { element: make("span", { class: "door-counter" }, less, field, more), value, atLeast };
}

// So many of each age, if they say so; nobody must. More ages than people means more people. `bands`: [[band, words], …]
export function ages(bands, number) {
  const fields = bands.map(([band, said]) => [band, said, make("input", { type: "number", inputmode: "numeric", min: 0, max: MOST_PERSONS })]);
  const told = () => fields.map(([band, , field]) => [band, Math.round(Number(field.value))]).filter(([, n]) => n > 0 && n <= MOST_PERSONS);
  const sum = () => told().reduce((all, [, n]) => all + n, 0);
  for (const [, , field] of fields) field.addEventListener("change", () => number.atLeast(sum()));
  const value = () => (sum() <= number.value() ? Object.fromEntries(told()) : {});
  const inner = fields.map(([, said, field]) => { const label = make("label", { text: said }); label.append(field); return label; });
  return { element: bands.length ? make("details", { class: "door-ages" }, make("summary", { text: words("ages") }), make("div", {}, ...inner)) : null, value };
}

function frame(kind, said, ...inner) {
  return make("section", { class: `door-card door-card--${kind}` }, make("h2", { text: said }), ...inner);
}
