// What was watched: the server's word, and what it has not heard yet. Played parts are kept first and sent every 15 seconds.
import { add, flush, waiting } from "./outbox.js";
import { Playing } from "./playing.js";
import { place } from "./taste.js";

const BEAT = 15; // seconds of a part, then it is sent
const SAVE = 5; // seconds between two keepings of a part that grows

export function union(parts) {
  const joined = [];
  for (const [start, end] of [...parts].sort((left, right) => left[0] - right[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

export class Watched {
  constructor(video, root, changed) {
    const { watched: url = "", person = "", code = "", visit } = root.dataset;
    Object.assign(this, { video, url, person, code, visit, changed, state: null, why: "", own: [], now: null, saved: 0, offline: false });
    this.playing = new Playing(video, { closed: (part) => this.keep(part, true), grown: (part) => this.grow(part) });
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave());
  }

  get parts() {
    return union([...(this.state?.segments ?? []), ...this.own, ...(this.now ? [this.now] : [])]);
  }

  grow(part) {
    this.now = [part.start, part.end];
    const length = part.end - part.start;
    if (length >= BEAT * part.rate) return void this.playing.close();
    if (length - this.saved >= SAVE) {
      this.saved = length;
      this.keep(part, false);
    }
    this.changed();
  }

  async keep(part, whole) {
    const position = Math.floor(this.video.currentTime);
    place(this.code, this.person, position);
    if (whole) {
      this.own.push([part.start, part.end]);
      this.now = null;
      this.saved = 0;
    }
    this.changed();
    if (!this.url) return;
    await add(this.url, { ...part, position, visit: this.visit }, this.person); // without an account it waits for one on this device (adopt.js)
    if (whole) await this.send();
  }

  leave() {
    this.playing.close();
  }

  // The page opens: from now on the server knows when watching may have begun. Answers with its word, or null.
  async open() {
    if (!this.url || !this.person) return null;
    const left = await waiting(this.person, this.url);
    this.own.push(...left.map((row) => [row.part.start, row.part.end]));
    await add(this.url, { start: 0, end: 0, position: null, opened: true }, this.person);
    await this.send();
    return this.state;
  }

  async send() {
    if (!this.url || !this.person) return;
    try {
      const said = (await flush(this.person)).get(this.url);
      this.offline = false;
      if (said) this.why = said.why ?? "";
      if (said?.state) this.state = said.state;
      if (said?.state) this.own = (await waiting(this.person, this.url)).map((row) => [row.part.start, row.part.end]);
    } catch {
      this.offline = true; // tried again at the next beat, or when the network is back
    }
    this.changed();
  }
}
