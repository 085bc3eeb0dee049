// Back from WeChat: the note is kept, and its holder goes on at the quiz page.
import {data, memory} from "./page.js";

if (data.person) {
  memory.set("person", data.person);
  location.replace(data.urls.quiz);
}
