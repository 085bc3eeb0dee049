// Finds the decision about this device's attempt and lets its player answer.
import {ask} from "./line.js";
import {data, find, make, memory, words} from "./page.js";

const form = find("[data-form]"), result = memory.get("result");

if (form && result) {
  find("[data-ticket]").value = result.ticket;
  ask(data.urls.place, {ticket: result.ticket}).then((told) => {
    const notice = (tone, text) => find("[data-reason]").replaceChildren(make("div", {class: `notice notice-${tone}`}, make("p", {text})));
    if (told.restored) notice("good", words("restored", told.restored));
    if (!told.void) return;
    const {flag, appeal} = told.void;
    find("[data-flag]").value = flag;
    notice("late", words("void", told.void));
    if (appeal) find("[data-reason]").append(make("p", {text: words(`appeal-${appeal}`)}));
    form.hidden = Boolean(appeal);
  }).catch(() => {});
}
