"""Groups are proposed, moved by hand and published; people hear only what changed for them."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.days import cancel_day
from courses.internships.models import Application, InternshipDay, Station
from courses.internships.programme import schedule_for
from courses.internships.scheduling import CannotSchedule, arrange, plan_of, propose_rotation, publish_schedule, touched_by_publishing
from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db
SLOTS: list[dict[str, Any]] = [
    {"starts": time(9), "ends": time(10, 30), "kind": "theory", "title_uk": "Разом", "place_uk": "Мала зала"},
    {"starts": time(11), "ends": time(12, 30), "kind": "practice", "title_uk": "Практика", "rotates": True},
    {"starts": time(13), "ends": time(14, 30), "kind": "practice", "title_uk": "Практика", "rotates": True},
]


def rotating_day(*, people: int = 6, stations: int = 2, seats: int | None = None) -> InternshipDay:
    day = make_day(capacity=None, slots=SLOTS)
    for number in range(stations):
        Station.objects.create(day=day, sort_order=number, title_uk=f"Відділ {number + 1}", place_uk=f"кабінет {number + 1}", seats=seats)
    for number in range(people):
        person = make_person(city=["Вінниця", "Львів", "Одеса"][number % 3])
        accept_application(application=make_application(day=day, user=person), actor=None)
    return day


def sent(purpose: str) -> list[str]:
    return sorted(Letter.objects.filter(purpose=purpose).values_list("to", flat=True))


def test_proposal_puts_everybody_in_a_group_and_each_group_somewhere_without_a_clash(halyna: User) -> None:
    day = rotating_day()
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    assert [len(plan.members[group.number]) for group in plan.groups] == [3, 3]
    assert [{person.city for person in plan.members[number]} for number in (1, 2)] == [{"Вінниця", "Львів", "Одеса"}] * 2
    assert (len(plan.stops), plan.clashes, plan.unplaced) == (4, [], [])
    assert history_of(day).first().verb == "propose_rotation"


def test_proposal_again_replaces_the_first(halyna: User) -> None:
    day = rotating_day()
    propose_rotation(day=day, groups=3, actor=halyna)
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    assert [group.number for group in plan.groups] == [1, 2]


@pytest.mark.parametrize(("groups", "stations", "code"), [(0, 2, "groups"), (21, 2, "groups"), (2, 0, "stations")])
def test_impossible_proposal_says_why_and_changes_nothing(halyna: User, groups: int, stations: int, code: str) -> None:
    day = rotating_day(stations=stations)
    with pytest.raises(CannotSchedule) as refused:
        propose_rotation(day=day, groups=groups, actor=halyna)
    assert (refused.value.code, day.groups.count()) == (code, 0)


def test_person_moved_by_hand_overfills_a_room_and_it_is_said(halyna: User) -> None:
    day = rotating_day(seats=3)
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    plan = arrange(day=day, places={plan.members[1][0].code: 2}, stops={}, actor=halyna)
    assert ([len(plan.members[number]) for number in (1, 2)], [clash.kind for clash in plan.clashes]) == ([2, 4], ["overfull", "overfull"])


def test_group_sent_by_hand_to_the_same_department_twice_is_a_clash(halyna: User) -> None:
    day = rotating_day()
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    first, second = plan.slots
    plan = arrange(day=day, places={}, stops={(1, second.pk): plan.stops[1, first.pk].pk}, actor=halyna)
    assert [(clash.kind, clash.group, clash.time) for clash in plan.clashes] == [("repeat", 0, 1)]


def test_station_of_another_day_is_nowhere(halyna: User) -> None:
    day, other = rotating_day(), rotating_day()
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    stranger = other.stations.first()
    plan = arrange(day=day, places={}, stops={(1, plan.slots[0].pk): stranger.pk}, actor=halyna)
    assert [clash.kind for clash in plan.clashes] == ["nowhere"]


def test_whoever_is_accepted_later_is_in_no_group_and_whoever_withdraws_is_gone(halyna: User) -> None:
    day = rotating_day()
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    gone = plan.members[1][0]
    withdraw_application(application=gone, actor=gone.user)
    late = accept_application(application=make_application(day=day), actor=halyna)
    plan = plan_of(day)
    assert (plan.unplaced, gone in plan.members[1], len(plan.members[1])) == ([late], False, 2)


def test_first_version_tells_each_accepted_person_their_own_programme(halyna: User) -> None:
    day = rotating_day()
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    version = publish_schedule(day=day, actor=halyna)
    assert (version.number, len(sent("day_schedule_ready"))) == (1, 6)
    person = plan.members[2][0]
    rows = schedule_for(day, person, "uk")
    assert rows is not None
    assert (rows["version"], rows["group"], [row.starts for row in rows["rows"]]) == (1, 2, ["09:00", "11:00", "13:00"])
    assert rows["rows"][0].said == "09:00–10:30 Разом (Мала зала)"
    assert rows["rows"][1].title == plan.stops[2, plan.slots[0].pk].title_uk
    assert rows["rows"][1].said in Letter.objects.get(purpose="day_schedule_ready", to=person.user.email).text


def test_next_version_is_told_only_to_those_for_whom_something_changes(halyna: User) -> None:
    day = rotating_day()
    plan = propose_rotation(day=day, groups=2, actor=halyna)
    publish_schedule(day=day, actor=halyna)
    person = plan.members[1][0]
    arrange(day=day, places={person.code: 2}, stops={}, actor=halyna)
    assert touched_by_publishing(day) == [person]
    assert publish_schedule(day=day, actor=halyna).number == 2
    [letter] = Letter.objects.filter(purpose="day_schedule_changed")
    assert letter.to == person.user.email
    was, now = plan.stops[1, plan.slots[0].pk], plan.stops[2, plan.slots[0].pk]
    assert f"11:00–12:30 {now.title_uk} ({now.place_uk}). Було: 11:00–12:30 {was.title_uk} ({was.place_uk})" in letter.text
    assert "Мала зала" not in letter.text.split("змінилося ось що")[1].split("Решта")[0]


def test_same_schedule_is_not_published_twice(halyna: User) -> None:
    day = rotating_day()
    propose_rotation(day=day, groups=2, actor=halyna)
    publish_schedule(day=day, actor=halyna)
    with pytest.raises(CannotSchedule, match="Від версії 1 нічого не змінилося"):
        publish_schedule(day=day, actor=halyna)
    assert day.schedule_versions.count() == 1


def test_published_version_keeps_its_words_when_a_department_is_renamed(halyna: User) -> None:
    day = rotating_day(people=1, stations=1)
    propose_rotation(day=day, groups=1, actor=halyna)
    publish_schedule(day=day, actor=halyna)
    Station.objects.update(title_uk="Інакше")
    rows = schedule_for(day, Application.objects.get(), "uk")
    assert rows is not None
    assert rows["rows"][1].title == "Відділ 1"


def test_cancelled_day_is_not_scheduled(halyna: User) -> None:
    day = rotating_day()
    propose_rotation(day=day, groups=2, actor=halyna)
    with pytest.raises(CannotSchedule) as refused:
        publish_schedule(day=cancel_day(day=day, actor=halyna, reason="Немає світла."), actor=halyna)
    assert (refused.value.code, sent("day_schedule_ready")) == ("over", [])
