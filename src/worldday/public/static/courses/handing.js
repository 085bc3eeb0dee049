// Files of an assignment go in pieces as soon as they are chosen; a broken line costs a wait, not the file. The form then sends
// only their names. Without this script the form sends the files themselves.
const PIECE = 512 * 1024; // bytes of one request
const WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000, 60000, 60000]; // ms; begins anew whenever a byte gets through
const GIVE_UP = [400, 403, 404, 413, 415, 422, 507];

const form = document.querySelector("form[data-uploads]");
const input = form?.querySelector("input[type=file]"), list = form?.querySelector("[data-way]");
const words = form ? JSON.parse(document.getElementById("handing-words").textContent) : {};
const jobs = new Set();

if (form && window.tus?.isSupported) {
  input.addEventListener("change", () => { for (const file of input.files) new Job(file).go(); input.value = ""; });
  addEventListener("online", () => { for (const job of jobs) if (job.rests) job.go(); });
  addEventListener("beforeunload", (event) => { if (coming()) event.preventDefault(); });
  form.addEventListener("submit", (event) => {
    if (!coming()) return;
    event.preventDefault();
    for (const job of jobs) if (!job.code) { job.say(words.wait); if (job.rests) job.go(); }
  });
}

function coming() {
  return [...jobs].some((job) => !job.code);
}

class Job {
  constructor(file) {
    this.item = list.appendChild(document.createElement("li"));
    this.add("span").textContent = file.name;
    this.bar = this.add("progress");
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.said = this.add("span");
    this.said.className = "small quiet";
    this.said.setAttribute("role", "status");
    const button = this.add("button");
    button.type = "button";
    button.className = "button button-plain";
    button.textContent = words.remove;
    button.setAttribute("aria-label", `${words.remove}: ${file.name}`);
    button.addEventListener("click", () => this.remove());
    jobs.add(this);
    this.upload = new window.tus.Upload(file, {
      endpoint: form.dataset.uploads,
      chunkSize: PIECE,
      retryDelays: WAITS,
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value),
      onShouldRetry: (error) => this.again(error),
      onProgress: (done, all) => { this.bar.value = all ? done / all : 0; this.say(words.sends.replace("{percent}", Math.floor((100 * done) / all))); },
      onSuccess: () => this.arrived(),
      onError: (error) => this.failed(error),
    });
  }

  add(tag) {
    return this.item.appendChild(document.createElement(tag));
  }

  say(sentence) {
    this.said.textContent = sentence;
  }

  async go() {
    this.rests = false;
    const earlier = this.upload.url ? [] : await this.upload.findPreviousUploads();
    if (earlier.length) this.upload.resumeFromPreviousUpload(earlier.at(-1));
    this.upload.start();
  }

  again(error) {
    if (GIVE_UP.includes(error.originalResponse?.getStatus() ?? 0)) return false;
    this.say(words.breaks);
    return true;
  }

  arrived() {
    this.code = this.upload.url.split("/").filter(Boolean).at(-1);
    const sent = this.add("input");
    sent.type = "hidden";
    sent.name = "sent";
    sent.value = this.code;
    this.bar.value = 1;
    this.say(words.arrived);
  }

  failed(error) {
    let sentence = "";
    try { sentence = JSON.parse(error.originalResponse.getBody()).sentence ?? ""; } catch { /* the line, not the server */ }
    this.rests = !sentence;
    if (sentence) jobs.delete(this);
    this.bar.hidden = Boolean(sentence);
    this.say(sentence || words.stopped);
  }

  remove() {
    jobs.delete(this);
    this.upload.abort(Boolean(this.upload.url)).catch(() => {});
    this.item.remove();
  }
}
