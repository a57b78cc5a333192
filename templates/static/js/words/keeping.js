// Saving, the draft that is kept by itself, and meeting somebody else's work.
import { guard, inTurn, send, why } from "./sending.js";

let waiting = null;
let state = () => {};
const snapshot = (editor) => JSON.stringify(editor.cues);

export function keep(editor) {
  editor.dirty = true;
  state(editor.told.words.drafting);
  later(editor, 1500);
}

function later(editor, milliseconds) {
  clearTimeout(waiting);
  waiting = setTimeout(() => inTurn(() => draft(editor)), milliseconds);
}

async function draft(editor) {
  const { told } = editor;
  const sent = snapshot(editor);
  const answer = await send(told.urls.draft, { cues: editor.cues, version: told.version }).catch(() => ({ told: {} }));
  if (!answer.ok) {
    state(answer.out ? told.words.out : told.words.lost);
    return later(editor, 10000);
  }
  document.querySelector("[data-drop]").hidden = false;
  if (snapshot(editor) !== sent) return; // typed on meanwhile: that is kept in a moment
  state(told.words.drafted.replace("{time}", answer.told.at));
  editor.dirty = false;
}

export function saving(editor, { find, open, draw }) {
  const { told } = editor;
  state = (text) => { find("state").textContent = text; };
  const error = (text) => { find("error").textContent = text; find("error").hidden = !text; };
  let theirs = null;

  async function save() {
    clearTimeout(waiting);
    const sent = snapshot(editor);
    const answer = await send(told.urls.save, { cues: editor.cues, version: told.version }).catch(() => ({ told: {} }));
    find("conflict").hidden = answer.status !== 409;
    error(answer.status === 409 ? "" : why(answer, told.words));
    if (answer.ok) return kept(answer.told, sent);
    if (answer.status !== 409) return missed();
    theirs = answer.told;
    find("why").textContent = theirs.error;
    await draft(editor);
  }

  function missed() {
    find("error").scrollIntoView({ block: "nearest" });
    if (editor.dirty) later(editor, 10000);
  }

  // What was typed while it was being saved stays in its field, and is a draft of what is saved now.
  function kept(now, sent) {
    told.version = now.version;
    told.saved = now.cues;
    find("drop").hidden = true;
    if (snapshot(editor) !== sent || find("cues").querySelector("[aria-invalid=true]")) return keep(editor);
    editor.dirty = false;
    editor.cues = now.cues;
    if (snapshot(editor) !== sent) draw();
    state(told.words.saved);
  }

  find("save").addEventListener("click", () => inTurn(save));
  find("theirs").addEventListener("click", () => { told.version = theirs.version; find("conflict").hidden = true; open(theirs.cues); });
  find("mine").addEventListener("click", () => { told.version = theirs.version; inTurn(save); });
  find("drop").addEventListener("click", () => inTurn(async () => {
    clearTimeout(waiting);
    const answer = await send(told.urls.draft, {}, "DELETE").catch(() => ({ told: {} }));
    error(why(answer, told.words));
    if (!answer.ok) return;
    editor.dirty = false;
    location.reload();
  }));
  if (told.draft) {
    state(told.words.drafted.replace("{time}", told.draft));
    find("drop").hidden = false;
  }
  guard(() => {
    if (editor.dirty) inTurn(() => draft(editor));
    return editor.dirty;
  });
}
