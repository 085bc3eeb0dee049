// What was played and not told yet, kept on this device until the server has it. Telling twice is harmless: every report has a name.
const MOST = 400;
const kept = {};

const name = (course) => `worldday-course-${course}`;

export function unsent(course) {
  try { return JSON.parse(localStorage.getItem(name(course))) ?? kept[course] ?? []; } catch { return kept[course] ?? []; }
}

function write(course, reports) {
  kept[course] = reports;
  try {
    if (reports.length) localStorage.setItem(name(course), JSON.stringify(reports));
    else localStorage.removeItem(name(course));
  } catch { /* kept for this page only */ }
}

export const keep = (course, report) => write(course, [...unsent(course), report].slice(-MOST));
const drop = (course, key) => write(course, unsent(course).filter((report) => report.key !== key));

export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

let telling = null;

// Tells everything that waits, oldest first, and gives the last answer; null when the line is gone (all is kept then).
export function tell(course, token, leaving = false) {
  telling ??= send(course, token, leaving).finally(() => { telling = null; });
  return telling;
}

async function send(course, token, leaving) {
  let last = null;
  for (const {url, ...report} of unsent(course)) {
    let answer;
    try {
      answer = await fetch(url, {
        method: "POST", body: JSON.stringify(report), credentials: "same-origin", keepalive: leaving,
        headers: {"Content-Type": "application/json", "X-CSRFToken": token},
      });
    } catch { return null; }
    if (answer.status >= 500 || answer.status === 429) return null;
    drop(course, report.key); // taken in, or refused for good
    if (answer.redirected) return null;
    last = {url, status: answer.status, body: await answer.json().catch(() => ({}))};
  }
  return last;
}
