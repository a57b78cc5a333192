// How the desk of words speaks with the school: one thing after another, nothing lost when the page is left or the sign-in has run out.
const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]; // of today, when one has signed in anew in another window

// `told` is the answer; `out` when one is led to the sign-in instead of answered.
export async function send(url, body, method = "POST") {
  const headers = { "X-CSRFToken": cookie() ?? document.querySelector("[name=csrfmiddlewaretoken]").value };
  if (!(body instanceof FormData)) headers["Content-Type"] = "application/json";
  const answer = await fetch(url, { method, headers, body: body instanceof FormData ? body : JSON.stringify(body), redirect: "manual" });
  const told = await answer.json().catch(() => null);
  return { ok: answer.ok && told !== null, out: answer.type === "opaqueredirect", status: answer.status, told: told ?? {} };
}

// Why it was not taken: in the school's words, or in ours.
export function why(answer, words) {
  if (answer.ok) return "";
  return answer.out ? words.out : answer.told.error || words.lost;
}

let turn = Promise.resolve();

// Two savings never cross: the later begins when the earlier is answered.
export function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

export function guard(changed) {
  addEventListener("beforeunload", (event) => changed() && event.preventDefault());
}
