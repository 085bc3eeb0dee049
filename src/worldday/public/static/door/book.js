// The list in hand: finding a booking by what was scanned or typed, and saying how it stands. No page and no network here, so that
// it can be tested alone. The server decides by the same rule (events/arrivals.py); here it is said at once.
const CODE = /[23456789abcdefghjkmnpqrstvwxyz]{8}/g; // public codes: no 0/o, 1/l/i, u

export function book(list) {
  const byCode = new Map(list.bookings.map((one) => [one.code, one]));
  return {
    list,
    get: (code) => byCode.get(code),
    // A ticket's code stands in the address its QR holds; a code typed from paper may hold spaces, dashes or capitals.
    read(text) {
      const words = String(text).trim().toLowerCase();
      const typed = words.replace(/[\s-]/g, "");
      if (byCode.has(typed)) return byCode.get(typed);
      const found = (words.split(/[?#]/)[0].match(CODE) ?? []).reverse();
      return byCode.get(found.find((code) => byCode.has(code)));
    },
    // Names, groups, the last digits of a phone, the beginning of a code.
    search(text, slot = "", most = 8) {
      const words = text.trim().toLowerCase();
      if (!words) return [];
      const fits = (one) => one.name.toLowerCase().includes(words) || one.group.toLowerCase().includes(words)
        || (words.length > 2 && one.code.startsWith(words)) || (/^\d{4}$/.test(words) && one.tail === words);
      const found = list.bookings.filter(fits);
      return found.sort((a, b) => (b.slot === slot) - (a.slot === slot)).slice(0, most);
    },
  };
}

// What the server said last, with this phone's unsent records after it: {persons, at, where} or null.
export function standing(code, arrivals, unsent) {
  let inside = arrivals[code] ?? null;
  for (const one of unsent) {
    if (one.booking !== code) continue;
    if (!one.entered) inside = null;
    else if (!inside || one.at < Date.parse(inside.at)) inside = { persons: one.persons, at: new Date(one.at).toISOString(), where: "" };
  }
  return inside;
}

// How many are inside: of one slot, or of all.
export function count(found, arrivals, unsent, slot = "") {
  let persons = 0, parties = 0, expected = 0;
  for (const one of found.list.bookings) {
    if (slot && one.slot !== slot) continue;
    if (one.state === "booked") expected += one.party;
    const inside = standing(one.code, arrivals, unsent);
    if (inside) { persons += inside.persons; parties += 1; }
  }
  for (const walk of unsent) if (walk.walk && (!slot || walk.slot === slot)) persons += walk.persons;
  for (const each of found.list.slots) if (!slot || each.code === slot) persons += each.walked;
  return { persons, parties, expected };
}
