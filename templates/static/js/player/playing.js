// Which seconds were really played. A jump, a pause, a sleep or a change of speed closes a part.
const LATE = 1.5; // seconds the picture may run ahead of the clock between two looks
const SLEPT = 5000; // ms without a look: the machine slept

export const rounded = (value) => Math.round(value * 10) / 10;

// `closed(part)` for each part that ended; `grown(part)` while it grows. A part: { id, start, end, at, rate }.
export class Playing {
  constructor(video, { closed, grown }) {
    Object.assign(this, { video, closed, grown, part: null, last: 0, seen: 0, wall: 0 });
    for (const name of ["pause", "seeking", "ended", "emptied", "waiting", "ratechange"]) video.addEventListener(name, () => this.close());
    video.addEventListener("timeupdate", () => this.look());
    video.addEventListener("playing", () => this.look());
  }

  look() {
    const { video } = this;
    if (video.paused || video.seeking || video.readyState < 3) return;
    if (this.part && !this.honest(video.currentTime)) this.close();
    this.mark(video.currentTime);
    if (!this.part) return void (this.part = { id: crypto.randomUUID(), start: video.currentTime, end: video.currentTime, rate: video.playbackRate });
    this.part.end = video.currentTime;
    this.part.at = Date.now();
    this.grown(this.now());
  }

  mark(seconds) {
    [this.last, this.seen, this.wall] = [seconds, performance.now(), Date.now()];
  }

  honest(seconds) {
    const moved = seconds - this.last;
    const passed = (performance.now() - this.seen) / 1000;
    return moved >= 0 && moved <= passed * this.part.rate + LATE && Date.now() - this.wall < SLEPT;
  }

  now() {
    const { id, start, end, at, rate } = this.part;
    return { id, start: rounded(start), end: rounded(end), at, rate };
  }

  // What was played up to the last look; time after it is nobody's.
  close() {
    const { part } = this;
    if (part && !this.video.seeking && !this.video.ended) this.settle();
    else if (part && this.video.ended && this.video.currentTime - part.end < LATE) part.end = this.video.currentTime;
    this.part = null;
    if (part && part.end - part.start >= 0.1) this.closed({ ...part, start: rounded(part.start), end: rounded(part.end), at: part.at ?? Date.now() });
  }

  settle() {
    const { currentTime, readyState } = this.video;
    if (readyState > 0 && this.honest(currentTime)) [this.part.end, this.part.at] = [currentTime, Date.now()];
  }
}
