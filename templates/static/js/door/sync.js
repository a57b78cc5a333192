// Marks go out in the order they were made, each with its own id: sent twice they are kept once. News comes back.
import * as clock from "./clock.js";
import * as store from "./store.js";

const MOST = 100;

export class Sync {
  constructor({ code, url, device }) {
    Object.assign(this, { code, url, device, list: null, me: "", notes: [], online: null, problem: "", row: null, token: "" });
  }

  async open() {
    await store.expire(clock.now());
    this.row = (await store.day(this.code)) ?? { code: this.code, key: await store.newKey(), list: null, version: "", expires_at: "2000-01-01T00:00:00Z" };
    if (this.row.offset !== undefined && clock.known() === null) clock.remember(this.row.offset);
    if (this.row.list) ({ list: this.list, me: this.me, notes: this.notes } = await store.unseal(this.row.key, this.row.list));
  }

  async keep(mark, person = null) {
    const row = { id: crypto.randomUUID(), day: this.code, state: "new", number: Date.now() + performance.now() / 1e6, at: clock.now().toISOString(), ...clock.reading(), ...mark };
    if (person) row.person = await store.seal(this.row.key, person);
    else if (mark.of) row.person = (await store.marks(this.code)).find((one) => one.id === mark.of)?.person; // written in here, not sent yet
    if (person || !this.row.saved) await this.save(); // the key that sealed them stays with them
    await store.putMark(row);
    return row;
  }

  // With the names of those written in here, which lie sealed.
  marks = async () => Promise.all((await store.marks(this.code)).map((mark) => this.named(mark)));

  async named(mark) {
    if (!mark.person) return mark;
    const { surname, given_name, organisation, city } = await store.unseal(this.row.key, mark.person);
    return { ...mark, name: `${surname} ${given_name}`, from: [organisation, city].filter(Boolean).join(", ") };
  }

  // True when the server answered. Run by one caller at a time; others wait for the same answer.
  run() {
    this.running ??= this.exchange().finally(() => (this.running = null));
    return this.running;
  }

  async exchange() {
    for (;;) {
      const waiting = (await store.marks(this.code)).filter((mark) => mark.state === "new").slice(0, MOST);
      const said = await this.ask(waiting);
      if (!said) return false;
      for (const told of said.results) await this.settle(told, waiting);
      await this.take(said);
      if (waiting.length < MOST) return true;
    }
  }

  async ask(waiting) {
    const sightings = await Promise.all(waiting.map((mark) => this.outward(mark)));
    const first = this.token ? await this.post(sightings) : { status: 403 };
    if (first?.status !== 403) return first?.said ?? null;
    const fresh = await this.send({ method: "GET" }); // the token is of an earlier sign-in
    if (!fresh?.said) return null;
    this.token = fresh.said.token;
    return (await this.post(sightings))?.said ?? null;
  }

  post(sightings) {
    const { offset: _offset, ...reading } = clock.reading();
    const body = JSON.stringify({ ...reading, device: this.device, have: this.list ? this.row.version : "", sightings });
    return this.send({ method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": this.token } });
  }

  async send(options) {
    const sent = Date.now();
    try {
      const answer = await fetch(this.url, { ...options, signal: AbortSignal.timeout(20_000) });
      const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      this.online = true;
      this.problem = answer.ok || answer.status === 403 ? "" : (said?.problem ?? String(answer.status));
      if (answer.status === 404) await this.withdraw();
      if (answer.ok) clock.measure(said.server_at, sent, Date.now());
      return { status: answer.status, said: answer.ok ? said : null };
    } catch {
      this.online = false;
      return null;
    }
  }

  // Whoever is signed in now may not see the list; what was seen here still waits for somebody who may.
  async withdraw() {
    Object.assign(this, { list: null, notes: [], problem: "not_yours" });
    this.row = { ...this.row, version: "" };
    await this.save();
  }

  async outward({ id, how, way, application, attendance, person, device_at, mono, clock: session, offset }) {
    const row = { id, how, way, application, attendance, device_at, mono, clock: session, offset };
    if (person) row.person = await store.unseal(this.row.key, person);
    return row;
  }

  async settle(told, waiting) {
    const mark = waiting.find((row) => row.id === told.client_id);
    if (!mark) return;
    if (told.state === "refused") await store.putMark({ ...mark, state: "refused", text: told.text });
    else await store.dropMark(mark.id);
    if (told.text) this.notes.unshift({ id: told.client_id, state: told.state, text: told.text, at: mark.at, name: this.nameOf(await this.named(mark)) });
    this.notes.splice(50);
  }

  nameOf(mark) {
    return mark.name || this.list?.people.find((row) => (mark.application && row.code === mark.application) || (mark.attendance && row.attendance === mark.attendance))?.name || mark.application || "";
  }

  async take({ list, token, me }) {
    this.token = token;
    this.me = me;
    this.list = list.people ? list : { ...list, people: this.list?.people ?? [] };
    this.row = { ...this.row, version: list.version, as_of: list.as_of, expires_at: list.expires_at, offset: clock.known() };
    await this.save();
  }

  async save() {
    const over = new Date(this.row.expires_at) <= clock.now();
    const list = this.list && !over ? await store.seal(this.row.key, { list: this.list, me: this.me, notes: this.notes }) : null;
    this.row = { ...this.row, list, saved: true };
    await store.putDay(this.row);
  }
}
