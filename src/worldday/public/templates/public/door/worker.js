// Opens the door's page and what it loads without a line: from the network while there is one, else as this phone kept it.
const SHELF = "worldday-door", PATIENCE_MS = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.method !== "GET" || asked.headers.has("Authorization") || new URL(asked.url).origin !== location.origin) return;
  event.respondWith(answer(asked));
});

async function answer(asked) {
  const shelf = await caches.open(SHELF), kept = await shelf.match(asked, { ignoreSearch: true, ignoreVary: true });
  const fetched = fetch(asked).then((got) => { if (got.ok && kept) shelf.put(asked, got.clone()); return got; });
  if (!kept) return fetched;
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, kept.clone()));
  return Promise.race([fetched, late]).catch(() => kept);
}
