// Keeps a part of the page as fresh as the server has it, while somebody looks.
const EVERY_MS = 5000;

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(location.href, {cache: "no-store"});
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelectorAll("[data-refresh]").forEach((part, at) => {
    const next = fresh.querySelectorAll("[data-refresh]")[at];
    if (next && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  });
}

setInterval(() => refresh().catch(() => {}), EVERY_MS);
