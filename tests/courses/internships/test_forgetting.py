from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.internships.approving import decline_as_superior
from courses.internships.forgetting import forget_needs, forget_unaccepted
from courses.internships.models import Application, Approval, InternshipDay
from school.foundation.centre import CentreSettings
from school.foundation.models import Event
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db


def test_needs_are_forgotten_a_week_after_the_day():
    old, recent, coming = make_day(in_days=-9), make_day(in_days=-5), make_day(in_days=5)
    for day in (old, recent, coming):
        Application.objects.create(day=day, user=make_person(), why="…", needs="пандус", applied_at=timezone.now() - timedelta(days=30))
    assert forget_needs() == 1
    assert forget_needs() == 0
    assert list(Application.objects.order_by("pk").values_list("needs", flat=True)) == ["", "пандус", "пандус"]
    event = Event.objects.get(verb="forget_needs")
    assert (event.subject_id, event.data) == (old.pk, {"applications": 1})


def past(day: InternshipDay, days: int) -> None:
    """As if the day had been held that long ago."""
    step = timedelta(days=days)
    moved = {name: getattr(day, name) - step for name in ("starts_at", "ends_at", "apply_by_at")}
    InternshipDay.objects.filter(pk=day.pk).update(**moved)


def test_words_of_applications_without_a_place_go_after_a_year():
    day = make_day(needs_approval=True)
    application = make_application(day=day, superior_name="Ірина Бойко", superior_email="boss@example.org")
    decline_as_superior(approval=application.approval, holder="boss@example.org", reason="Звіт.")
    past(day, 300)
    assert forget_unaccepted() == 0
    past(day, 420)
    assert [forget_unaccepted(), forget_unaccepted()] == [1, 0]
    application.refresh_from_db()
    approval = Approval.objects.get()
    assert (application.why, application.organisation, application.position, application.city, application.state) == (
        "",
        "",
        "",
        "Вінниця",
        "applied",
    )
    assert (approval.name, approval.email, approval.reason, approval.state) == ("", "", "", "declined")
    assert Event.objects.get(verb="forget_unaccepted").data == {"applications": 1}


def test_words_of_those_who_had_a_place_stay(halyna):
    from courses.internships.applying import accept_application

    day = make_day()
    accept_application(application=make_application(day=day), actor=halyna)
    past(day, 420)
    assert forget_unaccepted() == 0


def test_the_centre_sets_how_long_words_are_kept():
    CentreSettings.load().delete()
    CentreSettings.objects.create(applications_kept_months=2)
    day = make_day()
    make_application(day=day)
    past(day, 80)
    assert forget_unaccepted() == 1
