"""Who may open which page of a run: refused in the look-up, so that nobody learns what exists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.learning.enrolment import enrol
from courses.learning.models import CourseRun, Enrolment
from courses.learning.teaching import appoint_trainer
from school.accounts import roles
from school.accounts.models import User
from school.foundation.models import Event, Job
from tests.factories.accounts import make_person
from tests.factories.learning import make_run

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]

SEEN = ["run", "adopt", "run_export", "run_outline"]
COORDINATED = ["run_change", "run_cancel", "import", "invite"]
POSTED = ["decide", "release", "adopt", "run_change", "run_cancel", "import", "invite"]


@pytest.fixture
def run(taras: User, olena: User, halyna: User) -> CourseRun:
    """Taras teaches it, Olena learns on it."""
    run = make_run()
    appoint_trainer(course=run.course, user=taras, actor=halyna)
    enrol(user=olena, run=run)
    return run


@pytest.fixture
def others_trainer(halyna: User) -> User:
    user = make_person("mariana@example.org", groups=(roles.TRAINER,))
    appoint_trainer(course=make_run().course, user=user, actor=halyna)
    return user


def addresses(run: CourseRun, names: list[str]) -> list[str]:
    return [reverse(f"learning:{name}", args=[run.code]) for name in names]


def pages(run: CourseRun) -> list[str]:
    return [
        *addresses(run, SEEN + COORDINATED),
        reverse("learning:person", args=[run.enrolments.get().code]),
        reverse("learning:course_report", args=[run.course.code]),
        reverse("learning:run_open", args=[run.course.code]),
    ]


def test_unknown_visitor_is_sent_to_sign_in(run: CourseRun) -> None:
    for where in [*pages(run), reverse("learning:teach"), reverse("learning:find_people")]:
        answer = Client().get(where)
        assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={where}")


@pytest.mark.parametrize("who", ["petro", "olena", "oksana", "others_trainer"])
def test_stranger_peer_head_of_an_organisation_and_another_trainer_find_nothing(
    run: CourseRun, who: str, browser_of: Browser, request: pytest.FixtureRequest
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    assert {where: browser.get(where).status_code for where in pages(run)} == dict.fromkeys(pages(run), 404)
    before = (Event.objects.count(), Job.objects.count())
    posted = [*addresses(run, POSTED), reverse("learning:person", args=[run.enrolments.get().code])]
    data = {"reason": "Ні.", "action": "withdraw", "enrolment": run.enrolments.get().code, "email": "petro@example.org", "emails": "x@example.org"}
    assert {where: browser.post(where, data).status_code for where in posted} == dict.fromkeys(posted, 404)
    assert (Event.objects.count(), Job.objects.count()) == before
    assert Enrolment.objects.get(run=run).state == "active"


@pytest.mark.parametrize(
    ("who", "status"), [("petro", 403), ("olena", 403), ("oksana", 403), ("others_trainer", 200), ("taras", 200), ("halyna", 200)]
)
def test_front_page_of_teaching_is_for_those_who_teach(
    run: CourseRun, who: str, status: int, browser_of: Browser, request: pytest.FixtureRequest
) -> None:
    assert browser_of(request.getfixturevalue(who)).get(reverse("learning:teach")).status_code == status


def test_trainer_looks_into_their_run_and_decides_about_nobody(run: CourseRun, taras: User, browser_of: Browser) -> None:
    browser = browser_of(taras)
    person = reverse("learning:person", args=[run.enrolments.get().code])
    assert [browser.get(where).status_code for where in [*addresses(run, SEEN), person]] == [200] * 5
    assert [browser.get(where).status_code for where in addresses(run, COORDINATED)] == [404] * 4
    assert browser.get(reverse("learning:run_open", args=[run.course.code])).status_code == 404
    assert browser.post(reverse("learning:trainers", args=[run.course.code]), {"email": "petro@example.org"}).status_code == 404
    assert browser.post(person, {"reason": "Ні."}).status_code == 404
    assert (
        browser.post(*addresses(run, ["decide"]), {"action": "withdraw", "reason": "Ні.", "enrolment": run.enrolments.get().code}).status_code == 404
    )
    assert browser.get(reverse("learning:find_people"), {"q": "Кравчук"}).status_code == 404
    assert Enrolment.objects.get(run=run).state == "active"


def test_coordinator_opens_every_page(run: CourseRun, halyna: User, browser_of: Browser) -> None:
    browser = browser_of(halyna)
    assert {where: browser.get(where).status_code for where in pages(run)} == dict.fromkeys(pages(run), 200)


def test_dismissed_and_barred_people_open_nothing(run: CourseRun, taras: User, halyna: User, browser_of: Browser) -> None:
    from courses.learning.teaching import dismiss_trainer

    browser, coordinator = browser_of(taras), browser_of(halyna)
    dismiss_trainer(course=run.course, user=taras, actor=halyna)
    assert browser.get(*addresses(run, ["run"])).status_code == 404
    User.objects.filter(pk=halyna.pk).update(is_active=False)
    assert coordinator.get(*addresses(run, ["run"])).status_code == 302


def test_what_changes_something_does_not_listen_to_links(run: CourseRun, halyna: User, browser_of: Browser) -> None:
    browser = browser_of(halyna)
    assert [browser.get(where).status_code for where in addresses(run, ["decide", "release"])] == [405, 405]
    assert browser.get(reverse("learning:trainers", args=[run.course.code])).status_code == 405
