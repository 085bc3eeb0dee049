// The time left, by the server's clock: seen every second, spoken only when it matters.
import {clock, words} from "./page.js";

const SPOKEN = [[300000, "minutesLeft"], [60000, "oneMinuteLeft"], [30000, "secondsLeft"], [10000, "secondsLeft"]];

// How far the server's clock stands ahead of this device's, measured around one request.
export const aheadOf = (serverMs, askedMs, toldMs = Date.now()) => serverMs - (askedMs + toldMs) / 2;

// `left()` in ms; `shown(text, soon)` every second; `spoken(sentence)` at 5 min, 1 min, 30 s, 10 s; `over()` once. → stop()
export function countdown({left, shown, spoken, over}) {
  let before = left();
  function tick() {
    const now = left();
    shown(clock(now), now <= 60000);
    const passed = SPOKEN.filter(([mark]) => before > mark && now <= mark).pop();
    if (passed) spoken(words(passed[1], {n: passed[1] === "minutesLeft" ? passed[0] / 60000 : passed[0] / 1000}));
    before = now;
    if (now <= 0) { clearInterval(timer); over(); }
  }
  const timer = setInterval(tick, 1000);
  setTimeout(tick, 0);
  return () => clearInterval(timer);
}
