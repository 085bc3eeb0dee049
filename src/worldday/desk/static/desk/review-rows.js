// Adding, removing and moving rows at once; without script the same buttons ask the server.
let fresh = 0;

export function editRows(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-step]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.template) add(button);
    else change(button);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function add(button) {
  const list = button.value.slice("add:".length);
  const rows = document.querySelector(`[data-rows="${list}"]`);
  const row = copy(document.getElementById(button.dataset.template), list, `n${fresh++}`);
  rows.append(row);
  row.querySelector("input:not([type=hidden]), textarea")?.focus();
}

// The template's names carry __new__; the innermost one becomes the key, those before it come from the list's own name.
function copy(template, list, key) {
  const row = template.content.firstElementChild.cloneNode(true);
  const blank = row.querySelector('[name^="rows:"]').name.slice("rows:".length);
  const swap = (text) =>
    text.replaceAll(`${blank}/__new__`, `${list}/${key}`).replaceAll(dashed(`${blank}/__new__`), dashed(`${list}/${key}`));
  for (const node of [row, ...row.querySelectorAll("*")]) {
    for (const { name, value } of [...node.attributes]) {
      if (value.includes("__new__")) node.setAttribute(name, swap(value));
    }
  }
  const said = row.querySelector('[name^="rows:"]');
  said.name = `rows:${list}`;
  said.value = `${key}@`;
  return row;
}

const dashed = (pointer) => pointer.replaceAll("/", "-");

function change(button) {
  const row = button.closest("[data-row]");
  const verb = button.value.split(":")[0];
  if (verb === "drop") {
    const near = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    near?.querySelector("input:not([type=hidden]), textarea")?.focus();
    return;
  }
  const other = verb === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (other) verb === "up" ? other.before(row) : other.after(row);
  button.focus();
}
