// A check-yourself question: choosing shows whether it was right, and why. Nothing is recorded.
for (const box of document.querySelectorAll("[data-ask]")) {
  box.addEventListener("change", (event) => {
    box.dataset.checked = "";
    for (const choice of box.querySelectorAll(".choice")) {
      const chosen = choice.contains(event.target);
      choice.classList.toggle("choice--right", chosen && choice.dataset.right === "1");
      choice.classList.toggle("choice--wrong", chosen && choice.dataset.right !== "1");
    }
  });
}
// A video of another site loads only when pressed.
for (const box of document.querySelectorAll("[data-embed]")) {
  box.querySelector("a").addEventListener("click", (event) => {
    const frame = document.createElement("iframe");
    frame.src = box.dataset.embed;
    frame.title = box.dataset.title;
    frame.allowFullscreen = true;
    event.preventDefault();
    box.replaceChildren(frame);
  });
}
