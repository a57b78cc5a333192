from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from certificates.awards import award_of
from certificates.issuing import issue, replace, revoke
from certificates.models import Certificate
from courses.internships.settling import correct_presence, settle_day
from school.accounts.models import User
from tests.factories.certificates import make_certificate, make_certified_run, make_completed, make_holder
from tests.factories.presence import make_held_day, make_presence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]


@pytest.fixture
def halyna_at_work(browser_of: Browser, halyna: User) -> Client:
    return browser_of(halyna)


@pytest.mark.parametrize("who", ["petro", "taras", "oksana", "olena"])
def test_register_is_shut_to_all_but_coordinators(request: pytest.FixtureRequest, browser_of: Browser, who: str) -> None:
    certificate, enrolment = make_certificate(), make_completed()
    browser = browser_of(request.getfixturevalue(who))
    for path in ("", "export/", "waiting/", f"{certificate.code}/", f"{certificate.code}/replace/", f"{certificate.code}/revoke/"):
        assert browser.get(f"/teach/certificates/{path}").status_code == 404
    for path in (f"{certificate.code}/revoke/", f"{certificate.code}/issue-anew/", f"issue/{enrolment.code}/"):
        assert browser.post(f"/teach/certificates/{path}", {"reason": "так"}).status_code == 404
    assert [row.state for row in Certificate.objects.all()] == ["issued"]


@pytest.mark.parametrize("q", ["їжакевич", "ЇЖАКЕВИЧ ґалина", "yizha", "000001", "е-урядування"])
def test_search_finds_by_name_number_and_course_in_any_letter_case(halyna_at_work: Client, q: str) -> None:
    found, other = (
        make_certificate(),
        make_certificate(
            make_holder(surname="Інша", given_name="Зоя", patronymic="", surname_latin="Insha", given_name_latin="Zoia"), run=make_certified_run()
        ),
    )
    html = halyna_at_work.get("/teach/certificates/", {"q": q}).content.decode()
    assert found.number in html
    assert (other.number in html) is (q == "е-урядування")


def test_register_is_narrowed_by_state(halyna_at_work: Client) -> None:
    kept, gone = make_certificate(), revoke(certificate=make_certificate(), actor=None, reason="так")
    html = halyna_at_work.get("/teach/certificates/", {"state": "revoked"}).content.decode()
    assert gone.number in html
    assert kept.number not in html


def test_export_holds_what_the_register_shows(halyna_at_work: Client) -> None:
    certificate = make_certificate(make_holder(surname="=1+1"))
    new = replace(certificate=certificate, actor=None, reason="так", changes={"surname": "Кравчук"})
    response = halyna_at_work.get("/teach/certificates/export/")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Номер", "Код", "Прізвище"]
    assert [row[0] for row in rows[1:]] == [new.number, certificate.number]
    assert rows[2][2] == "'=1+1"
    assert rows[2][-2:] == ["так", new.number]


def test_coordinator_replaces_a_misspelt_name(halyna_at_work: Client) -> None:
    old = make_certificate()
    address = f"/teach/certificates/{old.code}/replace/"
    assert "Їжакевич" in halyna_at_work.get(address).content.decode()
    data = {"surname": "Їжаченко", "given_name": "Ґалина", "patronymic": "Євгеніївна", "latin_name": "Galyna Yizhachenko"}
    data |= {"what": old.frozen["what"], "result": old.frozen["result"], "reason": "Виправлено прізвище"}
    response = halyna_at_work.post(address, data)
    new = Certificate.objects.get(state="issued")
    assert response["Location"] == f"/teach/certificates/{new.code}/"
    assert new.frozen["full_name"] == "Їжаченко Ґалина Євгеніївна"
    page = halyna_at_work.get(f"/teach/certificates/{old.code}/").content.decode()
    assert new.number in page
    assert "Виправлено прізвище" in page


def test_replacement_without_a_correction_is_refused_and_keeps_the_reason(halyna_at_work: Client) -> None:
    old = make_certificate()
    said = {name: old.frozen[name] for name in ("surname", "given_name", "patronymic", "latin_name", "what", "result")}
    response = halyna_at_work.post(f"/teach/certificates/{old.code}/replace/", {**said, "reason": "Друкарська помилка"})
    assert response.status_code == 400
    assert "Друкарська помилка" in response.content.decode()
    assert Certificate.objects.count() == 1


def test_coordinator_revokes_with_a_reason(halyna_at_work: Client, halyna: User) -> None:
    found = make_certificate()
    address = f"/teach/certificates/{found.code}/revoke/"
    assert halyna_at_work.get(address).status_code == 200
    assert halyna_at_work.post(address, {"reason": ""}).status_code == 400
    halyna_at_work.post(address, {"reason": "Роботу списано"})
    found.refresh_from_db()
    assert (found.state, found.reason) == ("revoked", "Роботу списано")
    page = halyna_at_work.get(f"/teach/certificates/{found.code}/").content.decode()
    assert "Бондар Галина" in page


def test_new_one_is_issued_after_a_revocation(halyna_at_work: Client) -> None:
    found = revoke(certificate=make_certificate(), actor=None, reason="так")
    halyna_at_work.post(f"/teach/certificates/{found.code}/issue-anew/")
    assert [row.state for row in Certificate.objects.order_by("pk")] == ["revoked", "issued"]


def test_coordinator_issues_by_hand_once(halyna_at_work: Client) -> None:
    enrolment = make_completed()
    assert enrolment.user.full_name in halyna_at_work.get("/teach/certificates/waiting/").content.decode()
    for _ in range(2):
        halyna_at_work.post(f"/teach/certificates/issue/{enrolment.code}/")
    assert Certificate.objects.get().award_key == enrolment.code
    assert enrolment.user.full_name not in halyna_at_work.get("/teach/certificates/waiting/").content.decode()


def test_nothing_is_issued_by_hand_before_completion(halyna_at_work: Client) -> None:
    enrolment = make_completed(completed_at=None)
    response = halyna_at_work.post(f"/teach/certificates/issue/{enrolment.code}/", follow=True)
    assert response.status_code == 200
    assert Certificate.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_register_asks_the_same_number_of_questions_for_one_and_three(
    halyna_at_work: Client, rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(rows):
        make_certificate()
    halyna_at_work.get("/teach/certificates/")
    with django_assert_num_queries(9):
        halyna_at_work.get("/teach/certificates/")


def test_day_without_a_certificate_is_listed_and_issued_by_hand_once(halyna_at_work: Client, halyna: User, petro: User, browser_of: Browser) -> None:
    attendance = make_presence(make_held_day(), user=make_holder())
    settle_day(day=attendance.day, actor=halyna)
    assert "Їжакевич Ґалина" in halyna_at_work.get("/teach/certificates/waiting/").content.decode()
    address = f"/teach/certificates/issue-day/{attendance.code}/"
    assert browser_of(petro).post(address).status_code == 404
    halyna_at_work.post(address)
    halyna_at_work.post(address)
    assert [(row.award_kind, row.award_key) for row in Certificate.objects.all()] == [("day", attendance.code)]


def test_replacing_a_days_certificate_needs_no_other_change_when_its_hours_were_corrected(halyna_at_work: Client, halyna: User) -> None:
    attendance = make_presence(make_held_day(required_share=60), user=make_holder())
    settle_day(day=attendance.day, actor=halyna)
    old = issue(award=award_of("day", attendance.code))
    correct_presence(attendance=attendance, slot=attendance.day.slots.all()[0], present=False, reason="Не була.", actor=halyna)
    address = f"/teach/certificates/{old.code}/replace/"
    assert "Тепер підтверджено 4" in halyna_at_work.get(address).content.decode()
    said = {name: old.frozen[name] for name in ("surname", "given_name", "patronymic", "latin_name", "what", "result")}
    halyna_at_work.post(address, {**said, "reason": "Години виправлено"})
    assert Certificate.objects.get(state="issued").frozen["hours"] == "4"
