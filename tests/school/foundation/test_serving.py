"""Private files are served as RFC 9110 says, by nginx, or by a link into the bucket."""

from __future__ import annotations

import email
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.http import http_date
from storages.backends.s3 import S3Storage

from school.foundation.files import StoredFile, serve_private

RAW = bytes(range(100))


@pytest.fixture
def stored() -> StoredFile:
    return StoredFile(storages["default"], storages["default"].save("ranges.bin", ContentFile(RAW)))


def answer(stored: StoredFile, method: str = "GET", **headers: str) -> HttpResponse:
    return serve_private(RequestFactory().generic(method, "/", headers=headers), stored, filename="звіт.bin")


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("asked", "status", "sent", "said"),
    [
        ("bytes=0-9", 206, RAW[:10], "bytes 0-9/100"),
        ("bytes=90-", 206, RAW[90:], "bytes 90-99/100"),
        ("bytes=-5", 206, RAW[95:], "bytes 95-99/100"),
        ("bytes=-500", 206, RAW, "bytes 0-99/100"),
        ("bytes=50-500", 206, RAW[50:], "bytes 50-99/100"),
        ("bytes=99-99", 206, RAW[99:], "bytes 99-99/100"),
        ("Bytes = 0-0", 206, RAW[:1], "bytes 0-0/100"),
        ("bytes=0-1,500-600", 206, RAW[:2], "bytes 0-1/100"),
        ("bytes=,0-1, ,", 206, RAW[:2], "bytes 0-1/100"),
        ("bytes=100-", 416, b"", "bytes */100"),
        ("bytes=-0", 416, b"", "bytes */100"),
        ("bytes=9-2", 416, b"", "bytes */100"),
        ("bytes=200-300,400-", 416, b"", "bytes */100"),
        ("lines=1-2", 200, RAW, None),
        ("bytes=", 200, RAW, None),
        ("bytes=-", 200, RAW, None),
        ("bytes=a-b", 200, RAW, None),
        ("bytes=0-5,3-9", 200, RAW, None),
        ("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 80, 2)), 200, RAW, None),
    ],
)
def test_parts_are_answered_exactly(stored: StoredFile, asked: str, status: int, sent: bytes, said: str | None) -> None:
    response = answer(stored, Range=asked)
    assert (response.status_code, body(response), response.get("Content-Range")) == (status, sent, said)
    assert response["Accept-Ranges"] == "bytes"
    if status != 416:
        assert (response["Content-Length"], bool(response["ETag"]), bool(response["Last-Modified"])) == (str(len(sent)), True, True)


def test_several_parts_come_as_multipart_in_the_order_asked(stored: StoredFile) -> None:
    response = answer(stored, Range="bytes=90-, 0-3")
    raw = body(response)
    assert (response.status_code, response["Content-Length"], response.get("Content-Range")) == (206, str(len(raw)), None)
    message = email.message_from_bytes(b"Content-Type: " + response["Content-Type"].encode() + b"\r\n\r\n" + raw)
    parts: list[Any] = message.get_payload()  # type: ignore[assignment]
    assert [(part["Content-Range"], part.get_payload(decode=True)) for part in parts] == [("bytes 90-99/100", RAW[90:]), ("bytes 0-3/100", RAW[:4])]


def test_head_answers_as_the_whole_would_and_knows_no_ranges(stored: StoredFile) -> None:
    response = answer(stored, "HEAD", Range="bytes=0-9")
    assert (response.status_code, body(response), response["Content-Length"], response.get("Content-Range")) == (200, b"", "100", None)


def test_part_is_sent_only_of_the_same_file(stored: StoredFile) -> None:
    whole = answer(stored)
    tag, date = whole["ETag"], whole["Last-Modified"]
    later = http_date(storages["default"].get_modified_time(stored.name).timestamp() + 60)
    conditions = [tag, date, '"other"', f"W/{tag}", later, "nonsense"]
    assert [answer(stored, Range="bytes=0-9", **{"If-Range": value}).status_code for value in conditions] == [206, 206, 200, 200, 200, 200]


def test_what_the_browser_has_is_not_sent_again(stored: StoredFile) -> None:
    whole = answer(stored)
    again = answer(stored, **{"If-None-Match": whole["ETag"], "Range": "bytes=0-9"})
    assert (again.status_code, body(again), again["ETag"]) == (304, b"", whole["ETag"])
    assert answer(stored, **{"If-Modified-Since": whole["Last-Modified"]}).status_code == 304
    assert answer(stored, **{"If-Match": '"other"', "Range": "bytes=0-9"}).status_code == 412


def test_another_file_under_the_name_has_another_tag(stored: StoredFile) -> None:
    before = answer(stored)["ETag"]
    storages["default"].delete(stored.name)
    storages["default"].save(stored.name, ContentFile(RAW + b"!"))
    assert answer(stored)["ETag"] != before


def test_empty_file_is_whole_or_nothing() -> None:
    empty = StoredFile(storages["default"], storages["default"].save("empty.bin", ContentFile(b"")))
    assert (answer(empty).status_code, answer(empty)["Content-Length"], answer(empty, Range="bytes=0-").status_code) == (200, "0", 416)


def test_behind_nginx_only_the_place_is_named(stored: StoredFile, settings: Any) -> None:
    settings.X_ACCEL = True
    response = serve_private(RequestFactory().get("/"), StoredFile(stored.storage, "теки/a b.mp4"), filename="запис.mp4", inline=True)
    assert response["X-Accel-Redirect"] == "/private/%D1%82%D0%B5%D0%BA%D0%B8/a%20b.mp4"
    assert (response.content, response["Content-Type"]) == (b"", "video/mp4")
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''%D0%B7%D0%B0%D0%BF%D0%B8%D1%81.mp4"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_bucket_is_reached_by_a_link_that_is_signed_and_runs_out(settings: Any, method: str) -> None:
    settings.S3_LINKS = "https://files.example.org"
    bucket = S3Storage(
        bucket_name="school",
        endpoint_url="https://files.example.org",
        access_key="key",
        secret_key="secret",
        location="private",
        region_name="eu",
        signature_version="s3v4",
    )
    response = serve_private(RequestFactory().generic(method, "/"), StoredFile(bucket, "webinars/a.mp4"), filename="запис.mp4", inline=True)
    url = urlsplit(response["Location"])
    asked = parse_qs(url.query)
    assert (response.status_code, url.netloc, url.path) == (302, "files.example.org", "/school/private/webinars/a.mp4")
    assert asked["response-content-type"] == ["video/mp4"]
    assert timedelta(seconds=int(asked["X-Amz-Expires"][0])) == timedelta(hours=6)
    assert "secret" not in response["Location"]
    assert response["Cache-Control"] == "private, max-age=0"


class Bucket(S3Storage):
    """A bucket that nobody has to reach."""

    def exists(self, name: str) -> bool:
        return True

    def size(self, name: str) -> int:
        return 7

    def get_modified_time(self, name: str) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    def open(self, name: str, mode: str = "rb") -> ContentFile:
        return ContentFile(b"#EXTM3U")


def test_list_whose_lines_are_relative_is_answered_at_its_own_address_from_a_bucket_too(settings: Any) -> None:
    settings.S3_LINKS, settings.X_ACCEL = "https://files.example.org", True
    stored = StoredFile(Bucket(bucket_name="school", endpoint_url="https://files.example.org"), "hls/main.m3u8")
    response = serve_private(RequestFactory().get("/"), stored, filename="main.m3u8", inline=True, here=True)
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"#EXTM3U")  # type: ignore[attr-defined]
