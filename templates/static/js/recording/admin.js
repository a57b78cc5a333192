// The page of a recording in Wagtail: the upload in parts that goes on after any break, and how far preparing is.

const CHUNK = 8 * 1024 * 1024;
const PATIENCE = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000, 60000, 60000];

const form = document.querySelector("[data-upload]");
const cuts = document.querySelector("[data-cuts]");

function uploadOf(file, told) {
  return new globalThis.tus.Upload(file, {
    endpoint: form.dataset.upload,
    chunkSize: CHUNK,
    retryDelays: PATIENCE,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name },
    headers: { "X-CSRFToken": form.dataset.token },
    fingerprint: async () => ["recording", form.dataset.upload, file.name, file.size, file.lastModified].join("|"),
    ...told,
  });
}

function begin() {
  const meter = form.querySelector("[data-meter]");
  const [bar, words] = [meter.querySelector("progress"), meter.querySelector("[role=status]")];
  const buttons = Object.fromEntries(["pause", "resume", "stop"].map((name) => [name, form.querySelector(`[data-${name}]`)]));
  const send = form.querySelector("[type=submit]");
  let upload = null;
  let began = null;

  const show = (state) => {
    meter.hidden = state === "idle";
    send.hidden = state !== "idle";
    form.elements.file.disabled = state !== "idle";
    buttons.pause.hidden = state !== "going";
    buttons.resume.hidden = state !== "paused";
    buttons.stop.hidden = !["going", "paused"].includes(state);
  };
  const progress = (sent, whole) => {
    began ??= { at: Date.now(), sent };
    bar.value = (sent / whole) * 100;
    const speed = (sent - began.sent) / ((Date.now() - began.at) / 1000);
    const left = speed > 0 ? ` · ${form.dataset.left.replace("{n}", Math.max(1, Math.round((whole - sent) / speed / 60)))}` : "";
    words.textContent = `${Math.floor(bar.value)} %${left}`;
  };
  const tell = (problem) => { words.textContent = problem.originalResponse?.getBody() || form.dataset.broken; };
  const failed = (problem) => {
    tell(problem);
    show("paused");
  };
  const goesOn = (problem) => {
    const status = problem.originalResponse?.getStatus() ?? 0;
    tell(problem);
    return status < 400 || status >= 500 || [409, 423].includes(status);
  };
  const start = async () => {
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    began = null;
    upload.start();
    show("going");
  };

  form.addEventListener("submit", (event) => {
    const file = form.elements.file.files[0];
    if (!file || !globalThis.tus?.isSupported) return; // the whole file in one form
    event.preventDefault();
    upload = uploadOf(file, {
      onProgress: progress,
      onError: failed,
      onShouldRetry: goesOn,
      onSuccess: () => {
        words.textContent = form.dataset.done;
        show("done"); // nothing is under way any more: leaving the page asks nothing
        location.reload();
      },
    });
    start();
  });
  buttons.pause.addEventListener("click", async () => {
    await upload.abort();
    show("paused");
  });
  buttons.resume.addEventListener("click", start);
  buttons.stop.addEventListener("click", async () => {
    await upload.abort(true);
    form.reset();
    show("idle");
  });
  addEventListener("online", () => !buttons.resume.hidden && start());
  addEventListener("beforeunload", (event) => !buttons.pause.hidden && event.preventDefault());
}

async function follow() {
  const answer = await fetch("?progress", { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (answer?.ok) {
    const html = await answer.text();
    const next = new DOMParser().parseFromString(html, "text/html");
    if (!next.querySelector("progress")) {
      if (form.querySelector("[data-pause]").hidden) return location.reload();
    } else {
      cuts.replaceChildren(...next.body.childNodes);
    }
  }
  setTimeout(follow, 2500);
}

if (form) begin();
if (cuts?.hasAttribute("data-under-way")) setTimeout(follow, 1500);
