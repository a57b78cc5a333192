"""nginx hands out private files by the location that docs/operations.md tells, and only where the school points it there."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from school.foundation.files import SANDBOX
from tests.factories.recordings import make_rendition
from tests.factories.webinars import make_webinar
from webinars.models import Kind
from webinars.recordings.choosing import renditions_of

RAW = bytes(range(256)) * 4
CONF = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; {user}
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        {private}
        location / {{ proxy_pass {site}; proxy_set_header Host $http_host; }}
    }}
}}
"""


def private_location(media: str) -> str:
    """The location as the documentation has it."""
    words = (Path(django_settings.BASE_DIR) / "docs/operations.md").read_text(encoding="utf-8")
    start = words.index("        location /private/ {")
    return words[start : words.index("}", start) + 1].replace("/var/lib/school/media/", f"{media}/")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def nginx(live_server: Any, tmp_path: Path, settings: Any) -> Iterator[int]:
    settings.X_ACCEL = True
    port, media = free_port(), str(django_settings.PRIVATE_STORAGE["OPTIONS"]["location"])
    user = "user root;" if Path("/proc/self").owner() == "root" else ""
    conf = tmp_path / "nginx.conf"
    conf.write_text(CONF.format(folder=tmp_path, port=port, site=live_server.url, private=private_location(media), user=user), encoding="utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    server = subprocess.Popen([program, "-c", str(conf), "-e", str(tmp_path / "error.log")])
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _try in range(200):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx does not answer")


def ask(port: int, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.read(), dict(response.getheaders())


@pytest.mark.django_db(transaction=True)
def test_part_of_a_recording_comes_from_nginx_under_the_schools_rules(nginx: int) -> None:
    webinar = make_webinar()
    make_rendition(webinar, Kind.VIDEO_360, RAW)
    url = renditions_of(webinar)[0].url
    status, body, headers = ask(nginx, url, Range="bytes=256-511")
    assert (status, body, headers["Content-Range"]) == (206, RAW[256:512], "bytes 256-511/1024")
    assert (headers["Content-Type"], headers["Cache-Control"]) == ("video/mp4", "public, max-age=31536000, immutable")
    assert ask(nginx, url, **{"Range": "bytes=0-1", "If-Range": headers["ETag"]})[0] == 206
    assert ask(nginx, url, **{"Range": "bytes=0-1", "If-Range": '"other"'})[0] == 200
    assert ask(nginx, url, Range="bytes=5000-")[0] == 416


@pytest.mark.django_db(transaction=True)
def test_drawing_on_a_cover_runs_nothing_when_nginx_hands_it_out(nginx: int) -> None:
    webinar = make_webinar()
    webinar.poster.save("poster.svg", ContentFile(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))
    status, _body, headers = ask(nginx, reverse("webinars:poster", args=[webinar.code]))
    assert (status, headers["Content-Security-Policy"], headers["X-Content-Type-Options"]) == (200, SANDBOX, "nosniff")


@pytest.mark.django_db(transaction=True)
def test_folder_of_private_files_has_no_address(nginx: int) -> None:
    storages["default"].save("secret.txt", ContentFile(b"secret"))
    assert ask(nginx, "/private/secret.txt")[0] == 404
