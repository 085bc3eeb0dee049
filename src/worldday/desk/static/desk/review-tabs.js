// On a phone the notice and the fields are two tabs; on a wide screen both panes stand side by side and this is inert.
export function tabs(form) {
  const links = [...form.querySelectorAll("[data-tab]")];
  const panes = [...form.querySelectorAll(".pane")];

  function show(name) {
    panes.forEach((pane) => pane.classList.toggle("shown", pane.id === name));
    links.forEach((link) => {
      const here = link.dataset.tab === name && link.hash === `#${name}`;
      if (here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  links.forEach((link) =>
    link.addEventListener("click", () => {
      show(link.dataset.tab);
    }),
  );
  show(location.hash.startsWith("#m-") || location.hash === "#doc" ? "doc" : "fields");
  return show;
}
