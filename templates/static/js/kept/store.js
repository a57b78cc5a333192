// What lies on this device: the index in IndexedDB, pages and pieces of files in caches. The service worker reads the same.
export const CACHE = "kept:";
const news = new BroadcastChannel("kept");

let opened = null;

const open = () => new Promise((done, fail) => {
  const asked = indexedDB.open("kept", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("items", { keyPath: "key" });
    asked.result.createObjectStore("gone", { keyPath: "key" });
    asked.result.createObjectStore("posts", { keyPath: "number", autoIncrement: true });
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

async function ask(name, mode, work) {
  opened ??= open();
  const transaction = (await opened).transaction(name, mode);
  const asked = work(transaction.objectStore(name));
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

export const keyOf = ({ kind, id, language }) => `${kind}:${id}:${language}`;
export const items = () => ask("items", "readonly", (store) => store.getAll());
export const item = (key) => ask("items", "readonly", (store) => store.get(key));
export const gone = () => ask("gone", "readonly", (store) => store.getAll());
export const hidden = (row) => row.held === "person"; // of somebody else than is signed in here
export const posts = () => ask("posts", "readonly", (store) => store.getAll());
export const forgive = (key) => ask("gone", "readwrite", (store) => store.delete(key));

export async function put(row) {
  await ask("items", "readwrite", (store) => store.put(row));
  news.postMessage("changed");
}

// The last word of a saving: nothing, if the item was deleted meanwhile. True when it stays.
export async function finish(row) {
  const before = await ask("items", "readwrite", (store) => {
    const asked = store.get(row.key);
    asked.onsuccess = () => asked.result && store.put(row);
    return asked;
  });
  if (!before) await drop(row.key);
  news.postMessage("changed");
  return Boolean(before);
}

// False when the browser took back a page or a piece to make room.
export async function whole(row) {
  for (const page of row.pages) if (!(await caches.match(page, { cacheName: `${CACHE}${row.key}:${row.version}`, ignoreVary: true }))) return false;
  if (!row.files.length) return true;
  if (!(await caches.has(CACHE + row.key))) return false;
  const held = (await (await caches.open(CACHE + row.key)).keys()).map(({ url }) => url);
  return row.files.every((file) => held.filter((url) => url.includes(`${file.url}?kept=${file.tag}.`)).length >= Math.ceil(file.size / file.chunk));
}

export async function drop(key) {
  await ask("items", "readwrite", (store) => store.delete(key));
  for (const name of await caches.keys()) if (name === CACHE + key || name.startsWith(`${CACHE}${key}:`)) await caches.delete(name);
  news.postMessage("changed");
}

// After a newer version is whole: the pages of the older one, and pieces of files that are no longer part of it.
export async function tidy(row) {
  for (const name of await caches.keys()) if (name.startsWith(`${CACHE}${row.key}:`) && name !== `${CACHE}${row.key}:${row.version}`) await caches.delete(name);
  const cache = await caches.open(CACHE + row.key);
  const needed = row.files.map((file) => `${file.url}?kept=${file.tag}.`);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!needed.some((start) => (pathname + search).startsWith(start))) await cache.delete(request);
  }
}

export function changed(listen) {
  new BroadcastChannel("kept").addEventListener("message", listen);
}

// Room this site may still take, in bytes; null where the browser does not say.
export async function room() {
  if (!navigator.storage?.estimate) return null;
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return Math.max(quota - usage, 0);
}

// The service worker meets the school: what may stay, what is newer, what was waiting is sent.
export async function contact() {
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.active?.postMessage("contact");
}
