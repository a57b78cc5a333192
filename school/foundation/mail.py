"""Letters: written in the verb's transaction, frozen, sent by a job, never lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import history, jobs
from .bounces import new_message_id, refused_for_good, tidy
from .centre import centre, words
from .models import Job, Letter, LetterState, LetterWording

Wording = tuple[str, str, str]  # subject, body, button
_engine = Engine(autoescape=False)  # wording knows variables only: no loaders, no libraries


@dataclass(frozen=True)
class Purpose:
    name: str
    label: Any
    placeholders: tuple[str, ...]
    defaults: dict[str, Wording]


@dataclass(frozen=True)
class CalendarPart:
    """A word to the reader's calendar (RFC 5546): REQUEST puts or moves an event there, CANCEL takes it away."""

    method: str
    text: str


_purposes: dict[str, Purpose] = {}


def register_purpose(name: str, *, label: Any, placeholders: list[str], defaults: dict[str, Wording]) -> None:
    _purposes[name] = Purpose(name, label, tuple(placeholders), defaults)


def purposes() -> list[Purpose]:
    return sorted(_purposes.values(), key=lambda purpose: purpose.name)


def wording_of(name: str, language: str) -> Wording:
    row = LetterWording.objects.filter(purpose=name, language=language).first()
    if row is not None:
        return row.subject, row.body, row.button
    defaults = _purposes[name].defaults
    return defaults.get(language) or defaults["uk"]


def check_wording(row: LetterWording) -> None:
    """Refuse a wording that cannot be filled in, with what is wrong."""
    purpose = _purposes.get(row.purpose)
    if purpose is None:
        raise ValidationError({"purpose": _("There is no such letter.")})
    for field in ("subject", "body"):
        try:
            _fill(getattr(row, field), dict.fromkeys(purpose.placeholders, "…"))
        except (TemplateSyntaxError, TemplateDoesNotExist) as problem:
            raise ValidationError({field: _("This text cannot be filled in: %(why)s") % {"why": problem}}) from problem


def _fill(text: str, context: dict[str, Any]) -> str:
    return _engine.from_string(text).render(Context(context, autoescape=False))


def write_letter(
    purpose: str, *, key: str, to: str, language: str, context: dict[str, Any], url: str = "", calendar: CalendarPart | None = None, hold: str = ""
) -> Letter:
    """A letter of this occasion, once per `key`, in the caller's transaction; its text is frozen now, what it says to the calendar too.

    With `hold`, the name of a work, it is not sent until somebody lets the letters of that work go (outbox.py).
    """
    found = Letter.objects.filter(key=key).first()
    if found is not None:
        return found
    language = language if language in dict(settings.LANGUAGES) else "uk"
    with override(language):
        subject, text, html = compose(purpose, language, context, url)
        letter = Letter.objects.create(
            key=key,
            purpose=purpose,
            to=to,
            language=language,
            subject=subject,
            text=text,
            html=html,
            message_id=new_message_id(),
            created_at=timezone.now(),
            calendar_method=calendar.method if calendar else "",
            calendar=calendar.text if calendar else "",
            held_for=hold,
            state=LetterState.HELD if hold else LetterState.QUEUED,
        )
    if not hold:
        jobs.enqueue("mail.deliver", key=str(letter.pk), args={"letter": letter.pk})
    return letter


def compose(purpose: str, language: str, context: dict[str, Any], url: str) -> tuple[str, str, str]:
    """Subject, plain text and HTML in the active language."""
    house = words(centre(), "school_name", language)
    subject, body, button = wording_of(purpose, language)
    context = {"centre": house, "url": url, **context}
    said = _fill(body, context)
    paragraphs = [part.strip() for part in said.split("\n\n") if part.strip()]
    page: dict[str, Any] = {
        "subject": " ".join(_fill(subject, context).split()),
        "paragraphs": paragraphs,
        "url": url,
        "button": button,
        "house": house,
        "settings": centre(),
        "language": language,
    }
    return page["subject"][:300], render_to_string("emails/letter.txt", page), render_to_string("emails/letter.html", page)


def deliver(job: Job) -> None:
    """Claimed before the connection opens; after a crash sent again under the same Message-ID."""
    letter = Letter.objects.get(pk=job.args["letter"])
    if letter.state in (LetterState.SENT, LetterState.BOUNCED, LetterState.HELD, LetterState.DROPPED):
        return
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENDING)
    message = message_of(letter)
    try:
        message.send()
    except Exception as problem:
        refused = refused_for_good(problem)
        _not_sent(letter, problem, refused, over=job.attempts >= jobs.MOST_ATTEMPTS)
        if refused:
            return
        raise
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
    Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING).update(state=LetterState.SENT)  # a report may have been quicker


def _not_sent(letter: Letter, problem: Exception, refused: tuple[str, str] | None, *, over: bool) -> None:
    """Refused for good it is not tried again; else it waits for the next attempt, and says why after the last one."""
    if not refused and not over:
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.QUEUED)
        return
    status, words = refused or ("", tidy(str(problem) or type(problem).__name__))
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.FAILED, status=status, failure=words, failed_at=timezone.now())
        history.record(letter, "fail", data={"status": status})


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Calendars of some programs read the alternative, of others the attached file; the file's other type keeps it from being read twice."""
    message = EmailMultiAlternatives(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers={"Message-ID": letter.message_id})
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach_alternative(letter.calendar, f"text/calendar; method={letter.calendar_method}")
        message.attach("invite.ics", letter.calendar.encode(), "application/ics")
    return message


def preview(row: LetterWording) -> str:
    """The letter as it would look, its placeholders shown by name."""
    purpose = _purposes[row.purpose]
    shown = {name: f"[{name}]" for name in purpose.placeholders}
    with override(row.language):
        paragraphs = [escape(part) for part in _fill(row.body, shown).split("\n\n")]
        page: dict[str, Any] = {
            "subject": _fill(row.subject, shown),
            "paragraphs": paragraphs,
            "url": "#",
            "button": row.button,
            "house": words(centre(), "school_name", row.language),
            "settings": centre(),
            "language": row.language,
        }
        return render_to_string("emails/letter.html", page)
