// Words selected in the notice can be put into the field last used.
export function offerSelection(form) {
  const doc = form.querySelector("[data-doc]");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "use", hidden: true });
  form.append(button);
  let field = null;

  form.addEventListener("focusin", (event) => {
    if (event.target.matches(".f input:not([type=checkbox]), .f textarea")) field = event.target;
  });
  document.addEventListener("selectionchange", () => {
    const chosen = words(doc);
    button.hidden = !(chosen && field?.isConnected);
    if (button.hidden) return;
    const place = getSelection().getRangeAt(0).getBoundingClientRect();
    button.textContent = form.dataset.use.replace("{field}", field.labels[0].textContent);
    button.style.top = `${Math.max(8, place.top - 40)}px`;
    button.style.left = `${Math.max(8, Math.min(place.left, innerWidth - 220))}px`;
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    field.value = words(doc);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    getSelection().removeAllRanges();
    field.focus();
  });
}

function words(doc) {
  const selection = getSelection();
  const inside = selection.rangeCount && doc.contains(selection.anchorNode) && doc.contains(selection.focusNode);
  const range = inside && selection.getRangeAt(0).cloneContents();
  if (!range) return "";
  range.querySelectorAll(".doubt").forEach((badge) => badge.remove());
  return range.textContent.trim();
}
