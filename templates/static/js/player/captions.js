// Captions drawn by us, so that their size, ground and place are the viewer's. Cues come as the browser reads them.
import { choose, taste } from "./taste.js";

export class Captions {
  constructor(video, box) {
    Object.assign(this, { video, box, tracks: [...video.textTracks].filter((track) => ["captions", "subtitles"].includes(track.kind)) });
    for (const track of this.tracks) track.addEventListener("cuechange", () => this.draw());
    video.addEventListener("webkitbeginfullscreen", () => this.hand(true)); // iPhones show the bare video
    video.addEventListener("webkitendfullscreen", () => this.hand(false));
    const known = this.tracks.some((track) => track.language === taste.captions);
    const own = this.tracks.find((track) => track.mode === "showing") ?? this.tracks[0];
    this.on(taste.captions === "" || (known && taste.captions) ? taste.captions : (own?.language ?? ""));
    this.dress();
  }

  // "" is off
  on(language) {
    this.language = language;
    for (const track of this.tracks) track.mode = track.language === language ? "hidden" : "disabled";
    this.draw();
  }

  choose(language) {
    if (language) this.before = language;
    choose("captions", language);
    this.on(language);
  }

  toggle() {
    this.choose(this.language ? "" : (this.before ?? this.tracks[0]?.language ?? ""));
    return this.language;
  }

  hand(native) {
    const track = this.tracks.find((row) => row.language === this.language);
    if (track) track.mode = native ? "showing" : "hidden";
  }

  dress() {
    Object.assign(this.box.dataset, { size: taste.size, back: taste.back, place: taste.place });
  }

  draw() {
    const track = this.tracks.find((row) => row.language === this.language);
    const lines = [...(track?.activeCues ?? [])].map((cue) => {
      const line = document.createElement("span");
      line.append(cue.getCueAsHTML?.() ?? cue.text);
      return line;
    });
    this.box.replaceChildren(...lines);
    this.box.hidden = !lines.length;
    this.box.lang = this.language;
  }
}
