// The page: what is shown, never what is decided. Words of people go in as text only.
import { clock } from "./clock.js";
import { counts } from "./people.js";
import { say } from "./decide.js";

const MOST = 20;
const root = document.querySelector("[data-door]");
export const part = (name) => root.querySelector(`[data-${name}]`);
export const words = JSON.parse(document.getElementById("door-words").textContent);

function make(tag, text = "", name = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (name) node.className = name;
  return node;
}

export function state({ sync, waiting, ready }) {
  const { list, online, problem } = sync;
  const off = online === false;
  root.classList.toggle("door--off", off);
  part("net").classList.toggle("tag--warn", off || waiting > 0);
  part("net-words").textContent = [off ? words.offline : words.online, waiting ? say(words, "waiting", { n: waiting }) : ""].filter(Boolean).join(", ");
  part("net").dataset.waiting = waiting;
  const told = list ? say(words, "as_of", { at: clock(list.as_of) }) + (ready ? `, ${words.ready}` : "") : words.no_list;
  const wrong = !problem ? "" : (words[problem] ?? (/^\d+$/.test(problem) ? say(words, "server_error", { status: problem }) : problem));
  part("list-state").textContent = [wrong, told].filter(Boolean).join(" ");
}

export function people(all, found, asked, press) {
  const { came, accepted, over } = counts(all);
  part("counts").textContent = say(words, "counts", { came, accepted }) + (over ? say(words, "counts_over", { n: over }) : "");
  part("people").replaceChildren(...found.slice(0, MOST).map((row) => person(row, press)));
  part("found-state").textContent = asked && !found.length ? words.nobody : found.length > MOST ? say(words, "more", { n: found.length - MOST }) : "";
}

function person(row, press) {
  const item = make("li");
  const told = make("div");
  told.append(make("b", row.name), make("span", row.from, "small"));
  if (row.in) told.append(make("span", `${clock(row.in)}${row.out ? ` – ${clock(row.out)}` : ""}`, "small"));
  if (row.state) told.append(make("span", row.state, "tag tag--warn"));
  const inside = row.in && !row.out;
  const button = make("button", inside ? words.let_out : row.placed || row.in ? words.let_in : words.let_in_over, row.placed && !row.in ? "btn btn--primary" : "btn btn--quiet");
  button.type = "button";
  button.append(make("span", ` ${row.name}`, "vh"));
  button.addEventListener("click", () => press(row, inside ? "out" : row.placed || row.in ? "in" : "over"));
  item.append(told, button);
  return item;
}

export function notes(rows) {
  part("told").hidden = !rows.length;
  part("notes").replaceChildren(...rows.map((row) => {
    const item = make("li");
    const told = make("div");
    told.append(make("b", [row.name, clock(row.at)].filter(Boolean).join(", ")), make("span", (row.state === "refused" ? `${words.refused_mark}: ` : "") + row.text));
    item.append(told);
    return item;
  }));
}

export function others(codes) {
  part("others").hidden = !codes.length;
  part("others").replaceChildren(words.others, ...codes.flatMap((code) => {
    const link = make("a", code);
    link.href = location.pathname.replace(/days\/\w+/, `days/${code}`);
    return [" ", link];
  }));
}

export function verdict(said) {
  root.classList.remove("gate--ok", "gate--again", "gate--no");
  root.classList.add(`gate--${said.kind}`);
  for (const face of root.querySelectorAll("[data-face]")) face.hidden = face.dataset.face !== said.kind;
  const lines = said.lines.map((line) => make("p", line));
  if (said.at) lines.push(make("p", say(words, "marked_at", { at: clock(said.at) }), "small"));
  part("words").replaceChildren(make("h1", said.title), make("p", said.who ?? "", "who"), make("p", said.from ?? ""), make("p", said.group ? say(words, "group", { n: said.group }) : ""), ...lines);
  turn(true);
  part("out").hidden = !said.leaves;
  part("over").hidden = !said.over;
  part("next").focus();
}

export function turn(answered) {
  part("verdict").hidden = !answered;
  part("look").hidden = answered;
  part("next").hidden = !answered;
  part("scan").hidden = answered;
  if (!answered) {
    root.classList.remove("gate--ok", "gate--again", "gate--no");
    part("out").hidden = part("over").hidden = true;
  }
}
