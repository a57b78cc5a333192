// Files of an app come from its cache, all of one version; its pages from the network, from the cache when there is none.
const SLOW = 5000; // ms until a network that does not answer counts as none
const files = new Map(Object.entries(CACHES).flatMap(([name, { version, files }]) => files.map((file) => [file, `${name}-${version}`])));
const pages = Object.entries(CACHES).flatMap(([name, cache]) => cache.pages.map((page) => [new RegExp(page), `${name}-pages`]));
const kept = new Set([...files.values(), ...pages.map(([, name]) => name)]);

self.addEventListener("install", (event) => event.waitUntil(Promise.all(Object.entries(CACHES).map(take)).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

async function take([name, { version, files }]) {
  const cache = await caches.open(`${name}-${version}`);
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
}

async function tidy() {
  for (const name of await caches.keys()) if (!kept.has(name) && !name.startsWith(KEPT_CACHE)) await caches.delete(name);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST") return void posted(event, request, url);
  if (request.method !== "GET") return;
  if (files.has(url.pathname)) return void event.respondWith(fromCache(request, files.get(url.pathname)));
  const page = request.mode === "navigate" && pages.find(([path]) => path.test(url.pathname));
  if (page) event.respondWith(fresh(event, page[1]));
  else if (mayBeKept(request, url)) event.respondWith(keptOrFetched(event, url));
});

function posted(event, request, url) {
  if (mayWait(request, url)) event.respondWith(sentOrKept(event));
  else if (leaves(request, url)) event.respondWith(signedOut(event));
}

// Only the wait for the first word is bounded: what has begun to come may come slowly.
async function heard(request, patience = SLOW, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await fetch(request, { ...options, signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

// A store that the browser has broken or refuses is an empty one: the site works as it would without copies.
const unbroken = (asked, otherwise = null) => asked.catch(() => otherwise);

async function fromCache(request, name) {
  return (await unbroken(caches.match(request, { cacheName: name, ignoreSearch: true, ignoreVary: true }))) ?? fetch(request);
}

async function fresh(event, name) {
  const { request } = event;
  const cache = await unbroken(caches.open(name));
  const old = cache && (await unbroken(cache.match(request, { ignoreSearch: true, ignoreVary: true })));
  try {
    const answer = await (old ? heard(request) : fetch(request));
    if (cache && answer.ok && !answer.redirected) event.waitUntil(unbroken(cache.put(request, answer.clone())));
    else if (cache && [404, 410].includes(answer.status)) event.waitUntil(unbroken(cache.delete(request, { ignoreSearch: true, ignoreVary: true })));
    return old && answer.status >= 500 ? old : answer;
  } catch (problem) {
    if (old) return old;
    throw problem;
  }
}
