// Pictures of the timeline: pieces of sheets, named by a WebVTT list. Fetched when somebody first looks for a place.
import { saving } from "./quality.js";

const CUE = /(\d+):(\d\d):(\d\d\.\d+) --> [^\n]+\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/g;

export class Storyboard {
  constructor(url, box) {
    Object.assign(this, { url, box, pieces: null });
  }

  async load() {
    this.pieces = [];
    const answer = await fetch(this.url).catch(() => null); // without a network the time alone is shown
    if (!answer?.ok) return;
    const list = new URL(this.url, location.href);
    this.pieces = [...(await answer.text()).matchAll(CUE)].map(([, hours, minutes, seconds, sheet, x, y, width, height]) => ({
      at: hours * 3600 + minutes * 60 + Number(seconds), sheet: new URL(sheet, list).href, x, y, width, height,
    }));
  }

  show(seconds) {
    if (!this.url || saving()) return;
    if (!this.pieces) this.load();
    const piece = this.pieces?.findLast((row) => row.at <= seconds);
    this.box.hidden = !piece;
    if (!piece) return;
    this.box.style.inlineSize = `${piece.width}px`;
    this.box.style.blockSize = `${piece.height}px`;
    this.box.style.background = `url("${piece.sheet}") -${piece.x}px -${piece.y}px`;
  }
}
