from __future__ import annotations

import pytest

from courses.internships import personal
from courses.internships.applying import accept_application
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day

pytestmark = pytest.mark.django_db


def test_export_holds_what_the_person_wrote():
    application = make_application(day=make_day(), needs="пандус")
    (row,) = personal.export(application.user)
    assert (row["why"], row["needs"], row["city"], row["state"]) == (application.why, "пандус", "Вінниця", "applied")


def test_forget_clears_words_and_gives_the_place_to_the_next(halyna):
    day = make_day(capacity=1)
    first = accept_application(application=make_application(day=day, needs="пандус"), actor=halyna)
    second = accept_application(application=make_application(day=day), actor=halyna)
    letters = Letter.objects.filter(to=first.user.email).count()
    personal.forget(first.user)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.organisation, first.position, first.why, first.needs, first.reason) == ("", "", "", "", "")
    assert (first.state, first.city) == ("withdrawn", "Вінниця")
    assert second.state == "accepted"
    assert Letter.objects.filter(to=first.user.email).count() == letters
