// What a person has saved: answered from the device when there is no network, given back when it may no longer stay.
const KEPT_CACHE = "kept:"; // `kept:<item>:<version>` holds pages and small files, `kept:<item>` the pieces of large ones
const CHECK = "/my/saved/check/";
const LEAVING = /^(\/en)?\/accounts\/logout\/$/;
const LIST = { uk: "/my/saved/", en: "/en/my/saved/" };
const reached = KEPT.paths.map((path) => new RegExp(path));
const waiting = KEPT.posts.map((path) => new RegExp(path));
const away = new Set(); // windows whose page came from the device: what they ask for comes from there too
const news = new BroadcastChannel("kept");
let addresses = null; // address → where it lies, read once while the worker lives
let contacting = null;
let contactedAgain = false; // while one goes on: somebody else may be signed in by now

news.onmessage = () => (addresses = null);
self.addEventListener("message", (event) => {
  if (event.data === "contact") event.waitUntil(contact());
});

const mayBeKept = (request, url) => (request.mode === "navigate" ? !url.pathname.startsWith("/cms/") : reached.some((path) => path.test(url.pathname)));
const mayWait = (request, url) => request.mode === "navigate" && waiting.some((path) => path.test(url.pathname));
const leaves = (request, url) => request.mode === "navigate" && LEAVING.test(url.pathname);
const hidden = (item) => item.held === "person"; // somebody else is signed in here: not theirs to see

// --- the index ------------------------------------------------------------------------------------

const index = () => new Promise((done, fail) => {
  const asked = indexedDB.open("kept", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("items", { keyPath: "key" });
    asked.result.createObjectStore("gone", { keyPath: "key" });
    asked.result.createObjectStore("posts", { keyPath: "number", autoIncrement: true });
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

async function inIndex(name, mode, work) {
  const database = await index();
  try {
    const transaction = database.transaction(name, mode);
    const asked = work(transaction.objectStore(name));
    return await new Promise((done, fail) => {
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    database.close();
  }
}

const rowsOf = (name) => inIndex(name, "readonly", (store) => store.getAll());
const told = () => { addresses = null; news.postMessage("changed"); };

async function known() {
  addresses ??= rowsOf("items").then((items) => {
    const found = new Map();
    found.any = items.some((row) => row.state === "kept");
    for (const item of items.filter((row) => row.state === "kept" && !hidden(row))) {
      for (const page of item.pages) found.set(page, { item, page });
      for (const small of item.small) found.set(small, { item, small });
      for (const file of item.files) found.set(file.url, { item, file });
    }
    return found;
  });
  return addresses.catch(() => {
    addresses = null; // asked again at the next request
    return new Map();
  });
}

// --- answering --------------------------------------------------------------------------------------

async function keptOrFetched(event, url) {
  const { request } = event;
  const all = await known();
  if (request.mode === "navigate") return pageOf(event, url, all);
  const found = all.get(url.pathname + url.search);
  if (!found) return fetch(request);
  const fromDevice = () => unbroken(found.file ? part(request, found) : small(request, found));
  if (away.has(event.clientId) || (found.file && !found.item.stale)) return (await fromDevice()) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (problem) {
    const answer = await fromDevice();
    if (answer) return answer;
    throw problem;
  }
}

async function pageOf(event, url, all) {
  const found = all.get(url.pathname);
  const old = found && (await unbroken(whole(found.item, found.page ?? found.small)));
  try {
    const answer = await (old ? heard(event.request) : fetch(event.request));
    away.delete(event.resultingClientId);
    event.waitUntil(contact());
    return answer;
  } catch (problem) {
    if (old) {
      away.add(event.resultingClientId);
      return old;
    }
    if (all.any) return Response.redirect(`${url.pathname.startsWith("/en/") ? LIST.en : LIST.uk}?from=${encodeURIComponent(url.pathname)}`);
    throw problem;
  }
}

const whole = async (item, address) => (await caches.open(`${KEPT_CACHE}${item.key}:${item.version}`)).match(address, { ignoreVary: true });

// A small file; a player that asks for a range of it gets that range.
async function small(request, { item, small, page }) {
  const answer = await whole(item, small ?? page);
  if (!answer || !request.headers.has("Range")) return answer;
  const body = await answer.blob();
  const file = { url: small, size: body.size, chunk: body.size || 1, type: answer.headers.get("Content-Type") };
  return ranged(request, file, async () => new Response(body));
}

// A file out of its pieces, or the range that was asked for: 206 as RFC 9110 says, 14.
async function part(request, { item, file }) {
  const cache = await caches.open(KEPT_CACHE + item.key);
  return ranged(request, file, (number) => cache.match(`${file.url}?kept=${file.tag}.${number}`));
}

async function ranged(request, file, piece) {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  const backwards = asked && asked[1] && asked[2] && Number(asked[2]) < Number(asked[1]); // not a range at all
  const some = asked && (asked[1] || asked[2]) && !backwards;
  const start = !some ? 0 : asked[1] ? Number(asked[1]) : Math.max(file.size - Number(asked[2]), 0);
  const end = some && asked[1] && asked[2] ? Math.min(Number(asked[2]), file.size - 1) : file.size - 1;
  const headers = { "Content-Type": file.type, "Accept-Ranges": "bytes", "X-Content-Type-Options": "nosniff" };
  if (start > end || start >= file.size) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${file.size}` } });
  if (!(await piece(Math.floor(start / file.chunk)))) return null; // the browser took it back
  headers["Content-Length"] = String(end - start + 1);
  if (some) headers["Content-Range"] = `bytes ${start}-${end}/${file.size}`;
  return new Response(streamed(piece, file.chunk, start, end), { status: some ? 206 : 200, headers });
}

function streamed(piece, chunk, start, end) {
  let at = start;
  return new ReadableStream({
    async pull(out) {
      const number = Math.floor(at / chunk);
      const kept = await piece(number);
      if (!kept) return out.error(new Error("a piece is missing"));
      const bytes = (await kept.blob()).slice(at - number * chunk, end - number * chunk + 1);
      out.enqueue(new Uint8Array(await bytes.arrayBuffer()));
      at += bytes.size;
      if (at > end) out.close();
    },
  });
}

// --- forms that wait for the network ----------------------------------------------------------------

async function sentOrKept(event) {
  const { request } = event;
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch (problem) {
    const { pathname } = new URL(request.url);
    const item = (await unbroken(rowsOf("items"), [])).find((row) => row.after && pathname in row.after && !hidden(row));
    if (!item) throw problem;
    const body = new URLSearchParams(await copy.text());
    body.delete("csrfmiddlewaretoken"); // of an earlier sign-in, perhaps; another is asked for
    const post = { url: pathname, title: item.titles?.[pathname] ?? item.title, body: String(body), owner: item.owner, item: item.key, at: Date.now() };
    await inIndex("posts", "readwrite", (store) => store.add(post));
    told();
    return Response.redirect(item.after[pathname], 303);
  }
}

// --- signing out: whoever leaves on purpose leaves nothing behind --------------------------------------

async function signedOut(event) {
  const answer = await fetch(event.request);
  if (answer.type === "opaqueredirect") event.waitUntil(unbroken(cleared()));
  return answer;
}

async function cleared() {
  for (const item of (await rowsOf("items")).filter((row) => row.owner && !hidden(row))) await drop(item, "person");
  told();
}

// --- contact: what may stay, what is newer, what was waiting ------------------------------------------

function contact() {
  contactedAgain = Boolean(contacting);
  contacting ??= meetUntilNobodyAsks().finally(() => (contacting = null));
  return contacting;
}

async function meetUntilNobodyAsks() {
  do {
    contactedAgain = false;
    await meet().catch(() => null);
  } while (contactedAgain);
}

async function meet() {
  const [items, posts] = [await rowsOf("items"), await rowsOf("posts")];
  if (!items.length && !posts.length) return;
  const rows = items.map(({ key, kind, id, variant, language, version, owner }) => ({ key, kind, id, variant, language, version, owner }));
  const answer = await heard(CHECK, 20_000, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ items: rows }) });
  if (!answer.ok) return;
  const said = await answer.json();
  for (const item of items) await settle(item, said.items[item.key] ?? { verdict: "keep" });
  told();
  for (const post of posts) if (post.owner === said.me && !(await sent(post, said.token))) break;
  told();
}

// A copy that is held stays, and is asked about again: `signin` when nobody is signed in, `person` when it is somebody else.
async function settle(item, { verdict, why, size }) {
  if (verdict === "drop") return drop(item, why);
  const stale = verdict === "update";
  const held = verdict !== "hold" ? "" : hidden(item) ? "person" : why; // once hidden it comes back only for its owner
  await inIndex("items", "readwrite", (store) => {
    const asked = store.get(item.key);
    asked.onsuccess = () => {
      const row = asked.result;
      if (row) store.put({ ...row, held, ...(held ? {} : { stale: stale && row.version === item.version, newer: stale ? size : 0 }) });
    };
    return asked;
  });
}

async function drop(item, why) {
  await inIndex("items", "readwrite", (store) => store.delete(item.key));
  for (const name of await caches.keys()) if (name === KEPT_CACHE + item.key || name.startsWith(`${KEPT_CACHE}${item.key}:`)) await caches.delete(name);
  if (why === "gone") await inIndex("gone", "readwrite", (store) => store.put({ key: item.key, title: item.title, at: Date.now() }));
}

// True when the next may go: one after another, in the order they were made. What is refused for good is told, never just gone.
async function sent(post, token) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token, Accept: "application/json" };
  const answer = await heard(post.url, 20_000, { method: "POST", headers, body: post.body, redirect: "manual" });
  if (answer.status === 403 || answer.status === 429 || answer.status >= 500 || answer.type === "opaqueredirect") return false;
  if (!answer.ok) {
    const { error: text } = await answer.json().catch(() => ({}));
    await inIndex("gone", "readwrite", (store) => store.put({ key: `post:${post.number}`, text, title: post.title, status: answer.status, at: Date.now() }));
  }
  await inIndex("posts", "readwrite", (store) => store.delete(post.number));
  return true;
}
