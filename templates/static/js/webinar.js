// The transcript and chapters move the recording; the line being said is marked; played parts are kept for the signed-in.
const video = document.querySelector("[data-webinar]");
if (video) {
  const lines = [...document.querySelectorAll("[data-at]")];
  const go = (seconds) => { video.currentTime = seconds; video.play(); };
  for (const line of lines) {
    line.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); go(Number(line.dataset.at)); });
  }
  const spoken = lines.filter((line) => line.matches(".transcript [data-at]"));
  video.addEventListener("timeupdate", () => {
    const now = spoken.findLast((line) => Number(line.dataset.at) <= video.currentTime);
    for (const line of spoken) line.classList.toggle("now", line === now);
  });
  const wanted = new URLSearchParams(location.search).get("t");
  if (wanted) video.currentTime = Number(wanted) || 0;
  if (video.dataset.watched) keepPlayed(video);
}

function keepPlayed(video) {
  const shown = document.querySelector("[data-percent]");
  const token = video.dataset.token;
  let since = null;
  let parts = [];
  const close = () => {
    if (since !== null && video.currentTime > since) parts.push([Math.floor(since), Math.ceil(video.currentTime)]);
    since = null;
  };
  const send = async () => {
    if (!parts.length) return;
    const sent = parts;
    parts = [];
    try {
      const answer = await fetch(video.dataset.watched, { method: "POST", keepalive: true, headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ segments: sent }) });
      if (!answer.ok) throw new Error(String(answer.status));
      shown.textContent = (await answer.json()).percent;
    } catch {
      parts = sent.concat(parts); // tried again with the next ones
    }
  };
  video.addEventListener("playing", () => { since = video.currentTime; });
  video.addEventListener("pause", () => { close(); send(); });
  video.addEventListener("seeking", () => { since = null; });
  video.addEventListener("ended", () => { close(); send(); });
  let last = 0;
  video.addEventListener("timeupdate", () => {
    if (since === null && !video.paused && !video.seeking) since = video.currentTime;
    if (since !== null && video.currentTime - since >= 10) { const now = video.currentTime; close(); since = now; }
    if (Date.now() - last > 15000) { last = Date.now(); send(); }
  });
  addEventListener("pagehide", () => { close(); send(); });
}
