"""The webinars and their recordings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.rich_text import RichText

from courses.assessment.models import Option, Question
from courses.learning.models import Instructor, ModulePage
from school.accounts.models import User
from school.foundation.models import Job
from webinars.models import SeriesPart, Webinar, WebinarPage, WebinarSeriesPage, WebinarSpeaker, WebinarStepPage
from webinars.quiz.answering import Given, hand_in_test
from webinars.quiz.asked import concluding, questions_of
from webinars.quiz.editing import put_question
from webinars.recordings.cuts import put_recording
from webinars.watching.notes import moment
from webinars.watching.watched import record_watching
from webinars.words.chapters import save_chapters
from webinars.words.decks import JOB, draw_deck, mark_slides, put_deck
from webinars.words.saving import put_captions

from . import content
from .blocks import body
from .clock import at, days
from .courses import key_of
from .site import publish

SLUGS = ("new-media", "appeals")


def make_webinars(indexes: dict[str, Any], instructors: dict[str, Instructor], project: Any) -> list[Webinar]:
    return [_webinar(slug, indexes, instructors, project) for slug in SLUGS]


def _webinar(slug: str, indexes: dict[str, Any], instructors: dict[str, Instructor], project: Any) -> Webinar:
    told = content.read(f"webinars/{slug}/webinar.yaml")
    for code in content.LANGUAGES:
        parent = indexes[code]
        parent.refresh_from_db()
        page = WebinarPage(
            title=told["title"][code],
            slug=slug,
            summary=told["summary"][code],
            audience=told["audience"][code],
            what_for=[("point", row) for row in told["what_for"][code]],
            starts_at=days(told["days"], hour=18),
            length_minutes=told["minutes"],
            body=body(told.get("body", {}).get(code, []), f"webinars/{slug}"),
            project=project,
            locale=parent.locale,
            translation_key=key_of(f"webinar:{slug}"),
        )
        page.speakers = [WebinarSpeaker(instructor=instructors[name], sort_order=n) for n, name in enumerate(told["speakers"])]
        publish(parent, page)
    webinar = Webinar.objects.get(key=key_of(f"webinar:{slug}"))
    with at(days(told["days"] + 1, hour=11)):
        _recording(webinar, slug)
        _slides(webinar, slug)
        _questions(webinar, slug)
    return Webinar.objects.get(pk=webinar.pk)


def _recording(webinar: Webinar, slug: str) -> None:
    """A ready MP4: the recording plays at once; smaller ones are made when a trainer asks for them."""
    folder = content.path(f"webinars/{slug}")
    webinar.poster.save("poster.png", ContentFile((folder / "poster.png").read_bytes()), save=False)
    put_recording(webinar=webinar, file=ContentFile((folder / "recording.mp4").read_bytes(), name=f"{slug}.mp4"), actor=None)
    for code in content.LANGUAGES:
        put_captions(webinar=webinar, language=code, text=(folder / f"recording.{code}.vtt").read_text(encoding="utf-8"))
    save_chapters(webinar=webinar, rows=[{"at": row["at_seconds"], **row["title"]} for row in content.read(f"webinars/{slug}/chapters.yaml")])


def _slides(webinar: Webinar, slug: str) -> None:
    """Decks in both languages, drawn at once; the translated one is of the same length and takes the moments of the other."""
    for code in content.LANGUAGES:
        file = ContentFile(content.path(f"webinars/{slug}/slides.{code}.pdf").read_bytes(), name=f"slides.{code}.pdf")
        deck = put_deck(webinar=webinar, language=code, file=file)
        draw_deck(Job.objects.get(kind=JOB, key=str(deck.pk)))
        if code == webinar.source_locale:
            mark_slides(deck=deck, changes=[(int(row["at_seconds"]), row["slide"]) for row in content.read(f"webinars/{slug}/slides.yaml")])


def _questions(webinar: Webinar, slug: str) -> None:
    """Some pause the recording after what they ask about was said; the rest are the concluding test."""
    for row in content.read(f"webinars/{slug}/questions.yaml"):
        words = {f"text_{code}": row["text"][code] for code in content.LANGUAGES}
        question = Question(kind=row["kind"], points=row.get("points", 1), **words)
        question.options = [_option(number, option) for number, option in enumerate(row["options"])]
        put_question(webinar=webinar, question=question, at=moment(row["at"]) if "at" in row else None, actor=None)


def _option(number: int, told: dict[str, Any]) -> Option:
    words = {f"{name}_{code}": told[name][code] for name in ("text", "feedback") for code in content.LANGUAGES}
    return Option(sort_order=number, right=told["right"], **words)


def _pass_test(webinar: Webinar, user: User) -> None:
    given = [
        Given(str(row.question.uuid), [option["uuid"] for option in row.version.asked["options"] if option["right"]], row.version.number)
        for row in concluding(questions_of(webinar))
    ]
    hand_in_test(user=user, webinar=webinar, given=given, sent=uuid4())


def make_series(indexes: dict[str, Any]) -> None:
    """Both recordings in the order in which they are watched."""
    told = content.read("webinars/series.yaml")
    for code in content.LANGUAGES:
        parent = indexes[code]
        parent.refresh_from_db()
        page = WebinarSeriesPage(
            title=told["title"][code],
            slug=told["slug"],
            summary=told["summary"][code],
            locale=parent.locale,
            translation_key=key_of(f"series:{told['slug']}"),
        )
        shown = [WebinarPage.objects.get(translation_key=key_of(f"webinar:{slug}"), locale=parent.locale) for slug in told["webinars"]]
        page.parts = [SeriesPart(webinar=row, sort_order=n) for n, row in enumerate(shown)]
        publish(parent, page)


def put_into_course(slug: str) -> None:
    """Webinars as steps of a course, after the other steps of their module."""
    for module, rows in content.read(f"courses/{slug}/webinars.yaml").items():
        for row in rows:
            for code in content.LANGUAGES:
                page = ModulePage.objects.get(translation_key=key_of(slug, module), locale__language_code=code)
                publish(page, _step(slug, row, code, page))


def _step(slug: str, told: dict[str, Any], code: str, module: ModulePage) -> WebinarStepPage:
    shown = WebinarPage.objects.get(translation_key=key_of(f"webinar:{told['webinar']}"), locale__language_code="uk")
    return WebinarStepPage(
        title=told["title"][code],
        slug=told["slug"],
        summary=told["summary"][code],
        required=told["required"],
        webinar=shown,
        body=[("text", RichText(told["body"][code]))],
        locale=module.locale,
        translation_key=key_of(slug, told["slug"]),
    )


def watch(webinar: Webinar, people: list[User]) -> None:
    """Most to the end, and the test after it; the last two stopped half-way: they do not count as having taken part."""
    whole = webinar.duration_seconds or 0
    for number, user in enumerate(people):
        with at(days(-18 + number, hour=19)) as evening:
            record_watching(
                user=user,
                webinar=webinar,
                segments=[[0, whole // 2 if user in people[-2:] else whole - number % 3]],
                since=evening - timedelta(hours=1),
            )
            if user not in people[-2:]:
                _pass_test(webinar, user)
