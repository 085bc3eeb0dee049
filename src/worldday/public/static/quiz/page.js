// What every script of a quiz page needs: its data, its words, a little of the document, and what the device remembers.
export const data = JSON.parse(document.getElementById("quiz-data").textContent);

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// words("left", {time: "1:00"}): a sentence in the page's language; where `n` is one, or none, often another
export const words = (key, values = {}) => (data.words[key + values.n] ?? data.words[key]).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// of a text in two languages the page's own; Chinese on an English page says that it is Chinese
export function inLanguage(element, zh, en) {
  const english = data.lang === "en";
  element.textContent = english && en ? en : zh;
  if (english && !en && zh) element.lang = "zh-Hans";
  return element;
}

// make("p", {class: "quiet", text: "…"}, child, …)
export function make(tag, {text, ...attributes} = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter((child) => child != null));
  return element;
}

export function clock(ms) {
  const s = Math.max(0, Math.ceil(ms / 1000)), pad = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  return hours ? `${hours}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}` : `${Math.floor(s / 60)}:${pad(s % 60)}`;
}

// how long something took, to a tenth of a second, never rounded up: as the ranking says it
export const took = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}.${Math.floor(ms / 100) % 10}`;

export function sentenceOf(error) {
  return error.sentence ? error.sentence[data.lang] : words("wentWrong");
}

// What this device remembers of this quiz: pass, running attempt, last result, notebook. Without storage (a private window, an
// in-app browser that forbids it) it lasts as long as the page.
const kept = {};
const name = (key) => `worldday-quiz-${data.quiz}-${key}`;
export const memory = {
  get(key) {
    try { return JSON.parse(localStorage.getItem(name(key))) ?? kept[key] ?? null; } catch { return kept[key] ?? null; }
  },
  set(key, value) {
    try { localStorage.setItem(name(key), JSON.stringify(value)); delete kept[key]; } catch { kept[key] = value; }
  },
  drop(key) {
    delete kept[key];
    try { localStorage.removeItem(name(key)); } catch { /* was never there */ }
  },
  clear() {
    for (const key of Object.keys(kept)) delete kept[key];
    try { for (const one of Object.keys(localStorage)) if (one.startsWith(name(""))) localStorage.removeItem(one); } catch { /* as above */ }
  },
};

// `changed(value)` whenever another tab has changed what is remembered under `key`; null when it was dropped
export function watch(key, changed) {
  window.addEventListener("storage", (event) => { if (event.key === name(key)) changed(JSON.parse(event.newValue)); });
}

// come back to by the back button: as things stand now, not as the browser kept the page
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
