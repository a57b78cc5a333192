// One caption as a row of fields; its problems are said under it.
import { beside, problems } from "./checks.js";
import { clock, element, fill, seconds } from "./time.js";

const ACTS = ["listen", "split", "merge", "insert", "remove"];

export function row(editor, at) {
  const { words } = editor.told;
  const cue = editor.cues[at];
  const name = fill(words.caption, { n: at + 1 });
  const input = (field, value, more = {}) => element("input", { type: "text", "data-field": field, value, "aria-label": `${name}. ${words[field]}`, autocomplete: "off", ...more });
  const area = element("textarea", { "data-field": "text", rows: "3", "aria-label": `${name}. ${words.text}`, "aria-describedby": `odd-${at}`, lang: editor.told.language, spellcheck: "true" }, cue.text);
  area.value = cue.text;
  const times = element("div", { class: "cue__times" }, input("start", clock(cue.start)), input("end", clock(cue.end)), input("speaker", cue.speaker, { placeholder: words.speaker, maxlength: "100" }));
  const tools = element("div", { class: "cue__tools" }, ...ACTS.map((act) => element("button", { type: "button", class: "cue__tool", "data-act": act }, words[act])));
  const body = element("div", { class: "cue__body" }, area, element("p", { class: "cue__odd", id: `odd-${at}` }), tools);
  if (editor.beside) body.prepend(element("p", { class: "cue__other", lang: editor.told.otherLanguage }, beside(cue, editor.told.other) || "–"));
  const item = element("li", { class: "cue", "data-at": at }, times, body);
  say(editor, item, at);
  return item;
}

function say(editor, item, at) {
  const found = problems(editor.cues, at, editor.told);
  const place = item.querySelector(".cue__odd");
  place.textContent = found.map((one) => one.text).join(" ");
  place.classList.toggle("cue__odd--bad", found.some((one) => one.bad));
  item.toggleAttribute("data-odd", found.length > 0);
  if (found.length) item.dataset.odd = "1";
}

// A field was typed into: the caption follows. False while a time cannot be understood.
export function refresh(editor, item, field) {
  const at = Number(item.dataset.at);
  const name = field.dataset.field;
  let value = field.value;
  if (name === "start" || name === "end") {
    value = seconds(field.value);
    field.setAttribute("aria-invalid", String(Number.isNaN(value)));
    if (Number.isNaN(value)) {
      item.querySelector(".cue__odd").textContent = editor.told.words.time;
      return false;
    }
  }
  editor.cues[at] = { ...editor.cues[at], [name]: value };
  say(editor, item, at);
  if (item.nextElementSibling) say(editor, item.nextElementSibling, at + 1);
  return true;
}
