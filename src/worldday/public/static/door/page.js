// What the scripts of the door share: the page's data and words, and a little of the document.
export const data = JSON.parse(document.getElementById("door-data").textContent);

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const words = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
export const hour = (when) => new Date(when).toLocaleTimeString(data.lang, { hour: "2-digit", minute: "2-digit", hour12: false });

// make("p", {class: "quiet", text: "…"}, child, …)
export function make(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  if (text != null) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

export function button(text, act, kind = "") {
  const made = make("button", { type: "button", class: `button ${kind}`.trim(), text });
  made.addEventListener("click", act);
  return made;
}
