// A bad line: the same form, with the same once-only key, is sent again until it is answered; the server makes one booking of it.
// Without this script the form works as any form; sending it again by hand is just as safe.
const TRIES = 6, FIRST_MS = 1000, LONGEST_MS = 20000;
const zh = document.documentElement.lang.startsWith("zh");
const say = {
  sending: zh ? "正在提交…" : "Sending…",
  again: (n) => (zh ? `网络不好，正在第 ${n} 次重试。您填的内容都在，不会重复预约。` : `The line is bad; trying again (${n}). What you typed is kept and is booked once.`),
  lost: zh ? "还是没有连上。请稍后再按一次，您填的内容都在，不会重复预约。" : "Still no line. Please press again in a moment; what you typed is kept and is booked once.",
};

function listen() {
  const form = document.querySelector("[data-form]");
  if (!form) return;
  form.addEventListener("submit", (event) => { event.preventDefault(); send(form, event.submitter); });
}

async function send(form, pressed) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const body = new URLSearchParams(new FormData(form)), line = form.querySelector("[data-line]");
  if (pressed?.name) body.set(pressed.name, pressed.value);
  const tell = (text) => { line.hidden = false; line.textContent = text; };
  tell(say.sending);
  for (let n = 1; n <= TRIES; n += 1) {
    try {
      const answer = await fetch(location.href, { method: "POST", body, signal: AbortSignal.timeout?.(LONGEST_MS) });
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.redirected) { location.assign(answer.url); return; }
      show(await answer.text());
      return;
    } catch {
      tell(say.again(n));
      await new Promise((wake) => { setTimeout(wake, FIRST_MS * 2 ** (n - 1) * (0.5 + Math.random())); });
    }
  }
  tell(say.lost);
  delete form.dataset.busy;
}

// The answer is the page with its errors: only its main part is new.
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("#main").replaceChildren(...page.querySelector("#main").childNodes);
  listen();
  const first = document.querySelector(".errors");
  first?.focus();
  first?.scrollIntoView();
}

listen();
