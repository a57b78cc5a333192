"""What devices saw becomes one arrival: nothing lost, nothing doubled."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.arriving import Arrival, CannotArrive, Sighting, check_in, enter_from_paper, record_sighting
from courses.internships.clocks import Reading
from courses.internships.days import cancel_day
from courses.internships.models import Attendance, InternshipDay, Scan
from school.accounts.models import User
from school.foundation.history import history_of
from tests.courses.learning.test_races import together
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day() -> InternshipDay:
    """Today, the doors open."""
    return begun(make_day())


def begun(day: InternshipDay, hours: float = 2) -> InternshipDay:
    now = timezone.now()
    InternshipDay.objects.filter(pk=day.pk).update(
        starts_at=now - timedelta(hours=hours), ends_at=now + timedelta(hours=5), apply_by_at=now - timedelta(days=3)
    )
    return InternshipDay.objects.get(pk=day.pk)


def seen(day: InternshipDay, user: User, at: datetime, *, client_id: UUID | None = None, **how: str) -> Arrival:
    """A device with a right clock, syncing now."""
    now = timezone.now()
    sighting = Sighting(client_id or uuid4(), Reading(at, offset=timedelta(0)), **how)
    return record_sighting(day=day, user=user, sighting=sighting, sync=Reading(now), server_at=now, actor=None)


def test_person_with_a_place_is_in_with_the_application_beside_them(halyna: User) -> None:
    coming = make_day()
    application = accept_application(application=make_application(day=coming), actor=halyna)
    arrival = check_in(day=begun(coming), user=application.user, actor=halyna, source="pass")
    row = Attendance.objects.get()
    assert (arrival.first, row.application, row.source, row.recorded_by, row.doubtful) == (True, application, "pass", halyna, False)
    assert history_of(row).get().verb == "arrive"


def test_walk_in_needs_neither_place_nor_application(day: InternshipDay, halyna: User) -> None:
    arrival = check_in(day=day, user=make_person(), actor=halyna, source="walk_in")
    assert (arrival.attendance.application, arrival.attendance.source) == (None, "walk_in")


def test_same_pass_on_two_devices_is_one_arrival_at_the_earliest_time(day: InternshipDay) -> None:
    user, now = make_person(), timezone.now()
    late, early = seen(day, user, now - 20 * MINUTE, device="В", source="name"), seen(day, user, now - 50 * MINUTE, device="А", source="pass")
    row = Attendance.objects.get()
    assert (late.first, early.first, row.arrived_at, row.source, row.scans.count()) == (True, False, now - 50 * MINUTE, "pass", 2)


def test_sighting_sent_twice_is_kept_once(day: InternshipDay) -> None:
    user, client_id, now = make_person(), uuid4(), timezone.now()
    assert [seen(day, user, now - MINUTE, client_id=client_id).first for _time in range(3)] == [True, False, False]
    assert Scan.objects.count() == 1


def test_departure_counts_till_the_person_comes_back(day: InternshipDay) -> None:
    user, now = make_person(), timezone.now()
    seen(day, user, now - 60 * MINUTE)
    seen(day, user, now - 30 * MINUTE, direction="out")
    assert Attendance.objects.get().left_at == now - 30 * MINUTE
    seen(day, user, now - 10 * MINUTE)
    row = Attendance.objects.get()
    assert (row.arrived_at, row.left_at) == (now - 60 * MINUTE, None)


def test_arrival_a_day_off_is_kept_and_marked_doubtful(day: InternshipDay) -> None:
    seen(day, make_person(), timezone.now() - timedelta(days=2))
    assert Attendance.objects.get().doubtful


def test_whoever_was_let_in_off_line_was_there_though_withdrawn_meanwhile(halyna: User) -> None:
    coming = make_day()
    application = accept_application(application=make_application(day=coming), actor=halyna)
    withdraw_application(application=application, actor=halyna, reason="Помилка.")
    seen(begun(coming), application.user, timezone.now() - MINUTE, source="pass")
    assert Attendance.objects.get().application == application


def test_doors_are_not_open_a_day_before(halyna: User) -> None:
    with pytest.raises(CannotArrive) as refused:
        check_in(day=make_day(in_days=1), user=make_person(), actor=halyna)
    assert (refused.value.code, str(refused.value), Attendance.objects.count()) == ("early", "Двері цього дня ще не відчинено.", 0)


def test_nobody_comes_to_a_cancelled_day(day: InternshipDay, halyna: User) -> None:
    cancelled = cancel_day(day=day, actor=halyna, reason="Немає світла.")
    with pytest.raises(CannotArrive, match="Цей день скасовано"):
        check_in(day=cancelled, user=make_person(), actor=halyna)


def test_paper_gives_arrival_and_departure_and_the_earliest_arrival_still_counts(day: InternshipDay, halyna: User) -> None:
    user, now = make_person(), timezone.now()
    seen(day, user, now - 90 * MINUTE)
    enter_from_paper(day=day, user=user, arrived_at=now - 80 * MINUTE, left_at=now - 5 * MINUTE, actor=halyna)
    row = Attendance.objects.get()
    assert (row.arrived_at, row.left_at, row.source) == (now - 90 * MINUTE, now - 5 * MINUTE, "name")


@pytest.mark.parametrize(("arrived", "left", "code"), [(10, None, "future"), (-10, -20, "order")])
def test_paper_with_impossible_times_is_refused_whole(day: InternshipDay, halyna: User, arrived: int, left: int | None, code: str) -> None:
    now = timezone.now()
    with pytest.raises(CannotArrive) as refused:
        enter_from_paper(day=day, user=make_person(), arrived_at=now + arrived * MINUTE, left_at=now + left * MINUTE if left else None, actor=halyna)
    assert (refused.value.code, Attendance.objects.count()) == (code, 0)


@pytest.mark.django_db(transaction=True)
def test_eight_devices_at_one_moment_make_one_attendance_with_eight_sightings(transactional_db: None) -> None:
    today, user, now = begun(make_day()), make_person(), timezone.now()
    assert together(*(lambda ago=ago: seen(today, user, now - ago * MINUTE) for ago in range(1, 9))) == []
    row = Attendance.objects.get()
    assert (row.scans.count(), row.arrived_at) == (8, now - 8 * MINUTE)


@pytest.mark.django_db(transaction=True)
def test_one_sighting_by_two_connections_is_kept_once(transactional_db: None) -> None:
    today, user, client_id, now = begun(make_day()), make_person(), uuid4(), timezone.now()
    assert together(*[lambda: seen(today, user, now - MINUTE, client_id=client_id)] * 4) == []
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 1)
