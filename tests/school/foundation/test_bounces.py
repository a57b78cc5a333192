"""A letter that does not arrive says so: refused at once, or by a report that comes later. It can be sent again."""

from __future__ import annotations

import io
import json
import socketserver
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import get_connection
from django.core.management import CommandError, call_command

from school.foundation import jobs, mail
from school.foundation.bounces import mark_bounced, read_report, send_again, take_report
from school.foundation.history import history_of
from school.foundation.models import Job, Letter

pytestmark = pytest.mark.django_db

POSTFIX = """Return-Path: <>
Date: Tue, 3 Mar 2026 09:12:44 +0200 (EET)
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: school@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="1A2B3C.1772/mail.example.org"

--1A2B3C.1772/mail.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

Your letter was not delivered, see below.

--1A2B3C.1772/mail.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 1A2B3C
Arrival-Date: Tue, 3 Mar 2026 09:12:41 +0200 (EET)

Final-Recipient: rfc822; olena@example.org
Original-Recipient: rfc822;olena@example.org
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <olena@example.org>: no such
    mailbox here

--1A2B3C.1772/mail.example.org
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <school@example.org>
Subject: whatever
Message-ID: {id}
To: olena@example.org

text

--1A2B3C.1772/mail.example.org--
"""

EXIM = """Return-path: <>
Received: from Debian-exim by mail.example.net with local id 1vXyZ-0001
X-Failed-Recipients: olena@example.org
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example.net>
To: school@example.org
References: {id}
Content-Type: multipart/report; report-type=delivery-status; boundary=1772521964-eximdsn-88
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1vXyZ-0001@mail.example.net>

--1772521964-eximdsn-88
Content-type: text/plain; charset=us-ascii

The letter did not reach one of those it was sent to.

--1772521964-eximdsn-88
Content-type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Action: failed
Final-Recipient: rfc822;olena@example.org
Status: 5.0.0
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 552 mailbox is over its quota

--1772521964-eximdsn-88
Content-type: text/rfc822-headers

Return-path: <school@example.org>
Message-ID: {id}
Subject: whatever

--1772521964-eximdsn-88--
"""


@pytest.fixture(autouse=True)
def purpose() -> Iterator[None]:
    mail.register_purpose("test.note", label="Note", placeholders=["name"], defaults={"uk": ("Вітаємо", "Добрий день.", "")})
    yield
    mail._purposes.pop("test.note")


def letter(state: str = "sent") -> Letter:
    row = mail.write_letter("test.note", key="note:1", to="olena@example.org", language="uk", context={"name": ""})
    Letter.objects.filter(pk=row.pk).update(state=state)
    return Letter.objects.get(pk=row.pk)


def report(sample: str, row: Letter, action: str = "failed") -> bytes:
    return sample.replace("{id}", row.message_id).replace("{action}", action).encode()


@pytest.mark.parametrize(
    ("sample", "status", "words"),
    [(POSTFIX, "5.1.1", "550 5.1.1 <olena@example.org>: no such mailbox here"), (EXIM, "5.0.0", "552 mailbox is over its quota")],
)
def test_a_report_marks_the_letter_it_tells_of(sample: str, status: str, words: str) -> None:
    row = letter()
    assert take_report(report(sample, row)) is not None
    row.refresh_from_db()
    assert (row.state, row.status, row.failure, row.failed_at is not None) == ("bounced", status, words, True)
    assert [(event.verb, event.data) for event in history_of(row)] == [("bounce", {"status": status})]


def test_told_twice_it_is_marked_once() -> None:
    row = letter()
    take_report(report(POSTFIX, row))
    take_report(report(EXIM, row))
    row.refresh_from_db()
    assert (row.status, history_of(row).count()) == ("5.1.1", 1)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_delay_or_a_success_marks_nothing(action: str) -> None:
    row = letter()
    assert take_report(report(POSTFIX, row, action)) is None
    assert Letter.objects.get().state == "sent"


@pytest.mark.parametrize(
    "raw", [b"", b"From: petro@example.org\nSubject: hello\n\ntext", b"\xff\xfe\x00", report(POSTFIX, Letter(message_id="<other@example.net>"))]
)
def test_other_mail_marks_nothing(raw: bytes) -> None:
    letter()
    assert take_report(raw) is None
    assert Letter.objects.get().state == "sent"


def test_a_broken_report_is_no_report() -> None:
    raw = report(POSTFIX, letter())
    assert read_report(raw[: raw.index(b"Final-Recipient")]) is None


def test_a_message_that_nobody_can_read_does_not_stop_the_others(tmp_path: Path, capsys) -> None:
    row = letter()
    nested = b"".join(b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(nested)
    (tmp_path / "new" / "2").write_bytes(report(POSTFIX, Letter(message_id="<a\x00b@example.org>")))
    (tmp_path / "new" / "3").write_bytes(report(POSTFIX, row))
    call_command("read_bounces", str(tmp_path), "--json")
    assert [one["letter"] for one in json.loads(capsys.readouterr().out)["letters"]] == [row.pk]


def test_it_is_sent_again_under_another_id_to_the_mended_address(halyna, django_capture_on_commit_callbacks) -> None:
    row = letter()
    old = report(POSTFIX, row)
    mark_bounced(letter=row, status="5.1.1", words="no such mailbox")
    with django_capture_on_commit_callbacks(execute=True):
        send_again(letter=row, to="olena.kravchuk@example.org", actor=halyna)
    row.refresh_from_db()
    assert (row.state, row.to, row.failure, row.failed_at) == ("sent", "olena.kravchuk@example.org", "", None)
    assert (outbox.outbox[-1].to, outbox.outbox[-1].extra_headers["Message-ID"]) == (["olena.kravchuk@example.org"], row.message_id)
    assert (take_report(old), Letter.objects.get().state) == (None, "sent")
    assert history_of(row).get(verb="send_again").actor == halyna


@pytest.mark.parametrize("state", ["queued", "sending", "sent"])
def test_what_did_not_fail_is_not_sent_again(state: str) -> None:
    row = letter(state)
    send_again(letter=row, to="petro@example.org", actor=None)
    assert (Letter.objects.get().to, Letter.objects.get().state, Job.objects.filter(kind="mail.deliver").count()) == ("olena@example.org", state, 1)


class Server(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a refusal needs; `answers` are by command."""

    answers: dict[bytes, bytes] = {}

    def handle(self) -> None:
        self.wfile.write(b"220 mx\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            self.wfile.write(self.answers.get(word, b"250 ok") + b"\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def server(settings: Any) -> Iterator[type[Server]]:
    class Own(Server):
        answers: dict[bytes, bytes] = {}

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Own) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = running.server_address[0], running.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        assert get_connection().port == running.server_address[1]
        yield Own
        running.shutdown()


@pytest.mark.parametrize(
    ("command", "answer", "status"),
    [(b"RCPT", b"550 5.1.1 no such mailbox", "5.1.1"), (b"RCPT", b"553 not here", "553"), (b"DATA", b"554 5.7.1 we take no such mail", "5.7.1")],
)
def test_refused_for_good_it_is_not_tried_again(server: type[Server], command: bytes, answer: bytes, status: str) -> None:
    server.answers = {command: answer}
    row = letter("queued")
    job = Job.objects.get(kind="mail.deliver")
    jobs.run_job(job.pk)
    row.refresh_from_db(), job.refresh_from_db()
    assert (row.state, row.status, row.failure in answer.decode()) == ("failed", status, True)
    assert (job.state, job.attempts) == ("done", 1)
    assert [(event.verb, event.data) for event in history_of(row)] == [("fail", {"status": status})]


@pytest.mark.parametrize("answer", [b"450 4.2.1 come later", b"451 greylisted"])
def test_refused_for_now_it_waits_for_another_attempt(server: type[Server], answer: bytes) -> None:
    server.answers = {b"RCPT": answer}
    letter("queued")
    job = Job.objects.get(kind="mail.deliver")
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (Letter.objects.get().state, Letter.objects.get().failure, job.state) == ("queued", "", "queued")


def test_the_command_reads_files_maildirs_and_standard_input(tmp_path: Path, monkeypatch, capsys) -> None:
    row = letter()
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1").write_bytes(report(POSTFIX, row))
    (tmp_path / "cur" / "2:2,S").write_bytes(b"Subject: hello\n\ntext")
    call_command("read_bounces", str(tmp_path), "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["read"], [(one["letter"], one["status"]) for one in said["letters"]]) == (2, [(row.pk, "5.1.1")])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report(EXIM, row))))
    call_command("read_bounces")
    assert "Messages read: 1; letters of ours that came back: 1." in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("read_bounces", str(tmp_path / "nowhere"))
