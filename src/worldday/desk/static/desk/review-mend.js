// Where the reader knows what was probably meant, one click puts it in; undo with the browser's own undo.
export function mend(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mend]");
    if (!button) return;
    const field = document.getElementById(button.dataset.mend);
    const at = field.value.indexOf(button.dataset.wrong);
    field.focus();
    if (at < 0) return;
    field.setSelectionRange(at, at + button.dataset.wrong.length);
    // insertText keeps the browser's undo; setRangeText is for browsers that have dropped it
    if (!document.execCommand("insertText", false, button.dataset.right)) {
      field.setRangeText(button.dataset.right);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    button.hidden = true;
  });
}
