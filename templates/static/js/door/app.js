// The door on a device: scan, find, write in. Everything is kept here first and sent when there is a network.
import { Camera } from "../scanning/camera.js";
import * as clock from "./clock.js";
import { byList, byPass, leaving, say } from "./decide.js";
import { find, overlay } from "./people.js";
import * as store from "./store.js";
import { Sync } from "./sync.js";
import { notes, others, part, people, state, turn, verdict, words } from "./view.js";

const MINUTE = 60_000;
const root = document.querySelector("[data-door]");
const device = (localStorage.doorDevice ??= crypto.randomUUID().slice(0, 4).toUpperCase());
const sync = new Sync({ code: root.dataset.door, url: root.dataset.sync, device });
const camera = new Camera(part("video"), scanned);
let all = [];
let last = null; // the verdict on the screen
let ready = false;
let busy = Promise.resolve(); // one decision after another: the second sees what the first has kept

async function draw() {
  const marks = await sync.marks();
  all = overlay(sync.list, marks, sync.me);
  const asked = part("search").elements.q.value.trim();
  people(all, asked ? find(all, asked) : all.filter((row) => row.placed && !row.in), asked, press);
  notes([...sync.notes, ...marks.filter((mark) => mark.state === "refused" && !sync.notes.some((note) => note.id === mark.id))]);
  others(await store.others(sync.code));
  state({ sync, waiting: marks.filter((mark) => mark.state === "new").length, ready });
}

async function exchange() {
  await sync.run();
  await draw();
  const left = Number(part("net").dataset.waiting);
  if (left && sync.online && !sync.problem) setTimeout(exchange, 1000); // made while the answer was coming
}

function answer(decide, person = null) {
  busy = busy.then(async () => {
    if (!sync.list) return;
    const said = await decide();
    if (said.mark) await keep(said, person);
    last = said;
    camera.pause();
    verdict(said);
    navigator.vibrate?.(said.kind === "ok" ? 60 : [80, 60, 80]);
    performance.measure("door:answer", { start: said.began ?? performance.now() });
    await draw();
    if (said.mark) exchange();
  });
  return busy;
}

async function keep(said, person) {
  try {
    const mark = await sync.keep(said.mark, person);
    said.at = mark.at;
    if (person && said.mark.way === "in") said.leaves = { code: "", attendance: "", local: mark.id, name: said.who, from: said.from };
  } catch {
    Object.assign(said, { kind: "no", title: words.not_let_in, lines: [words.storage_full], mark: null });
  }
}

const known = () => ({ list: sync.list, people: all, words });

function scanned(text, began) {
  return answer(async () => ({ ...(await byPass(text, known())), began }));
}

function press(row, way) {
  const asked = { out: () => leaving(row, words), over: () => byList(row, known(), { over: true }), in: () => byList(row, known()) };
  return answer(async () => asked[way]());
}

async function next() {
  turn(false);
  part("search").reset();
  await draw();
  if (camera.stream) await scan();
  else part("search").elements.q.focus();
}

async function scan() {
  part("camera").hidden = false;
  try {
    await camera.start();
  } catch {
    part("camera").hidden = true;
    part("found-state").textContent = words.no_camera;
  }
}

function walkIn(event) {
  event.preventDefault();
  const form = event.target;
  const person = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  const whole = person.surname && person.given_name && /^\S+@\S+\.\S+$/.test(person.email);
  part("walk-in-error").hidden = Boolean(whole);
  part("walk-in-error").textContent = whole ? "" : words.names_needed;
  if (!whole) return form.elements[person.email ? (person.surname ? "given_name" : "surname") : "email"].focus();
  const twin = find(all, `${person.surname} ${person.given_name}`).find((row) => row.code && !row.in);
  if (twin && form.dataset.asked !== twin.code) {
    form.dataset.asked = twin.code;
    part("walk-in-error").hidden = false;
    return void (part("walk-in-error").textContent = say(words, "namesake", twin));
  }
  const told = { who: `${person.surname} ${person.given_name}`, from: [person.organisation, person.city].filter(Boolean).join(", ") };
  const said = { kind: "ok", title: words.welcome, ...told, lines: [words.walk_in_kept], mark: { how: "walk_in", way: "in" } };
  form.reset();
  form.closest("details").open = false;
  return answer(async () => said, person);
}

function searched(event) {
  event.preventDefault();
  const asked = event.target.elements.q.value.trim();
  if (asked.includes(":")) return scanned(asked, performance.now());
  const [first] = asked ? find(all, asked) : [];
  return first && press(first, "in");
}

async function tick() {
  await store.expire(clock.now());
  if (sync.list && new Date(sync.row.expires_at) <= clock.now()) {
    sync.list = null;
    await draw();
    part("list-state").textContent = words.over;
  }
  await exchange();
}

async function prepare() {
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open("door-pages");
  if (!(await cache.match(location.pathname))) await cache.add(location.pathname); // opened before the worker stood
  ready = Boolean(registration.active);
  navigator.storage?.persist?.();
}

async function begin() {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return void (part("list-state").textContent = words.no_crypto);
  part("device").textContent = device;
  await sync.open();
  part("scan").addEventListener("click", scan);
  part("next").addEventListener("click", next);
  part("out").addEventListener("click", () => press(last.leaves, "out"));
  part("over").addEventListener("click", () => press(last.over, "over"));
  part("search").addEventListener("submit", searched);
  part("search").addEventListener("input", draw);
  part("walk-in").addEventListener("submit", walkIn);
  addEventListener("online", exchange);
  addEventListener("pagehide", () => camera.stop());
  setInterval(tick, MINUTE);
  await draw();
  await exchange();
  await prepare().catch(() => {});
  await draw();
}

begin().catch(() => (part("list-state").textContent = words.no_crypto));
