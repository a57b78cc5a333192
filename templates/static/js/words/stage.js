// The slide of this moment: beside the speaker, or in light mode where the picture would be.
const player = document.querySelector("[data-player]");
const slides = [...document.querySelectorAll("[data-slides-part] [data-at]")].map((link) => ({ at: Number(link.dataset.at), url: link.dataset.slide, alt: link.querySelector("img").alt }));
if (player && slides.length) begin();

function begin() {
  const video = player.querySelector("video");
  const light = player.hasAttribute("data-light");
  const button = document.querySelector("[data-beside]");
  const stage = document.createElement("figure");
  const picture = document.createElement("img");
  stage.className = "stage";
  stage.dataset.stage = "";
  stage.append(picture);
  let shown = null;

  function show(seconds) {
    const slide = slides.findLast((one) => one.at <= seconds + 0.25) ?? slides[0];
    if (slide === shown) return;
    shown = slide;
    if (light) video.poster = slide.url;
    picture.src = slide.url;
    picture.alt = slide.alt;
  }

  player.addEventListener("player:time", (event) => show(event.detail.seconds));
  show(video.currentTime);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    player.parentElement.classList.toggle("with-slide", on);
    if (on) player.before(stage);
    else stage.remove();
  });
}
