// Highlights as [start, end) ranges over a text that is being edited. Pure: no document. Browsers count UTF-16 units, the server
// counts characters: toServer and fromServer translate.

export function settled(ranges, length) {
  const found = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const start = Math.max(0, from), end = Math.min(to, length), last = found.at(-1);
    if (start >= end) continue;
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

// The ranges after `before` became `after`; `caret` stands behind what was typed. What is typed at an edge of a mark stays outside it; what takes the
// place of marked words is marked.
export function shifted(ranges, before, after, caret = after.length) {
  const [start, removed] = difference(before, after, caret);
  const delta = after.length - before.length;
  const begins = (at) => (at >= removed ? at + delta : Math.min(at, start));
  const ends = (at) => (at <= start ? at : at >= removed ? at + delta : start);
  return settled(ranges.map(([from, to]) => [from > start && from < removed ? removed + delta : begins(from), ends(to)]), after.length);
}

// Where the two texts begin to differ, and where in `before` they end to.
function difference(before, after, caret) {
  const most = Math.min(before.length, after.length);
  let same = 0, start = 0;
  while (same < Math.min(most, after.length - caret) && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  while (start < most - same && before[start] === after[start]) start += 1;
  if (start && isHigh(before[start - 1])) start -= 1; // never between the halves of one character
  if (same && isLow(before.at(-same))) same -= 1;
  return [start, before.length - same];
}

const isHigh = (unit) => unit >= "\ud800" && unit <= "\udbff";
const isLow = (unit) => unit >= "\udc00" && unit <= "\udfff";

// Marks the passage; takes the mark away where all of it was marked already.
export function toggled(ranges, start, end, length) {
  const whole = ranges.find(([from, to]) => from <= start && end <= to);
  if (!whole) return settled([...ranges, [start, end]], length);
  const rest = [[whole[0], start], [end, whole[1]]];
  return settled([...ranges.filter((one) => one !== whole), ...rest], length);
}

// The sentence in which the caret stands.
export function sentenceAt(text, caret) {
  const stops = /[。！？；!?;\n]/u;
  let start = caret, end = caret;
  while (start > 0 && !stops.test(text[start - 1])) start -= 1;
  while (end < text.length && !stops.test(text[end])) end += 1;
  if (end < text.length && text[end] !== "\n") end += 1;
  while (start < end && /\s/u.test(text[start])) start += 1;
  return [start, end];
}

export function toServer(text, ranges) {
  return ranges.map((range) => range.map((at) => [...text.slice(0, at)].length));
}

export function fromServer(text, ranges) {
  const characters = [...text];
  return ranges.map((range) => range.map((at) => characters.slice(0, at).join("").length));
}
