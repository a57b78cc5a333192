"""What the search finds here: courses for everybody, steps only for those who may open them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from cms.pages.blocks import BodyBlock
from cms.search.documents import documents_of
from cms.search.page_sources import register_pages
from cms.search.plain import plain, together, words_of
from cms.search.sources import PUBLIC, Entry, Kind, Source, sources
from cms.search.waiting import want
from school.accounts.rules import is_coordinator

from .models import Activity, Course, CoursePage, CourseTrainer, Enrolment, LessonPage, ScheduledActivity, Words

STEPS = "steps"
COORDINATE = "coordinate"
COURSE, LESSON = Kind("course", _("Courses"), "graduation-cap", order=10), Kind("lesson", _("Lessons"), "book-open", order=20)
BODY = BodyBlock()


def register() -> None:
    register_pages("courses", CoursePage, kind=COURSE, describe=describe_course)
    sources.register(Source(STEPS, entries, stamps, kinds=[LESSON], tags_for=tags_for))


def describe_course(page: CoursePage) -> dict[str, Any] | None:
    if not page.in_catalogue:
        return None
    language = page.locale.language_code
    names = [getattr(row.instructor, f"name_{language}", "") for row in page.instructors.select_related("instructor") if row.instructor.live]
    text = together(page.summary, page.audience, words_of(page.outcomes), plain(page.about), page.certificate_note, ", ".join(names))
    return {"text": text, "topics": topics_of(page, language)}


def topics_of(page: Any, language: str) -> dict[str, str]:
    return {topic.slug: getattr(topic, f"name_{language}", topic.name_uk) for topic in page.topics.all()}


def want_steps(course: Course) -> None:
    """Its outline, its words or its runs have changed."""
    want(STEPS, *(str(key) for key in course.activities.values_list("key", flat=True)))


# --- steps -------------------------------------------------------------------------------------------


def entries(keys: Collection[str]) -> Iterator[Entry]:
    steps = {
        row.key: row for row in Activity.objects.filter(key__in=list(keys)).select_related("course", "module").prefetch_related("course__topics")
    }
    about = {*steps, *(row.module.key for row in steps.values()), *(row.course.key for row in steps.values())}
    words = {(row.key, row.locale): row for row in Words.objects.filter(key__in=about)}
    pages = {
        (page.translation_key, page.locale.language_code): page for page in Page.objects.filter(translation_key__in=steps).select_related("locale")
    }
    runs: dict[int, list[ScheduledActivity]] = {}
    for held in (
        ScheduledActivity.objects.filter(activity__in=steps.values(), run__cancelled_at=None).select_related("run").order_by("run__starts_at")
    ):
        runs.setdefault(held.activity_id, []).append(held)
    for (key, language), said in words.items():
        step = steps.get(key)
        if step is not None and (step.retired_at is None or runs.get(step.pk)):
            yield _entry(step, said, words, pages.get((key, language)), runs.get(step.pk, []))


def _entry(step: Activity, said: Words, words: dict[Any, Words], page: Page | None, held: list[ScheduledActivity]) -> Entry:
    language = said.locale
    course, module = words.get((step.course.key, language)), words.get((step.module.key, language))
    with override(language):
        context = _("Course «%(course)s»") % {"course": course.title if course else step.course.title}
        tags = _tags(step, said, page, held)
    lesson = words_of(BODY.to_python(said.body)) if step.kind == LessonPage.kind else ""
    return Entry(
        object=str(step.key), language=language, kind=LESSON.name, title=said.title, text=together(said.summary, lesson),
        url=said.url, tags=tags, context=" · ".join(filter(None, [context, module.title if module else ""])),
        topics={topic.slug: getattr(topic, f"name_{language}", topic.name_uk) for topic in step.course.topics.all()},
        files=documents_of(page) if page else (),
    )  # fmt: skip


def _tags(step: Activity, said: Words, page: Page | None, held: list[ScheduledActivity]) -> dict[str, str]:
    """Learners are led to their run, trainers to the page's editor, everybody to a free preview."""
    edited = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else said.url
    tags = {COORDINATE: edited, f"teach:{step.course.code}": edited}
    tags |= {f"open:{row.run.code}:{row.module_id}": reverse("learning:activity", args=[row.run.code, step.code]) for row in held}
    return tags | ({PUBLIC: ""} if said.live and step.rules.get("free_preview") else {})


def tags_for(user: Any) -> list[str]:
    """What of the runs one learns in has been released by now, the courses one teaches. Four queries."""
    now = timezone.now()
    learning = Enrolment.objects.active().of(user).filter(run__cancelled_at=None, run__starts_at__lte=now).select_related("run")
    tags = [COORDINATE] if is_coordinator(user) else []
    for row in learning.prefetch_related("run__modules"):
        since = max(row.enrolled_at, row.run.starts_at)
        released = ((module, module.released_at(since)) for module in row.run.modules.all())
        tags += [f"open:{row.run.code}:{module.pk}" for module, at in released if at is None or at <= now]
    taught = CourseTrainer.objects.filter(user=user, dismissed_at=None)
    return tags + [f"teach:{code}" for code in taught.values_list("course__code", flat=True)]


def stamps() -> Iterator[tuple[str, str]]:
    facts: dict[str, list[str]] = {str(key): [str(retired)] for key, retired in Activity.objects.values_list("key", "retired_at")}
    for key, *rest in Words.objects.order_by("pk").values_list("key", "locale", "version", "live", "url"):
        if str(key) in facts:
            facts[str(key)].append("|".join(map(str, rest)))
    for key, *rest in ScheduledActivity.objects.order_by("pk").values_list("activity__key", "run", "module", "run__cancelled_at"):
        facts[str(key)].append("|".join(map(str, rest)))
    for one, lines in facts.items():
        yield one, hashlib.sha256("\n".join(lines).encode()).hexdigest()
