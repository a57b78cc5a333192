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
  for (const name of await caches.keys()) if (!kept.has(name)) await caches.delete(name);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (files.has(url.pathname)) event.respondWith(fromCache(request, files.get(url.pathname)));
  else if (request.mode === "navigate") {
    const page = pages.find(([path]) => path.test(url.pathname));
    if (page) event.respondWith(fresh(request, page[1]));
  }
});

async function fromCache(request, name) {
  return (await caches.match(request, { cacheName: name, ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

async function fresh(request, name) {
  const cache = await caches.open(name);
  const old = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  try {
    const answer = await fetch(request, old ? { signal: AbortSignal.timeout(SLOW) } : {});
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    else if ([404, 410].includes(answer.status)) await cache.delete(request, { ignoreSearch: true, ignoreVary: true });
    return old && answer.status >= 500 ? old : answer;
  } catch (problem) {
    if (old) return old;
    throw problem;
  }
}
