// What is not saved yet, on this device: one copy for each tab, so that two tabs never overwrite each other's. A browser that
// forbids storage only loses this second net.
const BESIDE = 5; // texts set aside that are kept

export function store(form) {
  const mine = `worldday:writing:${form.dataset.writing}:${form.dataset.who}:`;
  const besides = `worldday:aside:${form.dataset.writing}:${form.dataset.who}`;
  const key = mine + tab();
  navigator.locks?.request(key, () => new Promise(() => {})); // held while this tab lives
  return {
    put: (copy) => quietly(() => localStorage.setItem(key, JSON.stringify({ ...copy, at: new Date().toISOString() }))),
    drop: () => quietly(() => localStorage.removeItem(key)),
    // The newest copy that no living tab holds, taken over by this one.
    async left() {
      const held = new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name));
      const keys = (quietly(() => Object.keys(localStorage)) ?? []).filter((one) => one.startsWith(mine) && (one === key || !held.has(one)));
      const copies = keys.map((one) => [one, read(one)]).filter(([, copy]) => copy).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
      for (const [one] of copies) if (one !== key) quietly(() => localStorage.removeItem(one));
      for (const [, copy] of copies.slice(1)) this.setAside(copy.text, null, copy.at);
      return copies[0]?.[1] ?? null;
    },
    setAside(text, who, at = new Date().toISOString()) {
      if (!text.trim()) return;
      const kept = this.aside().filter((one) => one.text !== text);
      quietly(() => localStorage.setItem(besides, JSON.stringify([{ text, who, at }, ...kept].slice(0, BESIDE))));
    },
    aside: () => read(besides) ?? [],
  };
}

function tab() {
  return quietly(() => {
    const id = sessionStorage.getItem("worldday:tab") ?? crypto.getRandomValues(new Uint32Array(2)).join("");
    sessionStorage.setItem("worldday:tab", id);
    return id;
  }) ?? "only";
}

function read(key) {
  return quietly(() => JSON.parse(localStorage.getItem(key)));
}

function quietly(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}

export function hour(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}
