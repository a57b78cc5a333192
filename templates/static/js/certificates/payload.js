// What a certificate's QR says and proves by itself: certificates/verifying/payload.py on the device.
import { fold } from "../scanning/codes.js";
import { base32, raw, signed } from "../scanning/signatures.js";

const FACTS = 20, SIGNATURE = 64, NOT_TOLD = 0xffff;
const FIRST_DAY = Date.UTC(2000, 0, 1);
const ADDRESS = /\/v\/([^/?#]{16,40})(?:\/([a-z2-7]{135}))?\/?$/i;
const text = new TextEncoder();
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export const folded = (name) => name.normalize("NFC").replace(/['`´ʼ‘’‛′＇]/g, "’").replace(/\s*[\u2010-\u2015\u2212-]\s*/g, "-")
  .toLowerCase().split(/\s+/).filter(Boolean).join(" ");

export async function sameName(typed, { code, name }) {
  const mark = (await sha256(text.encode(folded(typed) + code))).slice(0, 8);
  return mark.every((byte, at) => byte === name[at]);
}

// { problem: "no_address" | "no_payload" | "newer_key" | "forged", code } or { code, serial, series, day, hours, name }
export async function read(address, known) {
  const found = ADDRESS.exec(address.trim());
  if (!found) return { problem: "no_address" };
  const code = fold(found[1]);
  if (!found[2]) return { problem: "no_payload", code };
  const bytes = base32(found[2].toUpperCase(), FACTS + SIGNATURE);
  if (!bytes || bytes[0] !== 1) return { problem: "forged", code };
  const facts = bytes.slice(0, FACTS);
  const message = new Uint8Array([...text.encode(`certificate-qr 1:${code}`), ...facts]);
  if (!(await signed(message, bytes.slice(FACTS), known.keys))) return { problem: (await isKnown(facts[11], known.keys)) ? "forged" : "newer_key", code };
  return { code, ...said(facts, known) };
}

// A key that this page has never seen may have been made after the page was saved.
async function isKnown(mark, keys) {
  const marks = await Promise.all(keys.map(async (key) => (await sha256(raw(key)))[0]));
  return marks.includes(mark);
}

function said(facts, { series }) {
  const view = new DataView(facts.buffer);
  const tenths = view.getUint16(7), serial = String(view.getUint32(1)).padStart(6, "0"), words = series[view.getUint16(9)];
  return {
    number: words ? `${words}-${serial}` : `…-${serial}`,
    day: new Date(FIRST_DAY + view.getUint16(5) * 86_400_000),
    hours: tenths === NOT_TOLD ? null : tenths / 10,
    name: facts.slice(12, FACTS),
  };
}
