// What stays on the device: the list, sealed with a key that no script can read out, and marks not yet sent.
const opened = new Promise((done, fail) => {
  const asked = indexedDB.open("door", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("days", { keyPath: "code" });
    asked.result.createObjectStore("marks", { keyPath: "id" }).createIndex("day", "day");
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

async function ask(name, mode, work) {
  const transaction = (await opened).transaction(name, mode, { durability: "strict" });
  const asked = work(transaction.objectStore(name));
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

export const day = (code) => ask("days", "readonly", (store) => store.get(code));
export const days = () => ask("days", "readonly", (store) => store.getAll());
export const putDay = (row) => ask("days", "readwrite", (store) => store.put(row));
export const dropDay = (code) => ask("days", "readwrite", (store) => store.delete(code));
export const marks = async (code) => (await ask("marks", "readonly", (store) => store.index("day").getAll(code))).sort((a, b) => a.number - b.number);
export const putMark = (row) => ask("marks", "readwrite", (store) => store.put(row));
export const dropMark = (id) => ask("marks", "readwrite", (store) => store.delete(id));

export async function others(code) {
  const rows = await ask("marks", "readonly", (store) => store.getAll());
  return [...new Set(rows.filter((row) => row.state === "new" && row.day !== code).map((row) => row.day))];
}

export const newKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(value))) };
}

export async function unseal(key, { iv, data }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data)));
}

// The day is over: its list goes, and its key too unless a mark that needs it is still to be sent.
export async function expire(moment) {
  for (const row of await days()) {
    if (new Date(row.expires_at) > moment) continue;
    const waiting = (await marks(row.code)).some((mark) => mark.person && mark.state === "new");
    await (waiting ? putDay({ ...row, list: null, version: "" }) : dropDay(row.code));
  }
}
