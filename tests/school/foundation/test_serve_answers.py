"""The parent process waits for the site before it starts the workers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from school.foundation.management.commands.serve import answers


class ByOneName(BaseHTTPRequestHandler):
    """Like Django with ALLOWED_HOSTS: any other name is a bad request."""

    def do_GET(self) -> None:
        known = self.headers["Host"] == "school.example.org" and self.path == "/healthz/"
        self.send_response(200 if known else 400)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), ByOneName)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield str(server.server_port)
    server.shutdown()
    server.server_close()


def test_site_that_knows_only_its_public_name_is_found(port: str, settings) -> None:
    settings.PUBLIC_URL = "https://school.example.org"
    assert answers(port) is True


def test_site_that_refuses_is_not_ready(port: str, settings) -> None:
    settings.PUBLIC_URL = "https://another.example.org"
    assert answers(port) is False


def test_silent_port_is_not_ready(settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert answers(str(free.getsockname()[1])) is False
