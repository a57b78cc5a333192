"""A day is held again: everything but people comes along, on another date, by the same clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from courses.internships.applying import accept_application
from courses.internships.copying import ANEW, COPIED, LEFT, PARTS, SHIFTED, CannotCopy, copy_day
from courses.internships.days import cancel_day, save_day
from courses.internships.models import InternshipDay, KeptPlaces, Station
from courses.internships.scheduling import propose_rotation, publish_schedule
from school.accounts.models import City, Project
from school.foundation.calendar import KYIV, deadline
from school.foundation.history import history_of
from tests.factories.internships import make_application, make_day, make_person
from tests.threads import together

pytestmark = pytest.mark.django_db


def later(day: InternshipDay, days: int = 21) -> datetime:
    return day.starts_at.astimezone(KYIV) + timedelta(days=days)


def test_every_field_of_a_day_is_copied_or_named_among_what_is_not() -> None:
    """A field you have just added stands in one of the tuples of copying.py: is it of the day as planned, or of what happened on it?"""
    own = {field.name for field in InternshipDay._meta.concrete_fields}
    hanging = {row.get_accessor_name() for row in InternshipDay._meta.related_objects if row.related_model._meta.app_label == "internships"}
    decided = [*COPIED, *SHIFTED, *ANEW, *PARTS, *LEFT]
    assert sorted(own | hanging) == sorted(decided)


def test_the_copy_is_a_hidden_draft_with_all_that_was_planned(halyna) -> None:
    person = make_person(city="Бар")
    project = Project.objects.create(name_uk="Громади разом", name_en="Together")
    day = make_day(
        capacity=12, per_city=3, per_organisation=2, confirm_hours=24, needs_approval=True, approval_days=4, required_share=70, hours=6,
        contacts_uk="Галина, 067 000 00 00", project=project,
    )  # fmt: skip
    day.kept_places = [KeptPlaces(city=person.profile.city, places=2), KeptPlaces(people="maria@example.org", places=1)]
    day.stations = [Station(title_uk="ЦНАП", place_uk="каб. 1", host_email="tsnap@example.org", seats=8)]
    save_day(day=day, capacity=12, shown=True, actor=halyna)
    copy = copy_day(day=day, starts_at=later(day), actor=halyna)
    copy = InternshipDay.objects.get(pk=copy.pk)
    assert {name: getattr(copy, name) for name in COPIED} == {name: getattr(day, name) for name in COPIED}
    assert (copy.published_at, copy.state, copy.sequence) == (None, "draft", 0)
    assert (copy.code != day.code, copy.offer_id != day.offer_id) == (True, True)
    assert (copy.offer.capacity, copy.offer.taken, copy.offer.kept, copy.offer.promote_until) == (12, 0, 2, copy.starts_at)
    planned = [list(one.slots.values_list("starts", "ends", "kind", "title_uk", "title_en", "place_uk", "sort_order")) for one in (day, copy)]
    assert (planned[0], len(planned[1])) == (planned[1], 2)
    assert list(copy.stations.values_list("title_uk", "place_uk", "host_email", "seats")) == [("ЦНАП", "каб. 1", "tsnap@example.org", 8)]
    assert list(copy.kept_places.values_list("city__name_uk", "places", "people")) == [("Бар", 2, "")]
    assert history_of(copy).get(verb="copy").data == {"of": day.code}


def test_nobody_comes_along(halyna) -> None:
    day = make_day(capacity=1)
    for _number in range(2):
        accept_application(application=make_application(day=day), actor=halyna)
    copy = copy_day(day=day, starts_at=later(day), actor=halyna)
    assert {name: getattr(copy, name).count() for name in LEFT} == dict.fromkeys(LEFT, 0)
    assert (copy.offer.claims.count(), day.applications.count()) == (0, 2)


def test_groups_and_their_schedule_stay_with_the_people(halyna) -> None:
    slots = [{"starts": time(9), "ends": time(10), "kind": "practice", "title_uk": "Відділи", "rotates": True}]
    day = make_day(slots=slots)
    day.stations = [Station(title_uk="ЦНАП")]
    save_day(day=day, capacity=2, shown=True, actor=halyna)
    accept_application(application=make_application(day=day), actor=halyna)
    propose_rotation(day=day, groups=1, actor=halyna)
    publish_schedule(day=day, actor=halyna)
    copy = copy_day(day=day, starts_at=later(day), actor=halyna)
    assert (day.groups.count(), day.schedule_versions.count()) == (1, 1)
    assert (copy.groups.count(), copy.schedule_versions.count(), copy.slots.get().rotates) == (0, 0, True)


def test_dates_move_by_as_many_days_and_hours_stay_across_the_change_to_summer_time(halyna) -> None:
    year = timezone.localdate(timezone=KYIV).year + 1
    starts = datetime(year, 3, 2, 9, 30, tzinfo=KYIV)
    day = make_day()
    dates = {
        "starts_at": starts, "ends_at": datetime(year, 3, 2, 17, 15, tzinfo=KYIV), "apply_by_at": deadline(datetime(year, 2, 22).date()),
        "confirm_by_at": deadline(datetime(year, 2, 25).date()), "cancel_by_at": deadline(datetime(year, 2, 27).date()),
    }  # fmt: skip
    InternshipDay.objects.filter(pk=day.pk).update(**dates)
    copy = copy_day(day=day, starts_at=datetime(year, 4, 13, 9, 30, tzinfo=KYIV), actor=halyna)
    copy = InternshipDay.objects.get(pk=copy.pk)
    moved = timedelta(days=42)
    clock = {name: getattr(copy, name).astimezone(KYIV).replace(tzinfo=None) for name in SHIFTED}
    assert clock == {name: at.replace(tzinfo=None) + moved for name, at in dates.items()}
    assert copy.starts_at - starts == moved - timedelta(hours=1)


def test_a_past_and_a_cancelled_day_can_be_held_again(halyna) -> None:
    past, cancelled = make_day(in_days=-30), make_day()
    cancel_day(day=cancelled, actor=halyna, reason="Немає світла.")
    for number, day in enumerate((past, InternshipDay.objects.get(pk=cancelled.pk))):
        assert copy_day(day=day, starts_at=later(past, 60 + number), actor=halyna).state == "draft"


def test_it_is_not_copied_into_the_past_nor_onto_itself_nor_without_a_programme(halyna) -> None:
    day = make_day()
    for starts_at, code in ((later(day, -40), "past"), (day.starts_at, "taken")):
        with pytest.raises(CannotCopy) as refused:
            copy_day(day=day, starts_at=starts_at, actor=halyna)
        assert refused.value.code == code
    day.internship.retired_at = timezone.now()
    day.internship.save()
    with pytest.raises(CannotCopy) as refused:
        copy_day(day=day, starts_at=later(day), actor=halyna)
    assert (refused.value.code, InternshipDay.objects.count()) == ("retired", 1)


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_made_once() -> None:
    day = make_day()
    works = [lambda: copy_day(day=day, starts_at=later(day), actor=None) for _number in range(2)]
    (problem,) = together(*works)
    assert (problem.code, InternshipDay.objects.count()) == ("taken", 2)


def test_cities_are_the_same_rows(halyna) -> None:
    day = make_day()
    city = make_person(city="Бар").profile.city
    day.kept_places = [KeptPlaces(city=city, places=1)]
    save_day(day=day, capacity=2, shown=True, actor=halyna)
    copy_day(day=day, starts_at=later(day), actor=halyna)
    assert City.objects.filter(name_uk="Бар").count() == 1
