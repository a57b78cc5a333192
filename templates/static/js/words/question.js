// The desk of questions: the moment is taken from where the recording stands.
import { clock, seconds } from "./time.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const video = find("video");
const short = (seconds) => clock(Math.floor(seconds)).replace(/\.\d+$/, "");
const take = find("take");
const add = find("add-here");

if (take) {
  const field = find("moment");
  take.hidden = false;
  video.currentTime = seconds(field.value) || 0;
  take.addEventListener("click", () => {
    field.value = short(video.currentTime);
    find("state").textContent = field.value;
  });
}
add?.addEventListener("click", () => {
  const address = new URL(add.href);
  address.searchParams.set("at", short(video.currentTime));
  add.href = address.href;
});
document.addEventListener("click", ({ target }) => {
  if (!target.dataset?.go) return;
  video.currentTime = Number(target.dataset.go);
  video.play();
});
