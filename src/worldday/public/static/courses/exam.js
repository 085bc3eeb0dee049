// From the lesson to the exam: a pass for the learner's next attempt, and the quiz's own page begins with it.
import {data, find, make, memory, words} from "../quiz/page.js";

const button = find("[data-begin]"), problem = find("[data-problem]");

async function begin() {
  if (memory.get("run") && memory.get("course") === data.back) { location.href = data.urls.play; return; }
  button.disabled = true;
  try {
    const answer = await fetch(data.begin, {method: "POST", credentials: "same-origin", headers: {"X-CSRFToken": data.token}});
    const told = await answer.json();
    if (!answer.ok) { complain(told.error?.sentence?.[data.lang] ?? words("wentWrong")); return; }
    for (const key of ["run", "practice", "result", "label"]) memory.drop(key);
    memory.set("pass", told.pass);
    memory.set("course", data.back);
    location.href = data.urls.play;
  } catch { complain(words("offline", {n: 0})); }
}

function complain(sentence) {
  button.disabled = false;
  problem.replaceChildren(make("p", {text: sentence}));
  problem.hidden = false;
  problem.focus();
}

if (button) {
  button.disabled = false;
  button.addEventListener("click", begin);
}
