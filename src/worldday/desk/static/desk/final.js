// Follows a report being compiled, and warns before wording that is not saved is left behind. Without it, the page is reloaded by hand.
const EVERY_MS = 1000;
const room = document.querySelector("[data-progress]");

async function ask() {
  try {
    const answer = await fetch(room.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const now = await answer.json();
    if (!now.busy) return location.reload();
    if (now.step) room.querySelector("[data-step]").textContent = now.step;
    const bar = room.querySelector("progress");
    if (now.total) [bar.max, bar.value] = [now.total, now.done];
  } catch {
    // a moment without a line: the next question will tell
  }
  setTimeout(ask, EVERY_MS);
}

if (room) setTimeout(ask, EVERY_MS);

const text = document.querySelector("textarea[data-warn]");
if (text) {
  const first = text.value;
  let sent = false;
  text.form.addEventListener("submit", () => (sent = true));
  addEventListener("beforeunload", (event) => {
    if (!sent && text.value !== first) event.preventDefault();
  });
}
