// A link to this moment. Nothing is asked of any other site.
const box = document.querySelector("[data-share]");
if (box) begin(box);

function begin(box) {
  const link = box.querySelector("#share-link");
  const choice = box.querySelector("[data-moment]");
  const tick = choice.querySelector("input");
  const copied = box.querySelector("[data-copied]");
  let seconds = Math.floor(Number(document.querySelector("[data-player] [data-seek]")?.value) || 0);

  const clock = (whole) => {
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const shown = parts[0] ? parts : parts.slice(1);
    return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
  };
  const show = () => {
    choice.querySelector("b").textContent = clock(seconds);
    link.value = tick.checked && seconds ? `${box.dataset.share}?t=${seconds}` : box.dataset.share;
  };
  choice.hidden = false;
  tick.addEventListener("change", show);
  document.addEventListener("player:time", ({ detail }) => {
    if (box.open && tick.checked) return; // the moment chosen stays while it is being copied
    seconds = Math.floor(detail.seconds);
    show();
  });
  for (const button of box.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(box.querySelector(`#${button.dataset.copy}`)));
  }

  async function copy(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // without HTTPS there is no clipboard to write to
    }
    copied.textContent = copied.dataset.text;
    setTimeout(() => (copied.textContent = ""), 4000);
  }
}
