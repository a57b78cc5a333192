"""The day on paper: everybody, their groups, badges whose codes let them in; made once an evening, erased in time."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pypdf
import pytest
from django.utils import timezone

from courses.internships.models import Application, InternshipDay, Pack
from courses.internships.packing import ask_for_pack, forget_packs, make_pack, make_packs_of_tomorrow, pack_context
from courses.internships.passes import examine_pass, pass_text
from courses.internships.scheduling import propose_rotation, publish_schedule
from school.accounts.models import User
from school.demo.clock import at
from school.foundation.calendar import KYIV
from school.foundation.centre import CentreSettings, centre
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.courses.internships.test_scheduling import rotating_day

pytestmark = pytest.mark.django_db


def text_of(pack: Pack) -> list[str]:
    with pack.file.open("rb") as file:
        return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(file.read())).pages]


def test_pack_holds_sheets_groups_hosts_and_badges_of_everybody(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    day = rotating_day()
    InternshipDay.objects.filter(pk=day.pk).update(contacts_uk="Галина Бондар, двері: +38 (0432) 69 44 32")
    propose_rotation(day=day, groups=2, actor=halyna)
    publish_schedule(day=day, actor=halyna)
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_pack(day=day, actor=halyna)
    pack = Pack.objects.get()
    pages = text_of(pack)
    assert (pack.people, pack.made_by) == (6, halyna)
    assert "Галина Бондар, двері: +38 (0432) 69 44 32" in pages[0]
    titles = ["День на папері", "Аркуш реєстрації", "Група 1", "Група 2", "Відділ 1", "Відділ 2"]
    assert [title in page for title, page in zip(titles, pages, strict=False)] == [True] * 6
    for person in Application.objects.select_related("user__profile"):
        assert person.user.full_name in pages[1]
        assert person.user.profile.surname in pages[-1]
    assert history_of(day).first().verb == "make_pack"


def test_badge_lets_its_owner_in(halyna: User) -> None:
    day = rotating_day(people=3)
    context = pack_context(day, list(day.applications.select_related("user__profile", "day")))
    [badges] = context["badges"]
    for badge in badges:
        assert "<svg" in badge["qr"]
        assert examine_pass(day=day, text=pass_text(badge["application"])) == badge["application"]


def test_day_without_groups_has_the_common_programme_and_empty_rows(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    day = rotating_day(people=1)
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_pack(day=day, actor=None)
    pages = text_of(Pack.objects.get())
    assert ("Програма дня" in pages[2], "09:00–10:30" in pages[2]) == (True, True)


@pytest.mark.parametrize(("clock", "days_before", "made"), [("16:59", 1, 0), ("17:00", 1, 1), ("23:30", 1, 1), ("18:00", 2, 0), ("18:00", 0, 0)])
def test_pack_makes_itself_from_the_evening_before(clock: str, days_before: int, made: int) -> None:
    day = rotating_day(people=1)
    hour, minute = map(int, clock.split(":"))
    moment = datetime.combine(day.date - timedelta(days=days_before), datetime.min.time(), tzinfo=KYIV).replace(hour=hour, minute=minute)
    with at(moment):
        make_packs_of_tomorrow()
        make_packs_of_tomorrow()
    assert Job.objects.filter(kind="internships.pack").count() == made


def test_pack_is_erased_a_week_after_the_day_and_its_row_stays(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    day = rotating_day(people=1)
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_pack(day=day, actor=None)
    pack = Pack.objects.get()
    storage, name = pack.file.storage, pack.file.name
    InternshipDay.objects.filter(pk=day.pk).update(
        starts_at=timezone.now() - timedelta(days=6, hours=8),
        ends_at=timezone.now() - timedelta(days=6),
        apply_by_at=timezone.now() - timedelta(days=9),
    )
    assert (forget_packs(), storage.exists(name)) == (0, True)
    InternshipDay.objects.filter(pk=day.pk).update(
        starts_at=timezone.now() - timedelta(days=8),
        ends_at=timezone.now() - timedelta(days=7, hours=1),
        apply_by_at=timezone.now() - timedelta(days=9),
    )
    assert (forget_packs(), storage.exists(name), Pack.objects.get().file.name) == (1, False, "")
    assert history_of(day).first().verb == "forget_pack"


def test_work_taken_up_again_after_a_kill_makes_no_second_pack(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    day = rotating_day(people=1)
    with django_capture_on_commit_callbacks(execute=True):
        job = ask_for_pack(day=day, actor=halyna)
    make_pack(job)
    assert Pack.objects.count() == 1


def test_pack_goes_when_the_centre_says_that_needs_go(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    day = rotating_day(people=1)
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_pack(day=day, actor=halyna)
    ended = timezone.now() - timedelta(days=3)
    InternshipDay.objects.filter(pk=day.pk).update(starts_at=ended - timedelta(hours=8), ends_at=ended, apply_by_at=ended - timedelta(days=3))
    assert forget_packs() == 0
    centre(fresh=True)
    CentreSettings.objects.update(needs_kept_days=2)
    assert forget_packs() == 1
