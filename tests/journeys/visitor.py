"""A person in the browser. Every page they open is judged: errors, policy, other hosts, sideways scroll, axe."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, Request, Response, expect

from .served import PATIENCE, School

PASSWORD = "vinnytsia-2012"
MOST_TABS = 80
PICTURES = os.environ.get("PICTURES", "")
STRAIN = os.environ.get("STRAIN", "")  # a slow device on a slow line: people act before scripts and answers have come
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Visitor:
    def __init__(self, context: BrowserContext, school: School, screens: Path) -> None:
        self.context, self.school, self.screens = context, school, screens
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        context.on("page", self._watch)
        self.page = context.new_page()

    def _watch(self, page: Page) -> None:
        page.set_default_timeout(PATIENCE * 500)
        if STRAIN:
            device = self.context.new_cdp_session(page)
            device.send("Network.emulateNetworkConditions", SLOW_LINE)
            device.send("Emulation.setCPUThrottlingRate", {"rate": 3})
        page.on("console", lambda said: self._console(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda problem: self.complaints.append(f"script: {problem}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, text: str) -> None:
        if not text.startswith("Failed to load resource"):  # told by status below
            self.complaints.append(f"console: {text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.school.address, "data:", "blob:")):
            self.complaints.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page left, a download begun, enough of a recording
            self.complaints.append(f"{request.failure}: {request.url}")

    def _response(self, response: Response) -> None:
        unfinished = response.status == 400 and re.search("/cms/(pages|snippets)/", response.url)  # Wagtail saves a draft that is still being typed
        if response.status >= 400 and response.status not in self.expected and not unfinished:
            self.complaints.append(f"{response.status}: {response.url}")

    # --- going about ---------------------------------------------------------------------------------

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.get_by_role("button", name="Увійти", exact=True).click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def wrong(self, path: str, status: int) -> Page:
        """Open a page that must answer with that status."""
        self.expected.add(status)
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == status
        self.expected.discard(status)
        return self.page

    def press(self, name: str, **options: Any) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name, **options).first.click()

    def follow(self, name: str, **options: Any) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name, **options).first.click()

    def refused(self, name: str) -> None:
        """Press a button of a form that must come back with a sentence."""
        self.expected |= {400, 429}
        self.press(name)
        self.page.wait_for_load_state()
        self.expected.clear()

    def sees(self, text: str) -> Locator:
        found = self.page.get_by_text(text).first
        expect(found).to_be_visible()
        return found

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def tab_to(self, target: Locator) -> None:
        """Without a mouse: Tab till it has the focus."""
        for _step in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{target} is not reached by Tab on {self.page.url}")

    # --- judging --------------------------------------------------------------------------------------

    def look(self, name: str, *, dark: bool = False) -> None:
        """A picture of the page, and everything a machine can say against it."""
        self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=f"{self.screens}-{name}.png", full_page=True)
        wide, room = self.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert wide <= room, f"{self.page.url} scrolls sideways: {wide} > {room}"
        self.axe()
        if dark:
            self.page.emulate_media(color_scheme="dark")
            self.page.screenshot(path=f"{self.screens}-{name}-dark.png", full_page=True)
            self.axe()
            self.page.emulate_media(color_scheme="light")

    def picture(self, name: str, *, height: int = 0) -> None:
        """For the docs, when they are asked for: `PICTURES=docs/pictures`. The screen, or that much of the page, in few colours."""
        if not PICTURES:
            return
        self.page.evaluate("scrollTo(0, 0)")
        taken = Image.open(io.BytesIO(self.page.screenshot(animations="disabled", full_page=bool(height))))
        taken = taken.crop((0, 0, taken.width, min(height or taken.height, taken.height)))
        taken.thumbnail((1024, taken.height))
        taken.convert("RGB").quantize(48, dither=Image.Dither.NONE).save(Path(PICTURES) / f"{name}.png", optimize=True)

    def axe(self) -> None:
        found = Axe().run(self.page, options={"runOnly": TAGS})
        rows = [
            f"{row['id']} ({row['impact']}): {row['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for row in found.response["violations"]
            for node in row["nodes"]
        ]
        assert rows == [], f"{self.page.url}\n" + "\n".join(rows)
