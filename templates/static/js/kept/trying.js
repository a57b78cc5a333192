// Goes on with a saving until it is whole, refused or stopped; what stands in its way is said in a sentence.
import { NoRoom, save } from "./save.js";
import * as store from "./store.js";
import { say, size } from "./words.js";

const PATIENCE = 5; // seconds between tries without a network
const LONGEST = 600; // seconds that a busy school may ask for
const WORKER = 3_000_000; // bytes, about, of the worker's own files
const NO_NETWORK = ["TypeError", "TimeoutError", "NetworkError"];

// Gives "" when it is whole or was stopped. `tell` says meanwhile what is waited for.
export async function tried(wish, { report, tell, signal }) {
  while (!signal.aborted) {
    try {
      const worker = atWork();
      worker.catch(() => null); // met below, after what the saving itself has to say
      const whole = await save(wish, { report, signal });
      await worker;
      return whole ? "" : say("another_tab");
    } catch (problem) {
      if (signal.aborted || problem.name === "AbortError") break;
      const seconds = pause(problem);
      if (!seconds) return why(problem);
      tell(NO_NETWORK.includes(problem.name) ? say("waiting") : say("busy", { n: seconds }));
      await later(seconds, signal);
    }
  }
  return "";
}

// Saved is what opens without a network: not before the worker that opens it is there.
async function atWork() {
  const { active, waiting, installing } = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const worker = waiting ?? installing;
  if (active || !worker) return;
  await new Promise((done, fail) => {
    const look = () => {
      if (worker.state === "activated") done();
      else if (worker.state === "redundant") fail(new TypeError("the worker did not come whole"));
    };
    worker.addEventListener("statechange", look);
    look();
  }).catch(async (problem) => {
    const left = await store.room();
    throw left !== null && left < WORKER ? new NoRoom(WORKER, left) : problem;
  });
}

function pause({ name, after }) {
  if (NO_NETWORK.includes(name)) return PATIENCE;
  return after && after <= LONGEST ? after : 0;
}

async function why(problem) {
  if (problem instanceof NoRoom) return noRoom(problem);
  if (problem.name !== "Refused") return say("failed", { why: problem.message });
  return [401, 403, 404, 410].includes(problem.status) ? say("closed") : say("refused", { why: problem.status });
}

async function noRoom({ needed, left }) {
  const rows = (await store.items().catch(() => [])).filter((row) => row.bytes && !store.hidden(row)).sort((one, other) => other.bytes - one.bytes);
  const titles = rows.slice(0, 3).map((row) => `«${row.title}» (${size(row.bytes)})`).join(", ");
  const text = say(left === null ? "no_room_unknown" : "no_room", { needed: size(needed), left: size(left ?? 0) });
  return titles ? `${text} ${say("largest", { titles })}` : text;
}

const later = (seconds, signal) => new Promise((go) => {
  const timer = setTimeout(go, seconds * 1000);
  for (const [target, name] of [[window, "online"], [signal, "abort"]]) target.addEventListener(name, () => { clearTimeout(timer); go(); }, { once: true });
});
