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

const AGAIN = [408, 425, 429]; // beside everything from 500 on: it did not get through, and may the next time

// The answer to `body`, however long it takes; raises Refused when the server says no. `onWait({offline, seconds})` is told
// before each pause, `onWait(null)` when the line is back. Sending twice is harmless: the server keeps the first.
export async function ask(url, body, onWait = () => {}) {
  for (let tries = 0; ; tries += 1) {
    let after = 0, offline = false;
    try {
      const {answer, told} = await post(url, body);
      if (answer.ok && told) { if (tries) onWait(null); return told; }
      if (!answer.ok && answer.status < 500 && !AGAIN.includes(answer.status)) { if (tries) onWait(null); throw new Refused(answer.status, told ?? {}); }
      offline = answer.ok; // half an answer, or the page of a network that asks for a sign-in: not ours
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

// the answer and what it says; null where that did not come whole
async function post(url, body) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(url, {
      method: "POST", body: JSON.stringify(body), headers: {"Content-Type": "application/json"},
      credentials: "same-origin", signal: stop.signal,
    });
    return {answer, told: await answer.json().catch(() => null)};
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
