from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates.awards import NotEarned, award_of, kyiv_today
from certificates.issuing import hide, issue, replace, revoke, show
from certificates.models import AwardRule, Certificate, CertificateTemplate, Series
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.certificates import kyiv_year, make_certificate, make_certified_run, make_completed, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def award(enrolment: Any) -> Any:
    return award_of("course", enrolment.code)


def test_numbers_follow_each_other_within_a_series_and_a_kyiv_year() -> None:
    numbers = [make_certificate().number for _ in range(3)]
    assert numbers == [f"ШЕУ-{kyiv_year()}-{n:06d}" for n in (1, 2, 3)]
    assert Series.objects.get().counter == 3


def test_issue_twice_gives_the_same_certificate_and_takes_one_number() -> None:
    enrolment = make_completed()
    first, second = issue(award=award(enrolment)), issue(award=award(enrolment))
    assert first == second
    assert Series.objects.get().counter == 1
    assert Job.objects.filter(kind="certificates.render").count() == 1


def test_issue_refuses_an_enrolment_that_is_not_completed() -> None:
    enrolment = make_completed(completed_at=None)
    with pytest.raises(NotEarned):
        award(enrolment)


def test_issue_refuses_an_unknown_enrolment() -> None:
    with pytest.raises(NotEarned):
        award_of("course", "0000000000")


def test_database_refuses_a_second_live_certificate_of_an_award() -> None:
    found = make_certificate()
    copy = Certificate.objects.get(pk=found.pk)
    copy.pk, copy.code, copy.number, copy.number_key = None, "0" * 16, "ШЕУ-2026-999999", "X"
    with pytest.raises(IntegrityError, match=r"one_live_certificate_per_award|award_key"), transaction.atomic():
        copy.save(force_insert=True)


def test_database_refuses_a_revocation_without_a_reason() -> None:
    found = make_certificate()
    with pytest.raises(IntegrityError, match="ended_certificate_has_date_and_reason"), transaction.atomic():
        Certificate.objects.filter(pk=found.pk).update(state="revoked")


def test_rule_of_the_record_wins_over_the_rule_of_the_kind() -> None:
    run = make_certified_run()
    plain, blue = (CertificateTemplate.objects.create(name=name, cloth=cloth) for name, cloth in (("A", "полотно"), ("B", "синька")))
    AwardRule.objects.create(kind="course", template=plain)
    AwardRule.objects.create(kind="course", record_key=str(run.course.key), template=blue, series_prefix="МГЦ", validity_months=36)
    found = make_certificate(run=run)
    assert (found.number, found.frozen["cloth"]) == (f"МГЦ-{kyiv_year()}-000001", "синька")
    today = kyiv_today()
    assert found.valid_until == date(today.year + 3, today.month, min(today.day, 28) if today.month == 2 else today.day)


def test_rule_out_of_force_is_passed_over() -> None:
    template = CertificateTemplate.objects.create(name="A", cloth="вишня")
    AwardRule.objects.create(kind="course", template=template, series_prefix="X", active=False)
    assert make_certificate().number.startswith("ШЕУ-")


def test_database_refuses_two_rules_in_force_for_one_record() -> None:
    template = CertificateTemplate.objects.create(name="A")
    AwardRule.objects.create(kind="course", template=template)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardRule.objects.create(kind="course", template=template)


def test_replace_gives_a_new_number_and_code_and_the_old_one_leads_to_it() -> None:
    halyna = make_holder("halyna@example.org")
    old = make_certificate(make_holder(surname="Кравчук", given_name="Олена", patronymic=""))
    new = replace(certificate=old, actor=halyna, reason="Виправлено прізвище", changes={"surname": "Кравчик", "hours": "999"})
    old.refresh_from_db()
    assert (old.state, old.replaced_by, old.reason) == ("replaced", new, "Виправлено прізвище")
    assert (new.number, new.state) == (f"ШЕУ-{kyiv_year()}-000002", "issued")
    assert new.code != old.code
    assert (new.frozen["full_name"], new.frozen["print"]["name"]) == ("Кравчик Олена", "Кравчик Олена")
    assert new.frozen["hours"] == "18"
    assert new.frozen["print"]["replaces"] == f"Видано замість № {old.number}"
    assert old.frozen["full_name"] == "Кравчук Олена"


def test_replace_twice_gives_one_replacement() -> None:
    old = make_certificate()
    first = replace(certificate=old, actor=None, reason="так", changes={"surname": "А"})
    assert replace(certificate=old, actor=None, reason="так", changes={"surname": "Б"}) == first
    assert Certificate.objects.count() == 2


def test_replacement_stays_hidden_when_the_holder_hid_the_old_one() -> None:
    old = make_certificate()
    hide(certificate=old, actor=old.person)
    new = replace(certificate=old, actor=None, reason="так", changes={"surname": "А"})
    assert Certificate.objects.get(pk=new.pk).hidden_at is not None


def test_revoke_keeps_the_reason_and_happens_once() -> None:
    found = make_certificate()
    revoke(certificate=found, actor=None, reason="Роботу списано")
    revoke(certificate=found, actor=None, reason="ще раз")
    found.refresh_from_db()
    assert (found.state, found.reason) == ("revoked", "Роботу списано")
    assert [event.verb for event in history_of(found)].count("revoke") == 1


def test_revoked_award_is_not_issued_again_by_itself() -> None:
    enrolment = make_completed()
    found = revoke(certificate=issue(award=award(enrolment)), actor=None, reason="Роботу списано")
    assert issue(award=award(enrolment)) == found
    anew = issue(award=award(enrolment), anew=True)
    assert (anew.number, anew.state) == (f"ШЕУ-{kyiv_year()}-000002", "issued")


def test_replaced_certificate_cannot_be_revoked() -> None:
    old = make_certificate()
    replace(certificate=old, actor=None, reason="так", changes={"surname": "А"})
    assert revoke(certificate=old, actor=None, reason="ні").state == "replaced"


def test_hide_and_show_leave_a_trace_once_each() -> None:
    found = make_certificate()
    for verb in (hide, hide, show, show):
        verb(certificate=found, actor=found.person)
    verbs = [event.verb for event in history_of(found)]
    assert (verbs.count("hide"), verbs.count("show")) == (1, 1)
    assert Certificate.objects.get(pk=found.pk).hidden_at is None
