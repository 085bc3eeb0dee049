// While a design is written: its picture follows, half a second behind.
const form = document.querySelector("form[data-preview]");
const place = document.querySelector("#preview");
const editor = document.querySelector(".cert-editor");
let waiting;
let asked = 0;

async function look() {
  if (!form.elements.title.value.trim()) return;
  const mine = ++asked;
  editor.toggleAttribute("data-busy", true);
  const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
  if (mine !== asked) return;
  editor.toggleAttribute("data-busy", false);
  if (answer.ok) place.innerHTML = await answer.text();
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(look, 500);
}

form?.addEventListener("input", soon);
form?.querySelector("[data-show]")?.addEventListener("click", (press) => {
  press.preventDefault();
  look();
});
