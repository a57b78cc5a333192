// The verifying page on a device, with or without a network. Nothing that is scanned or typed here leaves it.
import { Camera, inPicture } from "../scanning/camera.js";
import { canVerify } from "../scanning/signatures.js";
import { read, sameName } from "./payload.js";

const root = document.querySelector("[data-offline]");
const part = (name) => root.querySelector(`[data-${name}]`);
const given = (name) => JSON.parse(document.getElementById(name).textContent);
const words = given("offline-words"), known = given("offline-known");
const language = document.documentElement.lang;
const camera = new Camera(part("video"), (text) => answer(text));
let found = null;

const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
const dayOf = (moment, zone) => new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: zone }).format(moment);

async function answer(text) {
  camera.stop();
  part("camera").hidden = true;
  found = await read(text, known);
  const { problem } = found;
  face(problem ? (problem === "forged" ? "bad" : "none") : "ok", say(problem ?? "ours"), say(`${problem ?? "ours"}_lead`, { at: dayOf(new Date(known.as_of), "Europe/Kyiv") }));
  part("facts").hidden = part("name-form").hidden = part("not-proved").hidden = Boolean(problem);
  if (!problem) facts();
  const full = part("full");
  full.hidden = !found.code;
  if (found.code) full.querySelector("a").href = text.includes("/") ? `${root.dataset.verify}?code=${encodeURIComponent(text.trim())}` : root.dataset.verify;
  part("name-form").reset();
  part("name-said").textContent = "";
  part("answer").hidden = false;
  part("title").focus();
}

function face(kind, title, lead) {
  const verdict = part("verdict");
  verdict.classList.remove("verdict--ok", "verdict--bad", "verdict--none");
  verdict.classList.add(`verdict--${kind}`);
  for (const icon of verdict.querySelectorAll("[data-face]")) icon.hidden = icon.dataset.face !== kind;
  part("title").textContent = title;
  part("lead").textContent = lead;
}

function facts() {
  part("fact-number").textContent = found.number;
  part("fact-issued").textContent = dayOf(found.day, "UTC");
  part("fact-hours").textContent = found.hours === null ? say("hours_not_told") : new Intl.NumberFormat(language).format(found.hours);
  part("fact-code").textContent = found.code.match(/.{4}/g).join("-");
}

async function compare(event) {
  event.preventDefault();
  const typed = part("name-form").elements.name.value;
  if (!typed.trim()) return;
  const same = await sameName(typed, found);
  part("name-said").className = `callout callout--${same ? "ok" : "warn"}`;
  part("name-said").textContent = say(same ? "name_same" : "name_other");
}

async function scan() {
  part("camera").hidden = false;
  part("answer").hidden = true;
  try {
    await camera.start();
    part("video").scrollIntoView({ block: "center" });
  } catch {
    part("camera").hidden = true;
    problem("no_camera");
  }
}

async function pasted(event) {
  event.preventDefault();
  const text = event.target.elements.address.value;
  if (text.trim()) await answer(text);
}

async function picked(event) {
  const [file] = event.target.files;
  if (!file) return;
  problem("looking");
  const text = await inPicture(file);
  event.target.value = "";
  problem(text ? "" : "no_code_in_picture");
  if (text) await answer(text);
}

const problem = (name) => (part("problem").textContent = name ? say(name) : "");

function network() {
  part("net").textContent = say(navigator.onLine ? "online" : "offline");
}

async function keep() {
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open("certificates-pages");
  if (!(await cache.match(location.pathname))) await cache.add(location.pathname); // opened before the worker stood
  part("kept").textContent = say("kept");
}

async function begin() {
  part("as-of").textContent = say("as_of", { at: dayOf(new Date(known.as_of), "Europe/Kyiv") });
  if (!globalThis.crypto?.subtle || !(await canVerify())) return problem("cannot_verify");
  part("tools").hidden = false;
  part("scan").addEventListener("click", scan);
  part("address-form").addEventListener("submit", pasted);
  part("file").addEventListener("change", picked);
  part("name-form").addEventListener("submit", compare);
  for (const name of ["online", "offline"]) addEventListener(name, network);
  addEventListener("pagehide", () => camera.stop());
  network();
  await keep().catch(() => (part("kept").textContent = say("not_kept")));
}

begin();
