// Cards of files: a new one is put in, one that is being prepared is renewed until it is ready.
const SOON = 2000; // ms
const SLOW = 15000; // after a minute of waiting

export async function show(box, address) {
  const card = await fetchCard(address);
  if (!card) return;
  const cards = box.querySelector("[data-cards]");
  cards.querySelector(`#${card.id}`)?.remove();
  cards.append(card);
  box.querySelector("[data-none]").hidden = true;
  box.querySelector("[data-describe]").hidden = false;
  renew(card, 0);
}

export function renewWaiting(page) {
  for (const card of page.querySelectorAll("[data-card][data-waiting]")) renew(card, 0);
}

function renew(card, times) {
  if (!card.hasAttribute("data-waiting")) return;
  setTimeout(async () => {
    if (!card.isConnected) return;
    const fresh = document.hidden ? null : await fetchCard(card.dataset.card);
    if (fresh && fresh.innerHTML !== card.innerHTML) card.replaceWith(fresh);
    renew(fresh?.isConnected ? fresh : card, times + 1);
  }, times < 30 ? SOON : SLOW);
}

async function fetchCard(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) return null;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    return holder.content.firstElementChild;
  } catch {
    return null;
  }
}
