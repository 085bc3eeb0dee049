// Says which parts of the video were really played, and how fast; goes on where the learner was last, on whatever device.
import {keep, newKey, tell, unsent} from "./keeping.js";

const data = JSON.parse(document.getElementById("lesson-data").textContent);
const find = (selector) => document.querySelector(selector);
const words = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (whole, word) => values[word] ?? whole);
const video = find("[data-video]"), line = find("[data-line]"), saved = find("[data-saved]");
const TELL_MS = 10000, AGAIN_MS = 20000, SLACK_S = 0.75;
let stretches = [], running = null, told = data.position, resumed = false;

const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

// --- what is played ---

// A step forward no longer than the time that passed continues the stretch; anything else is a jump and begins another.
function heard() {
  const at = video.currentTime, now = performance.now();
  if (video.paused || video.seeking) { running = null; return; }
  if (running) {
    const passed = (now - running.now) / 1000, step = at - running.at;
    if (step >= 0 && step <= passed * video.playbackRate + SLACK_S) {
      if (step > 0) grow(running.at, at, video.playbackRate);
    }
  }
  running = {at, now};
}

function grow(start, end, rate) {
  const last = stretches.at(-1);
  if (last && last[1] === start && last[2] === rate) last[1] = end;
  else stretches.push([start, end, rate]);
}

const round = (value) => Math.round(value * 100) / 100;

function gather() {
  const position = round(video.currentTime || told);
  if (!stretches.length && Math.abs(position - told) < 1) return;
  keep(data.enrolment, {url: data.url, key: newKey(), played: stretches.map((stretch) => stretch.map(round)), position});
  told = position;
  stretches = [];
}

async function report(leaving = false) {
  gather();
  if (!unsent(data.enrolment).length) return;
  const answer = await tell(data.enrolment, data.token, leaving);
  const gone = unsent(data.enrolment).length > 0;
  if (gone) say(words("waiting"));
  else if (!line.hidden) say(answer?.status === 200 ? words("back") : answer?.body.error?.sentence?.zh ?? words("wentWrong"));
  if (answer?.status === 200 && answer.url === data.url) show(answer.body);
  else if (answer?.body.error?.sentence) say(answer.body.error.sentence[document.documentElement.lang === "en" ? "en" : "zh"]);
}

function say(sentence) {
  find("[data-line] p").textContent = sentence;
  line.hidden = false;
}

// --- what it looks like ---

function draw(spans) {
  const shape = find("[data-spans]");
  shape.replaceChildren(...spans.map(([start, end]) => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const whole = data.seconds || 1;
    for (const [key, value] of Object.entries({x: 1000 * start / whole, y: 0, width: 1000 * (end - start) / whole, height: 12})) part.setAttribute(key, value);
    return part;
  }));
  find("[data-watched]").hidden = false;
}

function show({percent, spans, done, complete, lacking}) {
  draw(spans);
  saved.textContent = words("saved", {percent});
  const state = find("[data-state]");
  if (done && !data.done) { state.textContent = `✓ ${words("done")}${complete ? ` ${words("complete")}` : ""}`; state.classList.add("lesson-done"); data.done = true; }
  else if (!done) state.textContent = lacking;
}

// --- going on ---

function goOn() {
  if (resumed || !data.position || data.position < 5 || data.position > video.duration - 5) { resumed = true; return; }
  resumed = true;
  video.currentTime = data.position;
  const told = find("[data-resume]"), again = told.querySelector("button");
  told.querySelector("span").textContent = words("resumed", {time: clock(data.position)});
  again.textContent = words("fromStart");
  again.addEventListener("click", () => { video.currentTime = 0; told.hidden = true; });
  told.hidden = false;
}

if (video) {
  video.addEventListener("loadedmetadata", goOn);
  for (const kind of ["timeupdate", "playing"]) video.addEventListener(kind, heard);
  for (const kind of ["seeking", "ratechange", "waiting", "stalled"]) video.addEventListener(kind, () => { running = null; });
  video.addEventListener("pause", () => { running = null; report(); });
  video.addEventListener("ended", () => { running = null; report(); });
  draw(data.spans);
}
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") report(true); });
window.addEventListener("pagehide", () => report(true));
window.addEventListener("online", () => report());
setInterval(() => { if (stretches.length) report(); }, TELL_MS);
setInterval(() => { if (!stretches.length && unsent(data.enrolment).length) report(); }, AGAIN_MS);
report();
