// The page beside the picture: links with a moment move it, and what is being said or shown now is marked.
const PLACES = ".transcript, .chapters, .slides";

export function follow(seek) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a, button:not([data-change], [data-throw])");
    const row = link?.closest("[data-at]");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    seek(Number(row.dataset.at), true);
  });
}

export function mark(seconds) {
  for (const place of document.querySelectorAll(PLACES)) {
    const rows = [...place.querySelectorAll("[data-at]")];
    const now = rows.findLast((row) => Number(row.dataset.at) <= seconds + 0.25);
    for (const row of rows) {
      row.classList.toggle("now", row === now);
      const link = row.matches("a") ? row : row.querySelector("a");
      if (row === now) link?.setAttribute("aria-current", "true");
      else link?.removeAttribute("aria-current");
    }
  }
}
