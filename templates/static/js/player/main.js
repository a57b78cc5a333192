// The player of a webinar. Others on the page hear `player:time` and `player:watched` and ask by `player:seek`.
import { Controls } from "./controls.js";
import { follow, mark } from "./following.js";
import { Notes } from "./notes.js";
import { Quality } from "./quality.js";
import { Quiz } from "./quiz.js";
import { place } from "./taste.js";
import { Track } from "./track.js";
import { Watched } from "./watched.js";
import { aloud, clock, say } from "./words.js";

const root = document.querySelector("[data-player]");
if (root) begin(root, root.querySelector("video"));

function begin(root, video) {
  const length = Number(root.dataset.length) || 0;
  const chapters = [...document.querySelectorAll(".chapters [data-at]")].map((row) => ({ row, at: Number(row.dataset.at), title: row.dataset.title ?? "" }));
  const asked = Number(new URLSearchParams(location.search).get("t"));
  let wanted = null; // asked for before the file was known
  let shown = -1;
  let why = ""; // what was watched waits here
  const here = () => wanted ?? video.currentTime;
  const seek = (seconds, play = false) => {
    const to = Math.min(Math.max(seconds, 0), video.duration || length || seconds);
    if (video.readyState) video.currentTime = to;
    else wanted = to;
    if (play) video.play().catch(() => {});
    time(to);
  };
  video.addEventListener("loadedmetadata", () => {
    if (wanted !== null) [video.currentTime, wanted] = [wanted, null];
  });
  const controls = new Controls(root, video, seek);
  const track = new Track(root.querySelector("[data-track]"), video, { chapters, length: length || 1, seek });
  const watched = new Watched(video, root, () => tell());
  new Quality(root, video, seek, (text) => controls.say(text));

  function time(seconds = here()) {
    root.querySelector("[data-time]").textContent = `${clock(seconds)} / ${clock(length)}`;
    track.show(seconds);
    if (Math.floor(seconds) === shown) return;
    shown = Math.floor(seconds);
    mark(seconds);
    root.dispatchEvent(new CustomEvent("player:time", { bubbles: true, detail: { seconds } }));
  }

  function tell() {
    const parts = watched.parts;
    if (watched.why && watched.why !== why) controls.say(say(`kept_${watched.why}`));
    why = watched.why;
    track.gild(parts);
    ticks(chapters, parts, length);
    root.dispatchEvent(new CustomEvent("player:watched", { bubbles: true, detail: { parts, state: watched.state, offline: watched.offline } }));
    report(watched);
  }

  video.addEventListener("timeupdate", () => time());
  video.addEventListener("seeked", () => time());
  root.addEventListener("player:seek", ({ detail }) => seek(detail.seconds, detail.play));
  follow((seconds, play) => {
    seek(seconds, play);
    if (root.getBoundingClientRect().bottom < 0) root.scrollIntoView({ block: "start" });
  });
  const notes = document.querySelector("[data-notes]");
  if (notes) new Notes(notes, root, here);
  const quiz = document.querySelector("[data-quiz]");
  if (quiz) new Quiz(quiz, root, video);
  if (asked > 0) seek(asked);
  else time(0);
  watched.open().then((state) => asked > 0 || resume(state));

  // Where one stopped, on whichever device that was last.
  function resume(state) {
    if (!video.paused || here() > 1) return;
    const mine = place(root.dataset.code, root.dataset.person ?? "");
    const there = state && { seconds: state.position, at: Date.parse(state.seen_at) || 0 };
    const last = [mine, there].filter(Boolean).sort((left, right) => right.at - left.at)[0];
    if (!last || last.seconds < 5 || last.seconds > length - 5) return;
    seek(last.seconds);
    const box = root.querySelector("[data-resume]");
    box.hidden = false;
    box.querySelector("span").textContent = say("resumed", { at: clock(last.seconds) });
    box.querySelector("button").addEventListener("click", () => {
      box.hidden = true;
      seek(0, true);
      root.querySelector("[data-play]").focus();
    });
    video.addEventListener("playing", () => setTimeout(() => (box.hidden = true), 6000), { once: true });
  }
}

// A chapter is watched when all of it was played, but for two seconds at its seams.
function ticks(chapters, parts, length) {
  chapters.forEach(({ row, at }, number) => {
    const end = chapters[number + 1]?.at ?? length;
    const played = parts.reduce((sum, [from, to]) => sum + Math.max(Math.min(to, end) - Math.max(from, at), 0), 0);
    row.classList.toggle("done", played >= end - at - 2);
  });
}

function report({ state, why, offline, own, person }) {
  const box = document.querySelector("[data-report]");
  if (!box || !person) return;
  if (state?.title) {
    box.hidden = false;
    box.querySelector("[data-report-title]").textContent = state.title;
    box.querySelector("[data-report-words]").textContent = state.words;
    box.querySelector("progress").value = state.percent;
  }
  const unsent = box.querySelector("[data-report-unsent]");
  const seconds = own.reduce((sum, [start, end]) => sum + end - start, 0);
  unsent.hidden = !why && (!offline || seconds < 1);
  if (!unsent.hidden) [box.hidden, unsent.textContent] = [false, why ? say(`kept_${why}`) : say("unsent", { time: aloud(seconds) })];
}
