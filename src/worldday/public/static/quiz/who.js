// Showing once that one is one person: a code to a phone. The device keeps a signed note; the server keeps digests.
import {Refused, ask} from "./line.js";
import {data, find, memory, sentenceOf, words} from "./page.js";

export class NotYet extends Error {
  constructor(sentence, field) { super(sentence); this.field = field; }
}

// {pass} for whoever this is; raises NotYet with the field that is still to be filled in
export async function proven(form, told, waiting) {
  const person = memory.get("person"), known = !find("[data-known]").hidden;
  if (known) {
    try { return await ask(data.urls.who_renew, {...told, person}, waiting); } catch (error) {
      if (error instanceof Refused && error.code === "identity") { unknown(); throw error; }
      if (error instanceof Refused && error.code === "") { memory.drop("person"); unknown(); }
      throw error;
    }
  }
  const {phone, code} = form.elements;
  if (find("[data-code]").hidden) throw new NotYet(words("phoneFirst"), phone);
  if (!/^\s*\d{6}\s*$/.test(code.value.normalize("NFKC"))) throw new NotYet(words("codeFirst"), code);
  try {
    const given = await ask(data.urls.who_check, {...told, phone: phone.value, code: code.value.normalize("NFKC").trim(), person: person ?? ""}, waiting);
    memory.set("person", given.person);
    return given;
  } catch (error) {
    throw error instanceof Refused && !error.code ? new NotYet(sentenceOf(error), code) : error; // not one of the hot path's: about the code
  }
}

function unknown() {
  find("[data-known]").hidden = true;
  find("[data-unknown]").hidden = false;
}

export function recognising(form) {
  const send = find("[data-send]"), sent = find("[data-sent]"), riddle = find("[data-riddle]");
  let token = "";
  find("[data-known]").hidden = !memory.get("person");
  find("[data-unknown]").hidden = Boolean(memory.get("person"));
  send.addEventListener("click", async () => {
    send.disabled = true;
    find("[data-problem]").hidden = true;
    setTimeout(() => { send.disabled = false; }, 3000);
    try {
      const {phone, riddle: answer} = form.elements;
      const told = await ask(data.urls.who_send, {phone: phone.value, token, riddle: answer.value.normalize("NFKC")}, (how) => { sent.textContent = how ? words(how.offline ? "offline" : "waiting", {n: how.seconds}) : ""; });
      riddle.hidden = true;
      find("[data-code]").hidden = false;
      sent.textContent = told.demo ? words("codeDemo", {code: told.demo}) : words("codeSent");
      form.elements.code.focus();
    } catch (error) {
      sent.textContent = error instanceof Refused ? sentenceOf(error) : words("wentWrong");
      if (error.body?.riddle) askRiddle(error.body.riddle);
    }
  });

  function askRiddle(asked) {
    token = asked.token;
    find("label", riddle).textContent = asked.question;
    riddle.hidden = false;
    form.elements.riddle.value = "";
    form.elements.riddle.focus();
  }
}
