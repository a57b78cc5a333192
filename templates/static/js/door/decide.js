// What the door answers, without a network: the rules of courses/internships/passes.py and door.py on the device.
import { clock } from "./clock.js";
import { byCode } from "./people.js";
import { read } from "./passes.js";

export const say = (words, name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");

const no = (words, why, more = {}) => ({ kind: "no", title: words.not_let_in, lines: [why], ...more });

// { kind: "ok" | "again" | "no", title, who, from, lines, mark?, over? }: `mark` is what to keep, `over` whom one may let in over the number
export async function byPass(text, { list, people, words }) {
  const typed = !text.includes(":");
  const pass = typed ? { day: list.day.code, application: byCode(people, text)?.code ?? "", verified: true } : await read(text, list.keys);
  if (pass.problem) return no(words, words[pass.problem]);
  if (pass.day !== list.day.code) return no(words, say(words, "another_day", { date: list.days[pass.day] ?? "…" }), { title: words.not_today });
  if (list.day.cancelled) return no(words, words.day_cancelled);
  const row = byCode(people, pass.application);
  if (!row) return typed || !pass.verified ? no(words, words[typed ? "unknown" : "cannot_verify"]) : stranger(pass, list, words);
  const lines = pass.verified ? [] : [words.not_verified];
  return byList(row, { list, words }, { how: "pass", lines });
}

// A genuine pass of somebody who was accepted after the list was taken.
const stranger = (pass, list, words) => ({
  kind: "ok", title: words.welcome, who: pass.application, from: "", lines: [say(words, "not_in_list", { at: clock(list.as_of) })],
  mark: { how: "pass", way: "in", application: pass.application },
});

export function byList(row, { list, words }, { how = "name", lines = [], over = false } = {}) {
  const told = { who: row.name, from: row.from, group: row.group };
  if (list.day.cancelled) return no(words, words.day_cancelled, told);
  if (row.in && !row.out) {
    const since = say(words, "since", { at: clock(row.in), by: row.by || words.this_device });
    return { kind: "again", title: words.already_here, ...told, lines: [since], leaves: row };
  }
  if (!row.placed && !row.in && !over) return no(words, say(words, "no_place", { state: row.state }), { ...told, over: row });
  return {
    kind: "ok", title: words.welcome, ...told, lines: row.placed ? lines : [...lines, words.over_the_number], leaves: row,
    mark: { how: row.placed ? how : "walk_in", way: "in", ...whom(row) },
  };
}

export const leaving = (row, words) => ({
  kind: "ok", title: words.goodbye, who: row.name, from: row.from, lines: [], mark: { how: "name", way: "out", ...whom(row) },
});

const whom = (row) => (row.code ? { application: row.code } : row.attendance ? { attendance: row.attendance } : { of: row.local });
