"""An invitation: a link of one's own, which works once, for the person it was written to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.learning.enrolment import decline_enrolment, enrol
from courses.learning.inviting import invite_people
from courses.learning.models import CourseRun, Enrolment
from courses.learning.runs import cancel_run
from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.links import find
from school.foundation.models import Letter, Link
from tests.factories.accounts import make_newcomer
from tests.factories.learning import make_run
from tests.reading import messages_of, words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def link_to(email: str, run: CourseRun, actor: User, language: str = "uk") -> str:
    """Invite one person; the path of the link in their letter."""
    assert invite_people(run=run, emails=[email], actor=actor, language=language) == 1
    letter = Letter.objects.filter(to=email, purpose="invitation_to_run").latest("pk")
    return urlsplit(next(word for word in letter.text.split() if "/link/" in word)).path


@pytest.fixture
def run() -> CourseRun:
    return make_run(mode="invitation", name_uk="Осінь – 2", name_en="Autumn – 2")


def test_letter_names_course_run_and_term_in_its_language(run: CourseRun, halyna: User) -> None:
    link_to("new@example.org", run, halyna)
    letter = Letter.objects.get()
    assert (letter.subject, letter.language) == ("Запрошення на курс «Основи е-урядування»", "uk")
    assert "Запрошуємо Вас на курс «Основи е-урядування», група «Осінь – 2». Посилання нижче діє 30 днів і спрацює один раз." in letter.text
    link_to("new@example.org", run, halyna, language="en")
    assert "group “Autumn – 2”. The link below is good for 30 days and works once." in Letter.objects.latest("pk").text


def test_who_is_on_the_run_already_is_left_in_peace(run: CourseRun, olena: User, halyna: User) -> None:
    enrol(user=olena, run=run, source="staff", actor=halyna)
    assert invite_people(run=run, emails=["olena@example.org", "new@example.org"], actor=halyna, language="uk") == 1
    assert list(Letter.objects.filter(purpose="invitation_to_run").values_list("to", flat=True)) == ["new@example.org"]
    assert history_of(run).get(verb="invite").data == {"letters": 1}


def test_unknown_person_is_asked_to_sign_in_and_the_link_stays_good(run: CourseRun, olena: User, halyna: User) -> None:
    where = link_to("olena@example.org", run, halyna)
    answer = Client().get(where)
    assert "Увійдіть або зареєструйтеся, а потім поверніться до цього посилання: воно діятиме." in words_of(answer)
    assert f"?next={where}" in answer.content.decode()
    assert Client().post(where).status_code == 200
    assert (Link.objects.get().used_at, Enrolment.objects.count()) == (None, 0)


def test_looking_takes_no_place_and_accepting_does_once(run: CourseRun, olena: User, halyna: User, browser_of: Browser) -> None:
    where = link_to("olena@example.org", run, halyna)
    browser = browser_of(olena)
    assert "Прийняти запрошення" in words_of(browser.get(where))
    assert not Enrolment.objects.exists()
    answer = browser.post(where)
    assert (answer.url, messages_of(answer)) == (reverse("learning:course_start", args=[run.code]), ["Ви у списку цієї групи."])
    assert (Enrolment.objects.get().state, Enrolment.objects.get().source) == ("active", "invitation")
    again = browser.post(where)
    assert (again.status_code, "Це посилання вже використано" in words_of(again)) == (410, True)


def test_expired_and_mistyped_links_say_so(run: CourseRun, olena: User, halyna: User, browser_of: Browser) -> None:
    where = link_to("olena@example.org", run, halyna)
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    expired = browser_of(olena).post(where)
    assert (expired.status_code, Enrolment.objects.count()) == (410, 0)
    assert "Строк цього посилання минув" in words_of(expired)
    assert browser_of(olena).get(where[:-4] + "/").status_code == 404


def test_link_written_to_another_person_lets_nobody_else_in(run: CourseRun, olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    where = link_to("olena@example.org", run, halyna)
    for answer in (browser_of(petro).get(where), browser_of(petro).post(where)):
        said = "Це запрошення надіслано на адресу olena@example.org. Увійдіть із нею або попросіть центр запросити ту, якою Ви користуєтеся."
        assert (answer.status_code, said in words_of(answer)) == (403, True)
    assert (Enrolment.objects.count(), Link.objects.get().used_at) == (0, None)
    assert browser_of(olena).post(where).status_code == 302


def test_second_confirmed_address_of_a_person_is_theirs_too(run: CourseRun, olena: User, halyna: User, browser_of: Browser) -> None:
    where = link_to("olena@council.example.org", run, halyna)
    address = EmailAddress.objects.create(user=olena, email="olena@council.example.org", verified=False)
    assert browser_of(olena).post(where).status_code == 403
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    assert browser_of(olena).post(where).status_code == 302


def test_newcomer_tells_who_they_are_before_they_take_the_place(run: CourseRun, halyna: User, browser_of: Browser) -> None:
    newcomer = make_newcomer("new@example.org")
    where = link_to("new@example.org", run, halyna)
    assert browser_of(newcomer).post(where).url == f"{reverse('accounts:profile')}?next={where.replace('/', '%2F')}"
    assert (Enrolment.objects.count(), Link.objects.get().used_at) == (0, None)


def test_invited_to_a_full_run_waits_in_the_queue(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="invitation", capacity=1)
    enrol(user=petro, run=run, source="staff", actor=halyna)
    answer = browser_of(olena).post(link_to("olena@example.org", run, halyna))
    assert (answer.url, messages_of(answer)) == (
        reverse("dashboard:my"),
        ["Усі місця зайнято. Ви в черзі; щойно місце звільниться, ми напишемо."],
    )


def test_who_was_declined_may_be_invited(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="approval")
    decline_enrolment(enrolment=enrol(user=olena, run=run), actor=halyna, reason="Інша група.")
    assert browser_of(olena).post(link_to("olena@example.org", run, halyna)).status_code == 302
    assert Enrolment.objects.get().state == "active"


@pytest.mark.parametrize("how", ["cancelled", "over"])
def test_run_cancelled_or_over_since_takes_nobody_and_says_why(how: str, run: CourseRun, olena: User, halyna: User, browser_of: Browser) -> None:
    where = link_to("olena@example.org", run, halyna)
    if how == "cancelled":
        cancel_run(run=run, actor=halyna, reason="Замало охочих.")
    else:
        CourseRun.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    answer = browser_of(olena).post(where)
    said = {"cancelled": "Цю групу скасовано: до неї вже не записують.", "over": "Навчання цієї групи завершено."}[how]
    assert (answer.status_code, said in words_of(answer)) == (400, True)
    assert not Enrolment.objects.exists()


def test_address_holds_no_secret_that_we_keep(run: CourseRun, halyna: User) -> None:
    token = link_to("new@example.org", run, halyna).strip("/").split("/")[-1]
    found = find(token)
    assert found is not None
    assert token not in str(Link.objects.values())
