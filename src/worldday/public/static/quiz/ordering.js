// A list that people put in order: by buttons, by the keyboard on those buttons, or by dragging its handle.
import {make, words} from "./page.js";

// `items` [{label, given}] as shown by the server; `answer` their places in the order so far
export function sortable(items, answer, changed, picture) {
  let now = answer?.length === items.length ? [...answer] : items.map((_item, place) => place);
  const list = make("ol", {class: "ask-order"});
  const told = make("p", {class: "away", role: "status"});
  const rows = items.map((item, place) => row(item, place));

  function row(item, place) {
    const name = item.label.textContent;
    const button = (key, by) => {
      const made = make("button", {type: "button", class: "ask-move", "data-by": by, "aria-label": words(key, {text: name}), text: by < 0 ? "↑" : "↓"});
      made.addEventListener("click", () => { move(place, now.indexOf(place) + by); made.focus(); });
      return made;
    };
    const handle = make("span", {class: "ask-handle", "aria-hidden": "true", text: "⠿"});
    const element = make("li", {}, handle, make("span", {class: "ask-text"}, item.label, picture(item.given)), button("up", -1), button("down", 1));
    handle.addEventListener("pointerdown", (event) => drag(event, element, place));
    return element;
  }

  function move(place, to) {
    if (to < 0 || to >= now.length) return;
    now = now.filter((one) => one !== place);
    now.splice(to, 0, place);
    draw();
    told.textContent = words("moved", {text: items[place].label.textContent, n: to + 1});
    changed([...now]);
  }

  function drag(event, element, place) {
    event.preventDefault();
    const handle = event.target;
    handle.setPointerCapture(event.pointerId);
    element.classList.add("dragged");
    const follow = (moved) => {
      const to = now.findIndex((one) => { const box = rows[one].getBoundingClientRect(); return moved.clientY < box.bottom; });
      const target = to < 0 ? now.length - 1 : to;
      if (now[target] !== place) move(place, target);
    };
    const drop = () => {
      element.classList.remove("dragged");
      for (const [name, listener] of [["pointermove", follow], ["pointerup", drop], ["pointercancel", drop]]) handle.removeEventListener(name, listener);
    };
    for (const [name, listener] of [["pointermove", follow], ["pointerup", drop], ["pointercancel", drop]]) handle.addEventListener(name, listener);
  }

  // rows are moved, never made anew: the one that is held or focused stays itself
  function draw() {
    now.forEach((place, at) => {
      if (list.children[at] !== rows[place]) list.insertBefore(rows[place], list.children[at] ?? null);
      rows[place].querySelector("[data-by='-1']").setAttribute("aria-disabled", String(at === 0));
      rows[place].querySelector("[data-by='1']").setAttribute("aria-disabled", String(at === now.length - 1));
    });
  }

  draw();
  return make("div", {}, list, told);
}
