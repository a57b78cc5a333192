// A test's answer is kept as it is given, so that a lost network or a closed tab loses nothing.
const form = document.querySelector("[data-autosave]");
const note = document.querySelector("[data-saved]");
form?.addEventListener("change", async () => {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" } });
    note.textContent = answer.ok ? note.dataset.saved : note.dataset.failed;
  } catch {
    note.textContent = note.dataset.failed;
  }
});
