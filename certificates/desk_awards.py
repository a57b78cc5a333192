"""What a coordinator gives from the desk: a statement of presence, thanks for teaching; and a whole series watched."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.internships.day_kinds import words_of_kind
from courses.internships.hours import presence_of
from courses.internships.models import Attendance
from courses.learning.models import CourseRun, CourseTrainer
from courses.learning.presenting import run_name
from school.accounts.models import User
from school.foundation.calendar import KYIV
from school.foundation.centre import words
from school.foundation.numbers import whole_number
from webinars.models import SeriesPart, Viewing, WebinarSeriesPage
from webinars.series import keys_of

from .awards import Award, NotEarned, course_page, project_words, title_in_ukrainian
from .day_awards import language_of
from .enums import AwardKind
from .models import Certificate
from .webinar_awards import hours_of

# Template fields of each kind while no rule names a template; {…} are variables of its text.
STATEMENT: dict[str, Any] = {
    "title_uk": "Довідка", "title_en": "Statement of attendance", "opening_uk": "Цією довідкою підтверджуємо присутність", "opening_en": "This confirms the presence of",
    "deed_uk": "на заході, обсяг присутності: {hours} акад. год.", "deed_en": "at the event, {hours} academic hours in all",
    "note_uk": "Довідка засвідчує лише присутність. Вона не є сертифікатом про підвищення кваліфікації.",
    "note_en": "It confirms presence only and is not a certificate of professional development.",
    "facts": ["form", "hours", "period", "outcomes", "project"],
}  # fmt: skip
THANKS: dict[str, Any] = {
    "title_uk": "Подяка", "title_en": "Letter of thanks", "opening_uk": "Щиро дякуємо. Цю подяку одержує", "opening_en": "With sincere thanks to",
    "deed_uk": "за викладання курсу", "deed_en": "for teaching the course", "facts": ["form", "hours", "period", "project"],
}  # fmt: skip
SERIES: dict[str, Any] = {
    "deed_uk": "за перегляд усіх вебінарів серії", "deed_en": "has watched every webinar of the series",
}  # fmt: skip


def attendance_award(key: str) -> Award:
    """Of confirmed presence that earned no certificate; by the attendance's code. Hours and parts are those really present."""
    rows = Attendance.objects.select_related("day__internship", "day__project", "user__profile", "application")
    attendance = rows.filter(code=key).first()
    if attendance is None or attendance.earned is not False or not attendance.hours:
        raise NotEarned(key)
    day, language = attendance.day, language_of(attendance)
    with override(language):
        return Award(
            kind=AwardKind.ATTENDANCE,
            key=key,
            record_key=str(day.internship.key),
            person=attendance.user,
            language=language,
            title=words(day.internship, "title", language),
            second_title="" if language == "uk" else words(day.internship, "title", "uk"),
            what_kind=words_of_kind(day.kind).on_certificate,
            deed=STATEMENT,
            form=_("in person"),
            hours=attendance.hours,
            starts=day.date,
            ends=day.date,
            outcomes=[words(row.slot, "title", language) for row in presence_of(attendance) if row.present],
            **project_words(day.project, language),
        )


def waiting_for_statement() -> Any:
    """Confirmed presence with hours, without a certificate and without a statement."""
    written = Certificate.objects.filter(award_kind=AwardKind.ATTENDANCE).values("award_key")
    return Attendance.objects.filter(earned=False, hours__gt=0).exclude(code__in=written)


def thanks_key(run: CourseRun, person: int) -> str:
    return f"{run.code}:{person}"


def taught(run: CourseRun | None = None) -> list[tuple[CourseRun, int]]:
    """Who taught which run that is over, the latest first: appointed before its end and not dismissed before its start. Two queries."""
    runs = CourseRun.objects.select_related("course", "project").filter(ends_at__lte=timezone.now(), cancelled_at=None)
    found = list((runs.filter(pk=run.pk) if run else runs).order_by("-ends_at", "-pk"))
    trainers = list(CourseTrainer.objects.filter(course__in={row.course_id for row in found}).order_by("pk"))
    pairs = [(row, known.user_id) for row in found for known in trainers if known.course_id == row.course_id and _taught(known, row)]
    return list(dict.fromkeys(pairs))


def _taught(trainer: CourseTrainer, run: CourseRun) -> bool:
    begun = run.ends_at is not None and trainer.appointed_at < run.ends_at
    return begun and (trainer.dismissed_at is None or trainer.dismissed_at > run.starts_at)


def thanks_award(key: str) -> Award:
    """Of a run that is over and somebody who taught it."""
    code, _colon, said = key.partition(":")
    run = CourseRun.objects.select_related("course", "project").filter(code=code).first()
    person = whole_number(said)
    if run is None or person not in [user for _run, user in taught(run)]:
        raise NotEarned(key)
    user = User.objects.select_related("profile").get(pk=person)
    language = user.language
    page = course_page(run.course.key, language) or course_page(run.course.key, run.course.source_locale)
    with override(language):
        return Award(
            kind=AwardKind.THANKS,
            key=key,
            record_key=str(run.course.key),
            person=user,
            language=language,
            title=page.title if page else run.course.title,
            second_title=title_in_ukrainian(run.course, language),
            run=run_name(run, language),
            what_kind=_("training course"),
            form=_("in person and at a distance") if run.in_room else _("distance learning"),
            deed=THANKS,
            hours=run.hours,
            starts=run.starts_at.astimezone(KYIV).date(),
            ends=(run.ends_at or run.starts_at).astimezone(KYIV).date(),
            **project_words(run.project, language),
        )


def series_key(series: UUID, person: int) -> str:
    return f"{series.hex}:{person}"


def series_award(key: str) -> Award:
    """Of every webinar of a published series, each watched as its own certificate asks."""
    said, _colon, number = key.partition(":")
    person = whole_number(number)
    page = _series_page(said)
    if page is None or person is None:
        raise NotEarned(key)
    wanted = keys_of([page])[page.translation_key]
    seen = Viewing.objects.select_related("webinar__project", "user__profile").filter(user=person, webinar__key__in=wanted)
    rows = {row.webinar.key: row for row in seen.exclude(reached_at=None)}
    if not wanted or set(rows) != set(wanted):
        raise NotEarned(key)
    return _watched(key, page, [rows[key] for key in wanted])


def _series_page(said: str) -> WebinarSeriesPage | None:
    try:
        key = UUID(hex=said)
    except ValueError:
        return None
    return WebinarSeriesPage.objects.live().filter(translation_key=key).order_by("pk").first()


def _watched(key: str, page: WebinarSeriesPage, rows: list[Viewing]) -> Award:
    user = rows[0].user
    language = user.language
    titled = WebinarSeriesPage.objects.live().filter(translation_key=page.translation_key, locale__language_code=language).first() or page
    ukrainian = WebinarSeriesPage.objects.live().filter(translation_key=page.translation_key, locale__language_code="uk").first() or page
    days = [row.reached_at.astimezone(KYIV).date() for row in rows if row.reached_at]
    with override(language):
        return Award(
            kind=AwardKind.SERIES,
            key=key,
            record_key=str(page.translation_key),
            person=user,
            language=language,
            title=titled.title,
            second_title="" if language == "uk" else ukrainian.title,
            what_kind=_("series of webinars"),
            form=_("distance learning"),
            deed=SERIES,
            hours=sum((hours_of(row.webinar) for row in rows), start=Decimal(0)),
            starts=min(min(row.opened_at.astimezone(KYIV).date() for row in rows), min(days)),
            ends=max(days),
            outcomes=[words(row.webinar, "title", language) for row in rows],
        )


def series_finished_by(viewing: Viewing) -> list[str]:
    """Keys of the awards of every series that holds this webinar, whether it was the last one missing or not."""
    pages = WebinarSeriesPage.objects.live().filter(
        translation_key__in=SeriesPart.objects.filter(webinar__translation_key=viewing.webinar.key).values("page__translation_key")
    )
    return [series_key(key, viewing.user_id) for key in sorted(set(pages.values_list("translation_key", flat=True)), key=str)]
