// A page and everything it needs to look and to work: styles, fonts, pictures, scripts and the modules these import.
const INSIDE = /\burl\(\s*(['"]?)([^'")]+)\1\s*\)|@import\s+(['"])([^'"]+)\3/g;
const IMPORTED = /(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])([./][^"']*)\1/g;
const WANTED = [
  ["video[src], audio[src], source[src]", "src"], ["a[href^='/documents/']", "href"],
  ["link[rel=stylesheet], link[rel=icon], link[rel=preload]", "href"], ["script[src]", "src"], ["img[src]", "src"], ["track[src]", "src"],
  ["source[srcset], img[srcset]", "srcset"], ["video[poster]", "poster"], ["[data-kept-file]", "data-kept-file"],
];

// What the school would not give. `after`: seconds it asks to wait, if it does.
export class Refused extends Error {
  constructor(answer, address) {
    super(`${answer.status}: ${address}`);
    Object.assign(this, { name: "Refused", status: answer.redirected ? 401 : answer.status, after: patience(answer.headers.get("Retry-After")) });
  }
}

function patience(asked) {
  if (!asked) return null;
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(Math.ceil(seconds), 1);
}

// Puts the page and what it names into the cache; gives the addresses of what it named, and bytes.
export async function gather(address, { cache, instead, mark, taken, signal }) {
  const answer = await fetch(address, { signal, credentials: "same-origin", headers: { Accept: "text/html", "X-Keep": "1" } });
  if (!answer.ok || answer.redirected) throw new Refused(answer, address);
  let html = (await answer.text()).replace("<html ", `<html data-kept="${mark}" `);
  for (const [old, other] of Object.entries(instead)) html = html.replaceAll(`"${old}"`, `"${other}"`);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  await cache.put(address, new Response(html, { headers }));
  let bytes = html.length;
  for (const one of named(html, address)) bytes += await take(one, { cache, taken, signal });
  return bytes;
}

function named(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = WANTED.flatMap(([selector, attribute]) => [...page.querySelectorAll(selector)].flatMap((element) => addresses(element.getAttribute(attribute), attribute)));
  return found.map((one) => ours(one, address)).filter(Boolean);
}

const addresses = (value, attribute) => (attribute === "srcset" ? value.split(",").map((one) => one.trim().split(/\s+/)[0]) : [value]);

function ours(address, base) {
  if (!address) return null;
  const url = new URL(address, new URL(base, location.origin));
  return url.origin === location.origin && url.protocol.startsWith("http") ? url.pathname + url.search : null;
}

// One small file, and what it names in its turn. What is not there is no reason to keep nothing; what is only not given now is.
export async function take(address, { cache, taken, signal }) {
  if (taken.has(address)) return 0;
  taken.add(address);
  const answer = await fetch(address, { signal, credentials: "same-origin" });
  if (answer.status === 429 || answer.status >= 500 || (answer.redirected && answer.url.includes("/accounts/login/"))) throw new Refused(answer, address);
  if (!answer.ok) return taken.delete(address), 0;
  const kind = answer.headers.get("Content-Type") ?? "";
  const body = await answer.blob();
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  await cache.put(address, new Response(body, { headers }));
  let bytes = body.size;
  if (/css|javascript/.test(kind)) {
    for (const one of inside(await body.text(), kind)) {
      const other = ours(one, address);
      if (other) bytes += await take(other, { cache, taken, signal });
    }
  }
  return bytes;
}

function inside(text, kind) {
  const found = kind.includes("css") ? [...text.matchAll(INSIDE)].map((match) => match[2] ?? match[4]) : [...text.matchAll(IMPORTED)].map((match) => match[2]);
  return found.filter((one) => !/^(data|blob|#)/.test(one));
}
