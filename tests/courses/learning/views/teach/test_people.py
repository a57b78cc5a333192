"""Decisions about people, lists in and out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.learning.enrolment import enrol
from courses.learning.models import CourseRun, Enrolment
from courses.learning.progress import complete
from courses.learning.runs import cancel_run
from school.accounts.models import Profile, User
from school.accounts.profiles import save_profile
from school.foundation import jobs
from school.foundation.history import history_of
from school.foundation.models import Job, Letter
from tests.factories.accounts import make_newcomer, make_organisation, make_person
from tests.factories.learning import make_course, make_people, make_run
from tests.reading import messages_of, words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def to(name: str, run: CourseRun) -> str:
    return reverse(f"learning:{name}", args=[run.code])


def states(run: CourseRun) -> list[str]:
    return list(run.enrolments.order_by("pk").values_list("state", flat=True))


# --- decisions -------------------------------------------------------------------------------------------


def test_requests_are_approved_together_as_far_as_places_go(halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="approval", capacity=2)
    codes = [enrol(user=user, run=run).code for user in make_people(3)]
    answer = browser_of(halyna).post(to("decide", run), {"action": "approve", "enrolment": codes, "tab": "requested"})
    assert (answer.url, messages_of(answer)) == (f"{to('run', run)}?tab=requested", ["Готово для 3 людей."])
    assert states(run) == ["active", "active", "waiting"]
    assert history_of(Enrolment.objects.get(code=codes[0])).get(verb="approve").actor == halyna


@pytest.mark.parametrize("action", ["decline", "withdraw"])
def test_nobody_is_refused_without_a_reason(olena: User, halyna: User, browser_of: Browser, action: str) -> None:
    run = make_run(mode="approval" if action == "decline" else "open")
    code = enrol(user=olena, run=run).code
    before = states(run)
    answer = browser_of(halyna).post(to("decide", run), {"action": action, "enrolment": code, "reason": "  "})
    assert messages_of(answer) == ["Напишіть причину: людина прочитає її в листі."]
    assert states(run) == before


def test_declined_person_reads_the_reason(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="approval")
    code = enrol(user=olena, run=run).code
    answer = browser_of(halyna).post(to("decide", run), {"action": "decline", "enrolment": code, "reason": "Курс для рад.", "tab": "requested"})
    assert (messages_of(answer), states(run)) == (["Готово для 1 людини."], ["declined"])
    assert "Причина: Курс для рад." in Letter.objects.get(purpose="enrolment_declined").text
    assert "Курс для рад." in words_of(browser_of(halyna).get(to("run", run), {"tab": "gone"}))


def test_withdrawing_one_lets_the_next_in(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(capacity=1)
    code = enrol(user=olena, run=run).code
    enrol(user=petro, run=run)
    browser_of(halyna).post(to("decide", run), {"action": "withdraw", "enrolment": code, "reason": "Не з’являлася."})
    assert states(run) == ["withdrawn", "active"]
    assert Letter.objects.filter(to="petro@example.org", purpose="enrolment_promoted").count() == 1


def test_decision_needs_somebody_and_a_known_verb(olena: User, halyna: User, browser_of: Browser) -> None:
    run, other = make_run(mode="approval"), make_run(mode="approval")
    code = enrol(user=olena, run=other).code
    browser = browser_of(halyna)
    assert messages_of(browser.post(to("decide", run), {"action": "approve"})) == ["Виберіть хоча б одну людину."]
    assert messages_of(browser.post(to("decide", run), {"action": "approve", "enrolment": code}))[-1] == "Виберіть хоча б одну людину."
    assert browser.post(to("decide", other), {"action": "delete", "enrolment": code}).status_code == 404
    assert states(other) == ["requested"]


def test_approving_twice_is_the_same_as_once(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="approval")
    code = enrol(user=olena, run=run).code
    for _press in range(2):
        browser_of(halyna).post(to("decide", run), {"action": "approve", "enrolment": code})
    assert Letter.objects.filter(purpose="enrolment_confirmed").count() == 1


def test_nobody_is_approved_or_added_on_a_cancelled_run(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="approval")
    code = enrol(user=olena, run=run).code
    cancel_run(run=run, actor=halyna, reason="Замало охочих.")
    browser = browser_of(halyna)
    said = "Цю групу скасовано: до неї вже не записують."
    assert messages_of(browser.post(to("decide", run), {"action": "approve", "enrolment": code})) == [said]
    assert messages_of(browser.post(to("decide", run), {"action": "add", "email": petro.email}))[-1] == said
    assert states(run) == ["requested"]


def test_one_person_is_added_by_e_mail(petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="invitation")
    browser = browser_of(halyna)
    answer = browser.post(to("decide", run), {"action": "add", "email": " PETRO@example.org "})
    assert (answer.url, messages_of(answer)) == (to("run", run), ["Сторонній Петро тепер у списку."])
    assert (Enrolment.objects.get().source, Enrolment.objects.get().state) == ("staff", "active")
    answer = browser.post(to("decide", run), {"action": "add", "email": "nobody@example.org"})
    assert messages_of(answer)[-1] == "Із цією поштою ніхто не зареєстрований. Краще запросіть людину."


# --- one person ------------------------------------------------------------------------------------------


def test_page_of_a_person_shows_steps_and_history(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=2))
    enrolment = enrol(user=olena, run=run)
    complete(enrolment=enrolment, activity=run.activities.first(), how="marked")
    answer = browser_of(halyna).get(reverse("learning:person", args=[enrolment.code]))
    assert [step.done for step in answer.context["outline"].steps] == [True, False]
    assert [event.verb for event in answer.context["events"]] == ["complete", "enrol"]
    assert "Кравчук Олена Петрівна" in words_of(answer)


def test_person_is_withdrawn_with_a_reason_and_only_with_one(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run()
    enrolment = enrol(user=olena, run=run)
    where = reverse("learning:person", args=[enrolment.code])
    browser = browser_of(halyna)
    assert browser.post(where, {"reason": ""}).context["form"].errors
    assert states(run) == ["active"]
    answer = browser.post(where, {"reason": "Просила сама."})
    assert (answer.url, messages_of(answer)) == (to("run", run), ["Кравчук Олена Петрівна більше не в групі; місце вільне."])
    assert history_of(enrolment).get(verb="withdraw").reason == "Просила сама."


# --- a list in ---------------------------------------------------------------------------------------------


def test_list_is_read_at_once_and_reported_by_row(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(capacity=2)
    enrol(user=olena, run=run)
    text = "e-mail;прізвище;ім'я\nOLENA@example.org;Кравчук;Олена\nihor@example.org;Їжак;Ігор\nx;;\nlesia@example.org;Щур;Леся\n"
    browser = browser_of(halyna)
    answer = browser.post(to("import", run), {"file": SimpleUploadedFile("list.csv", text.encode())})
    job = Job.objects.get(kind="learning.enrol_list")
    assert answer.url == reverse("learning:import_report", args=[run.code, job.pk])
    assert "0 з 4 рядків" in words_of(browser.get(answer.url)).replace("із", "з")
    jobs.run_all()
    report = words_of(browser.get(answer.url))
    rows = [
        "2 OLENA@example.org записано",
        "3 ihor@example.org записано Створено новий обліковий запис; у листі сказано, як установити пароль.",
        "4 x не взято Це не адреса електронної пошти.",
        "5 lesia@example.org у черзі Створено новий обліковий запис; у листі сказано, як установити пароль.",
    ]
    assert [row in report for row in rows] == [True] * 4, report
    assert Letter.objects.filter(purpose="account_made").count() == 2


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("list.csv", b"", None),
        ("list.csv", "прізвище;ім'я\nЇжак;Ігор\n".encode(), "Немає стовпця «пошта». Перший рядок файлу має називати стовпці."),
        ("list.csv", b"e-mail\n\n,,\n", "Заголовки є, а людей у файлі немає."),
        ("list.csv", b"<html><script>alert(1)</script></html>", "Немає стовпця «пошта». Перший рядок файлу має називати стовпці."),
        ("list.xlsx", b"PK\x03\x04 broken", "Цю таблицю не вдалося відкрити. Збережіть її ще раз як XLSX або CSV."),
        ("list.csv", b"e-mail\n" + b"x@example.org\n" * 5001, "Понад 5000 рядків: розділіть файл."),
        ("list.csv", b"e-mail\n" + b"x" * 5 * 1024 * 1024, "Файл більший за 5 МБ. Список людей – це кілька кілобайтів; надішліть лише список."),
    ],
)
def test_list_that_cannot_be_taken_is_refused_beside_the_field(halyna: User, browser_of: Browser, name: str, raw: bytes, said: str | None) -> None:
    answer = browser_of(halyna).post(to("import", make_run()), {"file": SimpleUploadedFile(name, raw)})
    errors = answer.context["form"].errors["file"]
    assert (answer.status_code, len(errors), Job.objects.filter(kind="learning.enrol_list").count()) == (400, 1, 0)
    assert said is None or " ".join(errors[0].split()) == said


def test_report_of_another_run_does_not_exist(halyna: User, browser_of: Browser) -> None:
    run, other = make_run(), make_run()
    browser_of(halyna).post(to("import", run), {"file": SimpleUploadedFile("list.csv", b"e-mail\nx@example.org\n")})
    job = Job.objects.get(kind="learning.enrol_list")
    assert browser_of(halyna).get(reverse("learning:import_report", args=[other.code, job.pk])).status_code == 404


def test_list_onto_a_cancelled_run_makes_no_accounts(halyna: User, browser_of: Browser) -> None:
    run = make_run()
    browser_of(halyna).post(to("import", run), {"file": SimpleUploadedFile("list.csv", b"e-mail\nx@example.org\n")})
    cancel_run(run=run, actor=halyna, reason="Замало охочих.")
    jobs.run_all()
    [row] = Job.objects.get(kind="learning.enrol_list").result["rows"]
    assert (row["state"], row["why"]) == ("refused", "Цю групу скасовано: до неї вже не записують.")
    assert not User.objects.filter(email="x@example.org").exists()


# --- inviting ------------------------------------------------------------------------------------------------


def test_addresses_are_taken_however_they_are_separated_each_once(halyna: User, browser_of: Browser) -> None:
    run = make_run(mode="invitation")
    answer = browser_of(halyna).post(to("invite", run), {"emails": "a@example.org; B@example.org\nb@example.org, c@example.org\n"})
    assert (answer.url, messages_of(answer)) == (to("run", run), ["3 запрошення в дорозі."])
    assert set(Letter.objects.values_list("to", flat=True)) == {"a@example.org", "b@example.org", "c@example.org"}


def test_wrong_addresses_are_named_and_nobody_is_written_to(halyna: User, browser_of: Browser) -> None:
    answer = browser_of(halyna).post(to("invite", make_run()), {"emails": "a@example.org, без-собаки, x@"})
    assert (answer.status_code, answer.context["form"].errors["emails"]) == (400, ["Це не адреси пошти: без-собаки, x@"])
    assert not Letter.objects.exists()


# --- a list out ----------------------------------------------------------------------------------------------


def exported(browser: Client, run: CourseRun) -> list[list[str]]:
    answer = browser.get(to("run_export", run))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("text/csv; charset=utf-8", f'attachment; filename="run-{run.code}.csv"')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_list_of_a_run_is_a_table_that_spreadsheets_open_in_cyrillic(olena: User, halyna: User, browser_of: Browser) -> None:
    save_profile(user=olena, data={"organisation": make_organisation("Рада; відділ «ІТ»")}, actor=olena)
    run = make_run(make_course(lessons=2))
    complete(enrolment=enrol(user=olena, run=run), activity=run.activities.first(), how="marked")
    enrol(user=make_newcomer("new@example.org"), run=run)
    rows = exported(browser_of(halyna), run)
    assert rows[0] == ["Прізвище", "Ім’я", "По батькові", "Пошта", "Організація", "Місто", "Стан", "Пройдено кроків", "Кроки", "Завершили"]
    assert sorted(rows[1:]) == [
        ["", "", "", "new@example.org", "", "", "записано", "0", "2", ""],
        ["Кравчук", "Олена", "Петрівна", "olena@example.org", "Рада; відділ «ІТ»", "Вінниця", "записано", "1", "2", ""],
    ]


@pytest.mark.parametrize("sign", list("=+-@\t\r\n"))
def test_no_cell_of_the_list_runs_as_a_formula(halyna: User, browser_of: Browser, sign: str) -> None:
    person = make_person("=1@example.org")
    Profile.objects.filter(user=person).update(surname=f"{sign}HYPERLINK(1)")
    run = make_run()
    enrol(user=person, run=run)
    [_head, row] = exported(browser_of(halyna), run)
    assert (row[0], row[3]) == (f"'{sign}HYPERLINK(1)", "'=1@example.org")


def test_list_asks_the_same_for_one_person_and_for_five(halyna: User, browser_of: Browser) -> None:
    run, browser, seen = make_run(), browser_of(halyna), []
    for number in (1, 4):
        for user in make_people(number):
            enrol(user=user, run=run)
        browser.get(to("run_export", run))  # warm: permissions and content types are looked up once
        with CaptureQueriesContext(connection) as queries:
            browser.get(to("run_export", run))
        seen.append(len(queries))
    assert seen[0] == seen[1]


# --- finding somebody ------------------------------------------------------------------------------------------


def test_person_is_found_by_name_or_e_mail_in_any_letter_case(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    where, browser = reverse("learning:find_people"), browser_of(halyna)
    found = {q: browser.get(where, {"q": q}).json()["people"] for q in ("кравчук", "OLENA", "к", "", "нема такого")}
    one = [{"email": "olena@example.org", "name": "Кравчук Олена Петрівна"}]
    assert found == {"кравчук": one, "OLENA": one, "к": [], "": [], "нема такого": []}


def test_person_erased_or_barred_is_not_found(olena: User, halyna: User, browser_of: Browser) -> None:
    User.objects.filter(pk=olena.pk).update(is_active=False)
    assert browser_of(halyna).get(reverse("learning:find_people"), {"q": "кравчук"}).json() == {"people": []}
