// Joins values and their places in the text, without animation, since a long notice would take seconds to pass by: a field that is hovered or focused lights its marks, a mark leads to its field.
export function connect(form, show) {
  const doc = form.querySelector("[data-doc]");
  doc.querySelectorAll("a.mark").forEach((mark) => (mark.tabIndex = -1)); // Tab walks the fields, which light their marks
  form.querySelectorAll(".f__source").forEach((link) => (link.tabIndex = -1));
  let lit = [];

  function light(field, { scroll }) {
    lit.forEach((mark) => mark.classList.remove("lit"));
    const name = field?.dataset.mark;
    lit = name ? [...doc.querySelectorAll(`[data-in~="${name}"]`)] : [];
    lit.forEach((mark) => mark.classList.add("lit"));
    if (scroll && lit.length) lit[0].scrollIntoView({ block: "center" });
  }

  form.addEventListener("focusin", (event) => light(event.target.closest("[data-mark]"), { scroll: true }));
  form.addEventListener("pointerover", (event) => {
    const part = event.target.closest(".f");
    if (part) light(part.querySelector("[data-mark]"), { scroll: false });
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || link.dataset.tab) return;
    const goal = document.getElementById(link.hash.slice(1));
    if (!goal) return;
    event.preventDefault();
    go(goal, show);
    if (goal.closest("[data-doc]")) light(link.closest(".f")?.querySelector("[data-mark]"), { scroll: true });
  });
}

// Brings a field or a place in the text into view and puts the focus there.
export function go(goal, show) {
  show(goal.closest("[data-doc]") ? "doc" : "fields");
  goal.scrollIntoView({ block: "center" });
  if (goal.matches("input, textarea, select, a")) goal.focus({ preventScroll: true });
}
