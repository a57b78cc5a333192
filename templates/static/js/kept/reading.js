// A copy of a step that counts by time: the device measures how long it is before somebody's eyes, and the form tells it.
import { say } from "./words.js";

const LOOK = 5000; // ms between two looks at the clock
const MOST = 2 * LOOK; // a lid that was closed meanwhile is no reading

export function reading({ stamp }) {
  const form = document.querySelector("[data-reading]");
  if (!form || !stamp) return;
  const needed = Number(form.dataset.reading);
  const name = `reading:${location.pathname}`;
  const told = Object.assign(document.createElement("p"), { className: "small measure mt-3" });
  told.setAttribute("role", "status");
  form.closest("nav").after(told);
  let [seconds, since] = [before(name, stamp), null];

  function look() {
    const now = performance.now();
    if (since !== null) seconds += Math.min(now - since, MOST) / 1000;
    since = document.visibilityState === "visible" ? now : null;
    keep(name, { stamp, seconds });
    const text = say(seconds < needed ? "read_more" : "read_enough", { n: Math.ceil((needed - seconds) / 60) });
    if (told.textContent !== text) told.textContent = text;
  }

  form.addEventListener("submit", (event) => {
    look();
    if (seconds < needed) return void event.preventDefault();
    for (const [field, value] of [["read", Math.floor(seconds)], ["stamp", stamp]]) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: field, value }));
  });
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", look);
  setInterval(look, LOOK);
  look();
}

// What was read of the same copy before; of another copy, or another person's, nothing.
function before(name, stamp) {
  try {
    const kept = JSON.parse(localStorage.getItem(name)) ?? {};
    return kept.stamp === stamp ? kept.seconds : 0;
  } catch {
    return 0;
  }
}

function keep(name, read) {
  try {
    localStorage.setItem(name, JSON.stringify(read));
  } catch {
    // no room, or no leave: what this page has measured counts while it is open
  }
}
