"""Confirmed presence becomes a certificate once, in true words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from certificates.awards import NotEarned, award_of
from certificates.day_awards import day_proofs
from certificates.issuing import issue, replace, revoke
from certificates.models import AwardRule, Certificate, CertificateTemplate
from certificates.pending import pending_of, waiting_for_course, waiting_for_day
from courses.internships.concluding import begin_concluding_test
from courses.internships.models import Attendance
from courses.internships.settling import correct_presence, settle_day
from courses.learning.progress import complete
from school.accounts.models import Project, User
from school.foundation.models import Job, Letter
from tests.factories.certificates import make_holder
from tests.factories.internships import make_day
from tests.factories.learning import make_course, make_run
from tests.factories.presence import accepted_for, held, make_held_day, make_presence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def settled(halyna: User, *, came: str = "09:00", left: str | None = None, **day: Any) -> Attendance:
    attendance = make_presence(make_held_day(**day), came=came, left=left, user=make_holder())
    settle_day(day=attendance.day, actor=halyna)
    attendance.refresh_from_db()
    return attendance


def test_presence_ends_in_one_certificate_a_file_and_a_letter(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        attendance = settled(halyna)
        settle_day(day=attendance.day, actor=halyna)
    certificate = Certificate.objects.get()
    assert (certificate.award_kind, certificate.award_key, certificate.person) == ("day", attendance.code, attendance.user)
    assert (certificate.frozen["hours"], certificate.ready) == ("6", True)
    letter = Letter.objects.get(purpose="certificate_issued_day")
    assert certificate.number in letter.text
    assert "Вашу участь підтверджено" in letter.text


def test_whoever_was_there_for_too_little_gets_none(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        attendance = settled(halyna, left="12:30")
    assert (attendance.hours, attendance.earned) == (Decimal("4.0"), False)
    assert (Certificate.objects.count(), Job.objects.filter(kind="certificates.award").count()) == (0, 0)
    with pytest.raises(NotEarned):
        award_of("day", attendance.code)


def test_the_concluding_test_brings_the_days_certificate_and_none_of_its_own(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    run = make_run(make_course(lessons=1), mode="invitation", gives_certificate=False)
    with django_capture_on_commit_callbacks(execute=True):
        attendance = settled(halyna, concluding=run)
    assert Certificate.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = begin_concluding_test(attendance=attendance, language="uk")
        complete(enrolment=enrolment, activity=run.activities.get(), how="passed")
    assert list(Certificate.objects.values_list("award_kind", "award_key")) == [("day", attendance.code)]
    assert not waiting_for_course().exists()


def test_deed_is_that_of_a_day_though_nobody_made_a_rule(halyna: User) -> None:
    CertificateTemplate.objects.create(name="Курси", cloth="мед")
    certificate = issue(award=award_of("day", settled(halyna).code))
    assert certificate.frozen["print"]["deed"] == "за участь в одноденній програмі стажування (ознайомчій)"
    assert (certificate.frozen["what_kind"], certificate.frozen["form"], certificate.frozen["cloth"]) == (
        "одноденна програма стажування (ознайомча)",
        "очна форма",
        "мед",
    )


def test_rule_for_days_gives_its_own_words(halyna: User) -> None:
    template = CertificateTemplate.objects.create(name="Дні", deed_uk="за день у міській раді")
    AwardRule.objects.create(kind="day", template=template, series_prefix="ДЕНЬ")
    certificate = issue(award=award_of("day", settled(halyna).code))
    assert (certificate.frozen["deed"], certificate.series.prefix) == ("за день у міській раді", "ДЕНЬ")


def test_award_names_parts_date_and_project_in_the_language_of_the_application(halyna: User) -> None:
    project = Project.objects.create(
        name_uk="Партнерство", name_en="Partnership", partners=[("partner", {"name_uk": "Фонд", "name_en": "Fund", "role": "funder", "logo": None})]
    )
    day = make_day(capacity=None, project=project)
    day.slots.all().delete()
    user = make_holder()
    accepted_for(day, user=user, language="en")
    past = make_held_day(project=project)
    past.slots.update(day=day)
    day = held(day)
    make_presence(day, came="09:46", user=user)
    day.required_share = 60
    day.save()
    settle_day(day=day, actor=halyna)
    award = award_of("day", Attendance.objects.get().code)
    assert (award.title, award.second_title) == (str(day.internship.title_en or day.internship.title_uk), day.internship.title_uk)
    assert (award.language, award.form, award.starts, award.ends) == ("en", "in person", day.date, day.date)
    assert (award.hours, award.outcomes) == (Decimal("4.0"), ["Transparent office", "Plan of first steps"])
    assert (award.project, [row["name"] for row in award.partners]) == ("Partnership", ["Fund"])


def test_correction_does_not_change_what_was_issued_but_is_told(halyna: User) -> None:
    attendance = settled(halyna, required_share=60)
    certificate = issue(award=award_of("day", attendance.code))
    slot = attendance.day.slots.get(title_uk="План перших кроків")
    attendance = correct_presence(attendance=attendance, slot=slot, present=False, reason="Пішла раніше.", actor=halyna)
    certificate.refresh_from_db()
    proof = day_proofs([attendance.code])[attendance.code]
    assert (certificate.state, certificate.frozen["hours"], attendance.hours) == ("issued", "6", Decimal("4.0"))
    assert (proof.number, proof.hours, proof.differs_from(attendance)) == (certificate.number, Decimal(6), True)


def test_replacement_with_the_award_prints_the_hours_and_parts_of_now(halyna: User) -> None:
    attendance = settled(halyna, required_share=60)
    old = issue(award=award_of("day", attendance.code))
    slot = attendance.day.slots.get(title_uk="План перших кроків")
    attendance = correct_presence(attendance=attendance, slot=slot, present=False, reason="Пішла раніше.", actor=halyna)
    new = replace(certificate=old, actor=halyna, reason="Інші години.", changes={}, award=award_of("day", attendance.code))
    assert (new.frozen["hours"], new.frozen["ects"], new.frozen["outcomes"]) == ("4", "0.1", ["Портал і документообіг", "Прозорий офіс"])
    assert not day_proofs([attendance.code])[attendance.code].differs_from(attendance)
    assert Certificate.objects.get(pk=old.pk).frozen["hours"] == "6"


def test_revoked_certificate_of_somebody_who_no_longer_earns_differs_from_nothing(halyna: User) -> None:
    attendance = settled(halyna)
    certificate = issue(award=award_of("day", attendance.code))
    attendance = correct_presence(attendance=attendance, slot=attendance.day.slots.all()[0], present=False, reason="Не було.", actor=halyna)
    assert day_proofs([attendance.code])[attendance.code].differs_from(attendance)
    revoke(certificate=certificate, actor=halyna, reason="Не було.")
    assert not day_proofs([attendance.code])[attendance.code].differs_from(attendance)


def test_what_a_correction_took_and_another_gave_back_is_issued_after_all(halyna: User, django_capture_on_commit_callbacks: Any) -> None:
    attendance = settled(halyna)  # the job is not rung: nothing was committed
    slot = attendance.day.slots.all()[0]
    correct_presence(attendance=attendance, slot=slot, present=False, reason="Не було.", actor=halyna)
    with django_capture_on_commit_callbacks(execute=True):
        correct_presence(attendance=attendance, slot=slot, present=True, reason="Була.", actor=halyna)
    assert Certificate.objects.get().frozen["hours"] == "6"


def test_pending_names_the_day_until_the_certificate_is_written(halyna: User) -> None:
    attendance = settled(halyna)
    assert [(row["kind"], row["title"], row["failed"]) for row in pending_of(attendance.user, "uk")] == [
        ("day", attendance.day.internship.title_uk, False)
    ]
    assert list(waiting_for_day()) == [attendance]
    issue(award=award_of("day", attendance.code))
    assert pending_of(attendance.user, "uk") == []
