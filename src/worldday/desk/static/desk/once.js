// Every form that writes is sent once: a second click while the answer is on its way does nothing; data-once says what is going on.
for (const form of document.querySelectorAll("form[data-once], .desk-page form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("[type=submit]");
    const words = button.textContent;
    setTimeout(() => {
      button.setAttribute("aria-disabled", "true");
      if (form.dataset.once) button.textContent = form.dataset.once;
    });
    addEventListener("pageshow", () => again(form, button, words), { once: true }); // back button
  });
}

function again(form, button, words) {
  delete form.dataset.sent;
  button.removeAttribute("aria-disabled");
  button.textContent = words;
}
document.querySelector("#problem")?.focus();
