// The text area with its highlights: the same text lies behind it, transparent, and carries the marks.
import { count } from "./writing-count.js";
import { fromServer, sentenceAt, settled, shifted, toServer, toggled } from "./writing-marks.js";

export function layOut(form, words) {
  const area = form.elements.text, layer = form.querySelector("[data-layer]"), list = form.querySelector("[data-marked]");
  const field = form.querySelector("[data-ranges]"), button = form.querySelector("[data-mark]");
  const limit = Number(form.dataset.limit) || null;
  let before = area.value;
  let ranges = settled(fromServer(area.value, JSON.parse(field.value)), area.value.length);

  form.querySelector("[data-plain]").remove();
  for (const shown of form.querySelectorAll("[data-mark], [data-scripted]")) shown.hidden = false;
  field.disabled = false;
  area.addEventListener("input", () => {
    ranges = shifted(ranges, before, area.value, area.selectionEnd);
    draw();
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    let { selectionStart: start, selectionEnd: end } = area;
    if (start === end) [start, end] = ranges.find(([from, to]) => from <= start && start < to) ?? sentenceAt(area.value, start);
    if (start < end) change(toggled(ranges, start, end, area.value.length));
  });
  draw();

  function change(next) {
    ranges = next;
    draw();
    area.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function draw() {
    const text = (before = area.value);
    const pieces = [];
    let at = 0;
    for (const [start, end] of ranges) {
      pieces.push(text.slice(at, start), Object.assign(document.createElement("mark"), { textContent: text.slice(start, end) }));
      at = end;
    }
    layer.replaceChildren(...pieces, `${text.slice(at)}\n`);
    field.value = JSON.stringify(toServer(text, ranges));
    list.hidden = !ranges.length;
    list.replaceChildren(...ranges.map(([start, end]) => item(text.slice(start, end), [start, end])));
    measure(text);
  }

  function item(quote, range) {
    const line = document.createElement("li"), said = document.createElement("span"), off = document.createElement("button");
    Object.assign(said, { textContent: quote, lang: "zh-Hans" });
    Object.assign(off, { type: "button", textContent: words.unmark, className: "button button-small button-secondary" });
    off.setAttribute("aria-label", `${words.unmark}: ${quote.slice(0, 20)}`);
    off.addEventListener("click", () => {
      change(ranges.filter(([start]) => start !== range[0]));
      area.focus();
    });
    line.append(said, off);
    return line;
  }

  function measure(text) {
    const chars = count(text), over = form.querySelector("[data-over]");
    form.querySelector("[data-count]").textContent = chars;
    over.hidden = limit === null || chars <= limit;
    over.textContent = over.hidden ? "" : words.over.replace("{n}", chars - limit);
    form.querySelector(".writing__bar").classList.toggle("writing__bar--over", !over.hidden);
  }

  return {
    area,
    get text() { return area.value; },
    get ranges() { return toServer(area.value, ranges); },
    // Another text altogether, with its own highlights.
    put(text, highlights) {
      area.value = text;
      ranges = settled(fromServer(text, highlights), text.length);
      draw();
    },
    // A sentence where the cursor is, as if it had been typed, so that it can be undone.
    type(sentence) {
      area.focus();
      if (!document.execCommand("insertText", false, sentence)) area.setRangeText(sentence, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    replace(old, sentence) {
      const at = area.value.indexOf(old);
      if (at < 0) return false;
      area.focus();
      area.setSelectionRange(at, at + old.length);
      if (sentence) this.type(sentence);
      else if (document.execCommand("delete")) draw();
      return true;
    },
    show(quote) {
      const at = area.value.indexOf(quote);
      if (at < 0) return false;
      area.focus();
      area.setSelectionRange(at, at + quote.length);
      return true;
    },
  };
}
