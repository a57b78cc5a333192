"""How long a person on a slow line waits for the first moving picture: `python -m bench.firstframe http://127.0.0.1:8000/webinars/appeals/`.

Asks a school that is being served (`make run`), in Chromium with nothing kept, on a line shaped like 3G; beside it a page that
holds nothing but the plain MP4. A frame is one that the browser says it has drawn; each figure is the median of five."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from statistics import median
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}  # bytes a second: 1.6 and 0.75 Mbit/s
ROUNDS = 5
PLAIN = "<!doctype html><video muted autoplay playsinline src='{url}'></video>"
FRAME = """() => new Promise((done) => {
  const video = document.querySelector('video');
  video.muted = true;
  if (video.paused) video.play();
  const look = (now, told) => (told.mediaTime > 0 ? done(performance.now()) : video.requestVideoFrameCallback(look));
  video.requestVideoFrameCallback(look);
})"""
KIND = "kind => localStorage.setItem('player', JSON.stringify({ quality: kind }))"


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        choices = _choices(browser, address)
        plain = choices["video_720"]
        baseline = _median(browser, lambda page: _plain(page, address, plain))
        _say("a page with the plain MP4 alone", baseline, baseline)
        for kind in ("video_720", "video_360", "hls"):
            if kind in choices:
                _say(f"the webinar's page, {kind}", _median(browser, lambda page, kind=kind: _ours(page, address, kind)), baseline)
        browser.close()


def _choices(browser: Browser, address: str) -> dict[str, str]:
    page = browser.new_page()
    page.goto(address)
    rows = page.evaluate("JSON.parse(document.getElementById('player-choices').textContent)")
    page.close()
    return {row["kind"]: urljoin(address, row["url"]) for row in rows}


def _median(browser: Browser, wait: Callable[[Page], float]) -> float:
    took = []
    for _round in range(ROUNDS):
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
        took.append(wait(page) / 1000)
        context.close()
    return median(took)


def _plain(page: Page, address: str, url: str) -> float:
    page.route("**/plain-page", lambda route: route.fulfill(body=PLAIN.format(url=url), content_type="text/html"))
    page.goto(urljoin(address, "/plain-page"), wait_until="commit")
    page.wait_for_selector("video", state="attached")
    return float(page.evaluate(FRAME))


def _ours(page: Page, address: str, kind: str) -> float:
    """From the opening of the page: the player's script is there, and it is told to play at once."""
    page.add_init_script(f"({KIND})('{kind}')")
    page.goto(address, wait_until="commit")
    page.wait_for_selector("[data-player] video:not([controls])", state="attached", timeout=60_000)
    return float(page.evaluate(FRAME))


def _say(what: str, seconds: float, baseline: float) -> None:
    sys.stdout.write(f"{what:<40} {seconds:6.2f} s   {seconds / baseline:5.2f} × the plain MP4\n")


if __name__ == "__main__":
    main(sys.argv[1])
