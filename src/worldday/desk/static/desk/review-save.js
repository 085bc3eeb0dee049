// Saves the draft a moment after the last change. The version it was read at travels along: the server refuses to overwrite
// another person's work, and then everything typed stays here, unsaved and said to be so.
const PAUSE = 1500;

export function keepSaved(form) {
  const state = form.querySelector("[data-state]");
  const leave = (event) => event.preventDefault();
  let timer = 0;
  let running = null;
  let dirty = false;

  form.addEventListener("input", () => {
    dirty = true;
    say(form.dataset.unsaved);
    window.addEventListener("beforeunload", leave);
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    window.removeEventListener("beforeunload", leave);
    if (!running) return;
    event.preventDefault(); // the version it brings back is needed first
    await running;
    form.requestSubmit(event.submitter);
  });

  function say(text) {
    state.textContent = text;
  }

  function save() {
    running ??= send().finally(() => {
      running = null;
      if (dirty) timer = setTimeout(save, PAUSE);
    });
  }

  async function send() {
    dirty = false;
    say(form.dataset.saving);
    const rows = rowsOf(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) return await signedOut();
      const said = await answer.json();
      if (!answer.ok) return say(said.sentences.join(" "));
      form.elements.version.value = said.version;
      settle(form, rows);
      nameUnits(form, said.names);
      say(`${form.dataset.saved} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
      if (!dirty) window.removeEventListener("beforeunload", leave);
    } catch {
      dirty = true;
      say(form.dataset.offline);
    }
  }

  // The sign-in is over. Once there is a new one, in another window, its token is taken and saving goes on by itself.
  async function signedOut() {
    dirty = true;
    say(form.dataset.signedOut);
    const page = await fetch(form.action);
    const token = page.redirected ? null : tokenIn(await page.text());
    for (const field of token ? document.querySelectorAll("[name=csrfmiddlewaretoken]") : []) field.value = token;
  }
}

function tokenIn(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("#review [name=csrfmiddlewaretoken]")?.value;
}

// The rows as they were sent: after saving, each row's origin is its place among them.
function rowsOf(form) {
  return [...form.querySelectorAll("[data-rows]")].map((list) => [list.dataset.rows, [...list.children].map((row) => row.querySelector('[name^="rows:"]'))]);
}

function settle(form, lists) {
  const first = Number(form.elements.first.value);
  for (const [name, rows] of lists) {
    const start = name === "/activities" ? first : 0;
    rows.forEach((row, place) => (row.value = `${row.value.split("@")[0]}@${start + place}`));
    if (name === "/activities") form.elements.after.value = first + rows.length;
  }
}

// What the program makes of each unit's name, now that it has been asked.
function nameUnits(form, names) {
  for (const place of form.querySelectorAll("[data-named]")) {
    const [sort, words] = names[place.closest("[data-row]").querySelector("input:not([type=hidden])").value.trim()] ?? ["", ""];
    place.className = `unit-row__is is--${sort}`;
    place.textContent = words;
  }
}
