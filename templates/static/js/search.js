// Suggestions by arrows; Escape puts them away. Without this they are links to be tabbed through.
const field = document.querySelector("[data-seek]");
const list = document.getElementById("search-suggested");
const links = () => [...list.querySelectorAll("a")];

field.closest("form").addEventListener("keydown", (event) => {
  const all = links();
  if (event.key === "Escape" && all.length) {
    list.replaceChildren();
    field.focus();
    event.preventDefault();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !all.length) return;
  const at = all.indexOf(document.activeElement) + step;
  (all[at] ?? field).focus();
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".seek")) list.replaceChildren();
});
