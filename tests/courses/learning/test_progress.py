"""Learning step by step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.learning.enrolment import enrol, withdraw
from courses.learning.models import Completion, Course, Enrolment, Visit
from courses.learning.progress import TooSoon, complete, mark_done, outline_for, visit
from courses.learning.runs import set_release
from courses.learning.signals import enrolment_completed
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_run

pytestmark = pytest.mark.django_db


def learning(user, **lesson):
    """An enrolment on a run of one lesson."""
    page = make_course_page()
    make_lesson(make_module(page), **lesson)
    run = make_run(Course.objects.get(key=page.translation_key))
    return enrol(user=user, run=run), run.activities.get()


def test_a_viewed_step_is_done_when_opened(olena):
    enrolment, step = learning(olena, completion="viewed")
    visit(enrolment=enrolment, activity=step)
    assert enrolment.completions.get().how == "viewed"


def test_a_marked_step_waits_for_the_button(olena):
    enrolment, step = learning(olena, completion="marked")
    visit(enrolment=enrolment, activity=step)
    assert not enrolment.completions.exists()
    mark_done(enrolment=enrolment, activity=step)
    assert enrolment.completions.get().how == "marked"


def test_a_timed_step_says_how_long_is_left(olena):
    enrolment, step = learning(olena, completion="timed", min_minutes=5)
    visit(enrolment=enrolment, activity=step)
    with pytest.raises(TooSoon) as wait:
        mark_done(enrolment=enrolment, activity=step)
    assert wait.value.minutes == 5
    Visit.objects.update(opened_at=timezone.now() - timedelta(minutes=6))
    assert mark_done(enrolment=enrolment, activity=step).how == "timed"


def test_a_page_left_open_overnight_counts_half_an_hour(olena):
    enrolment, step = learning(olena, completion="timed", min_minutes=45)
    visit(enrolment=enrolment, activity=step)
    Visit.objects.update(opened_at=timezone.now() - timedelta(hours=10))
    with pytest.raises(TooSoon) as wait:
        mark_done(enrolment=enrolment, activity=step)
    assert wait.value.minutes == 15


def test_a_test_cannot_be_marked_done(olena):
    enrolment = enrol(user=olena, run=make_run(make_course(lessons=0, with_test=True)))
    assert mark_done(enrolment=enrolment, activity=enrolment.run.activities.get()) is None
    assert not Completion.objects.exists()


def test_the_first_write_of_a_completion_wins(olena):
    enrolment, step = learning(olena)
    first = complete(enrolment=enrolment, activity=step, how="marked")
    again = complete(enrolment=enrolment, activity=step, how="viewed")
    assert (again.pk, again.how, again.completed_at) == (first.pk, "marked", first.completed_at)


def test_only_required_steps_finish_the_course_and_the_news_goes_once(olena):
    page = make_course_page()
    module = make_module(page)
    needed, optional = make_lesson(module), make_lesson(module, required=False)
    run = make_run(Course.objects.get(key=page.translation_key))
    enrolment = enrol(user=olena, run=run)
    heard = []
    enrolment_completed.connect(lambda sender, enrolment, **kw: heard.append(enrolment.pk), weak=False, dispatch_uid="test")
    try:
        complete(enrolment=enrolment, activity=run.activities.get(activity__key=needed.translation_key), how="marked")
        complete(enrolment=enrolment, activity=run.activities.get(activity__key=optional.translation_key), how="marked")
    finally:
        enrolment_completed.disconnect(dispatch_uid="test")
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert heard == [enrolment.pk]


def test_coming_back_leads_to_where_one_stopped(olena, client):
    run = make_run(make_course(lessons=3))
    enrolment = enrol(user=olena, run=run)
    first, second, _third = run.activities.select_related("activity")
    complete(enrolment=enrolment, activity=first, how="marked")
    visit(enrolment=enrolment, activity=second)
    client.force_login(olena, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("learning:course_start", args=[run.code]))
    assert answer.url == reverse("learning:activity", args=[run.code, second.activity.code])


def test_done_leads_to_the_next_step_and_the_last_one_to_the_end(olena, client):
    run = make_run(make_course(lessons=2))
    enrol(user=olena, run=run)
    first, second = run.activities.select_related("activity")
    client.force_login(olena, backend="django.contrib.auth.backends.ModelBackend")
    done = client.post(reverse("learning:complete", args=[run.code, first.activity.code]))
    assert done.url == reverse("learning:activity", args=[run.code, second.activity.code])
    last = client.post(reverse("learning:complete", args=[run.code, second.activity.code]))
    assert last.url == reverse("learning:finished", args=[run.code])
    assert Enrolment.objects.get().completed_at is not None


def test_a_module_opens_on_its_day(olena, halyna, client):
    run = make_run(make_course(lessons=1))
    enrol(user=olena, run=run)
    module = run.modules.get()
    set_release(module=module, at=timezone.now() + timedelta(days=3), actor=halyna)
    client.force_login(olena, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("learning:activity", args=[run.code, run.activities.get().activity.code])
    closed = client.get(address)
    assert closed.templates[0].name == "learning/not_released.html"
    client.post(reverse("learning:complete", args=[run.code, run.activities.get().activity.code]))
    assert not Completion.objects.exists()
    set_release(module=module, at=None, actor=halyna)
    assert client.get(address).templates[0].name == "learning/lesson.html"


def test_days_after_enrolment_are_counted_from_the_later_of_start_and_enrolment(olena):
    page = make_course_page()
    module = make_module(page, release_after_days=7)
    make_lesson(module)
    run = make_run(Course.objects.get(key=page.translation_key), starts_at=timezone.now() + timedelta(days=2), ends_at=None)
    enrolment = enrol(user=olena, run=run)
    [part] = outline_for(enrolment, "uk").parts
    assert part.released_at == run.starts_at + timedelta(days=7)


@pytest.mark.parametrize("who", ["petro", "anonymous", "withdrawn"])
def test_a_lesson_is_only_for_those_who_learn(who, olena, petro, client):
    run = make_run(make_course(lessons=1))
    enrolment = enrol(user=olena, run=run)
    address = reverse("learning:activity", args=[run.code, run.activities.get().activity.code])
    if who == "withdrawn":
        withdraw(enrolment=enrolment, actor=olena)
    if who != "anonymous":
        client.force_login(petro if who == "petro" else olena, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    assert answer.status_code == (302 if who == "anonymous" else 404)
    assert not Visit.objects.exists()
