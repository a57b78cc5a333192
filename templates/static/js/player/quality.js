// Which file plays: the small one where data is dear, else the large; changed in the middle it goes on where it was.
// A line that breaks off again and again gets segments, which browsers that play them choose by the line themselves, or the small file.
import { choose, taste } from "./taste.js";
import { say } from "./words.js";

const SMALL = ["video_360", "video_720", "recording"];
const LARGE = ["video_720", "recording", "video_360"];
const EASIER = { video_720: ["hls", "video_360"], recording: ["hls", "video_360"], hls: ["video_360"] };
const PATIENCE = 3; // times it stood still

export const saving = () => taste.saver ?? Boolean(navigator.connection?.saveData);

export class Quality {
  constructor(root, video, seek, tell = () => {}) {
    const found = document.getElementById("player-choices");
    const all = found ? JSON.parse(found.textContent) : [];
    const plays = (row) => row.url && (/^(video|audio)\/mp4/.test(row.content_type) || video.canPlayType(row.content_type));
    Object.assign(this, { root, video, seek, tell, list: all.filter(plays), kind: "", stood: 0 });
    if (!this.list.length) return;
    this.inputs = [...root.querySelectorAll("[name=player-quality]")];
    for (const input of this.inputs) {
      input.addEventListener("change", () => this.pick(input.value));
      input.closest("label").hidden = !this.list.some((row) => row.kind === input.value);
    }
    video.addEventListener("waiting", () => this.wait());
    this.saver = root.querySelector("[data-saver]");
    this.saver.checked = saving();
    this.saver.addEventListener("change", () => this.save(this.saver.checked));
    this.play(this.wanted);
  }

  get wanted() {
    const has = (kind) => this.list.some((row) => row.kind === kind);
    if (has(taste.quality)) return taste.quality;
    return (saving() ? SMALL : LARGE).find(has) ?? this.list[0].kind;
  }

  pick(kind) {
    choose("quality", kind);
    this.play(kind);
  }

  save(on) {
    choose("saver", on);
    choose("quality", "");
    this.play(this.wanted);
  }

  wait() {
    const { video } = this;
    if (video.seeking || video.paused || video.currentTime < 1 || !navigator.onLine) return;
    this.stood += 1;
    const easier = EASIER[this.kind]?.find((kind) => this.list.some((row) => row.kind === kind));
    if (this.stood < PATIENCE || !easier) return;
    this.play(easier);
    this.tell(say("slow"));
  }

  play(kind) {
    const row = this.list.find((one) => one.kind === kind);
    for (const input of this.inputs) input.checked = input.value === kind;
    if (!row || kind === this.kind) return;
    this.kind = kind;
    this.stood = 0;
    this.root.classList.toggle("player--sound", row.content_type.startsWith("audio/"));
    const { video } = this;
    const shown = new URL(row.url, location.href).href;
    if ((video.currentSrc || video.querySelector("source")?.src) === shown) return;
    const [seconds, going, rate] = [video.currentTime, !video.paused, video.playbackRate];
    video.src = row.url;
    if (seconds) this.seek(seconds);
    video.addEventListener("loadedmetadata", () => {
      video.playbackRate = rate;
      if (going) video.play().catch(() => {}); // another choice, or a pause, came first
    }, { once: true });
  }
}
