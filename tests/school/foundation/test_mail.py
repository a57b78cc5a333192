"""Letters are written with the verb, frozen, and sent once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from school.foundation import jobs, mail
from school.foundation.models import Job, Letter, LetterState, LetterWording
from school.foundation.templatetags.typo import own_links

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purpose() -> Iterator[None]:
    defaults = {
        "uk": ("Вітаємо, {{ name }}", "Добрий день, {{ name }}.\n\nВаш курс: {{ course }}.", "Відкрити"),
        "en": ("Welcome, {{ name }}", "Good day, {{ name }}.", "Open"),
    }
    mail.register_purpose("test.welcome", label="Welcome", placeholders=["name", "course"], defaults=defaults)
    yield
    mail._purposes.pop("test.welcome")


def write(key: str = "welcome:1", **changes: str) -> Letter:
    context = {"name": changes.pop("name", "Олена"), "course": "Основи"}
    return mail.write_letter("test.welcome", key=key, **{"to": "olena@example.org", "language": "uk", "context": context, **changes})  # type: ignore[arg-type]


def job_of(letter: Letter) -> Job:
    return Job.objects.get(kind="mail.deliver", key=str(letter.pk))


def test_letter_leaves_when_the_transaction_is_kept(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    with django_capture_on_commit_callbacks(execute=True):
        letter = write(url="https://school.example.org/x/")
        assert outbox.outbox == []
    letter.refresh_from_db()
    sent = outbox.outbox[0]
    assert (sent.to, sent.subject, sent.extra_headers) == (["olena@example.org"], "Вітаємо, Олена", {"Message-ID": letter.message_id})
    assert (letter.state, letter.sent_at is not None) == (LetterState.SENT, True)


@pytest.mark.django_db(transaction=True)
def test_verb_that_fails_leaves_no_letter() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert (Letter.objects.count(), Job.objects.count(), outbox.outbox) == (0, 0, [])


def test_occasion_is_written_of_once() -> None:
    assert write().pk == write(name="Інша").pk
    assert (Letter.objects.get().subject, Job.objects.count()) == ("Вітаємо, Олена", 1)


def test_letter_that_has_left_does_not_leave_again() -> None:
    job = job_of(write())
    mail.deliver(job)
    mail.deliver(job)
    assert len(outbox.outbox) == 1


def test_after_a_crash_it_is_sent_under_the_same_message_id() -> None:
    letter = write()
    Letter.objects.update(state=LetterState.SENDING)  # killed between the claim and the server's answer
    mail.deliver(job_of(letter))
    assert [message.extra_headers["Message-ID"] for message in outbox.outbox] == [letter.message_id]


def test_letter_that_no_server_takes_is_shown_as_failed(settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens
    letter = write()
    job = job_of(letter)
    states = []
    for _attempt in range(jobs.MOST_ATTEMPTS):
        Job.objects.update(due_at=timezone.now())
        jobs.run_job(job.pk)
        letter.refresh_from_db()
        states.append(letter.state)
    assert states == [LetterState.QUEUED] * (jobs.MOST_ATTEMPTS - 1) + [LetterState.FAILED]


def test_text_is_frozen_when_written() -> None:
    letter = write()
    LetterWording.objects.create(purpose="test.welcome", language="uk", subject="Нове", body="Нове", button="")
    mail.deliver(job_of(letter))
    assert outbox.outbox[0].subject == "Вітаємо, Олена"


def test_wording_of_the_centre_wins_over_our_own() -> None:
    LetterWording.objects.create(purpose="test.welcome", language="uk", subject="{{ name }}, ласкаво просимо", body="Текст центру", button="")
    letter = write()
    assert (letter.subject, "Текст центру" in letter.text) == ("Олена, ласкаво просимо", True)


@pytest.mark.parametrize(("language", "subject"), [("en", "Welcome, Олена"), ("uk", "Вітаємо, Олена"), ("de", "Вітаємо, Олена")])
def test_letter_is_in_the_language_of_its_reader_else_ukrainian(language: str, subject: str) -> None:
    assert write(language=language).subject == subject


def test_name_can_neither_run_in_the_letter_nor_add_a_header() -> None:
    letter = write(name="<script>x</script>\nBcc: all@example.org {{ url }}")
    assert letter.subject == "Вітаємо, <script>x</script> Bcc: all@example.org {{ url }}"
    assert "<script>" not in letter.html
    assert "<script>x</script>" in letter.text


@pytest.mark.parametrize("body", ["{{ name|loud }}", "{% load static %}", "{% include 'base.html' %}"])
def test_wording_that_cannot_be_filled_in_is_refused(body: str) -> None:
    with pytest.raises(ValidationError) as refused:
        LetterWording(purpose="test.welcome", language="uk", subject="Вітаємо", body=body).full_clean()
    assert list(refused.value.message_dict) == ["body"]


def test_wording_of_an_unknown_letter_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        LetterWording(purpose="test.nothing", language="uk", subject="x", body="x").full_clean()
    assert refused.value.message_dict == {"purpose": ["Такого листа немає."]}


def test_preview_shows_the_places_by_name() -> None:
    html = mail.preview(LetterWording(purpose="test.welcome", language="uk", subject="Вітаємо", body="Добрий день, {{ name }}", button="Далі"))
    assert "[name]" in html


def test_letter_tells_the_calendar_what_was_frozen_with_it() -> None:
    part = mail.CalendarPart("REQUEST", "BEGIN:VCALENDAR\r\nSUMMARY:Їдемо\r\nEND:VCALENDAR\r\n")
    letter = mail.write_letter("test.welcome", key="welcome:2", to="olena@example.org", language="uk", context={"name": "Олена"}, calendar=part)
    assert (letter.calendar_method, letter.calendar) == ("REQUEST", part.text)
    mail.deliver(job_of(letter))
    parts = [(found.get_content_type(), found.get_param("method"), found.get_filename()) for found in outbox.outbox[0].message().walk()]
    assert parts[2:] == [
        ("text/plain", None, None),
        ("text/html", None, None),
        ("text/calendar", "REQUEST", None),
        ("application/ics", None, "invite.ics"),
    ]


def test_letter_without_a_calendar_has_two_parts_only() -> None:
    mail.deliver(job_of(write()))
    assert [found.get_content_type() for found in outbox.outbox[0].message().walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_only_addresses_of_the_school_are_links_in_a_letter(settings) -> None:  # type: ignore[no-untyped-def]
    own, other = f"{settings.PUBLIC_URL}/surveys/e-1-e-2/", "https://example.net/login"
    html = str(own_links(f"Відгук: {own}. Каже {other} і <b>."))
    assert html.count("<a ") == 1
    assert f'<a href="{own}">{own}</a>.' in html
    assert (other in html, "&lt;b&gt;" in html) == (True, True)
