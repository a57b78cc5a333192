// Questions that pause the recording. Each has one form: in the list under the recording, or over the picture while it is asked.
import { give, queued, settle, state } from "./answers.js";
import { say } from "./words.js";

const LEAP = 3; // seconds between two looks that are still playing, not a jump

export class Quiz {
  constructor(box, root, video) {
    Object.assign(this, { box, root, video, url: box.dataset.quiz, person: root.dataset.person ?? "", last: 0, current: null, more: false });
    this.region = root.querySelector("[data-asking]");
    this.part = (name) => this.region.querySelector(`[data-asking-${name}]`);
    this.rows = [...box.querySelectorAll("[data-question]")].map((row) => this.row(row));
    video.addEventListener("timeupdate", () => this.look());
    for (const name of ["seeking", "seeked"]) video.addEventListener(name, () => this.moved(name));
    video.addEventListener("play", () => this.close());
    this.part("later").addEventListener("click", () => this.goOn());
    this.part("on").addEventListener("click", () => this.goOn());
    this.region.addEventListener("keydown", (event) => event.key === "Escape" && this.goOn());
    addEventListener("online", () => this.settle());
    root.addEventListener("player:watched", () => this.settle());
    this.begin();
  }

  row(element) {
    const form = element.querySelector("form");
    const row = { element, form, home: form.parentElement, id: element.dataset.question, version: Number(element.dataset.version), at: Math.max(Number(element.dataset.moment), 0.2), answer: null, waits: false };
    form.addEventListener("submit", (event) => this.answer(event, row));
    row.mark = document.createElement("b");
    row.mark.style.insetInlineStart = `${(100 * row.at) / (Number(this.root.dataset.length) || 1)}%`;
    this.root.querySelector("[data-track]").prepend(row.mark);
    return row;
  }

  get waits() {
    return this.rows.some((row) => row.waits);
  }

  // What was answered before: the server's word for who is signed in, else this browser's; and what still waits here.
  async begin() {
    this.take(this.remembered());
    for (const given of await queued(this.url, this.person)) this.wait(this.rows.find((row) => row.id === given.question), given.chosen);
    if (this.person) await state(this.url).then((told) => this.take(told.answers), () => {});
    await this.settle();
  }

  async settle() {
    if (!this.waits) return;
    const told = await settle(this.url, this.person).catch(() => null);
    if (told) this.take(told.answers);
  }

  look() {
    const { video, last } = this;
    this.last = video.currentTime;
    if (video.paused || video.seeking || this.last <= last || this.last - last > LEAP || document.visibilityState === "hidden") return;
    const due = this.rows.find((row) => last < row.at && row.at <= this.last && !row.answer && !row.waits);
    if (due) this.open(due);
  }

  moved(name) {
    this.last = this.video.currentTime;
    if (name === "seeking" && this.current) this.close();
  }

  open(row) {
    this.video.pause();
    this.video.webkitExitFullscreen?.(); // iPhones show the bare video
    this.current = row;
    this.part("place").replaceChildren(row.form);
    this.show(false);
    this.region.hidden = false;
    this.root.classList.add("player--asking");
    this.region.focus();
  }

  show(done) {
    this.part("later").hidden = done;
    this.part("on").hidden = !done;
  }

  // Played on by any means: the question goes back to its place in the list.
  close() {
    if (!this.current) return;
    const inside = this.region.contains(document.activeElement);
    this.current.home.append(this.current.form);
    this.current = null;
    this.region.hidden = true;
    this.root.classList.remove("player--asking");
    if (inside) this.root.querySelector("[data-play]").focus();
  }

  goOn() {
    this.close();
    this.video.play().catch(() => {});
  }

  async answer(event, row) {
    event.preventDefault();
    const chosen = [...row.form.querySelectorAll("[name=option]:checked")].map((input) => input.value);
    const problem = row.form.querySelector("[data-quiz-problem]");
    problem.hidden = true;
    try {
      const told = await give(this.url, { question: row.id, version: row.version, chosen }, this.person);
      if (!told) this.wait(row, chosen);
      else if (told.answers[row.id]) this.take(told.answers);
      else throw new Error(told.refused ?? "");
    } catch (refused) {
      [problem.textContent, problem.hidden] = [refused.message || say("quiz_failed"), false];
      return;
    }
    if (this.current === row) {
      this.show(true);
      this.part("on").focus();
    }
  }

  wait(row, chosen) {
    if (!row || row.answer) return;
    row.waits = true;
    this.settled(row, chosen);
    row.form.querySelector("[data-quiz-told]").textContent = say("quiz_waits");
  }

  settled(row, chosen) {
    for (const input of row.form.querySelectorAll("[name=option]")) Object.assign(input, { checked: chosen.includes(input.value), disabled: true });
    row.form.querySelector("[data-quiz-act]")?.remove();
    row.mark.className = "done";
  }

  take(answers) {
    for (const row of this.rows.filter((one) => answers[one.id])) {
      row.answer = answers[row.id];
      row.waits = false;
      this.settled(row, row.answer.chosen);
      this.tell(row);
    }
    if (!this.person) this.remember();
  }

  tell({ element, form, answer }) {
    const [right, wrong] = this.box.querySelector("[data-quiz-tags]").content.children;
    const tag = (answer.right ? right : wrong).cloneNode(true);
    tag.querySelector("[data-tag-text]").textContent = answer.title;
    const lines = [...answer.said, ...(answer.answers.length ? [`${say("quiz_right")} ${answer.answers.join("; ")}`] : [])];
    const said = lines.map((text) => Object.assign(document.createElement("p"), { textContent: text }));
    form.querySelector("[data-quiz-told]").replaceChildren(Object.assign(document.createElement("p"), { className: "row" }), ...said);
    form.querySelector("[data-quiz-told] .row").append(tag);
    element.querySelector("[data-quiz-state]").textContent = answer.title;
  }

  remembered() {
    try {
      return this.person ? {} : JSON.parse(localStorage.getItem(`quiz:${this.url}`) ?? "{}");
    } catch {
      return {};
    }
  }

  remember() {
    const rows = this.rows.filter((row) => row.answer).map((row) => [row.id, row.answer]);
    try {
      if (rows.length) localStorage.setItem(`quiz:${this.url}`, JSON.stringify(Object.fromEntries(rows)));
    } catch {
      // nowhere to keep it: it is asked again at the next visit
    }
  }
}
