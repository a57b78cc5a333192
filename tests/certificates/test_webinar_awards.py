"""Whoever watched the required share of a webinar has its certificate, where the page says that it gives one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from certificates.awards import NotEarned, award_of
from certificates.models import Certificate
from school.foundation.models import Job, Letter
from tests.factories.certificates import make_holder
from tests.factories.webinars import make_webinar, watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_watching_enough_ends_in_one_certificate_and_a_letter(django_capture_on_commit_callbacks: Any) -> None:
    webinar, holder = make_webinar(seconds=5400, gives_certificate=True), make_holder()
    with django_capture_on_commit_callbacks(execute=True):
        watch(user=holder, webinar=webinar, segments=[[0, 4319]])
        assert not Certificate.objects.exists()
        watch(user=holder, webinar=webinar, segments=[[0, 4320]])
        watch(user=holder, webinar=webinar, segments=[[0, 5400]])
    certificate = Certificate.objects.get()
    assert (certificate.award_kind, certificate.award_key) == ("webinar", f"{webinar.code}:{holder.pk}")
    assert (certificate.frozen["hours"], certificate.frozen["what"], certificate.ready) == ("2", webinar.title_uk, True)
    letter = Letter.objects.get(purpose="certificate_issued_webinar")
    assert "Ви переглянули вебінар" in letter.text


def test_hours_of_the_page_stand_before_those_of_the_recording() -> None:
    webinar, holder = make_webinar(seconds=5400, gives_certificate=True, hours=Decimal("3.5"), required_percent=50), make_holder()
    watch(user=holder, webinar=webinar, segments=[[0, 2700]])
    assert award_of("webinar", f"{webinar.code}:{holder.pk}").hours == Decimal("3.5")


def test_page_that_gives_no_certificate_leads_to_none() -> None:
    webinar, holder = make_webinar(seconds=600), make_holder()
    watch(user=holder, webinar=webinar, segments=[[0, 600]])
    assert not Job.objects.filter(kind="certificates.award").exists()
    with pytest.raises(NotEarned):
        award_of("webinar", f"{webinar.code}:{holder.pk}")


@pytest.mark.parametrize("key", ["", "nothing", "nothing:", "nothing:5", "nothing:x", "nothing:²"])
def test_key_of_nothing_is_nothing_earned(key: str) -> None:
    with pytest.raises(NotEarned):
        award_of("webinar", key)
