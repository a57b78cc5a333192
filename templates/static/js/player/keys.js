// Keys of the player. Single letters can be switched off, and never reach a field, a menu or a dialog.
import { taste } from "./taste.js";

const FIELDS = "input:not([data-seek]), textarea, select, [contenteditable], dialog *";
const PRESSED = "button, a, summary, [role=tab]";

export function keys(root, video, acts) {
  const table = {
    k: acts.play, j: () => acts.skip(-10), l: () => acts.skip(10), ArrowLeft: () => acts.skip(-5), ArrowRight: () => acts.skip(5),
    m: acts.mute, c: acts.captions, f: acts.full, "<": () => acts.faster(-1), ">": () => acts.faster(1), "?": acts.help, n: acts.note,
  };
  const inside = { ArrowUp: () => acts.louder(0.1), ArrowDown: () => acts.louder(-0.1), PageUp: () => acts.skip(60), PageDown: () => acts.skip(-60), Home: () => acts.seek(0), End: () => acts.seek(video.duration || 0) };
  const found = (event) => {
    if (event.key === " ") return event.target.matches(PRESSED) ? null : acts.play;
    if (/^[0-9]$/.test(event.key)) return () => acts.seek(((video.duration || 0) * Number(event.key)) / 10);
    const home = root.contains(event.target);
    return table[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? (home && !event.target.matches(PRESSED) ? inside[event.key] : null);
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.target.matches(FIELDS)) return;
    const home = root.contains(event.target);
    if (!home && event.target !== document.body) return;
    if (!taste.keys && (!home || event.key.length === 1) && event.key !== " ") return;
    const act = found(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
