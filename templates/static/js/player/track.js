// The line of time: what was watched in gold, chapters as ticks, one slider over them.
import { Storyboard } from "./storyboard.js";
import { aloud, clock, say } from "./words.js";

export class Track {
  constructor(root, video, { chapters, length, seek }) {
    Object.assign(this, { root, video, chapters, length, slider: root.querySelector("input"), hint: root.querySelector("[data-hint]"), held: false });
    this.pictures = new Storyboard(root.dataset.pictures, root.querySelector("[data-picture]"));
    this.slider.max = Math.floor(length);
    for (const { at } of chapters) if (at > 0 && at < length) root.prepend(this.piece("u", at));
    this.slider.addEventListener("input", () => {
      this.held = true;
      seek(Number(this.slider.value));
      this.show(Number(this.slider.value));
      this.tell(Number(this.slider.value));
    });
    this.slider.addEventListener("change", () => (this.held = false));
    for (const over of ["change", "blur"]) this.slider.addEventListener(over, () => (this.hint.hidden = true));
    root.addEventListener("pointermove", (event) => this.point(event));
    root.addEventListener("pointerleave", () => (this.hint.hidden = true));
    this.show(0);
  }

  piece(name, start, end = null) {
    const piece = document.createElement(name);
    piece.style.insetInlineStart = `${(100 * start) / this.length}%`;
    if (end !== null) piece.style.inlineSize = `${(100 * (end - start)) / this.length}%`;
    return piece;
  }

  gild(parts) {
    for (const old of this.root.querySelectorAll("i")) old.remove();
    this.root.prepend(...parts.map(([start, end]) => this.piece("i", start, end)));
  }

  chapter(seconds) {
    return this.chapters.findLast((row) => row.at <= seconds);
  }

  show(seconds) {
    if (!this.held) this.slider.value = Math.floor(seconds);
    const told = say("place", { now: aloud(Math.floor(seconds)), all: aloud(this.length) });
    const chapter = this.chapter(seconds);
    this.slider.setAttribute("aria-valuetext", chapter ? `${told}, ${chapter.title}` : told);
  }

  point(event) {
    const { left, width } = this.root.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - left) / width, 0), 1);
    if (event.pointerType !== "touch") this.tell(share * this.length);
  }

  // What is at that second, above its place.
  tell(seconds) {
    const { width } = this.root.getBoundingClientRect();
    this.hint.hidden = false;
    this.hint.querySelector("[data-over]").textContent = [clock(seconds), this.chapter(seconds)?.title].filter(Boolean).join("  ");
    this.pictures.show(seconds);
    const half = this.hint.offsetWidth / 2;
    this.hint.style.left = `${Math.min(Math.max((seconds / this.length) * width, half), width - half)}px`;
  }
}
