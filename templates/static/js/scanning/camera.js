// Frames of the camera until one holds a QR code: by the browser's own detector where it has one, else by our library.
import { decodeQR } from "../vendor/qr/decode.js";

const LARGEST = 900; // pixels of the longer side: enough for a code that fills the frame, quick on a phone
const OF_PICTURE = [1600, 900, 3200]; // a picture may hold the whole sheet, and its code may be small in it
const PAUSE = 80; // ms between looks

async function detector() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const formats = await globalThis.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code") ? new globalThis.BarcodeDetector({ formats: ["qr_code"] }) : null;
}

const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });

function drawn(source, width, height, largest) {
  const scale = Math.min(1, largest / Math.max(width, height));
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
}

// What the code in a picture file says; empty where there is none, or it is no picture.
export async function inPicture(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return "";
  const own = await detector();
  const text = (await own?.detect(picture).catch(() => []))?.[0]?.rawValue;
  if (text) return text;
  for (const largest of OF_PICTURE) {
    try {
      return drawn(picture, picture.width, picture.height, largest);
    } catch {
      // looked at larger or smaller
    }
  }
  return "";
}

export class Camera {
  constructor(video, seen) {
    Object.assign(this, { video, seen, stream: null, looking: false });
  }

  async start() {
    this.stream ??= await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    this.own ??= await detector();
    this.video.srcObject = this.stream;
    await this.video.play();
    if (!this.looking) {
      this.looking = true;
      this.look();
    }
  }

  pause() {
    this.looking = false;
  }

  stop() {
    this.pause();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  async look() {
    if (!this.looking) return;
    const began = performance.now();
    const text = await this.text().catch(() => "");
    if (text && this.looking) {
      this.pause();
      return this.seen(text, began);
    }
    setTimeout(() => this.look(), PAUSE);
  }

  async text() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width) return "";
    if (this.own) return (await this.own.detect(this.video))[0]?.rawValue ?? "";
    return drawn(this.video, width, height, LARGEST);
  }
}
