// The caption editor: rows beside the video. What is saved goes by one address with the version it was worked on from.
import { beside, halves, merged, plain, problems } from "./checks.js";
import { keep, saving } from "./keeping.js";
import { row, refresh } from "./rows.js";
import { send, why } from "./sending.js";
import { clock, element, fill } from "./time.js";

const told = JSON.parse(document.getElementById("told").textContent);
const find = (name) => document.querySelector(`[data-${name}]`);
const list = find("cues");
const video = find("video");
const editor = { told, video, list, cues: told.cues, done: [], undone: [], until: null, beside: false };

const snapshot = () => JSON.stringify(editor.cues);
let typed = null; // the state before a field was changed

function remember(before = snapshot()) {
  if (editor.done.at(-1) !== before) editor.done.push(before);
  if (editor.done.length > 300) editor.done.shift();
  editor.undone = [];
}

function draw(focus = null, field = "text", cursor = null) {
  list.replaceChildren(...editor.cues.map((cue, at) => row(editor, at)));
  look();
  if (focus !== null) choose(focus, field, cursor);
}

function look() {
  const odd = [...list.children].filter((item) => item.dataset.odd).length;
  find("empty").hidden = editor.cues.length > 0;
  find("undo").disabled = !editor.done.length;
  find("redo").disabled = !editor.undone.length;
  find("next").disabled = !odd;
  find("next").textContent = odd ? fill(told.words.look, { n: odd }) : told.words.fine;
}

function choose(at, field = "text", cursor = null) {
  const input = list.children[Math.min(Math.max(at, 0), list.children.length - 1)]?.querySelector(`[data-field=${field}]`);
  input?.focus();
  if (input && cursor !== null) input.setSelectionRange(cursor, cursor);
}

const here = () => {
  const item = document.activeElement?.closest("[data-at]") || list.querySelector("[data-chosen]");
  return item ? Number(item.dataset.at) : null;
};

function change(make, focus, field, cursor) {
  remember();
  editor.cues = make([...editor.cues]);
  draw(focus, field, cursor);
  keep(editor);
}

const acts = {
  listen(at) {
    const cue = editor.cues[at];
    video.currentTime = cue.start;
    editor.until = cue.end;
    video.play();
  },
  split(at) {
    const area = list.children[at].querySelector("[data-field=text]");
    const cue = editor.cues[at];
    const cursor = area.selectionStart > 0 && area.selectionStart < cue.text.length ? area.selectionStart : cue.text.indexOf(" ", cue.text.length / 2);
    change((cues) => cues.toSpliced(at, 1, ...halves(cue, cursor < 0 ? cue.text.length : cursor)), at + 1, "text", 0);
  },
  merge(at) {
    if (at + 1 < editor.cues.length) change((cues) => cues.toSpliced(at, 2, merged(cues[at], cues[at + 1])), at);
  },
  insert(at) {
    const last = editor.cues[at];
    const next = editor.cues[at + 1];
    const start = last ? last.end : Math.round(video.currentTime * 1000) / 1000;
    const end = next && next.start > start ? Math.min(next.start, start + 3) : start + 3;
    change((cues) => cues.toSpliced(at + 1, 0, { start, end, text: "", speaker: last?.speaker || "", settings: "" }), at + 1);
  },
  remove(at) {
    change((cues) => cues.toSpliced(at, 1), Math.min(at, editor.cues.length - 2));
  },
  startHere: (at) => moment(at, "start"),
  endHere: (at) => moment(at, "end"),
};

function moment(at, field) {
  const now = Math.round(video.currentTime * 1000) / 1000;
  change((cues) => cues.with(at, { ...cues[at], [field]: now }), at, field);
}

function back(from, to) {
  if (!from.length) return;
  const focus = here();
  to.push(snapshot());
  editor.cues = JSON.parse(from.pop());
  draw(focus);
  keep(editor);
}

const undo = () => back(editor.done, editor.undone);
const redo = () => back(editor.undone, editor.done);

function open(cues) {
  change(() => structuredClone(cues), 0);
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) acts[button.dataset.act](Number(button.closest("[data-at]").dataset.at));
});
list.addEventListener("focusin", (event) => {
  typed ??= snapshot();
  for (const item of list.querySelectorAll("[data-chosen]")) delete item.dataset.chosen;
  const item = event.target.closest("[data-at]");
  if (item) item.dataset.chosen = "";
});
list.addEventListener("input", (event) => {
  const item = event.target.closest("[data-at]");
  if (!refresh(editor, item, event.target)) return;
  look();
  keep(editor);
});
list.addEventListener("change", (event) => {
  const cue = editor.cues[Number(event.target.closest("[data-at]").dataset.at)];
  if (["start", "end"].includes(event.target.dataset.field)) event.target.value = clock(cue[event.target.dataset.field]);
  if (typed && typed !== snapshot()) remember(typed);
  typed = snapshot();
  look();
});

const keys = { KeyS: "split", KeyG: "merge", KeyI: "insert", KeyX: "remove", KeyB: "startHere", KeyE: "endHere" };
document.addEventListener("keydown", (event) => {
  const at = here();
  const only = (act) => { event.preventDefault(); act(); };
  if (event.ctrlKey && event.code === "Space") return only(() => (video.paused ? (editor.until = null, video.play()) : video.pause()));
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") return only(() => find("save").click());
  if (event.ctrlKey && event.key === "Enter" && at !== null) return only(() => acts.listen(at));
  if (!event.altKey || event.ctrlKey) return tenth(event);
  if (event.code === "KeyZ") return only(() => { document.activeElement?.dispatchEvent(new Event("change", { bubbles: true })); undo(); });
  if (event.code === "KeyY") return only(redo);
  if (at === null) return;
  if (event.key === "ArrowDown") return only(() => choose(at + 1));
  if (event.key === "ArrowUp") return only(() => choose(at - 1));
  if (keys[event.code]) only(() => acts[keys[event.code]](at));
});

function tenth(event) {
  const field = event.target.dataset?.field;
  if (!["start", "end"].includes(field) || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const at = Number(event.target.closest("[data-at]").dataset.at);
  event.target.value = clock(editor.cues[at][field] + (event.key === "ArrowUp" ? 0.1 : -0.1));
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
}

video.addEventListener("timeupdate", () => {
  if (editor.until !== null && video.currentTime >= editor.until) { editor.until = null; video.pause(); }
  const at = editor.cues.findLastIndex((cue) => cue.start <= video.currentTime && video.currentTime < cue.end);
  find("now").textContent = at < 0 ? "" : plain(editor.cues[at].text);
  for (const item of list.children) item.toggleAttribute("data-playing", Number(item.dataset.at) === at);
});

find("undo").addEventListener("click", undo);
find("redo").addEventListener("click", redo);
find("first").addEventListener("click", () => acts.insert(-1));
find("next").addEventListener("click", () => {
  const odd = [...list.children].filter((item) => item.dataset.odd).map((item) => Number(item.dataset.at));
  const from = here() ?? -1;
  choose(odd.find((at) => at > from) ?? odd[0]);
});
find("beside")?.addEventListener("click", (event) => {
  editor.beside = !editor.beside;
  event.currentTarget.setAttribute("aria-pressed", String(editor.beside));
  draw(here());
});
find("times")?.addEventListener("click", () => {
  editor.beside = true;
  find("beside").setAttribute("aria-pressed", "true");
  open(told.other.map((cue) => ({ ...cue, text: beside(cue, editor.cues) && editor.cues.find((mine) => mine.start === cue.start)?.text || "" })));
});

const shift = document.querySelector("[data-dialog=shift]");
let chosen = 0;
find("shift").addEventListener("click", () => { chosen = here() ?? 0; shift.showModal(); });
shift.addEventListener("close", () => {
  const by = Number(shift.querySelector("#amount").value.replace(",", ".").replace("−", "-"));
  if (shift.returnValue !== "shift" || !Number.isFinite(by) || !by) return;
  const from = shift.querySelector("[value=here]").checked ? chosen : 0;
  const moved = (value) => Math.max(0, Math.round((value + by) * 1000) / 1000);
  change((cues) => cues.map((cue, at) => (at < from ? cue : { ...cue, start: moved(cue.start), end: moved(cue.end) })), chosen);
});

const file = document.querySelector("[data-dialog=file]");
let read = null;
find("upload").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await send(told.urls.read, new FormData(event.target)).catch(() => ({ told: {} }));
  find("error").hidden = answer.ok;
  find("error").textContent = why(answer, { ...told.words, lost: told.words.unreadable });
  if (!answer.ok) return;
  read = answer.told;
  find("file-facts").textContent = `${read.format}, ${read.encoding}. ${fill(told.words.count, { n: read.cues.length })}`;
  find("file-remarks").replaceChildren(...read.remarks.map((text) => element("li", {}, text)));
  find("file-rows").replaceChildren(...read.cues.slice(0, 8).map((cue) => element("tr", {}, element("td", {}, `${clock(cue.start)} – ${clock(cue.end)}`), element("td", {}, cue.speaker ? `${cue.speaker}: ${plain(cue.text)}` : plain(cue.text)))));
  file.returnValue = "";
  file.showModal();
});
file.addEventListener("close", () => { if (file.returnValue === "take") open(read.cues); });
for (const button of document.querySelectorAll("[data-version]")) {
  button.addEventListener("click", async () => {
    const answer = await send(button.dataset.version, undefined, "GET").catch(() => ({ told: {} }));
    find("error").hidden = answer.ok;
    find("error").textContent = why(answer, { ...told.words, lost: told.words.unreadable });
    if (answer.ok) open(answer.told.cues);
  });
}

saving(editor, { find, open, draw });
draw();
