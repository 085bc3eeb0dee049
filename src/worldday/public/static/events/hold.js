// Taking places in a storm: first the places, by one small request that is answered in milliseconds; then the ordinary form, in peace.
// The once-only key is kept for this tab before anything is sent, so a reload, a broken line or a killed server costs nobody his places.
// Without this script the links to the form work as before. What is said to the server: docs/booking-storm.md.
import { ask, pause, jitter } from "./line.js";

const box = document.querySelector("[data-places]"), { room, event, book } = box.dataset;
const form = box.querySelector("[data-take]"), line = box.querySelector("[data-say]"), held = box.querySelector("[data-held]");
const KEPT = `worldday.places.${event}`, LOOK_MS = 10000, LONGEST_WAIT_MS = 30000, TRIES = 60;
const zh = document.documentElement.lang.startsWith("zh");
const words = {
  taking: zh ? "正在为您保留名额…" : "Taking your places…",
  again: zh ? "人很多，正在自动重试，请不要关闭页面。" : "Very many people are here; trying again by itself, please keep this page open.",
  soon: (s) => (zh ? `还没有开放，${s} 秒后自动提交。` : `Not open yet; this is sent by itself in ${s} s.`),
  kept: (n, at) => (zh ? `已为您保留 ${n} 个名额，请在 ${at} 之前填完表单。` : `${n === 1 ? "1 place is" : `${n} places are`} kept for you; please fill in the form before ${at}.`),
  over: zh ? "保留时间已过，请重新选择。" : "The time for your places is over; please choose again.",
  back: zh ? "名额已放弃。" : "The places were given back.",
  nobody: zh ? "请填写人数。" : "Please say how many of you come.",
  left: (n) => (zh ? `余 ${n}` : `${n} left`),
};
const labels = new Map([...form.slot.options].map((option) => [option.value, option.textContent]));
let ahead = 0, busy = false;

const now = () => Date.now() + ahead;
const say = (text) => { line.hidden = !text; line.textContent = text; };
let mine = null; // where a browser keeps nothing for its tabs, as long as the page stands
const recall = () => { try { return JSON.parse(sessionStorage.getItem(KEPT)) ?? mine; } catch { return mine; } };
const keep = (kept) => {
  mine = kept;
  try { if (kept) sessionStorage.setItem(KEPT, JSON.stringify(kept)); else sessionStorage.removeItem(KEPT); } catch { /* see above */ }
};
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const leads = (kept) => `${book}?slot=${kept.slot}&key=${kept.key}${kept.group ? "&as=group" : ""}`;

// When it opens, and what is left: asked now and then, by the clock of the server.
async function look() {
  const { status, told } = await ask(`${room}look`, { event });
  if (status === 200) {
    ahead = told.now_ms - Date.now();
    box.hidden = !told.open;
    for (const option of form.slot.options) {
      const free = told.free[option.value] ?? 0;
      option.textContent = `${labels.get(option.value)} · ${words.left(free)}`;
    }
    if (!told.open && told.opens_ms) {
      setTimeout(look, Math.min(Math.max(told.opens_ms - now(), 0) + jitter(300), LONGEST_WAIT_MS));
      return;
    }
  }
  setTimeout(() => (document.hidden ? document.addEventListener("visibilitychange", look, { once: true }) : look()), LOOK_MS + jitter(LOOK_MS));
}

function chosen() {
  const adults = Number(form.adults.value) || 0, minors = Number(form.minors?.value) || 0;
  return { key: newKey(), slot: Number(form.slot.value), size: adults + minors, minors, group: Boolean(form.group?.checked) };
}

// Until there is an answer. Whatever happens on the way, this key gets places once.
async function take(kept) {
  busy = true;
  keep(kept);
  say(words.taking);
  for (let n = 1; n <= TRIES; n += 1) {
    const { status, told } = await ask(`${room}take`, { event, again: Boolean(kept.sent), ...wanted(kept) });
    if (status === 200) { arrived({ ...kept, sent: true, until: told.held_until_ms, state: told.state }); return; }
    if (status === 409 && told.error.code === "not-open") {
      ahead = told.now_ms - Date.now();
      const wait = Math.max(told.opens_ms - told.now_ms, 0);
      say(words.soon(Math.ceil(wait / 1000)));
      await pause(Math.min(wait, LONGEST_WAIT_MS) + jitter(100));
      continue;
    }
    if (status && status < 500 && status !== 429) { refused(told); return; }
    if (!status || status >= 500) keep(Object.assign(kept, { sent: true }));
    say(told?.error ? told.error.sentence[zh ? "zh" : "en"] : words.again);
    await pause(1000 * Math.min(n, 5) * (0.5 + Math.random()));
  }
  busy = false;
}

const wanted = ({ key, slot, size, minors, group }) => ({ key, slot, size, minors, group });

function arrived(kept) {
  busy = false;
  if (kept.state === "booked") { keep(null); say(""); return; }
  keep(kept);
  show(kept);
  location.assign(leads(kept));
}

function refused(told) {
  busy = false;
  keep(null);
  show(null);
  say(told.error.sentence[zh ? "zh" : "en"]);
  box.querySelector("[data-queue]").hidden = told.error.code !== "full";
}

function show(kept) {
  form.hidden = Boolean(kept);
  box.querySelector("[data-why]").hidden = Boolean(kept);
  held.hidden = !kept;
  if (!kept) return;
  box.hidden = false;
  held.querySelector("[data-go]").href = leads(kept);
  const at = new Date(kept.until - ahead).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  say(words.kept(kept.size, at));
}

// Back on this page: what was asked for before may be held, booked or over.
async function resume(kept) {
  const { status, told } = await ask(`${room}take`, { event, again: true, ...wanted(kept) });
  if (status === 200 && told.state === "held" && told.held_until_ms > told.now_ms) {
    ahead = told.now_ms - Date.now();
    keep({ ...kept, until: told.held_until_ms });
    show(recall());
  } else if (status && status < 500 && status !== 429) {
    keep(null);
    if (kept.until && status !== 200) say(words.over);
  }
}

form.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  const kept = chosen();
  box.querySelector("[data-queue]").hidden = true;
  if (busy) return;
  if (kept.size < 1) { say(words.nobody); return; }
  take(kept);
});

held.querySelector("[data-drop]").addEventListener("click", async () => {
  const { status } = await ask(`${room}drop`, { key: recall().key });
  if (status !== 200) { say(words.again); return; }
  keep(null);
  show(null);
  say(words.back);
});

// The links to the form lead here first, while places are given here.
document.addEventListener("click", (click) => {
  const link = click.target.closest?.(`a[href^="${book}"]`);
  if (!link || box.hidden || box.contains(link) || new URL(link.href).searchParams.has("as") || link.closest('[data-standing="full"]')) return;
  click.preventDefault();
  const slot = new URL(link.href).searchParams.get("slot");
  if (labels.has(slot)) form.slot.value = slot;
  box.scrollIntoView();
  box.querySelector("#hold").focus({ preventScroll: true });
});

await look();
const before = recall();
if (before) await resume(before);
