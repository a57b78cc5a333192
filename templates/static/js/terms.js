// A term explained beside its word. Without this the word is a link to the same card (`:target`), which the browser shows at the edge.
const GAP = 8;
const room = (card) => typeof card?.showPopover === "function";

function place(card, word) {
  const line = word.getClientRects()[0];
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.max(GAP, Math.min(line.left, innerWidth - width - GAP));
  const below = word.getBoundingClientRect().bottom + GAP;
  const fits = below + height <= innerHeight - GAP || line.top < height + 2 * GAP;
  card.style.inset = `${Math.max(GAP, fits ? Math.min(below, innerHeight - height - GAP) : line.top - height - GAP)}px auto auto ${left}px`;
}

for (const word of document.querySelectorAll("a.term")) {
  const card = document.getElementById(word.hash.slice(1));
  if (!room(card)) continue;
  word.setAttribute("aria-expanded", "false");
  word.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    card.showPopover();
    if (matchMedia("(width >= 40rem)").matches) place(card, word);
    card.focus({ preventScroll: true });
  });
  card.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    word.setAttribute("aria-expanded", String(open));
    if (!open && (document.activeElement === document.body || card.contains(document.activeElement))) word.focus({ preventScroll: true });
  });
  card.querySelector(".term-card__shut").addEventListener("click", (event) => {
    event.preventDefault();
    card.hidePopover();
    word.focus({ preventScroll: true });
  });
}
