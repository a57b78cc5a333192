// «Save on this device» on a page: the dialog, the saving itself, what is here already; and the bar of a copy that is read from the device.
import * as store from "./store.js";
import { manifestOf } from "./save.js";
import { reading } from "./reading.js";
import { tried } from "./trying.js";
import { date, say, size } from "./words.js";

const able = "serviceWorker" in navigator && "caches" in window && "locks" in navigator && "indexedDB" in window;
const root = document.querySelector("[data-keep]");
const part = (name) => root.querySelector(`[data-keep-${name}]`);
const show = (element, text) => { element.hidden = !text; element.textContent = text; };
let stop = null; // of the saving that goes on

const chosen = () => {
  const { kind, id, variant, size: bytes } = root.querySelector("[name=keep]:checked").dataset;
  return { kind, id, variant, language: root.dataset.language, bytes: Number(bytes) };
};
const offered = () => [...root.querySelectorAll("[name=keep]")].map(({ dataset }) => store.keyOf({ ...dataset, language: root.dataset.language }));

async function state() {
  const here = (await store.items()).filter((row) => offered().includes(row.key) && !store.hidden(row));
  const whole = here.filter((row) => row.state === "kept");
  const bytes = whole.reduce((sum, row) => sum + row.bytes, 0);
  if (!stop) show(part("state"), whole.length ? say(whole.some((row) => row.stale) ? "newer" : "saved", { size: size(bytes) }) : here.length ? say("unfinished") : "");
  part("list").hidden = !here.length;
  return here;
}

async function open() {
  show(part("problem"), "");
  part("manage").hidden = true;
  const left = await store.room();
  show(part("room"), left === null ? "" : say("free", { size: size(left) }));
  label();
  part("dialog").showModal();
  for (const field of root.querySelectorAll('[name=keep][data-size=""]')) await sized(field);
}

// A size that nobody has counted yet.
async function sized(field) {
  const { size: bytes } = await manifestOf({ ...field.dataset, language: root.dataset.language }).catch(() => ({}));
  if (!bytes) return;
  field.dataset.size = bytes;
  field.closest("label").querySelector("[data-keep-size]").textContent = size(bytes);
  label();
}

const label = () => (part("save").textContent = say("save", { size: chosen().bytes ? size(chosen().bytes) : "" }).trim());

function busy(going) {
  part("going").hidden = !going;
  part("choose").disabled = going;
  part("save").hidden = going;
  part("close").hidden = going;
  part("stop").hidden = !going;
}

function teller() {
  const began = Date.now();
  let first = null;
  return ({ done, size: all }) => {
    first ??= done;
    const seconds = (Date.now() - began) / 1000;
    const minutes = done > first && seconds > 3 ? Math.ceil((all - done) / ((done - first) / seconds) / 60) : 0;
    part("going").querySelector("progress").value = all ? Math.min(done / all, 1) : 0;
    part("told").textContent = say(minutes ? "left" : "going", { done: size(done), size: size(all), n: minutes });
    show(part("state"), part("told").textContent);
  };
}

async function keep(wish) {
  stop = new AbortController();
  busy(true);
  const problem = await tried(wish, { report: teller(), tell: (text) => (part("told").textContent = text), signal: stop.signal });
  const cancelled = stop.signal.aborted;
  stop = null;
  if (cancelled) await undone(wish);
  busy(false);
  if (!cancelled && !problem) part("dialog").close();
  show(part("problem"), cancelled ? "" : problem);
  part("manage").hidden = cancelled || !problem || !(await store.items()).length;
  await state();
}

async function undone(wish) {
  const row = await store.item(store.keyOf(wish));
  if (row?.state === "saving") await store.drop(row.key);
  else if (row) await store.tidy(row).then(() => store.put({ ...row, updating: null }));
}

async function begin() {
  const here = await state().catch(() => null);
  if (!here) return; // this browser keeps nothing for us: nothing is offered
  root.hidden = false;
  part("open").addEventListener("click", open);
  for (const field of root.querySelectorAll("[name=keep]")) field.addEventListener("change", label);
  for (const field of root.querySelectorAll("[data-keep-size]")) field.textContent = field.dataset.keepSize ? size(Number(field.dataset.keepSize)) : "…";
  root.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter.value === "close") return;
    event.preventDefault();
    if (event.submitter.value === "stop") stop?.abort();
    else keep(chosen());
  });
  const unfinished = here.find((row) => row.state === "saving" && row.wish && !row.full) ?? here.find((row) => row.updating);
  if (unfinished && navigator.onLine) keep(unfinished.wish ?? unfinished.updating); // a reload, a battery, a closed lid: it goes on
  store.changed(state);
}

async function tellOfCopy() {
  const row = await store.item(document.documentElement.dataset.kept).catch(() => null);
  const bar = document.createElement("p");
  bar.className = "wrap small mt-5 kept-copy";
  bar.setAttribute("role", "status");
  bar.textContent = `${row ? say("this_copy", { date: date(row.saved_at) }) : ""} ${say("watched_waits")}`;
  document.querySelector("main").prepend(bar);
  if (row) reading(row);
}

if (able && root) begin();
if (able && document.documentElement.dataset.kept) tellOfCopy();
if (able) addEventListener("online", store.contact);
