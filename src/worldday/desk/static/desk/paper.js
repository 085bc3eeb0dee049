// Says how many questions the bank holds for a line while it is being chosen, and what the lines add up to.
const held = JSON.parse(document.querySelector("#held")?.textContent ?? "{}");
const sum = document.querySelector("[data-sum]");
const lines = [...document.querySelectorAll("[data-line]")];

const value = (line, name) => line.querySelector(`[name$="-${name}"]`)?.value ?? "";

function tell() {
  let questions = 0, points = 0;
  for (const line of lines) {
    const count = Number(value(line, "count")), have = line.querySelector("[data-have]");
    if (have) {
      have.value = held[value(line, "topic")]?.[value(line, "difficulty")] ?? 0;
      have.classList.toggle("desk-error", count > Number(have.value));
    }
    questions += count;
    points += count * (Number(value(line, "points")) || 10);
  }
  if (sum) sum.textContent = sum.dataset.words.replace("{questions}", questions).replace("{points}", points);
}

document.querySelector("form.lines")?.addEventListener("input", tell);
tell();
