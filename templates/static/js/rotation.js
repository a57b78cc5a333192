// Dragging a person into another group is the same as choosing it in their list: the form then saves itself.
let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-person]") ?? null;
  if (dragged) event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragend", () => {
  dragged = null;
  for (const box of document.querySelectorAll("[data-group]")) box.classList.remove("group-box--over");
});
document.addEventListener("dragover", (event) => {
  const box = dragged && event.target.closest("[data-group]");
  if (!box) return;
  event.preventDefault();
  box.classList.add("group-box--over");
});
document.addEventListener("dragleave", (event) => {
  const box = event.target.closest?.("[data-group]");
  if (box && !box.contains(event.relatedTarget)) box.classList.remove("group-box--over");
});
document.addEventListener("drop", (event) => {
  const box = dragged && event.target.closest("[data-group]");
  if (!box) return;
  event.preventDefault();
  const choice = dragged.querySelector("select");
  choice.value = box.dataset.group;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
});
// After the form is drawn anew the keyboard stays where it was.
let last = "";
document.addEventListener("change", (event) => {
  last = event.target.name ?? "";
});
document.addEventListener("htmx:afterSwap", () => {
  if (last) document.getElementsByName(last)[0]?.focus();
});
