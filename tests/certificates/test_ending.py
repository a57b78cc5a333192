"""Letters before a certificate ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.awards import kyiv_today
from certificates.ending import remind_of_ends
from certificates.issuing import replace, revoke
from certificates.models import Certificate
from certificates.retaking import is_due, repeat_of
from courses.learning.models import Enrolment
from school.foundation.models import Letter
from tests.factories.certificates import make_certificate
from tests.factories.learning import make_course_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def ending_in(days: int, *, issued: int = 300) -> Certificate:
    found = make_certificate()
    when = {"valid_until": kyiv_today() + timedelta(days=days), "issued_at": timezone.now() - timedelta(days=issued)}
    Certificate.objects.filter(pk=found.pk).update(**when)
    return Certificate.objects.get(pk=found.pk)


def told() -> list[str]:
    return sorted(Letter.objects.filter(purpose__startswith="certificate_ends").values_list("key", flat=True))


@pytest.mark.parametrize(("days", "letters"), [(61, []), (60, [60]), (15, [60]), (14, [14]), (0, [14]), (-1, [])])
def test_sixty_and_fourteen_days_ahead_and_never_after(days: int, letters: list[int]) -> None:
    found = ending_in(days)
    remind_of_ends()
    assert told() == [f"certificate_ends:{ahead}:{found.code}" for ahead in letters]


def test_each_is_written_once_and_names_the_day() -> None:
    found = ending_in(40)
    assert [remind_of_ends(), remind_of_ends()] == [1, 0]
    letter = Letter.objects.get(purpose="certificate_ends")
    assert found.number in letter.text
    assert str(found.valid_until.year) in letter.subject


@pytest.mark.parametrize("end", [revoke, lambda **said: replace(**said, changes={"surname": "А"})])
def test_revoked_or_replaced_is_not_written_about(end: Any) -> None:
    old = ending_in(40)
    end(certificate=old, actor=None, reason="так")
    Certificate.objects.exclude(pk=old.pk).update(valid_until=None)
    assert remind_of_ends() == 0


def test_one_issued_for_a_month_does_not_hear_of_its_end_the_day_after() -> None:
    ending_in(29, issued=1)
    assert remind_of_ends() == 0


def test_course_that_takes_people_is_offered_again() -> None:
    from courses.learning.models import CoursePage

    found = ending_in(40)
    assert CoursePage.objects.count() == 0
    run = Enrolment.objects.get(code=found.award_key).run
    type(run).objects.filter(pk=run.pk).update(enrolment_opens_at=timezone.now() - timedelta(days=1), enrolment_closes_at=None)
    remind_of_ends()
    assert Letter.objects.get(key__startswith="certificate_ends:").purpose == "certificate_ends"  # no page to lead to


@pytest.mark.parametrize(("is_open", "purpose"), [(True, "certificate_ends_repeat"), (False, "certificate_ends_page")])
def test_letter_and_pages_lead_to_where_it_is_repeated(client: Client, is_open: bool, purpose: str) -> None:
    found = ending_in(40)
    run = Enrolment.objects.select_related("run__course").get(code=found.award_key).run
    make_course_page(key=run.course.key)
    closes = timezone.now() + timedelta(days=1 if is_open else -1)
    type(run).objects.filter(pk=run.pk).update(enrolment_opens_at=timezone.now() - timedelta(days=2), enrolment_closes_at=closes)
    remind_of_ends()
    assert Letter.objects.get(key__startswith="certificate_ends:").purpose == purpose
    client.force_login(found.person)
    for address in (reverse("certificates:mine"), reverse("certificates:verified", args=[found.code])):
        assert f'href="{repeat_of(found).address}"' in client.get(address).content.decode()


def test_training_is_offered_again_from_sixty_days_before_the_end() -> None:
    assert [is_due(ending_in(days)) for days in (61, 60, -1)] == [False, True, True]


def test_verifying_page_leads_to_the_open_register(client: Client) -> None:
    assert f'href="{reverse("certificates:open_register")}"' in client.get(reverse("certificates:verify")).content.decode()
