// What a person chose and wants to find again at the next visit. Kept on this device only.
const NAME = "player";
export const usual = { rate: 1, volume: 1, muted: false, captions: null, size: "m", back: "dark", place: "bottom", saver: null, quality: "", keys: true };

function read() {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
  } catch {
    return { ...usual };
  }
}

export const taste = read();

export function choose(name, value) {
  taste[name] = value;
  try {
    localStorage.setItem(NAME, JSON.stringify(taste));
  } catch {
    // no room or not allowed: it holds till the page is left
  }
}

// Where this person stopped here; the next one on this device begins at their own place.
export function place(code, person, seconds) {
  const name = `${NAME}:${code}:${person}`;
  try {
    if (seconds === undefined) return JSON.parse(localStorage.getItem(name) ?? "null");
    localStorage.setItem(name, JSON.stringify({ seconds, at: Date.now() }));
  } catch {
    return null;
  }
  return null;
}
