// Comment on what is selected, and know who else reads this. Offsets count characters, as the server does, not UTF-16 units.
const page = document.querySelector(".rv");
const text = page.querySelector("[data-text]");
const form = document.querySelector("#say");
if (text && form) offerComment();
setInterval(say, 20_000);

function offerComment() {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small rv-float", hidden: true });
  button.textContent = page.dataset.comment;
  page.append(button);
  document.addEventListener("selectionchange", () => {
    const place = chosen();
    button.hidden = !place;
    if (!place) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    button.style.top = `${Math.max(8, box.top > 60 ? box.top - 52 : box.bottom + 8)}px`;
    button.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 180))}px`;
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const place = chosen();
    if (!place) return;
    form.elements.quote.value = place.quote;
    form.elements.start.value = place.start;
    form.elements.end.value = place.end;
    getSelection().removeAllRanges();
    form.elements.text.focus();
  });
  form.elements.quote.addEventListener("input", () => (form.elements.start.value = form.elements.end.value = ""));
}

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = before(range.startContainer, range.startOffset);
  const end = before(range.endContainer, range.endOffset);
  const quote = [...words(text)].slice(start, end).join("");
  const lead = [...quote].length - [...quote.trimStart()].length;
  const said = quote.trim();
  return said ? { quote: said, start: start + lead, end: start + lead + [...said].length } : null;
}

// How many characters of the text stand before this point; numbers and signs beside it do not count.
function before(node, offset) {
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, offset);
  return [...words(range.cloneContents())].length;
}

function words(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("[data-sign]").forEach((sign) => sign.remove());
  return copy.textContent;
}

async function say() {
  if (document.hidden) return;
  const token = form?.elements.csrfmiddlewaretoken.value ?? "";
  const answer = await fetch(page.dataset.here, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const { others, state, by } = await answer.json();
  const line = page.querySelector("[data-others]");
  const decided = state !== page.dataset.state;
  const said = decided ? page.dataset.decided.replace("{name}", by) : others.length ? page.dataset.also.replace("{names}", others.join("、")) : "";
  line.hidden = !said;
  if (line.textContent !== said) line.textContent = said;
}
