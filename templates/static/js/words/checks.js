// What is to be looked at in a caption, in words.
import { fill } from "./time.js";

const TAG = /<\/?(?:i|b|u|ruby|rt|c(?:\.[\w-]+)*|lang(?: [\w-]+)?|v(?:\.[\w-]+)*(?: [^<>\n]*)?)>/g;
export const plain = (text) => text.replace(TAG, "");

export function problems(cues, at, told) {
  const cue = cues[at];
  const before = cues[at - 1];
  const words = told.words;
  const lines = plain(cue.text).split("\n").map((line) => line.trim()).filter(Boolean);
  const said = lines.join(" ");
  const found = [];
  if (cue.end <= cue.start) found.push({ bad: true, text: words.backwards });
  if (!said) found.push({ bad: true, text: words.empty });
  if (before && before.end - cue.start > 0.0005 && before.start <= cue.start) found.push({ text: fill(words.overlaps, { n: number(before.end - cue.start) }) });
  const speed = said.length / (cue.end - cue.start);
  if (cue.end > cue.start && speed > told.easy) found.push({ text: fill(words.fast, { n: Math.round(speed), most: told.easy }) });
  if (lines.reduce((sum, line) => sum + Math.ceil(line.length / told.longest), 0) > 2) found.push({ text: words.lines });
  if (told.seconds && cue.end > told.seconds + 1) found.push({ text: words.late });
  return found;
}

const number = (value) => (Math.ceil(value * 10) / 10).toLocaleString(document.documentElement.lang || "uk");

// Splits at the cursor; the time goes by the share of the words.
export function halves(cue, cursor) {
  const left = cue.text.slice(0, cursor).trim();
  const right = cue.text.slice(cursor).trim();
  const share = cue.text.length ? Math.min(Math.max(cursor / cue.text.length, 0.1), 0.9) : 0.5;
  const middle = Math.round((cue.start + (cue.end - cue.start) * share) * 1000) / 1000;
  return [{ ...cue, text: left, end: middle }, { ...cue, text: right, start: middle }];
}

export function merged(one, two) {
  const other = two.speaker && two.speaker !== one.speaker;
  return { ...one, end: Math.max(one.end, two.end), text: [one.text, other ? `<v ${two.speaker}>${two.text}</v>` : two.text].filter(Boolean).join("\n") };
}

// The words of the other language said at the same time.
export function beside(cue, others) {
  return others.filter((row) => Math.min(row.end, cue.end) - Math.max(row.start, cue.start) > Math.min(0.3, (row.end - row.start) / 2)).map((row) => plain(row.text).replace(/\n/g, " ")).join(" ");
}
