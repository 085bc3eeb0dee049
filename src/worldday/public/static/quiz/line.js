// Asking the server over a line that breaks: again and again, later each time, never all phones at once.
const FIRST_MS = 800, LONGEST_MS = 20000, PATIENCE_MS = 15000;

export class Refused extends Error {
  constructor(status, body) {
    super(body.error?.code ?? `status ${status}`);
    this.code = body.error?.code ?? "";
    this.sentence = body.error?.sentence;
    this.body = body;
  }
}

// The answer to `body`, however long it takes; raises Refused when the server says no. `onWait({offline, seconds})` is told
// before each pause, `onWait(null)` when the line is back. Sending twice is harmless: the server keeps the first.
export async function ask(url, body, onWait = () => {}) {
  for (let tries = 0; ; tries += 1) {
    let after = 0, offline = false;
    try {
      const answer = await post(url, body);
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) { if (tries) onWait(null); return told; }
      if (answer.status < 500 && answer.status !== 429) { if (tries) onWait(null); throw new Refused(answer.status, told); }
      after = Number(answer.headers.get("Retry-After")) * 1000 || 0;
    } catch (error) {
      if (error instanceof Refused) throw error;
      offline = true;
    }
    const pause = pauseOf(tries, after);
    onWait({offline, seconds: Math.ceil(pause / 1000)});
    await lineOr(pause);
  }
}

async function post(url, body) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(url, {
      method: "POST", body: JSON.stringify(body), headers: {"Content-Type": "application/json"},
      credentials: "same-origin", signal: stop.signal,
    });
  } finally { clearTimeout(timer); }
}

// full jitter over a doubling span, never before the server's Retry-After
export function pauseOf(tries, after, random = Math.random) {
  return after + random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries) + 100;
}

// after `pause`, or as soon as the browser says that the line is back (spread over a second)
function lineOr(pause) {
  return new Promise((done) => {
    const back = () => setTimeout(finish, Math.random() * 1000);
    const timer = setTimeout(finish, pause);
    function finish() { clearTimeout(timer); window.removeEventListener("online", back); done(); }
    window.addEventListener("online", back);
  });
}
