"""From a certificate near its end to where its training is taken again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from certificates.awards import award_of, kyiv_today
from certificates.issuing import issue, revoke
from certificates.models import Certificate
from certificates.retaking import Repeat, repeat_of, repeats_of
from courses.internships.models import Internship, InternshipPage
from courses.internships.settling import settle_day
from courses.learning.models import Enrolment
from school.accounts.models import User
from tests.factories.certificates import make_certificate, make_holder
from tests.factories.internships import make_day, make_programme
from tests.factories.learning import make_course_page
from tests.factories.presence import make_held_day, make_presence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
QUERIES = 15  # of «My certificates» with courses and days near their end


def ending(found: Certificate, language: str = "uk") -> Certificate:
    Certificate.objects.filter(pk=found.pk).update(valid_until=kyiv_today() + timedelta(days=5), language=language)
    return Certificate.objects.get(pk=found.pk)


def of_a_day(user: User | None = None, language: str = "uk") -> Certificate:
    attendance = make_presence(make_held_day(), user=user or make_holder())
    settle_day(day=attendance.day, actor=None)
    return ending(issue(award=award_of("day", attendance.code)), language)


def of_a_course(user: User | None = None) -> Certificate:
    found = make_certificate(user)
    make_course_page(key=Enrolment.objects.get(code=found.award_key).run.course.key)
    return ending(found)


def test_certificate_of_a_day_leads_to_its_programme_and_says_that_no_day_is_announced() -> None:
    assert repeat_of(of_a_day()) == Repeat(InternshipPage.objects.get().url, open=False)


def test_day_to_come_of_the_same_programme_takes_people() -> None:
    found = of_a_day()
    make_day()
    assert repeat_of(found) == Repeat(InternshipPage.objects.get().url, open=True)


def test_day_of_another_programme_takes_nobody_again() -> None:
    found = of_a_day()
    first = InternshipPage.objects.get()
    other = make_programme()
    make_day(internship=Internship.objects.get(key=other.translation_key))
    assert repeat_of(found) == Repeat(first.url, open=False)


def test_day_that_no_longer_takes_applications_takes_nobody() -> None:
    found = of_a_day()
    make_day(in_days=1)
    assert repeat_of(found) == Repeat(InternshipPage.objects.get().url, open=False)


def test_programme_is_shown_in_the_language_of_the_certificate_where_it_has_one() -> None:
    ukrainian, english = of_a_day(), of_a_day(language="en")
    page = InternshipPage.objects.get()
    assert repeat_of(english) == Repeat(page.url, open=False)
    translated = make_programme(language="en", key=page.translation_key)
    assert [repeat_of(row) for row in (ukrainian, english)] == [Repeat(page.url, open=False), Repeat(translated.url, open=False)]


def test_programme_that_is_not_published_leads_nowhere() -> None:
    found = of_a_day()
    InternshipPage.objects.get().unpublish()
    assert repeat_of(found) is None


def test_internship_is_offered_again_on_the_pages_of_its_certificate(client: Client) -> None:
    found = of_a_day()
    address = InternshipPage.objects.get().url
    assert f'href="{address}"' in client.get(f"/verify/{found.code}/").content.decode()
    client.force_login(found.person)
    assert "дати будуть на його сторінці" in plain(client.get("/my/certificates/").content.decode())
    make_day()
    said = plain(client.get("/my/certificates/").content.decode())
    assert f'href="{address}"' in said
    assert "зараз приймають" in said


@pytest.mark.parametrize(("days", "words", "not_words"), [(0, "чинний</span>", "строк дії минув"), (-1, "строк дії минув</span>", "чинний</span>")])
def test_certificate_whose_term_has_ended_is_not_called_in_force(client: Client, days: int, words: str, not_words: str) -> None:
    found = make_certificate()
    day = kyiv_today() + timedelta(days=days)
    Certificate.objects.filter(pk=found.pk).update(valid_until=day)
    client.force_login(found.person)
    said = plain(client.get("/my/certificates/").content.decode())
    assert words in said
    assert not_words not in said
    assert f"чинний до {day.day} " in said


def test_many_are_asked_for_at_once(django_assert_num_queries: Callable[..., object]) -> None:
    rows = [of_a_course(), of_a_day(), of_a_course(), of_a_day()]
    repeats_of(rows)
    with django_assert_num_queries(6):
        found = repeats_of(rows)
    assert sorted(found) == sorted(row.pk for row in rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_often_for_one_near_its_end_as_for_three(
    client: Client, olena: User, rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for _row in range(rows):
        of_a_course(olena)
        of_a_day(olena)
    client.force_login(olena)
    client.get("/my/certificates/")
    with django_assert_num_queries(QUERIES):
        said = client.get("/my/certificates/").content.decode()
    assert plain(said).count("Пройти навчання знову") == 2 * rows


def test_revoked_one_is_not_offered_again(client: Client) -> None:
    found = of_a_day()
    revoke(certificate=found, actor=None, reason="так")
    client.force_login(found.person)
    assert f'href="{InternshipPage.objects.get().url}"' not in client.get("/my/certificates/").content.decode().partition("<footer")[0]


def plain(html: str) -> str:
    return html.replace("\u00a0", " ")
