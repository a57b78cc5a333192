// Buttons, menus and keys over the video: every act is here once, whoever asks for it.
import { Captions } from "./captions.js";
import { keys } from "./keys.js";
import { Menus } from "./menus.js";
import { choose, taste } from "./taste.js";
import { clock, number, say, words } from "./words.js";

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const IDLE = 3000; // ms: on the full screen the bar goes away while it plays

export class Controls {
  constructor(root, video, seek) {
    Object.assign(this, { root, video, seek, note: root.querySelector("[data-say]") });
    this.part = (name) => root.querySelector(`[data-${name}]`);
    this.captions = new Captions(video, this.part("caption"));
    this.menus = new Menus(root);
    video.controls = false;
    video.volume = taste.volume;
    video.muted = taste.muted;
    this.rate(taste.rate, false);
    this.buttons();
    this.choices();
    this.screen();
    keys(root, video, this.acts());
    for (const name of ["play", "pause", "ended", "volumechange", "ratechange"]) video.addEventListener(name, () => this.show());
    for (const name of ["waiting", "playing", "canplay", "pause"]) video.addEventListener(name, () => root.classList.toggle("player--waiting", name === "waiting"));
    video.addEventListener("error", () => this.say(words.broken));
    this.show();
  }

  acts() {
    return {
      play: () => this.play(), seek: (seconds) => this.seek(seconds), skip: (seconds) => this.skip(seconds), mute: () => this.mute(),
      captions: () => this.turnCaptions(), full: () => this.full(), faster: (step) => this.faster(step), louder: (step) => this.louder(step),
      help: () => this.help(), note: () => this.root.dispatchEvent(new CustomEvent("player:note", { bubbles: true })),
    };
  }

  buttons() {
    const { part } = this;
    part("play").addEventListener("click", () => this.play());
    part("begin").addEventListener("click", () => this.play());
    this.video.addEventListener("click", () => this.play());
    part("mute").addEventListener("click", () => this.mute());
    part("volume").addEventListener("input", (event) => this.volume(Number(event.target.value)));
    part("full").addEventListener("click", () => this.full());
    part("help").addEventListener("click", () => this.help());
    part("pip").hidden = !document.pictureInPictureEnabled;
    part("pip").addEventListener("click", () => this.pip());
  }

  // Radio buttons of the menus: name → what a choice does.
  choices() {
    const acts = {
      captions: (value) => this.captions.choose(value), rate: (value) => this.rate(Number(value)),
      size: (value) => this.dress("size", value), back: (value) => this.dress("back", value), place: (value) => this.dress("place", value),
    };
    const now = { captions: this.captions.language, rate: String(taste.rate), size: taste.size, back: taste.back, place: taste.place };
    for (const input of this.root.querySelectorAll(".player__panel input[type=radio]")) {
      const name = input.name.replace("player-", "");
      if (!acts[name]) continue;
      input.checked = input.value === now[name];
      input.addEventListener("change", () => {
        acts[name](input.value);
        this.show();
      });
    }
    const letters = this.part("keys");
    letters.checked = taste.keys;
    letters.addEventListener("change", () => choose("keys", letters.checked));
  }

  screen() {
    const wake = () => {
      this.root.classList.remove("player--idle");
      clearTimeout(this.idle);
      this.idle = setTimeout(() => this.root.classList.toggle("player--idle", !this.video.paused && !this.menus.current), IDLE);
    };
    for (const name of ["pointermove", "pointerdown", "keydown", "focusin"]) this.root.addEventListener(name, wake);
    document.addEventListener("fullscreenchange", () => this.show());
  }

  play() {
    if (this.video.paused || this.video.ended) this.video.play().catch((problem) => problem.name !== "AbortError" && this.say(words.broken));
    else this.video.pause();
  }

  skip(seconds) {
    this.seek(this.video.currentTime + seconds);
    this.say(clock(this.video.currentTime));
  }

  rate(value, told = true) {
    this.video.defaultPlaybackRate = this.video.playbackRate = value;
    choose("rate", value);
    if (told) this.say(say("speed", { n: number(value) }));
  }

  faster(step) {
    const at = RATES.indexOf(taste.rate);
    this.rate(RATES[Math.min(Math.max((at < 0 ? 2 : at) + step, 0), RATES.length - 1)]);
    this.check("rate", String(taste.rate));
  }

  volume(value) {
    this.video.volume = value;
    this.video.muted = value === 0;
    choose("volume", value);
    choose("muted", value === 0);
  }

  louder(step) {
    this.volume(Math.min(Math.max(Math.round((this.video.volume + step) * 10) / 10, 0), 1));
    this.say(say("volume", { n: Math.round(this.video.volume * 100) }));
  }

  mute() {
    this.video.muted = !this.video.muted;
    choose("muted", this.video.muted);
    this.say(this.video.muted ? words.muted : words.sounding);
  }

  turnCaptions() {
    const language = this.captions.toggle();
    this.check("captions", language);
    this.say(language ? words.captions_on : words.captions_off);
    this.show();
  }

  dress(name, value) {
    choose(name, value);
    this.captions.dress();
  }

  check(name, value) {
    for (const input of this.root.querySelectorAll(`[name=player-${name}]`)) input.checked = input.value === value;
  }

  async full() {
    const { root, video } = this;
    if (document.fullscreenElement) return document.exitFullscreen();
    if (root.requestFullscreen) return root.requestFullscreen().catch(() => {});
    return video.webkitEnterFullscreen?.();
  }

  async pip() {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await this.video.requestPictureInPicture().catch(() => this.say(words.no_pip));
  }

  help() {
    this.menus.close();
    this.part("hints").showModal();
  }

  say(text) {
    this.note.textContent = text;
    clearTimeout(this.hush);
    this.hush = setTimeout(() => (this.note.textContent = ""), 2000);
  }

  show() {
    const { video, root, part } = this;
    const going = !video.paused && !video.ended;
    root.classList.toggle("player--going", going);
    if (going) root.classList.add("player--begun");
    part("play").setAttribute("aria-label", going ? words.pause : words.play);
    const silent = video.muted || video.volume === 0;
    root.classList.toggle("player--muted", silent);
    part("mute").setAttribute("aria-label", silent ? words.unmute : words.mute);
    part("volume").value = silent ? 0 : video.volume;
    part("volume").setAttribute("aria-valuetext", `${Math.round((silent ? 0 : video.volume) * 100)} %`);
    part("rate").textContent = `${number(video.playbackRate)}×`;
    part("rate").setAttribute("aria-label", say("speed", { n: number(video.playbackRate) }));
    part("cc")?.classList.toggle("tool--on", Boolean(this.captions.language));
    const whole = document.fullscreenElement === root;
    root.classList.toggle("player--full", whole);
    part("full").setAttribute("aria-label", whole ? words.leave_full : words.full);
  }
}
