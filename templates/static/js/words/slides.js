// Slides of a recording: play it, press a key at each change, save.
import { guard, inTurn, send, why } from "./sending.js";
import { clock, element, fill } from "./time.js";

const told = JSON.parse(document.getElementById("told").textContent);
const { words } = told;
const find = (name) => document.querySelector(`[data-${name}]`);
const video = find("video");
let texts = {}; // by number, of slides whose words were changed
const done = [];
let changes = told.changes;
let seen = told.changes;

const say = (text) => { find("state").textContent = text; };
const short = (seconds) => clock(seconds).replace(/\.\d+$/, "");
const at = (seconds) => changes.findLast(([moment]) => moment <= seconds + 0.25)?.[1] ?? 0;

function draw() {
  find("slides").replaceChildren(...told.slides.map((slide) => {
    const name = fill(words.slide, { n: slide.number });
    const moments = changes.filter(([, number]) => number === slide.number).map(([moment]) => element("span", { class: "slide__moment" },
      element("button", { type: "button", class: "cue__tool", "data-go": moment }, short(moment)),
      element("button", { type: "button", class: "cue__tool", "data-remove": moment, "aria-label": `${words.remove}: ${short(moment)}` }, "×")));
    const area = element("textarea", { rows: "3", "data-text": slide.number, "aria-label": `${name}. ${words.text}` });
    area.value = texts[slide.number] ?? slide.text;
    const tools = element("div", { class: "cue__tools" }, ...(moments.length ? moments : [element("span", {}, words.never)]), element("button", { type: "button", class: "cue__tool", "data-now": slide.number }, words.now));
    return element("li", { class: "cue cue--slide", "data-number": slide.number }, element("img", { src: slide.url, alt: name, loading: "lazy" }), element("div", { class: "cue__body" }, tools, area));
  }));
  find("undo").disabled = !done.length;
  show();
}

function show() {
  const number = at(video.currentTime);
  const slide = told.slides.find((one) => one.number === number) ?? told.slides[0];
  if (find("shown").getAttribute("src") !== slide.url) find("shown").src = slide.url;
  find("shown-words").textContent = number ? fill(words.slide, { n: number }) : words.never;
  for (const item of find("slides").children) item.toggleAttribute("data-playing", Number(item.dataset.number) === number);
}

function change(make) {
  done.push(changes);
  changes = make(changes).sort((one, two) => one[0] - two[0]);
  say(words.changed);
  draw();
}

function put(number) {
  const moment = Math.floor(video.currentTime);
  if (number < 1) return;
  if (number > told.slides.length) return say(words.last);
  if (number !== at(moment)) change((rows) => [...rows.filter(([one]) => one !== moment), [moment, number]]);
}

const forward = () => put(at(video.currentTime) + 1);
const back = () => put(at(video.currentTime) - 1);
const undo = () => { if (done.length) { changes = done.pop(); say(changed() ? words.changed : ""); draw(); } };

const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
const changed = () => !same(changes, seen) || Object.keys(texts).length > 0;

// What was marked or typed while it was being saved stays, not saved yet.
async function save() {
  const sent = { changes, texts: { ...texts }, seen };
  const answer = await send(told.url, sent).catch(() => ({ told: {} }));
  find("error").hidden = Boolean(answer.ok);
  find("error").textContent = why(answer, words);
  if (!answer.ok) return;
  seen = answer.told.changes;
  for (const slide of told.slides) slide.text = sent.texts[slide.number] ?? slide.text;
  texts = Object.fromEntries(Object.entries(texts).filter(([number, text]) => text !== sent.texts[number]));
  if (changes === sent.changes && !same(changes, seen)) {
    changes = seen;
    draw();
  }
  say(changed() ? words.changed : words.saved);
}

find("slides").addEventListener("click", ({ target }) => {
  if (target.dataset.now) put(Number(target.dataset.now));
  if (target.dataset.go) { video.currentTime = Number(target.dataset.go); video.play(); }
  if (target.dataset.remove) change((rows) => rows.filter(([moment]) => moment !== Number(target.dataset.remove)));
});
find("slides").addEventListener("input", ({ target }) => { texts[target.dataset.text] = target.value; say(words.changed); });
find("forward").addEventListener("click", forward);
find("back").addEventListener("click", back);
find("undo").addEventListener("click", undo);
find("save").addEventListener("click", () => inTurn(save));
video.addEventListener("timeupdate", show);
video.addEventListener("seeked", show);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") { event.preventDefault(); return inTurn(save); }
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, button, summary, a, [contenteditable]")) return;
  const act = { KeyN: forward, ArrowRight: forward, KeyB: back, ArrowLeft: back, KeyZ: undo, Space: () => (video.paused ? video.play() : video.pause()) }[event.code];
  if (!act) return;
  event.preventDefault();
  act();
}, true);
draw();
guard(changed);
