// The box for photos, videos, documents: files are dropped, chosen or taken by camera and sent in pieces (tus 1.0), two at a time.
// A broken line costs a wait, not the file. Without this script an ordinary form sends them.
import { renewWaiting, show } from "./materials-cards.js";
import { Row } from "./materials-row.js";

const PIECE = 8 * 1024 * 1024; // bytes of one request: what a broken line may cost at most behind a proxy that gathers requests
const WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000, 60000, 60000]; // ms; begins anew whenever a byte gets through
const AT_A_TIME = 2;
const GIVE_UP = [400, 403, 404, 413, 415, 422, 507]; // to ask again would change nothing by itself

const box = document.querySelector("[data-materials]");
const words = JSON.parse(document.querySelector("#materials-words")?.textContent ?? "{}");
const queue = [];
const broken = new Set();
let sending = 0;

if (box && window.tus?.isSupported) open();
renewWaiting(document);

function open() {
  box.classList.add("mat-on");
  const form = box.querySelector(".mat-drop");
  const phone = matchMedia("(pointer: coarse)").matches;
  for (const camera of box.querySelectorAll(".mat-camera")) camera.hidden = !phone;
  box.querySelector(".mat-drop__hint").hidden = phone;
  for (const input of box.querySelectorAll("input[type=file]"))
    input.addEventListener("change", () => { take(input.files); input.value = ""; });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (event) => over(event, true));
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, (event) => over(event, false));
  form.addEventListener("drop", (event) => take(event.dataTransfer.files));
  addEventListener("online", () => { for (const job of [...broken]) job.go(); });
  addEventListener("beforeunload", (event) => { if (sending || queue.length) event.preventDefault(); });

  function over(event, is) {
    event.preventDefault();
    form.classList.toggle("mat-drop--over", is);
  }
}

function take(files) {
  for (const file of files) queue.push(new Job(file));
  next();
}

function next() {
  while (sending < AT_A_TIME && queue.length) queue.shift().go();
}

class Job {
  constructor(file) {
    this.file = file;
    this.running = false;
    this.row = new Row(box.querySelector("[data-way]"), file, words, { goOn: () => this.go(), stop: () => this.stop() });
    this.upload = new tus.Upload(file, {
      endpoint: box.dataset.uploads,
      chunkSize: PIECE,
      retryDelays: WAITS,
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      onBeforeRequest: sign,
      onShouldRetry: (error) => this.again(error),
      onProgress: (done, all) => this.row.progress(done, all),
      onSuccess: () => this.arrived(),
      onError: (error) => this.failed(error),
    });
  }

  async go() {
    if (this.running) return;
    this.running = true;
    sending += 1;
    broken.delete(this);
    this.row.begin();
    const earlier = this.upload.url ? [] : await this.upload.findPreviousUploads();
    if (earlier.length) this.upload.resumeFromPreviousUpload(earlier.at(-1));
    this.upload.start();
  }

  again(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (GIVE_UP.includes(status)) return false;
    this.row.say(words.breaks);
    return true;
  }

  async arrived() {
    this.row.say(words.looks);
    const outcome = await this.outcome();
    if (!outcome) return this.rest(words.stopped);
    this.over();
    if (outcome.sentence) return this.row.refuse(outcome.sentence);
    await show(box, outcome.card);
    this.row.remove();
  }

  async outcome() {
    for (const wait of WAITS) {
      await new Promise((done) => setTimeout(done, wait));
      try {
        const headers = { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" };
        const answer = await fetch(`${this.upload.url}finish/`, { method: "POST", headers });
        if (answer.ok || answer.status === 422 || answer.status === 413) return await answer.json();
      } catch { /* the line is broken: ask again */ }
    }
    return null;
  }

  failed(error) {
    const response = error.originalResponse;
    const status = response?.getStatus() ?? 0;
    const sentence = sentenceOf(response);
    if (status === 403 && !sentence) return this.rest(words.signedOut);
    if (sentence && status !== 507) {
      this.over();
      return this.row.refuse(sentence);
    }
    this.rest(sentence || words.stopped);
  }

  rest(sentence) {
    this.over();
    broken.add(this);
    this.row.rest(sentence);
  }

  stop() {
    const waiting = queue.indexOf(this);
    if (waiting >= 0) queue.splice(waiting, 1);
    broken.delete(this);
    this.upload.abort(Boolean(this.upload.url)).catch(() => {});
    this.over();
    this.row.remove();
  }

  over() {
    if (!this.running) return;
    this.running = false;
    sending -= 1;
    next();
  }
}

// The token is read each time: it changes when somebody signs in again in another tab.
function sign(request) {
  request.setHeader("X-CSRFToken", token());
  request.setHeader("X-Requested-With", "XMLHttpRequest");
}

function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

function sentenceOf(response) {
  try {
    return JSON.parse(response.getBody()).sentence ?? "";
  } catch {
    return "";
  }
}
