// A pass, read and verified on the device: PASS1:<day>:<application>:<Ed25519 signature in base 32>.
import { base32, canVerify, signed } from "../scanning/signatures.js";

// { problem: "unreadable" | "forged" } or { day, application, verified }
export async function read(text, keys) {
  const parts = text.trim().toUpperCase().split(":");
  if (parts.length !== 4 || parts[0] !== "PASS1") return { problem: "unreadable" };
  const said = { day: parts[1], application: parts[2] };
  if (!(await canVerify())) return { ...said, verified: false };
  const signature = base32(parts[3], 64);
  const message = new TextEncoder().encode(parts.slice(0, 3).join(":"));
  if (signature && (await signed(message, signature, keys))) return { ...said, verified: true };
  return { problem: "forged" };
}
