// Asks the server that takes in answers how it is; it keeps no database figures of its own, so only it can say.
const EVERY_MS = 5000;
const room = document.querySelector("[data-health]");
const words = JSON.parse(document.querySelector("#refusals")?.textContent ?? "{}");

function row(code, times) {
  const line = document.createElement("tr");
  for (const [text, kind] of [[words[code] ?? code, ""], [times, "num"]]) {
    const cell = line.insertCell();
    cell.textContent = text;
    cell.className = kind;
  }
  return line;
}

function show(figures) {
  room.querySelector("[data-state]").textContent = figures.ok ? room.dataset.ok : room.dataset.down;
  for (const cell of room.querySelectorAll("[data-of]")) cell.textContent = figures[cell.dataset.of] ?? "—";
  const refused = Object.entries(figures.refused ?? {}).sort((one, other) => other[1] - one[1]);
  if (refused.length) room.querySelector("[data-refused]").replaceChildren(...refused.map(([code, times]) => row(code, times)));
}

async function ask() {
  try {
    const answer = await fetch(room.dataset.health, { headers: { Accept: "application/json" } });
    show(await answer.json());
  } catch {
    room.querySelector("[data-state]").textContent = room.dataset.away;
  }
  if (room.dataset.moving) setTimeout(ask, EVERY_MS);
}

if (room) ask();
