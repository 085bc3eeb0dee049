// A form marked data-once is sent once: a second click while the answer is on its way does nothing, and the button says why.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("[type=submit]");
    setTimeout(() => {
      button.setAttribute("aria-disabled", "true");
      if (form.dataset.once) button.textContent = form.dataset.once;
    });
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent)); // back button
document.querySelector("#problem")?.focus();
