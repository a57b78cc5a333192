"""Letters that did not arrive: refused at once, or come back later as a delivery report (RFC 3464). Sent again once the address is mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from . import history, jobs
from .models import Letter, LetterState

LONGEST = 300
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True)
class Report:
    """What a server says of one letter: its Message-ID, the status (RFC 3463) and the reason in the server's words."""

    message_id: str
    status: str
    words: str


def refused_for_good(problem: Exception) -> tuple[str, str] | None:
    """Status and words when the server will never take this letter; None when it is worth trying again."""
    if isinstance(problem, SMTPRecipientsRefused):
        answer: tuple[int, Any] = next(iter(problem.recipients.values()))
    elif isinstance(problem, SMTPDataError):
        answer = problem.smtp_code, problem.smtp_error
    else:
        return None
    code, said = answer
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    found = _ENHANCED.search(words)
    return (found.group(1) if found else str(code), tidy(words)) if 500 <= int(code) < 600 else None


def new_message_id() -> str:
    """Of one sending: what a delivery report will name."""
    domain = settings.PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]
    return f"<{get_random_string(24)}@{domain}>"


def tidy(words: str) -> str:
    return " ".join(words.replace("\x00", "").split())[:LONGEST]


def read_report(raw: bytes) -> Report | None:
    """None when it is no delivery report, one that tells of a delay or of success, or one that nobody can read."""
    try:
        return _read(raw)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):  # anybody may write to the address of reports
        return None


def _read(raw: bytes) -> Report | None:
    message = message_from_bytes(raw, policy=policy.compat32)
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    parts = list(message.walk())
    failed = next(
        (group for part in parts if part.get_content_type() == "message/delivery-status" for group in _groups(part) if _failed(group)), None
    )
    original = next((found for part in parts if (found := _original(part))), "")
    if failed is None or not original or "\x00" in original or len(original) > LONGEST:
        return None
    diagnostic = str(failed.get("Diagnostic-Code", ""))
    return Report(original, tidy(str(failed.get("Status", ""))).split(" ")[0][:12], tidy(diagnostic.partition(";")[2] or diagnostic))


def _groups(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []


def _failed(group: Message) -> bool:
    return str(group.get("Action", "")).strip().lower() == "failed"


def _original(part: Message) -> str:
    """Message-ID of the letter that came back, whole or by its headers alone."""
    kind, payload = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list) and isinstance(payload[0], Message):
        return str(payload[0].get("Message-ID", "")).strip()
    if kind == "text/rfc822-headers":
        raw = part.get_payload(decode=True)
        return str(message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=policy.compat32).get("Message-ID", "")).strip()
    return ""


def take_report(raw: bytes) -> Letter | None:
    """The letter of ours that a delivery report tells of, marked as come back; None when it tells of none."""
    report = read_report(raw)
    letter = Letter.objects.filter(message_id=report.message_id).first() if report else None
    return mark_bounced(letter=letter, status=report.status, words=report.words) if letter and report else None


@transaction.atomic
def mark_bounced(*, letter: Letter, status: str, words: str) -> Letter:
    """Told twice is the same as told once."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state in (LetterState.BOUNCED, LetterState.FAILED):
        return letter
    letter.state, letter.status, letter.failure, letter.failed_at = LetterState.BOUNCED, status, tidy(words), timezone.now()
    letter.save(update_fields=["state", "status", "failure", "failed_at"])
    history.record(letter, "bounce", data={"status": status})
    return letter


@transaction.atomic
def send_again(*, letter: Letter, to: str, actor: Any) -> Letter:
    """The same words to the address as it is now, under a Message-ID of its own: a late report of the first sending tells nothing of this one."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state not in (LetterState.BOUNCED, LetterState.FAILED):
        return letter
    letter.to, letter.message_id, letter.state = to, new_message_id(), LetterState.QUEUED
    letter.status, letter.failure, letter.failed_at = "", "", None
    letter.save(update_fields=["to", "message_id", "state", "status", "failure", "failed_at"])
    event = history.record(letter, "send_again", actor=actor)
    jobs.enqueue("mail.deliver", key=f"{letter.pk}:again:{event.pk}", args={"letter": letter.pk})
    return letter
