// While a question is written: what the bank already has that reads like it.
const form = document.querySelector("form[data-like]");
const place = document.querySelector("#like");
let waiting;
let asked = "";

async function look() {
  const stem = form.elements.stem.value.trim();
  if (stem === asked) return;
  asked = stem;
  if (stem.length < 6) return place.replaceChildren();
  const answer = await fetch(`${form.dataset.like}?${new URLSearchParams({ stem, code: form.dataset.code })}`);
  if (answer.ok && stem === asked) place.innerHTML = await answer.text();
}

form?.elements.stem.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, 500);
});
