// What this phone keeps of one door: the link's secret, the list, and every record with its number, until the server has it.
// IndexedDB writes to the disk before it answers: a phone that runs out of battery has lost nothing it said was noted.
const KEPT = "kept", SCANS = "scans";

export async function open(code) {
  const base = await new Promise((done, failed) => {
    const asked = indexedDB.open(`worldday-door-${code}`, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(KEPT);
      asked.result.createObjectStore(SCANS, { keyPath: "number", autoIncrement: true });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  const work = (stores, mode, act) => new Promise((done, failed) => {
    const transaction = base.transaction(stores, mode, { durability: "strict" });
    let answer;
    transaction.oncomplete = () => done(answer);
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
    act(transaction, (value) => { answer = value; });
  });

  return {
    get: (name) => work([KEPT], "readonly", (t, give) => { t.objectStore(KEPT).get(name).onsuccess = (e) => give(e.target.result); }),
    put: (values) => work([KEPT], "readwrite", (t) => {
      for (const [name, value] of Object.entries(values)) t.objectStore(KEPT).put(value, name);
    }),
    // Every record of this phone in order; `sent` says whether the server has it.
    scans: () => work([SCANS], "readonly", (t, give) => { t.objectStore(SCANS).getAll().onsuccess = (e) => give(e.target.result); }),
    // The record with the next number, kept before this answers.
    add: (record) => work([SCANS], "readwrite", (t, give) => {
      t.objectStore(SCANS).add({ ...record, sent: false }).onsuccess = (e) => give({ ...record, sent: false, number: e.target.result });
    }),
    mark: (records) => work([SCANS], "readwrite", (t) => { for (const one of records) t.objectStore(SCANS).put({ ...one, sent: true }); }),
    // The list holds names: it goes when the door is shut or the days are over. The secret goes with it.
    forget: () => work([KEPT], "readwrite", (t) => { t.objectStore(KEPT).delete("list"); t.objectStore(KEPT).delete("token"); }),
  };
}
