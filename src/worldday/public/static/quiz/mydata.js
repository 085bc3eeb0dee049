// What this device keeps about the quiz, and being forgotten: as easy as agreeing was (PIPL art. 15, 47).
import {Refused, ask} from "./line.js";
import {data, find, memory, sentenceOf, words} from "./page.js";

const button = find("[data-forget]"), told = find("[data-told]");

const held = () => [...find("[data-names]").children].filter((item) => item.dataset.key.split(" ").some((key) => memory.get(key) !== null));

function draw() {
  const names = held().map((item) => item.textContent.trim());
  find("[data-kept]").textContent = names.length ? words("keptHere", {what: names.join(data.lang === "zh" ? "、" : ", ")}) : words("keptNothing");
  button.disabled = names.length === 0;
}

button.addEventListener("click", async () => {
  button.disabled = true;
  const person = memory.get("person");
  try {
    const answer = person ? await ask(data.urls.who_forget, {person}) : null;
    memory.clear();
    told.textContent = words(answer === null ? "forgotten" : answer.gone ? "erased" : "erasedLater");
  } catch (error) {
    told.textContent = error instanceof Refused ? sentenceOf(error) : words("wentWrong");
  }
  draw();
});

draw();
