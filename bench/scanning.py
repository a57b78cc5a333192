"""How soon the door's app answers a pass before the camera with the network off: the real page, decoder and list in Chromium."""

from __future__ import annotations

import json
import mimetypes
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from urllib.parse import urlparse

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from courses.internships.models import InternshipDay
from courses.internships.passes import pass_text

from .table import Row

SCANS, MOST = 12, 300  # ms
HOST = "https://localhost"
Answer = tuple[str, bytes]


def scan_rows(group: str, halyna: Client, day: InternshipDay) -> list[Row]:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("No Chromium: scanning is not measured.", file=sys.stderr)
        return []
    app, sync = reverse("internships:door_app", args=[day.code]), reverse("internships:door_sync", args=[day.code])
    said = halyna.get(sync)
    pages = {app: ("text/html; charset=utf-8", halyna.get(app).content), sync: ("application/json", said.content)}
    person = day.applications.order_by("-pk").select_related("day")[0]
    if len(json.loads(said.content)["list"]["people"]) < 1_000:
        raise RuntimeError("the list is too short to measure")
    took = _scans(chromium, pages, app, sync, pass_text(person))
    name = f"scan to answer, network off, list of 1,000: the slowest of {SCANS}"
    return [
        Row(group, name, round(max(took), 1), "ms", goal=f"≤ {MOST} ms", ok=max(took) <= MOST),
        Row(group, "the same, median", round(median(took), 1), "ms"),
    ]


def _scans(chromium: str, pages: dict[str, Answer], app: str, sync: str, text: str) -> list[float]:
    """No server stands behind: every address is answered from what was asked before, and the door's sync not at all once cut."""
    from playwright.sync_api import Route, sync_playwright

    from tests.journeys.film import film

    cut: list[bool] = []

    def answer(route: Route) -> None:
        path = urlparse(route.request.url).path
        found = pages.get(path) or _static(path)
        if found is None or (path == sync and cut):
            route.abort()
        else:
            route.fulfill(content_type=found[0], body=found[1])

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        fake = f"--use-file-for-fake-video-capture={film(Path(folder) / 'pass.mjpeg', text)}"
        args = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", fake]
        browser = playwright.chromium.launch(executable_path=chromium, args=args)
        page = browser.new_context(permissions=["camera"]).new_page()
        page.route("**/*", answer)
        page.goto(HOST + app)
        page.wait_for_function("document.querySelector('[data-counts]').textContent.includes('1')")
        cut.append(True)
        page.locator("[data-scan]").click()
        for _scan in range(SCANS):
            page.locator("[data-next]").click()
        took = page.evaluate("performance.getEntriesByName('door:answer').map((entry) => entry.duration)")
        browser.close()
    return list(took)


def _static(path: str) -> Answer | None:
    found = finders.find(path.removeprefix(settings.STATIC_URL)) if path.startswith(settings.STATIC_URL) else None
    return (mimetypes.guess_type(path)[0] or "application/octet-stream", Path(found).read_bytes()) if isinstance(found, str) else None
