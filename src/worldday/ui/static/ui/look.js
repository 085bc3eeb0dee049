// Remembers large text and high contrast. The switches are checkboxes that work without this file, on the page at hand.
(() => {
  const key = "worldday-look", root = document.documentElement;
  const store = (value) => { try { return value === undefined ? localStorage.getItem(key) || "" : localStorage.setItem(key, value); } catch { return ""; } };
  root.dataset.look = store();
  document.addEventListener("DOMContentLoaded", () => {
    const boxes = [...document.querySelectorAll("[data-look-switch]")];
    for (const box of boxes) {
      box.checked = root.dataset.look.split(" ").includes(box.value);
      box.addEventListener("change", () => {
        root.dataset.look = boxes.filter((one) => one.checked).map((one) => one.value).join(" ");
        store(root.dataset.look);
      });
    }
  });
})();
