// A step of a course: the school has heard that enough is watched, so the step is done, and the way leads on.
const root = document.querySelector("[data-step]");

document.addEventListener("player:watched", ({ detail }) => {
  const done = root?.querySelector("[data-step-done]");
  if (!detail.state?.reached || !done?.hidden) return;
  done.hidden = false;
  root.querySelector("[data-step-left]")?.remove();
  root.querySelector("[data-step-next]")?.classList.add("btn--primary");
});
