// One's own notes beside the recording. The moment is the one at which writing began. What is written lies in this tab under its writer's
// key till the school has it: through a lost network, a reload and the end of a sign-in; nobody else is shown it.
import { token } from "./outbox.js";
import { clock, say } from "./words.js";

export class Notes {
  constructor(box, player, seconds) {
    Object.assign(this, { box, player, seconds, form: box.querySelector("[data-notes-form]"), at: 0, note: null, turn: Promise.resolve() });
    this.part = (name) => box.querySelector(`[data-notes-${name}]`);
    this.field = this.form.elements.text;
    this.form.hidden = false;
    this.restore();
    this.field.addEventListener("focus", () => this.begin());
    this.field.addEventListener("input", () => this.keep());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.turn = this.turn.then(() => this.write());
    });
    this.part("cancel").addEventListener("click", () => this.clear());
    player.addEventListener("player:time", () => this.follow());
    player.addEventListener("player:note", () => this.field.focus());
    this.ask().then((told) => this.show(told.notes), () => {});
  }

  get name() {
    return `note:${this.player.dataset.person}:${this.box.dataset.notes}`;
  }

  restore() {
    try {
      const { text, at, note } = JSON.parse(sessionStorage.getItem(this.name) ?? "{}");
      if (!text) return;
      [this.field.value, this.note] = [text, note];
      this.part("cancel").hidden = !note;
      this.moment(at);
    } catch {
      // nothing was kept that could be read
    }
  }

  keep() {
    const { note, at, field } = this;
    try {
      if (field.value) sessionStorage.setItem(this.name, JSON.stringify({ note, at, text: field.value }));
      else sessionStorage.removeItem(this.name);
    } catch {
      // nowhere to keep it: the field itself holds it
    }
  }

  follow() {
    if (this.field.value || this.note || document.activeElement === this.field) return;
    this.moment(this.seconds());
  }

  begin() {
    if (!this.field.value && !this.note) this.moment(this.seconds());
  }

  moment(seconds) {
    this.at = Math.floor(seconds);
    this.part("at").textContent = clock(this.at);
  }

  // Without values the notes are read. Throws an error whose message says why it was not taken.
  async ask(values = null) {
    const { notes } = this.box.dataset;
    const { person } = this.player.dataset;
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    const answer = await (values ? fetch(notes, { method: "POST", body: new URLSearchParams({ ...values, person }), headers }) : fetch(`${notes}?person=${person}`, { headers }));
    if (answer.redirected) throw new Error(say("note_out"));
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.error || say("note_failed"));
    return told;
  }

  async write() {
    const text = this.field.value;
    try {
      const told = await this.ask({ text, at: clock(this.at), ...(this.note ? { note: this.note } : {}) });
      this.show(told.notes);
      if (this.field.value === text) this.clear();
      else this.goOn(told.written);
    } catch (problem) {
      this.complain(problem);
    }
  }

  // Typed on while it was being sent: what stands in the field is the same note, not yet kept.
  goOn(note) {
    this.note = note;
    this.part("problem").hidden = true;
    this.part("cancel").hidden = false;
    this.keep();
  }

  complain(problem) {
    this.part("problem").textContent = problem instanceof TypeError ? say("note_waits") : problem.message;
    this.part("problem").hidden = false;
  }

  clear() {
    this.note = null;
    this.field.value = "";
    this.part("problem").hidden = true;
    this.part("cancel").hidden = true;
    this.keep();
    this.moment(this.seconds());
  }

  change({ id, at, text }) {
    this.note = id;
    this.field.value = text;
    this.part("cancel").hidden = false;
    this.moment(at);
    this.field.focus();
  }

  show(notes) {
    const rows = notes.map((note) => this.row(note));
    this.part("list").replaceChildren(...rows);
    this.part("files").hidden = !rows.length;
  }

  row(note) {
    const row = this.part("row").content.firstElementChild.cloneNode(true);
    row.dataset.at = note.at;
    Object.assign(row.querySelector("a"), { textContent: note.clock, href: `?t=${note.at}` });
    row.querySelector("p").textContent = note.text;
    row.querySelector("[data-change]").addEventListener("click", (event) => {
      event.stopPropagation();
      this.change(note);
    });
    row.querySelector("[data-throw]").addEventListener("click", async (event) => {
      event.stopPropagation();
      await this.ask({ note: note.id, throw: "1" }).then((told) => this.show(told.notes), (problem) => this.complain(problem));
      this.field.focus();
    });
    return row;
  }
}
