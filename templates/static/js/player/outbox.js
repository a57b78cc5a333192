// Played parts wait here until the server has them: through reloads, sleep and a lost network. Each is kept first, then sent.
// A batch keeps its id until it is answered, so that what was sent twice counts once; one tab sends at a time. Each part says whose
// it is: the server refuses those of somebody else than is signed in, and they stay here for their owner.
export const LONG = 30 * 24 * 3600 * 1000; // ms: what nobody has taken for so long is forgotten
const MOST = 50; // parts in a batch
const NEVER = [400, 413, 422]; // will never be taken: keeping them would hold up the rest
const WHY = { 401: "out", 404: "gone", 409: "other", 410: "gone" }; // kept, and said why
const AGAIN = 5 * 60 * 1000; // ms till an address that was gone is asked again by this page

const held = new Map(); // address → when it was gone
let opened = null;
let told = 0;

function open() {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open("watching", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("parts", { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  return opened;
}

// Where the browser keeps nothing for us (a private window, no room), the page's own memory holds the parts till it is closed.
const memory = new Map();

async function ask(mode, work) {
  const transaction = (await open()).transaction("parts", mode);
  const asked = work(transaction.objectStore("parts"));
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(asked?.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

const put = (row) => ask("readwrite", (store) => store.put(row)).then(() => memory.delete(row.id), () => memory.set(row.id, row));

const page = () => document.querySelector("[data-player]")?.dataset ?? {};
const order = (left, right) => left.made - right.made || left.turn - right.turn;
const all = (kept) => [...new Map([...kept, ...memory.values()].map((row) => [row.id, row])).values()].sort(order);

// Looks at everything and writes rows anew in one transaction, so that no other tab and no growing part comes between.
async function rewrite(work) {
  let [kept, written] = [[], []];
  const change = (store) => {
    const asked = store.getAll();
    asked.onsuccess = () => {
      kept = asked.result;
      written = work(all(kept));
      for (const row of written) memory.has(row.id) ? memory.set(row.id, row) : store.put(row);
    };
  };
  await ask("readwrite", change).catch(() => {
    written = work(all(kept));
    for (const row of written) memory.set(row.id, row);
  });
  return written;
}

// Rows as they were seen: one that has grown since stays.
async function drop(rows) {
  const same = (row, now) => now?.made === row.made && now.turn === row.turn;
  for (const row of rows) if (same(row, memory.get(row.id))) memory.delete(row.id);
  const remove = (store) => {
    for (const row of rows) {
      const asked = store.get(row.id);
      asked.onsuccess = () => same(row, asked.result) && store.delete(row.id);
    }
  };
  await ask("readwrite", remove).catch(() => {});
}

// `part`: { start, end, at, rate, position } and an `id` of its own, which a longer word of the same part replaces.
export async function add(url, part, who = page().person ?? "") {
  const { id = crypto.randomUUID(), ...rest } = part;
  await put({ id, url, who, part: rest, made: Date.now(), turn: ++told, batch: "" });
  return id;
}

export async function waiting(who = page().person ?? "", url = "") {
  const kept = await ask("readonly", (store) => store.getAll()).catch(() => []);
  return all(kept).filter((row) => row.who === who && (!url || row.url === url));
}

// What was watched here without an account becomes this person's; what nobody wants is thrown away.
export const adopt = (who) => rewrite((rows) => rows.filter((row) => row.who === "").map((row) => ({ ...row, who, batch: "" })));
export const forsake = drop;

// Whoever it was of: what has waited too long.
async function tidy() {
  const kept = await ask("readonly", (store) => store.getAll()).catch(() => []);
  await drop(all(kept).filter((row) => row.made < Date.now() - LONG));
}

// Sends what this person still has here, oldest first. Answers for each address with the server's last word `state`, or `why` it waits.
export async function flush(who = page().person ?? "") {
  const work = () => send(who);
  return navigator.locks ? navigator.locks.request("watching", { ifAvailable: true }, (lock) => (lock ? work() : new Map())) : work();
}

async function send(who) {
  const said = new Map();
  await tidy();
  for (let rows = await gather(who); rows.length; rows = await gather(who)) {
    const [{ url }] = rows;
    const answer = await post(rows);
    const why = WHY[answer.status];
    if (answer.ok) said.set(url, { state: await answer.json() });
    if (why) said.set(url, { why });
    if (why === "gone") held.set(url, Date.now());
    else if (answer.ok || NEVER.includes(answer.status)) await drop(rows);
    else break;
  }
  return said;
}

// The next batch, marked with its id.
function gather(who) {
  const fresh = crypto.randomUUID();
  const waits = ({ url }) => Date.now() - (held.get(url) ?? -Infinity) < AGAIN;
  return rewrite((rows) => {
    const mine = rows.filter((row) => row.who === who && !waits(row));
    const { url, batch } = mine[0] ?? {};
    const chosen = batch ? mine.filter((row) => row.batch === batch) : mine.filter((row) => row.url === url && !row.batch).slice(0, MOST);
    return chosen.map((row) => ({ ...row, batch: batch || fresh }));
  });
}

async function post(rows) {
  const [{ url, who, batch }] = rows;
  const given = rows.map((row) => row.part.given).filter(Boolean); // answers, to an address of their own
  const played = rows.map((row) => row.part).filter((part) => part.end > part.start);
  const position = rows.findLast((row) => row.part.position != null)?.part.position;
  const visit = rows.find((row) => row.part.visit)?.part.visit; // the server's own word of when this device came, before signing in
  const segments = played.map(({ start, end }) => [start, end]);
  const body = JSON.stringify({ person: who, ...(given.length ? { given } : { visit, batch, segments, played, position, sent_at: Date.now() }) });
  const once = (token) =>
    fetch(url, { method: "POST", keepalive: body.length < 60_000, headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body });
  const answer = await once(token());
  return answer.status === 403 ? once(await renew(url)) : answer;
}

export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? page().token ?? "";

// A page kept on the device holds a token of long ago: the server is asked for one of today.
async function renew(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  return answer.ok ? ((await answer.json()).token ?? "") : "";
}
