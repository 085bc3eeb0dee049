// Moving rows at once (without script the same buttons ask the server), and a word when something is not saved yet.
const form = document.querySelector("[data-plan]");
const list = form.querySelector(".plan-rows");
const unsaved = form.querySelector("[data-unsaved]");

form.addEventListener("input", () => notSaved());
form.addEventListener("submit", () => removeEventListener("beforeunload", hold));
list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest(".plan-row");
  const up = button.dataset.move === "up";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other || other.matches(".plan-row--blank")) return;
  if (up) other.before(row);
  else other.after(row);
  renumber();
  (button.disabled ? row.querySelector("[data-move]:not([disabled])") : button)?.focus();
  notSaved();
});

// The order of the rows is the order of the form's fields; only the arrows at both ends change.
function renumber() {
  const rows = [...list.querySelectorAll(".plan-row:not(.plan-row--blank)")];
  rows.forEach((row, place) => {
    row.querySelector("[data-move=up]").disabled = place === 0;
    row.querySelector("[data-move=down]").disabled = place === rows.length - 1;
    const number = row.querySelector(".plan-row__n");
    number.textContent = number.textContent.replace(/\d+/, place + 1);
  });
}

function notSaved() {
  if (!unsaved.hidden) return;
  unsaved.hidden = false;
  addEventListener("beforeunload", hold);
}

function hold(event) {
  event.preventDefault();
}
