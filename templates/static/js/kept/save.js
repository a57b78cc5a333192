// Takes an item onto the device, piece by piece; what is there already is not taken again, so an interruption goes on.
import { gather, Refused, take } from "./gather.js";
import * as store from "./store.js";

const [LEAST, MOST] = [256 * 1024, 2 * 1024 * 1024]; // bytes of a piece: small enough to lose, large enough to be few
const chunkOf = (size) => Math.min(Math.max(Math.ceil(size / 64 / LEAST) * LEAST, LEAST), MOST);
const PATIENCE = 60_000; // ms of silence

export class NoRoom extends Error {
  constructor(needed, left) {
    super("no room");
    Object.assign(this, { needed, left });
  }
}

const asJson = async (address, signal) => {
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Refused(answer, address);
  return answer.json();
};

export const manifestOf = (wish, signal) => asJson(`${wish.language === "en" ? "/en" : ""}/my/saved/${wish.kind}/${wish.id}/?as=${encodeURIComponent(wish.variant)}`, signal);

// `wish`: {kind, id, variant, language}. `report({done, size})` is called as it goes. Gives the row; throws NoRoom, AbortError, TypeError without network.
export async function save(wish, { report = () => {}, signal } = {}) {
  const key = store.keyOf(wish);
  return navigator.locks.request(`kept:${key}`, { ifAvailable: true }, (lock) => lock && taken(key, wish, report, signal));
}

async function taken(key, wish, report, signal) {
  const said = await manifestOf(wish, signal);
  const old = await own(await store.item(key), said);
  await navigator.storage?.persist?.();
  const stamp = old?.stamp && old.owner === said.owner ? old.stamp : said.stamp; // since when it is here, whatever is newer
  const row = { ...said, key, stamp, state: old?.state === "kept" ? "kept" : "saving", saved_at: Date.now(), files: said.files.map((file) => ({ ...file, chunk: chunkOf(file.size) })) };
  try {
    if (old?.state !== "kept") await store.put({ ...row, state: "saving", wish });
    else await store.put({ ...old, updating: wish });
    await enough(row, report);
    await filled(row, report, signal);
  } catch (problem) {
    const full = problem instanceof NoRoom || problem.name === "QuotaExceededError";
    if (!full) throw problem;
    await refused(row, wish, old).catch(() => null); // even that may need room
    if (problem instanceof NoRoom) throw problem;
    const left = await store.room();
    throw new NoRoom(row.size, left !== null && left < row.size ? left : null); // a browser that refuses what it said it had
  }
  return row;
}

// One copy of a thing in a browser: whoever saves it after another person begins with nothing of theirs.
async function own(old, said) {
  if (!old?.owner || old.owner === said.owner) return old;
  await store.drop(old.key);
  return null;
}

// What has been taken stays for another try, but nobody tries by themselves; of nothing nothing stays.
async function refused(row, wish, old) {
  if (old?.state === "kept") await store.put({ ...old, updating: null });
  else if (await here(row)) await store.put({ ...row, state: "saving", wish, full: true });
  else await store.drop(row.key);
}

// Said before the first byte, where the browser tells.
async function enough(row) {
  const left = await store.room();
  const needed = row.size - (await here(row));
  if (left !== null && needed > left) throw new NoRoom(needed, left);
}

async function here(row) {
  const keys = await (await caches.open(store.CACHE + row.key)).keys();
  return row.files.reduce((sum, file) => sum + Math.min(keys.filter(({ url }) => url.includes(`${file.url}?kept=${file.tag}.`)).length * file.chunk, file.size), 0);
}

async function filled(row, report, signal) {
  const cache = await caches.open(`${store.CACHE}${row.key}:${row.version}`);
  const names = new Set();
  const large = new Set(row.files.map((file) => file.url));
  const taken = { has: (address) => large.has(address) || names.has(address), add: (address) => names.add(address), delete: (address) => names.delete(address) };
  let small = 0;
  const sizes = row.files.reduce((sum, file) => sum + file.size, 0);
  const tell = (done) => report({ done: small + done, size: Math.max(row.size, small + sizes) });
  for (const page of row.pages) {
    small += await gather(page, { cache, instead: row.instead, mark: row.key, taken, signal });
    tell(0);
  }
  for (const file of row.small) small += await take(file, { cache, taken, signal });
  let done = 0;
  for (const file of row.files) {
    await pieces(row.key, file, signal, (bytes) => tell(done + bytes));
    done += file.size;
  }
  Object.assign(row, { state: "kept", small: [...names], bytes: small + sizes, saved_at: Date.now(), stale: false, newer: 0 });
  if (!(await store.finish(row))) throw new DOMException("deleted meanwhile", "AbortError");
  await store.tidy(row);
  await listToo(row.language);
}

// Whoever saves something finds the list without a network too, though they never opened it.
async function listToo(language) {
  const address = `${language === "en" ? "/en" : ""}/my/saved/`;
  const answer = await fetch(address);
  if (answer.ok && !answer.redirected) await (await caches.open("saved-pages")).put(address, answer);
}

async function pieces(key, file, signal, tell) {
  const cache = await caches.open(store.CACHE + key);
  const last = Math.ceil(file.size / file.chunk) - 1;
  for (let number = 0; number <= last; number++) {
    const name = `${file.url}?kept=${file.tag}.${number}`;
    const held = await cache.match(name);
    if (held) file.type ??= held.headers.get("Content-Type");
    else await piece(cache, name, file, number, signal);
    tell(Math.min((number + 1) * file.chunk, file.size));
  }
}

async function piece(cache, name, file, number, signal) {
  const [start, end] = [number * file.chunk, Math.min((number + 1) * file.chunk, file.size) - 1];
  const { answer, body } = await patiently(file.url, { signal, cache: "no-store", headers: { Range: `bytes=${start}-${end}` } });
  const total = answer.headers.get("Content-Range")?.split("/")[1];
  const whole = answer.status === 200 && file.size <= file.chunk;
  if (!whole && (answer.status !== 206 || Number(total) !== file.size)) throw new Refused(answer, file.url);
  if (body.size !== end - start + 1) throw new TypeError("cut short");
  file.type ??= answer.headers.get("Content-Type");
  await cache.put(name, new Response(body, { headers: { "Content-Type": file.type ?? "application/octet-stream" } }));
}

// A piece may come slowly, as long as it comes: only silence ends it.
async function patiently(address, { signal, ...options }) {
  const stop = new AbortController();
  const cancel = () => stop.abort(signal.reason);
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(new DOMException("silence", "TimeoutError")), PATIENCE);
  };
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel);
  try {
    again();
    const answer = await fetch(address, { ...options, signal: stop.signal });
    const parts = [];
    for (const reader = answer.body.getReader(); ; again()) {
      const { done, value } = await reader.read();
      if (done) return { answer, body: new Blob(parts) };
      parts.push(value);
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  }
}
