// Frames of the camera until one holds a QR code: by the browser's own detector where it has one, else by our library.
import { decodeQR } from "../vendor/qr/decode.js";

const LARGEST = 900; // pixels of the longer side: enough for a pass, quick on a phone
const PAUSE = 80; // ms between looks

async function detector() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const formats = await globalThis.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code") ? new globalThis.BarcodeDetector({ formats: ["qr_code"] }) : null;
}

export class Camera {
  constructor(video, seen) {
    Object.assign(this, { video, seen, stream: null, looking: false });
    this.canvas = document.createElement("canvas");
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true });
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
    const scale = Math.min(1, LARGEST / Math.max(width, height));
    [this.canvas.width, this.canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    this.pen.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    return decodeQR(this.pen.getImageData(0, 0, this.canvas.width, this.canvas.height));
  }
}
