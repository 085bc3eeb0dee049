// Telling the server what this phone saw, and hearing what the others saw. A record stays here until the server names its number
// as kept; sending it twice is harmless.
const MOST = 100, PATIENCE_MS = 20000;

export class Shut extends Error {}

async function ask(data, url, token, body) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(url, {
      method: body ? "POST" : "GET", cache: "no-store", credentials: data.credentials, signal: stop.signal,
      headers: { Authorization: `Door ${token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) throw new Shut(`status ${answer.status}`);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return await answer.json();
  } finally { clearTimeout(timer); }
}

export const fetchList = (data, token) => ask(data, data.urls.list, token);

// Sends everything unsent, a hundred at a time; calls `heard(answer)` after each. Raises Shut when the link no longer opens.
export async function sync(data, store, token, device, since, heard) {
  let cursor = since;
  for (;;) {
    const waiting = (await store.scans()).filter((one) => !one.sent).slice(0, MOST);
    const records = waiting.map(({ sent, ...record }) => record);
    const answer = await ask(data, data.urls.sync, token, { device, sent_at: Date.now(), since: cursor, records });
    const kept = new Set(answer.kept);
    await store.mark(waiting.filter((one) => kept.has(one.number)));
    cursor = answer.since;
    await heard(answer);
    if (waiting.length < MOST) return;
  }
}
