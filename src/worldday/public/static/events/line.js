// One question to the server, told as {status, told}; status 0 is a line that broke or a server that said nothing sensible.
const LONGEST_MS = 10000;

export async function ask(address, content) {
  try {
    const answer = await fetch(address, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content), signal: AbortSignal.timeout?.(LONGEST_MS),
    });
    return { status: answer.status, told: await answer.json() };
  } catch {
    return { status: 0, told: null };
  }
}

export const pause = (ms) => new Promise((wake) => { setTimeout(wake, ms); });
export const jitter = (ms) => Math.random() * ms;
