"""What people see of a course before they enrol: facts gathered without knowing who asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cms.library.topics.gathering import topic_links
from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf
from school.foundation.calendar import kyiv_day, last_day
from school.foundation.centre import centre

from .enums import ClaimState, RunState
from .kinds import kinds_in_room
from .models import Claim, Course, CoursePage, CourseRun, CoursesIndexPage, Instructor
from .progress import words_for


@dataclass
class RunCard:
    run: CourseRun
    name: str
    state: RunState
    free: int | None
    waiting: int

    @property
    def full(self) -> bool:
        return self.free == 0

    @property
    def takes(self) -> bool:
        return self.state is RunState.ENROLLING


def ects(hours: Decimal) -> Decimal:
    """Academic hours in ECTS credits, to a tenth, by the centre's hours per credit."""
    return (Decimal(hours) / Decimal(centre().hours_per_credit or 30)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def run_cards(course: Course, language: str) -> list[RunCard]:
    rows = list(course.runs.not_over().select_related("offer", "project").order_by("starts_at"))
    queues = Claim.objects.filter(offer__in=[run.offer_id for run in rows], state=ClaimState.WAITING)
    waiting = dict(queues.values_list("offer").annotate(n=Count("pk"))) if rows else {}
    cards = [RunCard(run, run_name(run, language), run.state, run.offer.free, waiting.get(run.offer_id, 0)) for run in rows]
    order = [RunState.ENROLLING, RunState.PLANNED, RunState.CLOSED, RunState.RUNNING, RunState.FINISHED]
    return sorted((card for card in cards if card.state in order), key=lambda card: order.index(card.state))


def run_name(run: CourseRun, language: str) -> str:
    return run.name_en if language == "en" and run.name_en else run.name_uk


def syllabus_of(course: Course, language: str) -> list[dict[str, Any]]:
    """Modules in force with their steps, in the words of this language; two queries."""
    rows = list(course.activities.in_force().select_related("module").order_by("position", "pk"))
    said = words_for([row.key for row in rows] + [row.module.key for row in rows], language, course.source_locale)
    modules: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.module_id not in modules:
            about = said.get(row.module.key)
            modules[row.module_id] = {"title": about.title if about else row.module.title, "summary": about.summary if about else "", "steps": []}
        words = said.get(row.key)
        free = bool(row.rules.get("free_preview") and words and words.live)
        step = {
            "title": words.title if words else row.title,
            "minutes": row.minutes,
            "kind": row.kind,
            "free": free,
            "in_room": row.kind in kinds_in_room(),
        }
        modules[row.module_id]["steps"].append(step | {"url": words.url if words and free else ""})
    for module in modules.values():
        module["minutes"] = sum(step["minutes"] for step in module["steps"])
    return list(modules.values())


def course_facts(page: CoursePage) -> dict[str, Any]:
    """Runs as they stand now; what only publishing changes is asked when the template has not kept it (`version`)."""
    language = page.locale.language_code
    course = Course.objects.filter(key=page.translation_key).first()
    cards = run_cards(course, language) if course else []
    certified = not cards or any(card.run.gives_certificate for card in cards)
    syllabus = SimpleLazyObject(lambda: syllabus_of(course, language) if course else [])
    hours = course.hours if course else page.hours
    return {
        "course": course,
        "runs": cards,
        "run": cards[0] if cards else None,
        "syllabus": syllabus,
        "step_count": lambda: sum(not step["in_room"] for module in syllabus for step in module["steps"]),
        "instructors": SimpleLazyObject(lambda: _instructors(page)),
        "version": (page.last_published_at, course and course.published_at, certified),
        "gives_certificate": certified,
        "hours": hours,
        "ects": ects(hours),
        "level": page.get_level_display(),
        "topics": SimpleLazyObject(lambda: topic_links(page.topics.all())),
        "prerequisites": SimpleLazyObject(lambda: _prerequisite_links(course, language) if course else []),
        "json_ld": _json_ld(page, cards, hours),
    }


def _instructors(page: CoursePage) -> list[Instructor]:
    rows = [row.instructor for row in page.instructors.select_related("instructor__portrait")]
    return [instructor for instructor in rows if instructor.live]


def _prerequisite_links(course: Course, language: str) -> list[dict[str, str]]:
    keys = [row.key for row in course.prerequisites.all()]
    if not keys:
        return []
    pages = {page.translation_key: page for page in CoursePage.objects.live().filter(translation_key__in=keys, locale__language_code=language)}
    return [
        {"title": pages[row.key].title if row.key in pages else row.title, "url": page_url(pages[row.key]) if row.key in pages else ""}
        for row in course.prerequisites.all()
    ]


def _json_ld(page: CoursePage, cards: list[RunCard], hours: Decimal) -> dict[str, Any]:
    house = centre()
    provider = {"@type": "EducationalOrganization", "name": house.name_uk, "url": settings.PUBLIC_URL}
    instances = [
        {
            "@type": "CourseInstance",
            "courseMode": "online",
            "name": card.name,
            "startDate": kyiv_day(card.run.starts_at).isoformat(),
            **({"endDate": last_day(card.run.ends_at).isoformat()} if card.run.ends_at else {}),
            "courseWorkload": f"PT{int(hours * 45 // 60)}H{int(hours * 45 % 60)}M",
        }
        for card in cards
    ]
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": page.title,
        "description": page.description,
        "inLanguage": page.locale.language_code,
        "url": settings.PUBLIC_URL + page_url(page),
        "provider": provider,
        "teaches": [str(child.value) for child in page.outcomes],
        "offers": {"@type": "Offer", "price": "0", "priceCurrency": "UAH", "category": "Free"},
        "hasCourseInstance": instances,
    }


# --- shelves -----------------------------------------------------------------------------------------


def course_cards(language: str, courses: Any = None) -> list[dict[str, Any]]:
    """Published courses as cards, each with its nearest run; three queries however many there are."""
    pages = CoursePage.objects.live().filter(locale__language_code=language, in_catalogue=True).order_by("path")
    if courses is not None:
        pages = pages.filter(translation_key__in=[course.key for course in courses])
    pages = list(pages)
    records = {
        course.key: course for course in Course.objects.filter(key__in=[page.translation_key for page in pages]).prefetch_related("topics", "modules")
    }
    runs: dict[int, list[CourseRun]] = {}
    for run in CourseRun.objects.not_over().filter(course__in=records.values()).select_related("offer").order_by("starts_at"):
        runs.setdefault(run.course_id, []).append(run)
    return [_card(page, course, runs.get(course.pk, [])) for page in pages if (course := records.get(page.translation_key))]


def _rank(run: CourseRun) -> tuple[bool, bool, Any]:
    """Open and still ahead first, then open, then the earliest."""
    return (not run.enrols_now, run.starts_at <= timezone.now(), run.starts_at)


def _card(page: CoursePage, course: Course, runs: list[CourseRun]) -> dict[str, Any]:
    run = min(runs, key=_rank, default=None)
    coming = [row for row in runs if row.enrols_now or row.starts_at > timezone.now()]
    return {
        "page": page,
        "title": page.title,
        "summary": page.summary,
        "url": page_url(page),
        "key": str(page.translation_key),
        "cloth": course.cloth,
        "hours": course.hours,
        "modules": sum(module.retired_at is None for module in course.modules.all()),
        "level": course.level,
        "topics": list(course.topics.all()),
        "run": run,
        "free": run.offer.free if run else None,
        "state": run.state if run else None,
        "when": {"pace" if row.self_paced else "soon" for row in coming} or {"later"},
    }


def courses_shelf(subject: Any, language: str) -> Shelf | None:
    cards = course_cards(language)
    index = CoursesIndexPage.objects.live().filter(locale__language_code=language).first()
    return Shelf("courses", _("Where to begin"), cards[:3], len(cards), page_url(index) if index else "") if cards else None


def soon_shelf(subject: Any, language: str) -> Shelf | None:
    """Runs that begin soon, nearest first; later rooms add days and webinars to the same list."""
    now = timezone.now()
    items = [
        {
            "at": card["run"].starts_at,
            "title": card["title"],
            "url": card["url"],
            "icon": "book-open",
            "kind": _("Course"),
            "where": _("in a room") if card["run"].in_room else _("online"),
            "free": card["free"],
            "capacity": card["run"].offer.capacity,
            "deadline": card["run"].enrolment_closes_at,
        }
        for card in course_cards(language)
        if card["run"] and card["run"].starts_at > now
    ]
    for maker in SOON:
        items += maker(language)
    items.sort(key=lambda item: item["at"])
    return Shelf("soon", _("Coming up"), items[:5], len(items), "") if items else None


SOON: list[Any] = []
