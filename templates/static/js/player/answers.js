// Answers go to the server, which alone knows what is right. Without a network a person's answers wait in the outbox, a visitor's in this browser.
import { add, flush, waiting } from "./outbox.js";

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

async function ask(url, options = {}) {
  const answer = await fetch(url, options);
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return told;
  throw Object.assign(new Error(told.error ?? ""), { status: answer.status });
}

export const state = (url) => ask(url, { headers: { Accept: "application/json" } });

async function post(url, given, person) {
  const once = (value) => ask(url, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": value }, body: JSON.stringify({ given, person }) });
  try {
    return await once(token());
  } catch (problem) {
    if (problem.status !== 403) throw problem;
    return once((await state(url)).token); // a page kept on the device holds a token of long ago
  }
}

// The server's word, or null where there is no network: then the answer waits.
export async function give(url, given, person) {
  try {
    return await post(url, [given], person);
  } catch (problem) {
    if (problem.status && problem.status < 500) throw problem;
    if (person) await add(url, { given }, person);
    else keep(url, [...kept(url), given]);
    return null;
  }
}

export async function queued(url, person) {
  return person ? (await waiting(person, url)).map((row) => row.part.given) : kept(url);
}

// Something waited here: it is sent, unless another tab or the player has sent it already. Answers with the server's word once nothing waits, else null.
export async function settle(url, person) {
  const rows = await queued(url, person);
  if (!person) {
    const told = rows.length ? await post(url, rows, "") : null;
    keep(url, []);
    return told;
  }
  if (rows.length) await flush(person);
  return (await queued(url, person)).length ? null : state(url);
}

const name = (url) => `quiz-waits:${url}`;

function kept(url) {
  try {
    return JSON.parse(localStorage.getItem(name(url)) ?? "[]");
  } catch {
    return [];
  }
}

function keep(url, rows) {
  try {
    if (rows.length) localStorage.setItem(name(url), JSON.stringify(rows));
    else localStorage.removeItem(name(url));
  } catch {
    // nowhere to keep it: the page itself shows what was chosen
  }
}
