// Tick every waiting version in which the checks found nothing; press again to untick.
const button = document.querySelector("[data-tick]");
const clear = () => [...document.querySelectorAll(".rv-list tbody tr")].filter((row) => !row.querySelector(".rv-tag")).map((row) => row.querySelector("[name=code]")).filter(Boolean);
if (button && clear().length) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = clear();
    const on = boxes.some((box) => !box.checked);
    boxes.forEach((box) => (box.checked = on));
  });
}
