// A pass, read and verified on the device: PASS1:<day>:<application>:<Ed25519 signature in base 32>.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LIKE = { O: "0", I: "1", L: "1", U: "V", А: "A", В: "B", С: "C", Е: "E", Н: "H", І: "1", К: "K", М: "M", О: "0", Р: "P", Т: "T", Х: "X", У: "Y", З: "3" };

export const fold = (text) => text.toUpperCase().replace(/[\s\u2010-\u2015-]+/g, "").replace(/./gu, (sign) => LIKE[sign] ?? sign);

export async function canVerify() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

// { problem: "unreadable" | "forged" } or { day, application, verified }
export async function read(text, keys) {
  const parts = text.trim().toUpperCase().split(":");
  if (parts.length !== 4 || parts[0] !== "PASS1") return { problem: "unreadable" };
  const said = { day: parts[1], application: parts[2] };
  if (!(await canVerify())) return { ...said, verified: false };
  const signature = bytes(parts[3]);
  const message = new TextEncoder().encode(parts.slice(0, 3).join(":"));
  for (const raw of signature ? keys : []) {
    const key = await crypto.subtle.importKey("raw", Uint8Array.from(atob(raw), (sign) => sign.charCodeAt(0)), { name: "Ed25519" }, false, ["verify"]);
    if (await crypto.subtle.verify({ name: "Ed25519" }, key, signature, message)) return { ...said, verified: true };
  }
  return { problem: "forged" };
}

function bytes(text) {
  if (text.length !== 103) return null; // 64 bytes
  const out = new Uint8Array(64);
  let bits = 0, held = 0, at = 0;
  for (const sign of text) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) out[at++] = (held >> (bits -= 8)) & 255;
    held &= (1 << bits) - 1;
  }
  return held === 0 && at === 64 ? out : null; // the last bits are padding
}
