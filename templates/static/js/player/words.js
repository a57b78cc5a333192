// What the player says, in the language of the page; numbers and time as people say them.
const found = document.getElementById("player-words");
export const words = found ? JSON.parse(found.textContent) : {};
const language = document.documentElement.lang || "uk";
const long = (unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
const units = [["hour", 3600], ["minute", 60], ["second", 1]].map(([unit, size]) => [long(unit), size]);
const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

export const number = (value) => plain.format(value);
export const say = (name, values = {}) => (words[name] ?? "").replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");

export function clock(seconds) {
  const whole = Math.max(Math.floor(seconds) || 0, 0);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

// 1082 → «18 хвилин 2 секунди»
export function aloud(seconds) {
  let rest = Math.max(Math.round(seconds) || 0, 0);
  const parts = [];
  for (const [format, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count || (size === 1 && !parts.length)) parts.push(format.format(count));
  }
  return parts.join(" ");
}
