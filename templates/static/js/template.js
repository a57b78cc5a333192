// Chips of a certificate template's editor: a press puts the variable where the cursor stands, or takes a colour.
(() => {
  const changed = (field) => {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const insert = (field, words) => {
    field.focus();
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    changed(field);
  };
  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".template-chip");
    if (!chip) return;
    if (chip.dataset.chip) insert(chip.closest("[data-chips]").previousElementSibling, chip.dataset.chip);
    if (chip.dataset.value) {
      const field = chip.closest("[data-colour]").querySelector("input");
      field.value = chip.dataset.value;
      changed(field);
    }
  });
  const show = () => document.querySelectorAll("[data-chips], [data-swatches]").forEach((row) => (row.hidden = false));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
