"""Statements of presence, thanks for teaching, series watched: from real records, in words that are true of each."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from certificates.awards import NotEarned, award_of
from certificates.desk_awards import attendance_award, series_award, series_key, thanks_award, thanks_key
from certificates.freezing import result_words
from certificates.issuing import issue
from certificates.models import AwardRule, Certificate, CertificateTemplate
from courses.internships.models import Attendance
from courses.internships.settling import settle_day
from courses.learning.models import CourseRun, CourseTrainer
from school.accounts.models import User
from school.foundation.models import Job, Letter
from tests.factories.certificates import make_certified_run, make_holder
from tests.factories.presence import make_held_day, make_presence
from tests.factories.webinars import make_webinar, watch
from tests.webinars.test_series import make_series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def present(halyna: User, **said: Any) -> Attendance:
    attendance = make_presence(make_held_day(), user=make_holder(), **said)
    settle_day(day=attendance.day, actor=halyna)
    attendance.refresh_from_db()
    return attendance


def rows_of(certificate: Certificate) -> dict[str, str]:
    return {label: value for label, value, _note in certificate.frozen["print"]["facts"]}


# --- a statement of presence ------------------------------------------------------------------------


def test_whoever_was_there_for_too_little_has_a_statement_of_the_hours_really_present(halyna: User) -> None:
    attendance = present(halyna, left="12:30")
    certificate = issue(award=award_of("attendance", attendance.code), actor=halyna)
    said = certificate.frozen["print"]
    assert (said["title"], certificate.frozen["hours"]) == ("Довідка", "4")
    assert "4 акад. год." in said["deed"]
    assert "не є сертифікатом" in said["note"]
    assert (certificate.frozen["result"], certificate.frozen["ects"]) == ("", "0")
    assert "вимоги виконано" not in str(said)
    assert sorted(rows_of(certificate)) == ["Академічних годин", "Вид і форма", "Навчання"]


def test_statement_says_neither_result_nor_credits_whatever_the_template_shows(halyna: User) -> None:
    template = CertificateTemplate.objects.create(name="Усе показує")
    AwardRule.objects.create(kind="attendance", template=template)
    certificate = issue(award=award_of("attendance", present(halyna, left="12:30").code), actor=halyna)
    assert certificate.template == template
    assert {"Результат", "Кредитів ЄКТС"} & set(rows_of(certificate)) == set()


def test_whoever_earned_the_certificate_and_whoever_is_not_confirmed_has_no_statement(halyna: User) -> None:
    for attendance in (present(halyna), make_presence(make_held_day())):
        with pytest.raises(NotEarned):
            attendance_award(attendance.code)
    with pytest.raises(NotEarned):
        attendance_award("nothing")


# --- thanks -----------------------------------------------------------------------------------------


def taught_run(taras: User, **fields: Any) -> CourseRun:
    now = timezone.now()
    run = make_certified_run(**{"starts_at": now - timedelta(days=30), "ends_at": now - timedelta(days=1), **fields})
    CourseTrainer.objects.create(course=run.course, user=taras, appointed_at=now - timedelta(days=60))
    return run


def test_instructor_is_thanked_for_a_run_that_is_over(taras: User, halyna: User) -> None:
    run = taught_run(taras)
    certificate = issue(award=award_of("thanks", thanks_key(run, taras.pk)), actor=halyna)
    said = certificate.frozen["print"]
    assert (certificate.person, said["title"], said["deed"]) == (taras, "Подяка", "за викладання курсу")
    assert said["what"] == f"«{run.course.title}»"
    assert (certificate.frozen["result"], certificate.frozen["ects"], said["outcomes"]) == ("", "0", [])
    assert issue(award=thanks_award(thanks_key(run, taras.pk)), actor=halyna) == certificate


def test_nobody_is_thanked_for_a_run_that_goes_on_was_cancelled_or_was_taught_by_another(taras: User, olena: User) -> None:
    now = timezone.now()
    running = taught_run(taras, ends_at=now + timedelta(days=1))
    cancelled = taught_run(taras, cancelled_at=now)
    keys = [thanks_key(running, taras.pk), thanks_key(cancelled, taras.pk), thanks_key(taught_run(taras), olena.pk), "", "x:y", f"nothing:{taras.pk}"]
    for key in keys:
        with pytest.raises(NotEarned):
            thanks_award(key)


def test_trainer_dismissed_before_the_start_did_not_teach_the_run(taras: User) -> None:
    run = taught_run(taras)
    CourseTrainer.objects.update(dismissed_at=run.starts_at - timedelta(days=1))
    with pytest.raises(NotEarned):
        thanks_award(thanks_key(run, taras.pk))


# --- a series ---------------------------------------------------------------------------------------


def test_series_is_earned_when_every_part_is_watched(halyna: User) -> None:
    first, second = make_webinar(seconds=2700, title="Перший"), make_webinar(seconds=5400, title="Другий")
    series, holder = make_series(first, second), make_holder()
    key = series_key(series.translation_key, holder.pk)
    watch(user=holder, webinar=first, segments=[[0, 2700]])
    with pytest.raises(NotEarned):
        series_award(key)
    watch(user=holder, webinar=second, segments=[[0, 5400]])
    certificate = issue(award=award_of("series", key), actor=halyna)
    assert (certificate.award_key, certificate.frozen["what"], certificate.frozen["hours"]) == (key, "Шлях новини", "3")
    assert certificate.frozen["outcomes"] == ["Перший", "Другий"]
    assert certificate.frozen["result"] == result_words([])
    assert len(key) <= 40


def test_series_gives_its_certificate_by_itself_only_where_a_rule_says_so(django_capture_on_commit_callbacks: Any) -> None:
    first, second = make_webinar(seconds=2700), make_webinar(seconds=2700)
    make_series(first, second)
    holder, other = make_holder(), make_holder()
    with django_capture_on_commit_callbacks(execute=True):
        for webinar in (first, second):
            watch(user=holder, webinar=webinar, segments=[[0, 2700]])
    assert not Job.objects.filter(kind="certificates.award").exists()
    AwardRule.objects.create(kind="series", template=CertificateTemplate.objects.create(name="Серія"))
    with django_capture_on_commit_callbacks(execute=True):
        for webinar in (second, first):
            watch(user=other, webinar=webinar, segments=[[0, 2700]])
    certificate = Certificate.objects.get()
    assert (certificate.award_kind, certificate.person) == ("series", other)
    assert "всі вебінари серії" in Letter.objects.get(purpose="certificate_issued_series").text


@pytest.mark.parametrize("key", ["", "x:1", f"{'0' * 32}:1", f"{'0' * 32}:", f"{'0' * 32}:²"])
def test_key_of_nothing_is_nothing_earned(key: str) -> None:
    with pytest.raises(NotEarned):
        series_award(key)


def test_hours_of_statement_are_a_number_of_the_record(halyna: User) -> None:
    assert attendance_award(present(halyna, left="12:30").code).hours == Decimal("4.0")
