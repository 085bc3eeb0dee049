// The door on a phone: works from the list it holds, notes every entry on its own disk first, and tells the server when it can.
import { book, count, standing } from "./book.js";
import { watch } from "./camera.js";
import * as cards from "./card.js";
import { Shut, fetchList, sync } from "./line.js";
import { all, button, data, find, hour, make, pressed, words } from "./page.js";
import { open } from "./store.js";

const SYNC_MS = 10000, LIST_MS = 120000, SHOWN = 20;
const now = { store: null, token: "", device: "", book: null, arrivals: {}, scans: [], slot: "", since: "", listed: 0, line: "", shut: false };

async function start() {
  now.store = await open(data.code);
  now.token = await secret();
  if (!now.token) { find("[data-closed]").hidden = false; return; }
  now.device = (await now.store.get("device")) ?? crypto.getRandomValues(new Uint32Array(3)).join("").slice(0, 28);
  await now.store.put({ device: now.device, token: now.token });
  Object.assign(now, { arrivals: (await now.store.get("arrivals")) ?? {}, since: (await now.store.get("since")) ?? "", scans: await now.store.scans(), slot: (await now.store.get("slot")) ?? "" });
  await takeKept();
  listen();
  keepShell();
  await pull();
  setInterval(turn, SYNC_MS);
  navigator.storage?.persist?.();
}

// The link's secret stands behind #, where no server and no log sees it; once kept, it leaves the address.
async function secret() {
  const given = location.hash.slice(1);
  if (given) history.replaceState(null, "", location.pathname);
  return given || (await now.store.get("token")) || "";
}

// The page itself, so that it opens without a line; the worker answers with it.
async function keepShell() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(data.urls.worker, { scope: data.urls.scope });
    const shelf = await caches.open("worldday-door");
    await Promise.all([location.pathname, ...data.shell].map((url) => shelf.add(new Request(url, { cache: "reload" }))));
    await navigator.serviceWorker.ready; // before that, a page opened without a line would not ask the worker
    find("[data-ready]").hidden = false;
  } catch { /* a browser that forbids it still works while the page stays open */ }
}

// The list as this phone kept it. When the days are over the names go, unless something still has to be told.
async function takeKept() {
  const list = await now.store.get("list"), listed = await now.store.get("listed");
  const over = list && Date.now() > listed + list.lasts_ms;
  if (over && !unsent().length) await now.store.put({ list: { ...list, bookings: [] } });
  take(over && !unsent().length ? { ...list, bookings: [] } : list, listed);
}

function take(list, listed) {
  if (!list) return;
  now.book = book(list);
  now.listed = listed ?? 0;
  const choice = find("[data-slot]");
  choice.replaceChildren(make("option", { value: "", text: words("all_slots") }), ...list.slots.map((one) => make("option", { value: one.code, text: one.name })));
  if (!list.slots.some((one) => one.code === now.slot)) now.slot = "";
  choice.value = now.slot;
  find("[data-door]").hidden = false;
  draw();
}

async function pull() {
  try {
    const list = await fetchList(data, now.token);
    await now.store.put({ list, listed: Date.now() });
    take(list, Date.now());
    await tell();
  } catch (error) { await failed(error); }
}

let telling = null;
function tell() {
  telling ??= sync(data, now.store, now.token, now.device, now.since, heard).then(() => { now.line = "here"; }, failed)
    .finally(async () => { telling = null; now.scans = await now.store.scans(); draw(); });
  return telling;
}

async function heard(answer) {
  for (const [code, inside] of Object.entries(answer.arrivals)) { if (inside) now.arrivals[code] = inside; else delete now.arrivals[code]; }
  now.since = answer.since;
  for (const each of now.book?.list.slots ?? []) each.walked = answer.walked[each.code] ?? 0;
  await now.store.put({ arrivals: now.arrivals, since: now.since });
  now.scans = await now.store.scans();
}

async function failed(error) {
  if (error instanceof Shut) {
    now.shut = true;
    await now.store.forget();
    find("[data-door]").hidden = true;
    find("[data-closed]").hidden = false;
  }
  now.line = "away";
  draw();
}

function turn() {
  if (now.shut) return;
  if (Date.now() - now.listed > LIST_MS && navigator.onLine) pull(); else tell();
}

const unsent = () => now.scans.filter((one) => !one.sent);
const slotName = (code) => now.book.list.slots.find((one) => one.code === code)?.name ?? "";
const inside = (one) => standing(one.code, now.arrivals, unsent());

async function note(record) {
  const kept = await now.store.add({ at: Date.now(), ...record }).catch((error) => { cards.unkept(); throw error; });
  now.scans.push(kept);
  draw();
  tell();
}

function scanned(text) {
  const one = now.book?.read(text);
  if (!one) { cards.unknown(text); return; }
  const before = inside(one), hindrance = cards.obstacle(one, before, now.slot);
  if (before || hindrance) look(one, hindrance); else enter(one, one.party);
  navigator.vibrate?.(hindrance ? [80, 60, 80] : 60);
}

// A scanned ticket goes in at once; one that was looked up by name waits for the press.
function look(one, hindrance = cards.obstacle(one, inside(one), now.slot)) {
  const acts = {
    enter: (persons) => enter(one, persons),
    back: async () => { await note({ booking: one.code, entered: false, persons: 1 }); look(one); },
    again: async (persons) => { await note({ booking: one.code, entered: false, persons: 1 }); await enter(one, persons); },
  };
  cards.party(one, inside(one), hindrance, acts, slotName);
}

async function enter(one, persons) {
  await note({ booking: one.code, entered: true, persons });
  look(one, "");
}

function listen() {
  find("[data-slot]").addEventListener("change", (event) => { now.slot = event.target.value; now.store.put({ slot: now.slot }); draw(); });
  find("[data-find]").addEventListener("input", (event) => offer(event.target.value));
  find("[data-find-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = find("[data-find]"), typed = field.value, exact = now.book.read(typed), found = now.book.search(typed, now.slot);
    if (exact) chosen(exact); else if (found.length === 1) chosen(found[0]); else if (!found.length && typed.trim()) cards.unknown(typed);
    field.select(); // what is typed or scanned next takes its place
  });
  find("[data-find]").addEventListener("focus", (event) => event.target.select());
  pressed(find("[data-camera]"), camera); // while the phone asks whether it may, a second press would start a second one
  find("[data-walk]").addEventListener("click", walkIn);
  find("[data-again]").addEventListener("click", pull);
  window.addEventListener("online", tell);
  window.addEventListener("offline", () => { now.line = "away"; draw(); });
}

// Found by hand: the others that fitted are in the way now.
function chosen(one) {
  offer("");
  look(one);
}

function offer(typed) {
  const found = now.book.search(typed, now.slot);
  find("[data-found]").replaceChildren(...found.map((one) => {
    const line = button(`${one.name}${one.group ? ` · ${one.group}` : ""} · ${words("persons", { n: one.party })}`, () => chosen(one), "door-offer");
    return make("li", {}, line);
  }));
}

let stop = null;
async function camera() {
  const video = find("[data-video]"), said = find("[data-camera]");
  if (stop) { stop(); stop = null; } else {
    try { stop = await watch(video, scanned); } catch { find("[data-no-camera]").hidden = false; }
  }
  video.hidden = !stop;
  said.textContent = words(stop ? "camera_off" : "camera_on");
}

function walkIn() {
  const slots = now.book.list.slots, slot = now.slot || (slots.length === 1 ? slots[0].code : "");
  if (!slot) { cards.show(make("section", { class: "door-card door-card--soon" }, make("h2", { text: words("choose_slot") }))); return; }
  const number = cards.counter(1), from = districts(), old = cards.ages(now.book.list.bands ?? [], number);
  const done = button(words("walk_done"), async () => { await note({ walk: true, slot, persons: number.value(), district: from.value, ages: old.value() }); cards.show(make("section", { class: "door-card door-card--good" }, make("h2", { text: words("walked", { n: number.value() }) }))); });
  cards.show(make("section", { class: "door-card" }, make("h2", { text: words("walk_in_title") }), make("p", { class: "quiet", text: slotName(slot) }), from, make("div", { class: "door-steps" }, number.element), old.element, make("div", { class: "door-steps" }, done)));
}

function districts() {
  const every = (now.book.list.districts ?? []).map((name) => make("option", { value: name, text: name }));
  return make("select", { "aria-label": words("district") }, make("option", { value: "", text: words("no_district") }), ...every);
}

function draw() {
  if (!now.book) { find("[data-line]").textContent = words(now.line === "away" ? "no_list" : "fetching"); return; }
  const waiting = unsent(), here = count(now.book, now.arrivals, waiting, now.slot);
  find("[data-count]").textContent = here.persons;
  find("[data-expected]").textContent = words("of_expected", { n: here.expected });
  const line = find("[data-line]");
  line.textContent = [words(now.line === "away" ? "line_away" : "line_here"), waiting.length ? words("waiting", { n: waiting.length }) : words("all_sent"), words("listed", { at: hour(now.listed) })].join(" · ");
  line.dataset.state = now.line === "away" ? "away" : "here";
  line.dataset.waiting = waiting.length;
  find("[data-recent]").replaceChildren(...now.scans.slice(-SHOWN).reverse().map(recent));
}

function recent(record) {
  const one = record.walk ? null : now.book.get(record.booking);
  const who = record.walk ? words("walk_in") : one?.name ?? record.booking;
  const what = record.walk || record.entered ? words("persons", { n: record.persons }) : words("taken_back");
  const mine = one && inside(one), other = one && record.entered && mine && mine.where && mine.by !== `${now.device}/${record.number}` ? words("again", { at: hour(mine.at), where: mine.where }) : "";
  return make("li", {}, make("span", { text: `${hour(record.at)} ${who}` }), make("span", { class: "quiet", text: [what, other, record.sent ? "" : words("not_sent")].filter(Boolean).join(" · ") }));
}

all("[data-script]").forEach((one) => { one.hidden = false; });
start().catch(() => { find("[data-line]").textContent = words("no_store"); });
