// n / p, or Alt with an arrow inside a field: to the next or previous point that is still open.
import { go } from "./review-marks.js";

export function walkDoubts(form, show) {
  let at = -1;

  document.addEventListener("keydown", (event) => {
    const step = stepOf(event);
    if (!step) return;
    const open = [...form.querySelectorAll(".doubts li[data-point]:not(.settled)")];
    if (!open.length) return;
    event.preventDefault();
    at = (at + step + open.length) % open.length;
    const to = open[at].querySelector("[data-goto]") ?? open[at].querySelector("[data-doubt]");
    const badge = document.getElementById(open[at].querySelector("[data-doubt]").hash.slice(1));
    badge?.scrollIntoView({ block: "center" });
    const goal = document.getElementById((to.hash || "#doubts").slice(1));
    if (goal) go(goal, show);
    else location.assign(to.href); // its activity stands on another page
  });
}

function stepOf(event) {
  if (event.ctrlKey || event.metaKey) return 0;
  if (event.altKey) return { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
  if (event.target.closest("input, textarea, select")) return 0;
  return { n: 1, p: -1 }[event.key] ?? 0;
}
