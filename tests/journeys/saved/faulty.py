"""A school of the test's own rows, really served, some of whose addresses answer as broken, busy or slow ones do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

Answer = tuple[str, dict[str, str], Iterable[bytes]]
_answers: dict[str, Callable[[], Answer | None]] = {}


class Faulty(StaticFilesHandler):
    """Before Django, so that files and pages can fail alike."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        answer = _answers[environ["PATH_INFO"]]() if environ["PATH_INFO"] in _answers else None
        if answer is None:
            return super().__call__(environ, start_response)
        status, headers, body = answer
        start_response(status, [("Content-Type", "text/html; charset=utf-8"), *headers.items()])
        return body


class Faults:
    def __init__(self) -> None:
        self.thread = LiveServerThread("127.0.0.1", static_handler=Faulty, connections_override={})
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        if self.thread.error:
            raise self.thread.error
        self.address = f"http://127.0.0.1:{self.thread.port}"

    def stop(self) -> None:
        _answers.clear()
        self.thread.terminate()

    def answer(self, path: str, status: str, headers: dict[str, str] | None = None, *, times: int = 1_000, text: str = "<p>Broken</p>") -> None:
        """So many times, then as it should."""
        left = iter(range(times))
        _answers[path] = lambda: (status, headers or {}, [text.encode()]) if next(left, None) is not None else None

    def slowly(self, path: str, first: str, last: str, *, until: str) -> None:
        """The beginning at once, the rest when the browser has asked for `until`."""
        asked = threading.Event()

        def body() -> Iterator[bytes]:
            yield first.encode()
            asked.wait(60)
            yield last.encode()

        _answers[until] = lambda: (asked.set(), ("204 No Content", {}, []))[1]  # type: ignore[func-returns-value]
        _answers[path] = lambda: ("200 OK", {}, body())

    def mend(self) -> None:
        _answers.clear()
