// What this device knows of time: its own clock, seconds of this session, and how far the server was at the last contact.
const session = crypto.randomUUID().slice(0, 18);
let offset = null; // seconds: server minus device

export const reading = () => ({ device_at: new Date().toISOString(), mono: performance.now() / 1000, clock: session, offset });
export const now = () => new Date(Date.now() + (offset ?? 0) * 1000);
export const known = () => offset;
export const remember = (seconds) => (offset = seconds);

export function measure(serverAt, sentAt, cameAt) {
  offset = (new Date(serverAt).getTime() - (sentAt + cameAt) / 2) / 1000;
}

const hours = new Intl.DateTimeFormat("uk", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Kyiv" });
export const clock = (moment) => (moment ? hours.format(new Date(moment)).replace(/^0/, "") : "");
