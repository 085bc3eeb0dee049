// Shows by this device's ticket what it may take; what was taken already has its page.
import {ask} from "./line.js";
import {data, find, memory} from "./page.js";

const form = find("[data-form]"), result = memory.get("result");

if (form && result) {
  ask(data.urls.place, {ticket: result.ticket}).then((told) => {
    if (!told.certificate) return;
    if (told.certificate.number) { location.replace(told.certificate.page); return; }
    find("[data-ticket]").value = result.ticket;
    if (told.certificate.guardian) find("[data-guardian]").hidden = false;
    find("[data-nothing]").hidden = true;
    form.hidden = false;
  }).catch(() => {});
}
