// The concluding test under the recording: what is chosen is kept on this device till it is handed in, and handed in when there is a network.
import { give, queued, settle, state } from "./answers.js";
import { say } from "./words.js";

for (const form of document.querySelectorAll("[data-test-form]")) begin(form);

function begin(form) {
  const url = form.getAttribute("action");
  const box = form.closest("[data-test]");
  const { person = "" } = form.dataset;
  const name = `quiz-draft:${person}:${form.dataset.testForm}`;
  const questions = [...form.querySelectorAll("[data-test-question]")];
  const chosen = (question) => [...question.querySelectorAll("input:checked")].map((input) => input.value);

  form.addEventListener("change", () => write(Object.fromEntries(questions.map((question) => [question.dataset.testQuestion, chosen(question)]))));
  restore();
  if (!box) form.addEventListener("submit", () => write(null)); // on a page of its own the form goes as forms do
  if (!box || !person) return;
  form.addEventListener("submit", (event) => handIn(event));
  addEventListener("online", settled);
  document.querySelector("[data-player]")?.addEventListener("player:watched", settled);
  start();

  async function start() {
    if ((await queued(url, person)).some((given) => given.test)) waits();
    await state(url).then(tell, () => {});
    await settled();
  }

  async function handIn(event) {
    event.preventDefault();
    const answers = questions.map((question) => ({ question: question.dataset.testQuestion, version: Number(question.dataset.version), chosen: chosen(question) }));
    const problem = form.querySelector("[data-test-problem]");
    problem.hidden = true;
    try {
      const told = await give(url, { test: crypto.randomUUID(), answers }, person);
      if (!told) return void waits();
      if (told.refused) throw new Error(told.refused);
      write(null);
      location.assign(`${url}#test`);
    } catch (refused) {
      [problem.textContent, problem.hidden] = [refused.message || say("quiz_failed"), false];
    }
  }

  function waits() {
    form.querySelector("[data-test-state]").textContent = say("quiz_waits");
    form.querySelector("[type=submit]").disabled = true;
    box.dataset.waits = "1";
  }

  async function settled() {
    if (!box.dataset.waits) return;
    const told = await settle(url, person).catch(() => null);
    if (!told && (await queued(url, person)).length) return;
    delete box.dataset.waits;
    form.querySelector("[data-test-state]").textContent = "";
    form.querySelector("[type=submit]").disabled = false;
    write(null);
    tell(told ?? (await state(url)));
  }

  function tell({ test }) {
    const line = box.querySelector("[data-test-told]");
    if (!test) return;
    line.querySelector("[data-test-title]").textContent = test.title && `${test.title}.`;
    line.querySelector("[data-test-words]").textContent = test.words;
    line.querySelector("a").hidden = !test.taken;
    line.hidden = false;
  }

  function write(draft) {
    try {
      if (draft) localStorage.setItem(name, JSON.stringify(draft));
      else localStorage.removeItem(name);
    } catch {
      // nowhere to keep it: the form itself holds it till the page is left
    }
  }

  function restore() {
    let draft = {};
    try {
      draft = JSON.parse(localStorage.getItem(name) ?? "{}");
    } catch {
      // nothing readable: begin empty
    }
    for (const question of questions) for (const input of question.querySelectorAll("[type=radio], [type=checkbox]")) if (draft[question.dataset.testQuestion]?.includes(input.value)) input.checked = true;
  }
}
