// The day's people: what the server told, and over it what this device has seen since.
import { fold } from "../scanning/codes.js";

const order = new Intl.Collator("uk");
const plain = (text) => text.toLocaleLowerCase("uk").replace(/['ʼ`’]/g, "’");

export function overlay(list, marks, me) {
  const people = (list?.people ?? []).map((row) => ({ ...row }));
  for (const mark of marks) if (mark.state === "new") apply(people, mark, me);
  return people.sort((a, b) => order.compare(a.name, b.name));
}

function apply(people, mark, me) {
  let row = people.find((one) => (mark.application && one.code === mark.application) || (mark.attendance && one.attendance === mark.attendance));
  row ??= people.find((one) => one.local && one.local === mark.of);
  if (!row) {
    row = { code: mark.application ?? "", attendance: "", local: mark.id, name: mark.name ?? mark.application ?? "", from: mark.from ?? "", placed: !mark.name, state: "", in: null, out: null, by: "" };
    people.push(row);
  }
  if (mark.way === "out") row.out = mark.at;
  else {
    if (!row.in || mark.at < row.in) Object.assign(row, { in: mark.at, by: me });
    row.out = null;
  }
}

export const byCode = (people, code) => people.find((row) => row.code && row.code === fold(code));

export function find(people, text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return people.filter((row) => row.code === fold(text) || words.every((word) => plain(row.name).includes(word) || plain(row.from).includes(word)));
}

export function counts(people) {
  const came = people.filter((row) => row.in);
  return { came: came.filter((row) => row.placed).length, accepted: people.filter((row) => row.placed).length, over: came.filter((row) => !row.placed).length };
}
