// Tick all rows of the page at once. Without this script every row is ticked by hand, or the whole list is urged.
const all = document.querySelector("[data-tick-all]");
const boxes = [...document.querySelectorAll("#board-form input[name=task]")];
if (all && boxes.length > 1) {
  all.hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", () => {
    all.checked = boxes.every((one) => one.checked);
    all.indeterminate = !all.checked && boxes.some((one) => one.checked);
  }));
}
