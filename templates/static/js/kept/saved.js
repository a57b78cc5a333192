// The list of what lies on this device: works without a network, asks the school when there is one.
import "./back.js";
import * as store from "./store.js";
import { tried } from "./trying.js";
import { date, say, size } from "./words.js";

const root = document.querySelector("[data-saved]");
const part = (name) => root.querySelector(`[data-saved-${name}]`);
const told = []; // what went away, said once a visit
const going = new Map(); // key → { stop, text, ended } of what is being taken
const failed = new Map(); // key → why it was not
const sum = (rows) => rows.reduce((all, row) => all + (row.bytes ?? 0), 0);

let drawing = null;
let again = false;

// One after another: what was read first must not be shown last.
function draw() {
  again = true;
  drawing ??= untilDrawn().finally(() => {
    drawing = null;
    if (again) draw();
  });
  return drawing;
}

async function untilDrawn() {
  while (again) {
    again = false;
    await paint();
  }
}

async function paint() {
  const rows = (await store.items()).sort((one, other) => other.saved_at - one.saved_at);
  const [mine, others] = [rows.filter((row) => !store.hidden(row)), rows.filter(store.hidden)];
  for (const row of mine) row.broken = row.state === "kept" && !(await store.whole(row));
  const focused = document.activeElement?.closest("[data-key]")?.dataset.key;
  part("list").replaceChildren(...mine.map(drawn), ...(others.length ? [strangers(others)] : []));
  if (focused) part("list").querySelector(`[data-key="${CSS.escape(focused)}"] button:not([hidden])`)?.focus();
  part("empty").hidden = rows.length > 0;
  part("signin").hidden = !mine.some((row) => row.held === "signin");
  await about(rows);
  await left();
}

async function about(rows) {
  const free = await store.room();
  part("room").textContent = [rows.length ? say("total", { size: size(sum(rows)) }) : "", free === null ? "" : say("free", { size: size(free) })].filter(Boolean).join(" · ");
}

async function left() {
  const [gone, posts] = [await store.gone(), await store.posts()];
  told.push(...gone.map((row) => row.text ?? say(row.status ? "not_counted" : "removed", row)));
  const lines = [...told];
  if (posts.length) lines.push(say("waits", { n: posts.length }));
  part("gone").replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { className: "callout mb-3", textContent: text })));
  for (const row of gone) await store.forgive(row.key);
}

function line(key, { about, state, bytes }) {
  const made = part("row").content.firstElementChild.cloneNode(true);
  made.dataset.key = key;
  made.querySelector("[data-about]").textContent = about;
  made.querySelector("[data-state]").textContent = state;
  made.querySelector("[data-state]").hidden = !state;
  made.querySelector("[data-size]").textContent = bytes ? size(bytes) : "";
  return made;
}

function drawn(row) {
  const made = line(row.key, { about: `${row.about} · ${date(row.saved_at)}`, state: stateOf(row), bytes: row.bytes });
  const link = made.querySelector("a");
  [link.href, link.textContent] = [row.pages[0], row.title];
  const update = made.querySelector("[data-do=update]");
  update.hidden = !(row.state === "saving" || row.stale || row.broken) || going.has(row.key);
  button(update, say(row.state === "saving" ? "resume" : "update"), row.title, () => renew(row));
  button(made.querySelector("[data-do=delete]"), say("delete"), row.title, () => drop([row.key]));
  return made;
}

function stateOf(row) {
  if (going.has(row.key)) return going.get(row.key).text;
  if (failed.has(row.key)) return failed.get(row.key);
  if (row.state === "saving") return say("unfinished");
  if (row.broken) return say("broken");
  return row.stale ? say("newer", { size: size(row.newer || row.bytes) }) : "";
}

// What somebody else saved here takes room too: without names, and anybody who holds the device may delete it.
function strangers(rows) {
  const made = line("", { about: say("others_about"), state: "", bytes: sum(rows) });
  made.querySelector("h2").textContent = `${say("others")}: ${rows.length}`;
  button(made.querySelector("[data-do=delete]"), say("delete"), say("others"), () => drop(rows.map((row) => row.key)));
  return made;
}

function button(element, text, title, act) {
  element.querySelector("span").textContent = text;
  element.setAttribute("aria-label", `${text}: ${title}`);
  element.addEventListener("click", act);
}

async function drop(keys) {
  for (const key of keys) {
    failed.delete(key);
    going.get(key)?.stop.abort();
    await going.get(key)?.ended;
    await store.drop(key);
  }
  await draw();
  part("room").focus();
}

function renew(row) {
  const wish = { kind: row.kind, id: row.id, variant: row.variant, language: row.language };
  const one = { stop: new AbortController(), text: "…" };
  const tell = (text) => {
    one.text = text;
    const state = part("list").querySelector(`[data-key="${CSS.escape(row.key)}"] [data-state]`);
    if (state) [state.hidden, state.textContent] = [false, text];
  };
  going.set(row.key, one);
  failed.delete(row.key);
  const report = ({ done, size: all }) => tell(say("going", { done: size(done), size: size(all) }));
  one.ended = tried(wish, { report, tell, signal: one.stop.signal }).catch((problem) => say("failed", { why: problem.message })).then((problem) => {
    going.delete(row.key);
    if (problem) failed.set(row.key, problem);
  });
  return draw().then(() => one.ended).then(draw);
}

function nothingKept() {
  part("note").hidden = false;
  part("note").textContent = say("no_store");
}

if ("serviceWorker" in navigator && "caches" in window) {
  const away = new URLSearchParams(location.search).has("from");
  part("note").hidden = !away;
  part("note").textContent = away ? say("not_here") : "";
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => null); // without a network the old one stays
  store.changed(() => draw().catch(() => null)); // before the first look: what the worker says meanwhile is not missed
  await draw().catch(nothingKept);
} else nothingKept();
