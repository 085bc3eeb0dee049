// What was watched without a line and is still kept here is told now, and the page shows what it makes of the course.
import {tell, unsent} from "./keeping.js";

const place = document.querySelector("[data-course]"), note = document.querySelector("[data-unsent]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

async function flush() {
  const course = place.dataset.course;
  if (!unsent(course).length) return;
  note.hidden = false;
  await tell(course, token);
  if (!unsent(course).length) location.reload();
}

window.addEventListener("online", flush);
flush();
