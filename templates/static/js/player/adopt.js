// Watched here before signing in: the person says whether it was them, for a device may be a library's.
import { LONG, adopt, flush, forsake, waiting } from "./outbox.js";

const box = document.querySelector("[data-adopt]");
if (box && "indexedDB" in window) ask(box);

async function ask(box) {
  const rows = await waiting("").catch(() => []);
  await forsake(rows.filter((row) => row.made < Date.now() - LONG));
  const played = rows.filter((row) => row.made >= Date.now() - LONG && row.part.end > row.part.start);
  const minutes = Math.round(played.reduce((sum, { part }) => sum + part.end - part.start, 0) / 60);
  if (!minutes) return;
  box.querySelector("[data-minutes]").textContent = minutes;
  box.hidden = false;
  box.querySelector("[data-yes]").addEventListener("click", async () => {
    await adopt(box.dataset.adopt);
    await flush(box.dataset.adopt).catch(() => {}); // without a network it waits like everything else
    done(box);
    document.querySelector("[data-player]")?.dispatchEvent(new CustomEvent("player:adopted"));
  });
  box.querySelector("[data-no]").addEventListener("click", async () => {
    await forsake(await waiting(""));
    box.hidden = true;
  });
}

function done(box) {
  box.querySelector("[data-ask]").hidden = true;
  box.querySelector("[data-done]").hidden = false;
}
