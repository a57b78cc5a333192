// Finding in the transcript on the page: what is typed narrows it at once, found words are marked.
const place = document.querySelector("[data-words]");
const form = document.querySelector("[data-words-search]");
if (place && form && !new URLSearchParams(location.search).get("q")) begin();

const fold = (text) => ` ${(text.normalize("NFC").toLowerCase().replace(/['’‘ʼ`´′\u2060-]/g, "").match(/[\p{L}\p{N}]+/gu) || []).join(" ")} `;
const stems = (query) => fold(query).trim().split(" ").filter(Boolean).slice(0, 8).map((word) => ` ${word.length > 6 ? word.slice(0, -2) : word.length > 4 ? word.slice(0, -1) : word}`);

function begin() {
  const status = document.querySelector("[data-words-found]");
  const input = form.querySelector("input");
  const said = [...place.querySelectorAll(".said")].map((link) => ({ link, text: link.textContent, folded: null, marked: false }));
  let waiting = null;

  function show() {
    const wanted = stems(input.value);
    let found = 0;
    for (const row of said) {
      row.folded ??= fold(row.text);
      row.hit = wanted.length > 0 && wanted.every((stem) => row.folded.includes(stem));
      found += row.hit;
      if (row.hit) mark(row, wanted);
      else if (row.marked) { row.link.textContent = row.text; row.marked = false; }
    }
    for (const part of place.children) part.hidden = wanted.length > 0 && !said.some((row) => row.hit && part.contains(row.link));
    status.textContent = !wanted.length ? "" : found ? `${status.dataset.some} ${found}.` : `${status.dataset.none}.`;
  }

  function mark(row, wanted) {
    row.marked = true;
    row.link.replaceChildren(...row.text.split(/([\p{L}\p{N}'’‘ʼ\u2060-]+)/u).filter(Boolean).map((piece) => {
      if (!wanted.some((stem) => fold(piece).startsWith(stem))) return piece;
      const made = document.createElement("mark");
      made.textContent = piece;
      return made;
    }));
  }

  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); place.querySelector("mark")?.closest("p").querySelector(".transcript__at").focus(); });
}

// The clock of a paragraph moves the player as its sentences do.
place?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-to]");
  const player = document.querySelector("[data-player]");
  if (!link || !player || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  player.dispatchEvent(new CustomEvent("player:seek", { detail: { seconds: Number(link.dataset.to), play: true } }));
});
