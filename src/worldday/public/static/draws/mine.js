// Offers the look-up by device: the quiz keeps the ticket of one's attempt in this browser (quiz/page.js, `memory`).
const form = document.querySelector("form[data-ticket]");

function ticketOf(prefix) {
  try {
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith(prefix))) {
      const kept = JSON.parse(localStorage.getItem(name));
      if (kept && typeof kept.ticket === "string" && !kept.practice) return kept.ticket;
    }
  } catch { /* no storage, or not ours: the receipt still works */ }
  return "";
}

const ticket = form ? ticketOf(`worldday-quiz-${form.dataset.ticket}-`) : "";
if (ticket) {
  form.elements.ticket.value = ticket;
  form.hidden = false;
}
