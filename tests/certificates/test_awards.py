from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from certificates.awards import award_of
from certificates.models import Certificate
from certificates.pending import pending_of
from courses.assessment.attempts import save_answer, start_attempt, submit_attempt
from courses.learning.enrolment import enrol
from courses.learning.models import Course, Enrolment
from courses.learning.progress import complete
from school.accounts.models import User
from school.foundation.models import Job, Letter
from tests.factories.certificates import make_completed
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_run, make_test

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def finish(enrolment: Enrolment) -> None:
    for activity in enrolment.run.activities.in_force():
        complete(enrolment=enrolment, activity=activity, how="marked")


def test_completing_a_course_only_writes_a_job(olena: User) -> None:
    enrolment = enrol(user=olena, run=make_run())
    finish(enrolment)
    job = Job.objects.get(kind="certificates.award")
    assert (job.key, job.args) == (f"course:{enrolment.code}", {"kind": "course", "key": enrolment.code})
    assert Certificate.objects.count() == 0


def test_completing_a_course_ends_in_a_certificate_a_file_and_one_letter(olena: User, django_capture_on_commit_callbacks: object) -> None:
    enrolment = enrol(user=olena, run=make_run())
    Letter.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        finish(enrolment)
    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.award_key, certificate.ready) == (olena, enrolment.code, True)
    letter = Letter.objects.get()
    assert (letter.purpose, letter.to) == ("certificate_issued", "olena@example.org")
    assert certificate.number in letter.text
    assert f"/v/{certificate.code}/" in letter.text
    assert "/my/certificates/" in letter.text


def test_award_speaks_the_words_of_the_course_in_the_learners_language(olena: User) -> None:
    outcomes = [("outcome", "подати електронне звернення")]
    page = make_course_page(title="Основи е-урядування", outcomes=outcomes)
    make_lesson(make_module(page))
    make_course_page(language="en", key=page.translation_key, title="E-Government Basics", outcomes=[("outcome", "file an electronic appeal")])
    run = make_run(Course.objects.get(key=page.translation_key))
    award = award_of("course", make_completed(olena, run=run, language="en").code)
    assert (award.title, award.second_title, award.outcomes) == ("E-Government Basics", "Основи е-урядування", ["file an electronic appeal"])
    assert award.hours == Decimal(18)


def test_award_carries_the_result_of_the_final_test(olena: User) -> None:
    page = make_course_page()
    make_test(make_module(page), questions=4)
    enrolment = enrol(user=olena, run=make_run(Course.objects.get(key=page.translation_key)))
    attempt = start_attempt(enrolment=enrolment, activity=enrolment.run.activities.get(), language="uk")
    for number, question in enumerate(attempt.paper["questions"]):
        right = [option["uuid"] for option in question["options"] if option["right"]]
        wrong = [option["uuid"] for option in question["options"] if not option["right"]]
        save_answer(attempt=attempt, question=question["uuid"], chosen=right if number else wrong[:1])
    submit_attempt(attempt=attempt)
    enrolment.refresh_from_db()
    assert award_of("course", enrolment.code).results == [{"title": "Підсумковий тест", "percent": 75}]


def test_self_paced_learner_who_came_before_the_start_learnt_from_the_start(olena: User) -> None:
    run = make_run(make_course(), starts_at=timezone.now() - timedelta(days=2))
    enrolment = make_completed(olena, run=run, enrolled_at=timezone.now() - timedelta(days=9), completed_at=timezone.now())
    award = award_of("course", enrolment.code)
    assert (award.ends - award.starts).days == 2


def test_pending_names_what_is_finished_and_not_written(olena: User) -> None:
    make_completed(olena)
    make_completed(olena, completed_at=None)
    assert [(row["title"], row["failed"]) for row in pending_of(olena, "uk")] == [("Основи е-урядування та е-демократії", False)]
