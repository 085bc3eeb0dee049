// Shows a player their own line in the ranking, if this page holds it.
import {all, memory} from "./page.js";

const label = memory.get("label");
for (const row of all("[data-label]")) if (label && row.dataset.label === label) { row.classList.add("mine"); row.setAttribute("aria-current", "true"); }
