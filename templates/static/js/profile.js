// The official Latin spelling follows the name while it is typed, until the person writes their own; organisations are found by words or code.
const form = document.querySelector("[data-latin]");

function later(wait, work) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}

async function ask(address, name, words) {
  const answer = await fetch(`${address}?${name}=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

function follow(name) {
  const from = form.querySelector(`#id_${name}`);
  const to = form.querySelector(`#id_${name}_latin`);
  if (!from || !to) return;
  let proposed = "";
  let before = Promise.resolve();
  const propose = () => {
    const answering = ask(form.dataset.latin, "name", from.value);
    before = before.then(async () => { // in the order they were asked; what is typed while the first is under way counts too
      const answer = await answering;
      if (!answer) return;
      if (!to.value || to.value === proposed) to.value = answer.latin;
      proposed = answer.latin;
    });
  };
  from.addEventListener("input", later(250, propose));
  propose();
}

function find(field, list) {
  field.addEventListener("input", later(250, async () => {
    if (field.value.trim().length < 2) return;
    const answer = await ask(form.dataset.organisations, "q", field.value);
    if (!answer) return;
    list.replaceChildren(...answer.organisations.map(({ name, note }) => {
      const option = new Option(note, name);
      option.label = note ? `${name}, ${note}` : name;
      return option;
    }));
  }));
}

if (form) {
  follow("surname");
  follow("given_name");
  const field = form.querySelector("#id_organisation");
  const list = document.getElementById("organisations");
  if (field && list) find(field, list);
}
