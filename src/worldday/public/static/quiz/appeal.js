// Finds the decision about this device's attempt and lets its player answer.
import {ask} from "./line.js";
import {data, find, make, memory, words} from "./page.js";

const form = find("[data-form]"), result = memory.get("result");

if (form && result) {
  find("[data-ticket]").value = result.ticket;
  ask(data.urls.place, {ticket: result.ticket}).then((told) => {
    if (!told.void) return;
    find("[data-flag]").value = told.void.flag;
    find("[data-reason]").replaceChildren(make("div", {class: "notice notice-late"}, make("p", {text: words("void", {reason: told.void.reason})})));
    if (told.void.appealed) find("[data-reason]").append(make("p", {text: words("appealed")}));
    form.hidden = told.void.appealed;
  }).catch(() => {});
}
