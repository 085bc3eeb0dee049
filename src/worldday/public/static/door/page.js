// What the scripts of the door share: the page's data and words, and a little of the document.
export const data = JSON.parse(document.getElementById("door-data").textContent);

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
// a sentence in the page's language; where `n` is one, often another
export const words = (key, values = {}) => (data.words[key + values.n] ?? data.words[key]).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
export const hour = (when) => new Date(when).toLocaleTimeString(data.lang, { hour: "2-digit", minute: "2-digit", hour12: false });

// make("p", {class: "quiet", text: "…"}, child, …)
export function make(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  if (text != null) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

// A press counts once: until what it began is done, a second one is a slip of the finger.
export function pressed(element, act) {
  let busy = false;
  element.addEventListener("click", async () => {
    if (busy) return;
    busy = true;
    try { await act(); } finally { busy = false; }
  });
}

export function button(text, act, kind = "") {
  const made = make("button", { type: "button", class: `button ${kind}`.trim(), text });
  pressed(made, act);
  return made;
}
