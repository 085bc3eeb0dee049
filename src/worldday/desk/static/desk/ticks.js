// Lists with tick boxes: all of a group at one press, and how many are ticked. Without script every box still works by itself.
const count = document.querySelector("[data-ticked-count]");
const boxes = (within) => [...within.querySelectorAll("input[name=task], input[name=units]")];

function tell() {
  const ticked = document.querySelectorAll("input[name=task]:checked").length;
  if (count) count.textContent = ticked ? `(${ticked})` : "";
  count?.closest("form").classList.toggle("is-on", ticked > 0);
  for (const group of document.querySelectorAll("[data-ticks]")) {
    const all = group.querySelector("[data-tick-all]");
    const those = boxes(group);
    if (!all) continue;
    all.closest("[hidden]")?.toggleAttribute("hidden", those.length < 2);
    all.checked = those.length > 0 && those.every((box) => box.checked);
    all.indeterminate = !all.checked && those.some((box) => box.checked);
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    for (const box of boxes(event.target.closest("[data-ticks]"))) box.checked = event.target.checked;
  }
  tell();
});
addEventListener("pageshow", tell);
tell();
