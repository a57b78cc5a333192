// Ed25519 signatures (RFC 8032) on the device, as they stand in QR codes.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export const raw = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

const imported = (key) => crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);

export async function canVerify() {
  try {
    await imported(new Uint8Array(32));
    return true;
  } catch {
    return false;
  }
}

// Whether one of these keys (base 64) signed exactly this.
export async function signed(message, signature, keys) {
  for (const key of keys) if (await crypto.subtle.verify({ name: "Ed25519" }, await imported(raw(key)), signature, message)) return true;
  return false;
}

// RFC 4648 without padding; null for what is no base 32 of so many bytes.
export function base32(text, size) {
  if (text.length !== Math.ceil((size * 8) / 5)) return null;
  const out = new Uint8Array(size);
  let bits = 0, held = 0, at = 0;
  for (const sign of text) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) out[at++] = (held >> (bits -= 8)) & 255;
    held &= (1 << bits) - 1;
  }
  return held === 0 && at === size ? out : null; // the last bits are padding
}
