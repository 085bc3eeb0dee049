// Sentences with counted numbers, and passages from units below: put into the text, struck, and either undone.
export function offer({ page, form, paper, words, changed }) {
  const said = new Map(), field = form.elements.figures;
  field.disabled = false;
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-offer] button");
    if (!button) return;
    event.preventDefault();
    const line = button.closest("[data-offer]");
    act(line, button.value.split(":")[0]);
  });
  paper.area.addEventListener("input", missing);

  function act(line, verb) {
    const { sentence, was, offer: proof } = line.dataset;
    if (verb === "undo") return undo(line, proof, sentence);
    if (verb === "accepted") put(sentence);
    if (verb === "renew" && !(was && paper.replace(was, sentence))) put(sentence);
    if (verb === "open") paper.replace(sentence, "");
    const state = verb === "renew" ? "accepted" : verb;
    line.dataset.state = state;
    tell(proof, state);
    if (state === "open") return;
    const box = line.querySelector(".offer__do");
    line.asBefore ??= [...box.childNodes];
    const back = Object.assign(document.createElement("button"), { type: "button", value: "undo", className: "button button-small button-secondary", textContent: words.undo });
    const yes = Object.assign(document.createElement("span"), { className: "offer__yes", textContent: `${state === "struck" ? "–" : "✓"} ${words[state]}` });
    box.replaceChildren(yes, " ", back);
    if (state === "struck") back.focus();
  }

  function undo(line, proof, sentence) {
    if (line.dataset.state === "accepted") paper.replace(sentence, "");
    line.dataset.state = "";
    tell(proof, "open");
    line.querySelector(".offer__do").replaceChildren(...line.asBefore);
  }

  function put(sentence) {
    const before = paper.area.value.slice(0, paper.area.selectionStart);
    paper.type(/[a-z0-9.]$/iu.test(before) && /^[\x20-\x7e]/u.test(sentence) ? ` ${sentence}` : sentence);
  }

  function tell(proof, state) {
    said.set(proof, state);
    field.value = JSON.stringify([...said]);
    missing();
    changed();
  }

  function missing() {
    for (const line of page.querySelectorAll("[data-offer][data-number]")) {
      const note = line.querySelector("[data-missing]");
      if (note) note.hidden = line.dataset.state !== "accepted" || line.dataset.was !== "" || paper.text.includes(line.dataset.number);
    }
  }

  return {
    // What was decided before, as a copy on this device holds it.
    restore(given) {
      for (const [proof, state] of JSON.parse(given || "[]")) said.set(proof, state);
      field.value = JSON.stringify([...said]);
    },
  };
}
