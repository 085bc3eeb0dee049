// Saves the draft a moment after the last change, and again and again until it is saved. The revision it was read at travels along:
// the server refuses to overwrite what somebody else saved, and then both texts are shown.
const PAUSE_MS = 1500, LONGEST_UNSAVED_MS = 5000, FIRST_WAIT_MS = 1000, LONGEST_WAIT_MS = 20000, PATIENCE_MS = 15000;

export function keepSaved({ form, paper, kept, words, say, conflict }) {
  let dirty = false, running = null, timer = 0, since = 0, tries = 0, halted = false;
  let unanswered = null; // sent, but the answer was lost: it may have been saved all the same

  addEventListener("online", () => hurry());
  document.addEventListener("visibilitychange", () => document.hidden || hurry());
  addEventListener("focus", () => hurry());
  addEventListener("beforeunload", (event) => (dirty || running) && event.preventDefault());

  function hurry() {
    if (!dirty || halted) return;
    clearTimeout(timer);
    tries = 0;
    save();
  }

  function changed() {
    since ||= Date.now();
    dirty = true;
    copy();
    if (halted) return;
    if (!tries) say.state(words.unsaved);
    if (tries) return; // a retry is on its way
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE_MS, since + LONGEST_UNSAVED_MS - Date.now())));
  }

  function copy() {
    kept.put({ revision: revision(), text: paper.text, highlights: paper.ranges, points: points(), figures: form.elements.figures.value });
  }

  const revision = () => Number(form.elements.revision.value);
  const points = () => [...new FormData(form).getAll("points")];

  function save() {
    clearTimeout(timer);
    running ??= post().finally(() => {
      running = null;
    });
    return running;
  }

  async function post() {
    dirty = false;
    since = 0;
    say.state(words.saving);
    const body = new FormData(form), text = paper.text;
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      unanswered = text;
      return again(words.offline);
    }
    if (answer.type === "opaqueredirect") return again(words.signedOut, true);
    if (answer.status === 403 && (await newToken())) return again("", false, 0);
    if (answer.status >= 500 || answer.status === 429) return again(words.offline);
    const told = await answer.json().catch(() => null);
    if (answer.status === 409 && told) return standing(told, text);
    if (!answer.ok) return halt(told?.sentences?.join(" ") ?? words.refused);
    done(told);
  }

  function done(told) {
    form.elements.revision.value = told.revision;
    tries = 0;
    unanswered = null;
    say.trouble("");
    say.state(dirty ? words.unsaved : words.saved.replace("{time}", told.saved)); // typed while it was on its way: not all is saved
    if (dirty) {
      copy();
      timer = setTimeout(save, PAUSE_MS);
    } else kept.drop();
  }

  // Somebody saved meanwhile. If it was this tab, and only the answer was lost, there is no conflict.
  function standing(told, text) {
    dirty = true;
    if (told.text === unanswered || told.text === text) {
      form.elements.revision.value = told.revision;
      unanswered = null;
      return again("", false, 0);
    }
    halted = true;
    copy();
    say.state(words.unsaved);
    say.trouble(words.conflict);
    conflict(told);
  }

  function again(sentence, signedOut = false, wait = pause()) {
    dirty = true;
    copy();
    if (sentence) {
      say.state(words.unsaved);
      say.trouble(sentence, signedOut);
    }
    if (signedOut) newToken();
    timer = setTimeout(save, wait);
  }

  function pause() {
    tries += 1;
    return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1)) * (0.75 + Math.random() / 2);
  }

  function halt(sentence) {
    halted = dirty = true;
    copy();
    say.state(words.unsaved);
    say.trouble(sentence);
  }

  // After a new sign-in, in another tab, forms need its token.
  async function newToken() {
    try {
      const page = await fetch(form.action, { redirect: "manual" });
      const fresh = page.ok && new DOMParser().parseFromString(await page.text(), "text/html").querySelector("#writing [name=csrfmiddlewaretoken]")?.value;
      for (const field of fresh ? document.querySelectorAll("[name=csrfmiddlewaretoken]") : []) field.value = fresh;
      return Boolean(fresh);
    } catch {
      return false;
    }
  }

  return {
    changed,
    get unsaved() { return dirty || Boolean(running); },
    // Everything saved now? What could not be is tried again later all the same.
    async flush() {
      await running;
      if (dirty && !halted) await save();
      if (dirty && !halted && !tries) await save(); // typed meanwhile
      return !dirty;
    },
    goOn(revisionNow) {
      form.elements.revision.value = revisionNow;
      halted = false;
      tries = 0;
      say.trouble("");
      changed();
    },
    wait() { halted = true; },
  };
}
