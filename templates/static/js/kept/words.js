// Sentences of the page's language, sizes and dates in them.
const words = JSON.parse(document.getElementById("kept-words")?.textContent ?? "{}");
const language = document.documentElement.lang || "uk";

export const say = (name, values = {}) => (words[name] ?? "").replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
const number = (value, digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

export function size(bytes) {
  if (bytes >= 1e9) return say("gb", { n: number(bytes / 1e9, 1) });
  if (bytes >= 1e6) return say("mb", { n: number(bytes / 1e6, bytes < 1e7 ? 1 : 0) });
  return say("kb", { n: number(Math.max(bytes / 1e3, 1), 0) });
}

export const date = (moment) => new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(moment);
