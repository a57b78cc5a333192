// Over a citation: the article itself. Without this module the citation is a link to the article, and it stays one.

const WAIT = 250;
const cards = new Map();
let card = null;
let open = null; // the link whose card is shown
let timer = 0;
let quiet = null; // gets the focus back from its card, and does not open it again

function make() {
  card = document.createElement("div");
  card.className = "cite-card";
  card.id = "cite-card";
  card.setAttribute("role", "note");
  card.hidden = true;
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", later);
  card.addEventListener("focusout", (event) => {
    if (!card.contains(event.relatedTarget) && event.relatedTarget !== open) close();
  });
  document.body.append(card);
}

async function words(link) {
  const address = link.dataset.card;
  if (!cards.has(address)) {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    cards.set(address, await answer.text());
  }
  return cards.get(address);
}

async function show(link) {
  clearTimeout(timer);
  if (open === link) return;
  let html;
  try {
    html = await words(link);
  } catch {
    return; // the link still leads to the article
  }
  if (!link.matches(":hover, :focus") && link.dataset.tapped !== "1") return;
  if (!card) make();
  close();
  card.innerHTML = html; // our own server's, escaped there
  card.hidden = false;
  place(link);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-details", card.id);
  link.after(card); // next in reading order, so Tab goes into it
  place(link);
  open = link;
}

function place(link) {
  const first = link.getClientRects()[0];
  const room = card.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const left = Math.max(16, Math.min(first.left, document.documentElement.clientWidth - card.offsetWidth - 16));
  const below = first.bottom + card.offsetHeight + 12 < window.innerHeight || first.top < card.offsetHeight + 12;
  card.style.left = `${left - room.left}px`;
  card.style.top = `${(below ? link.getBoundingClientRect().bottom + 6 : first.top - card.offsetHeight - 6) - room.top}px`;
}

function close() {
  if (!open) return;
  open.removeAttribute("aria-expanded");
  open.removeAttribute("aria-details");
  delete open.dataset.tapped;
  card.hidden = true;
  open = null;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(close, WAIT);
}

for (const link of document.querySelectorAll("a.cite[data-card]")) {
  if (link.dataset.heard) continue;
  link.dataset.heard = "1";
  link.addEventListener("mouseenter", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(link), WAIT);
  });
  link.addEventListener("mouseleave", later);
  link.addEventListener("focus", () => {
    if (quiet !== link) show(link);
    quiet = null;
  });
  link.addEventListener("blur", (event) => {
    if (!card?.contains(event.relatedTarget)) later();
  });
  link.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") link.dataset.touched = "1";
  });
  link.addEventListener("click", (event) => {
    // A finger has no hover: the first tap shows the article, the second follows the link.
    if (link.dataset.touched !== "1" || open === link) return;
    event.preventDefault();
    link.dataset.tapped = "1";
    show(link);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) {
    const link = open;
    const inside = card.contains(document.activeElement);
    close();
    if (inside) {
      quiet = link;
      link.focus();
    }
  }
});
document.addEventListener("pointerdown", (event) => {
  if (open && !card.contains(event.target) && event.target !== open) close();
});
