// The notebook of wrong answers: on this device only.
import {memory} from "./page.js";

const MOST = 200;

export const book = () => memory.get("book") ?? [];

// Wrong ones come in, or come back to the top; right ones stay until their reader takes them out.
export function remember(paper, answers, reviews) {
  const wrong = paper.map((question, at) => ({question, answer: answers[at], review: reviews[at]})).filter((entry) => !entry.review.right);
  const codes = new Set(wrong.map((entry) => entry.question.id));
  memory.set("book", [...wrong, ...book().filter((entry) => !codes.has(entry.question.id))].slice(0, MOST));
}

export function forget(code) {
  memory.set("book", book().filter((entry) => entry.question.id !== code));
}
