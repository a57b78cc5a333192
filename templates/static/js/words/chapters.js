// Chapters beside the video: add at this moment, rename, move, delete; saved together.
import { guard, inTurn, send, why } from "./sending.js";
import { clock, element, fill, seconds } from "./time.js";

const told = JSON.parse(document.getElementById("told").textContent);
const { words } = told;
const find = (name) => document.querySelector(`[data-${name}]`);
const video = find("video");
let rows = told.rows;
let kept = JSON.stringify(rows); // as it stands at the school

const say = (text) => { find("state").textContent = text; };
const error = (text) => { find("error").textContent = text; find("error").hidden = !text; };

function draw(focus = null) {
  rows.sort((one, two) => one.at - two.at);
  find("rows").replaceChildren(...rows.map((row, at) => {
    const input = (name, value, more = {}) => element("input", { type: "text", "data-field": name, value, "aria-label": `${fill(words.chapter, { n: at + 1 })}. ${words[name]}`, ...more });
    const tools = element("div", { class: "cue__tools" }, element("button", { type: "button", class: "cue__tool", "data-act": "go" }, words.go), element("button", { type: "button", class: "cue__tool", "data-act": "remove" }, words.remove));
    const titles = element("div", { class: "cue__body" }, input("uk", row.uk, { placeholder: words.uk, maxlength: "160", lang: "uk" }), input("en", row.en, { placeholder: words.en, maxlength: "160", lang: "en" }), tools);
    return element("li", { class: "cue cue--chapter", "data-at": at }, element("div", { class: "cue__times" }, input("at", clock(row.at).replace(/\.000$/, ""))), titles);
  }));
  if (focus) find("rows").children[rows.indexOf(focus)]?.querySelector("[data-field=uk]").focus();
}

find("add").addEventListener("click", () => {
  const at = Math.floor(video.currentTime);
  const row = rows.find((one) => one.at === at) || { at, uk: "", en: "" };
  if (!rows.includes(row)) rows.push(row);
  draw(row);
  say(words.changed);
});
find("rows").addEventListener("input", (event) => {
  const row = rows[Number(event.target.closest("[data-at]").dataset.at)];
  const { field } = event.target.dataset;
  say(words.changed);
  if (field !== "at") { row[field] = event.target.value; return; }
  const value = seconds(event.target.value);
  event.target.setAttribute("aria-invalid", String(Number.isNaN(value)));
  if (Number.isNaN(value)) say(words.time);
  else row.at = Math.floor(value);
});
find("rows").addEventListener("change", (event) => {
  if (event.target.dataset.field === "at") draw(rows[Number(event.target.closest("[data-at]").dataset.at)]);
});
find("rows").addEventListener("click", (event) => {
  const act = event.target.dataset.act;
  if (!act) return;
  const at = Number(event.target.closest("[data-at]").dataset.at);
  if (act === "go") { video.currentTime = rows[at].at; video.play(); return; }
  rows.splice(at, 1);
  draw(rows[Math.min(at, rows.length - 1)]);
  say(words.changed);
});

const changed = () => JSON.stringify(rows) !== kept || Boolean(find("rows").querySelector("[aria-invalid=true]"));

async function save() {
  const sent = JSON.stringify(rows);
  const answer = await send(told.url, { rows, token: told.token }).catch(() => ({ told: {} }));
  error(why(answer, words));
  if (!answer.ok) return;
  told.token = answer.told.token;
  kept = sent;
  say(changed() ? words.changed : words.saved); // typed on meanwhile
}

find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  inTurn(save);
});
draw();
guard(changed);
