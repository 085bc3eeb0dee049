// Looking at the stage every second: one answer says what has changed, most say that nothing has.
import {ask} from "./line.js";
import {data} from "./page.js";

const EVERY_MS = 1000;

// `drawn(stage, ahead)` with every change; `look()` at once, `ahead()` = the server's clock before this device's
export function watch({key = "", drawn, onWait}) {
  let seen = "", ahead = 0, timer = null, last = null, looks = 0;

  async function look(given = null) {
    clearTimeout(timer);
    const mine = ++looks, from = Date.now();
    const told = given ?? await ask(`${data.intake}live/look`, {code: data.stage.code, seen, key}, onWait);
    if (mine !== looks) return; // something newer has been heard meanwhile
    ahead = told.now_ms - (from + Date.now()) / 2;
    if (told.stage) { seen = told.seen; last = told.stage; drawn(last); }
    again(EVERY_MS * (0.85 + Math.random() * 0.3));
  }
  function again(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => again(EVERY_MS * 5)), ms);
  }
  const left = () => (last ? last.opened_ms + last.seconds * 1000 - Date.now() - ahead : 0);
  return {look, left, stage: () => last};
}
