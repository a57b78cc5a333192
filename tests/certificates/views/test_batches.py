"""The coordinator's pages of issuing to many, pressed as a browser without scripts presses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from certificates.batches.packing import pack_batch
from certificates.models import Batch, BatchPack, Certificate
from courses.internships.settling import settle_day
from school.accounts.models import User
from school.foundation import jobs
from school.foundation.models import Letter
from tests.certificates.batches.test_issuing import begin, make_run, work
from tests.certificates.batches.test_outbox import make_files
from tests.factories.certificates import make_certificate, make_certified_run, make_completed, make_holder
from tests.factories.presence import make_held_day, make_presence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Browser = Callable[[User], Client]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def halyna_at_work(browser_of: Browser, halyna: User) -> Client:
    return browser_of(halyna)


def filled(html: str) -> dict[str, Any]:
    """The form as it stands on the page, every box that is marked included."""
    hidden = {name: value for name, value in HIDDEN.findall(html) if name != "csrfmiddlewaretoken"}
    boxes = re.findall(r'<input type="checkbox" name="keep" value="([^"]*)"[^>]*?( checked)?>', html)
    return {**hidden, "keep": [key for key, marked in boxes if marked]}


def text_of(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


@pytest.mark.parametrize("who", ["petro", "taras", "oksana", "olena"])
def test_issuing_to_many_is_shut_to_all_but_coordinators(request: pytest.FixtureRequest, browser_of: Browser, who: str) -> None:
    batch = begin(make_run(1))
    pack = BatchPack.objects.create(batch=batch, kind="list", count=1, file="x.xlsx", size=1, made_at=batch.made_at)
    browser = browser_of(request.getfixturevalue(who))
    for path in (
        "",
        f"new/?run={batch.record_code}",
        f"new/sheet/?run={batch.record_code}&key=x",
        f"{batch.code}/",
        f"{batch.code}/stop/",
        f"{batch.code}/files/{pack.pk}/",
    ):
        assert browser.get(f"/teach/certificates/batches/{path}").status_code == 404
    for verb in ("pause", "resume", "stop", "retry", "send", "pack"):
        assert browser.post(f"/teach/certificates/batches/{batch.code}/{verb}/").status_code == 404
    assert browser.post(f"/teach/certificates/batches/new/?run={batch.record_code}", {"issue": "1"}).status_code == 404
    assert Batch.objects.get().state == "running"


def test_all_are_marked_at_first_and_the_unmarked_one_gets_nothing(halyna_at_work: Client) -> None:
    run = make_certified_run()
    people = [make_completed(make_holder(surname=f"Учень{letter}"), run=run) for letter in "абв"]
    address = f"/teach/certificates/batches/new/?run={run.code}"
    form = filled(text_of(halyna_at_work.get(address)))
    assert form["keep"] == [row.code for row in people]
    response = halyna_at_work.post(address, {**form, "keep": form["keep"][:2], "issue": "1", "send": "later"})
    batch = Batch.objects.get()
    assert response["Location"] == f"/teach/certificates/batches/{batch.code}/"
    assert [row.award_key for row in batch.rows.order_by("position")] == [row.code for row in people[:2]]
    assert batch.send_at_once is False


def test_pressing_issue_twice_leads_to_the_same_batch(halyna_at_work: Client) -> None:
    run = make_run(2)
    address = f"/teach/certificates/batches/new/?run={run.code}"
    form = filled(text_of(halyna_at_work.get(address))) | {"issue": "1"}
    assert halyna_at_work.post(address, form)["Location"] == halyna_at_work.post(address, form)["Location"]
    assert Batch.objects.count() == 1


def test_what_was_unmarked_stays_so_while_pages_are_turned(halyna_at_work: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.teach.batches.PER_PAGE", 2)
    run = make_certified_run()
    codes = [make_completed(make_holder(surname=f"Учень{letter}"), run=run).code for letter in "абвг"]
    address = f"/teach/certificates/batches/new/?run={run.code}"
    form = filled(text_of(halyna_at_work.get(address)))
    assert form["keep"] == codes[:2]
    second = filled(text_of(halyna_at_work.post(address, {**form, "keep": codes[:1], "to_page": "2"})))
    assert (second["keep"], second["off"]) == (codes[2:], codes[1])
    halyna_at_work.post(address, {**second, "keep": codes[3:], "issue": "1"})
    assert sorted(row.award_key for row in Batch.objects.get().rows.all()) == sorted([codes[0], codes[3]])


def test_nobody_slips_into_a_list_that_somebody_has_looked_at(halyna_at_work: Client) -> None:
    run = make_run(1)
    address = f"/teach/certificates/batches/new/?run={run.code}"
    form = filled(text_of(halyna_at_work.get(address)))
    make_completed(run=run)
    response = halyna_at_work.post(address, {**form, "issue": "1"})
    assert "Список змінився" in text_of(response)
    assert Batch.objects.count() == 0


def test_nobody_marked_is_said_and_issues_nothing(halyna_at_work: Client) -> None:
    run = make_run(1)
    address = f"/teach/certificates/batches/new/?run={run.code}"
    form = filled(text_of(halyna_at_work.get(address)))
    assert "Нікого не позначено" in text_of(halyna_at_work.post(address, {**form, "keep": [], "issue": "1"}))
    assert Batch.objects.count() == 0


def test_issued_and_unearned_are_shown_without_a_box(halyna_at_work: Client) -> None:
    run = make_certified_run()
    has, waits = make_certificate(run=run), make_completed(run=run)
    make_completed(run=run, completed_at=None)
    html = text_of(halyna_at_work.get(f"/teach/certificates/batches/new/?run={run.code}&who=everyone"))
    assert filled(html)["keep"] == [waits.code]
    assert has.number in html
    assert "не завершено" in html


@pytest.mark.parametrize(
    ("names", "language", "warning"),
    [
        ({"surname_latin": "", "given_name_latin": ""}, "en", "імені латиницею немає"),
        ({"patronymic": ""}, "uk", "Немає по батькові"),
        ({"given_name": ""}, "uk", "Ім’я неповне"),
        ({"surname": "Ким金"}, "uk", "У шрифтах аркуша немає: 金"),
    ],
)
def test_what_is_worth_a_look_is_said_by_row(halyna_at_work: Client, names: dict[str, str], language: str, warning: str) -> None:
    run = make_certified_run()
    make_completed(make_holder(surname="Звичайна"), run=run)
    make_completed(make_holder(**({"surname": "Особлива"} | names)), run=run, language=language)
    html = text_of(halyna_at_work.get(f"/teach/certificates/batches/new/?run={run.code}"))
    assert html.count(warning) == 1


def test_hours_that_are_nought_namesakes_and_lost_letters_are_said(halyna_at_work: Client) -> None:
    run = make_certified_run(hours=0)
    one, _two = make_completed(run=run), make_completed(run=run)
    now = one.requested_at
    Letter.objects.create(
        key="x", purpose="welcome", to=one.user.email, language="uk", message_id="<x>", state="bounced", created_at=now, status="5.1.1"
    )
    html = text_of(halyna_at_work.get(f"/teach/certificates/batches/new/?run={run.code}"))
    assert html.count("Немає академічних годин.") == 2
    assert html.count("можливо, це одна людина двічі") == 2
    assert html.count("Останній лист до цієї людини не дійшов") == 1


def test_sheet_of_one_person_is_shown_before_it_is_issued_and_proves_nothing(halyna_at_work: Client) -> None:
    run = make_run(1)
    address = f"/teach/certificates/batches/new/?run={run.code}"
    form = filled(text_of(halyna_at_work.get(address)))
    html = text_of(halyna_at_work.post(address, {**form, "look": form["keep"][0]}))
    source = re.search(r'src="([^"]*/sheet/[^"]*)"', html)
    assert source
    picture = halyna_at_work.get(source[1].replace("&amp;", "&"))
    assert (picture["Content-Type"], picture.content[8:12], picture["Cache-Control"]) == ("image/webp", b"WEBP", "private, no-store")
    assert Certificate.objects.count() == 0


def test_day_is_chosen_from_by_confirmed_presence(halyna_at_work: Client, halyna: User) -> None:
    attendance = make_presence(make_held_day(), user=make_holder())
    address = f"/teach/certificates/batches/new/?day={attendance.day.code}"
    assert filled(text_of(halyna_at_work.get(address)))["keep"] == []
    settle_day(day=attendance.day, actor=halyna)
    form = filled(text_of(halyna_at_work.get(address)))
    assert form["keep"] == [attendance.code]
    halyna_at_work.post(address, {**form, "issue": "1"})
    batch = work(Batch.objects.get())
    assert [(row.state, row.certificate.award_kind) for row in batch.rows.all()] == [("issued", "day")]
    assert address in text_of(halyna_at_work.get(f"/teach/days/{attendance.day.code}/presence/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_preview_asks_the_same_number_of_questions_for_one_and_three(
    halyna_at_work: Client, rows: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    run = make_run(rows)
    address = f"/teach/certificates/batches/new/?run={run.code}"
    halyna_at_work.get(address)
    with django_assert_max_num_queries(22):
        halyna_at_work.get(address)


@pytest.mark.parametrize("query", ["", "?run=0000000000", "?day=нема", "?webinar=x"])
def test_issuing_for_nothing_known_is_not_found(halyna_at_work: Client, query: str) -> None:
    assert halyna_at_work.get(f"/teach/certificates/batches/new/{query}").status_code == 404


def test_page_of_a_batch_shows_how_far_it_is_and_sends_only_when_told(halyna_at_work: Client) -> None:
    batch = begin(make_run(2))
    address = f"/teach/certificates/batches/{batch.code}/"
    assert "0 рядків з 2" in text_of(halyna_at_work.get(address))
    halyna_at_work.post(f"{address}pause/")
    assert "Продовжити" in text_of(halyna_at_work.get(address))
    halyna_at_work.post(f"{address}resume/")
    work(batch)
    make_files()
    html = text_of(halyna_at_work.get(address))
    assert "Надіслати 2 листи" in html
    assert Certificate.objects.order_by("pk")[0].person.email in html
    assert set(Letter.objects.values_list("state", flat=True)) == {"held"}
    assert halyna_at_work.get(f"{address}send/").status_code == 405
    halyna_at_work.post(f"{address}send/")
    assert halyna_at_work.post(f"{address}burn/").status_code == 404


def test_stop_asks_first_and_says_what_it_touches(halyna_at_work: Client) -> None:
    batch = begin(make_run(3))
    address = f"/teach/certificates/batches/{batch.code}/"
    assert f'href="{address}stop/"' in text_of(halyna_at_work.get(address))
    said = " ".join(text_of(halyna_at_work.get(f"{address}stop/")).split())
    for words in (
        "3 людини ще не мають сертифіката й за цим списком його не отримають.",
        "0 сертифікатів видано, вони лишаються чинними.",
        "Продовжити вже не вийде.",
        "Робота тим часом триває",
    ):
        assert words in said
    batch.refresh_from_db()
    assert batch.state == "running"
    assert halyna_at_work.post(f"{address}stop/")["Location"] == address
    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert halyna_at_work.get(f"{address}stop/")["Location"] == address


def test_stop_that_comes_too_late_says_so(halyna_at_work: Client) -> None:
    batch = work(begin(make_run(1)))
    said = text_of(halyna_at_work.post(f"/teach/certificates/batches/{batch.code}/stop/", follow=True))
    assert "Зупиняти вже нічого" in said
    batch.refresh_from_db()
    assert batch.state == "done"


def test_page_names_the_certificates_whose_files_are_damaged(halyna_at_work: Client) -> None:
    batch = work(begin(make_run(2)))
    make_files()
    spoilt = Certificate.objects.order_by("pk")[0]
    spoilt.pdf.storage.delete(spoilt.pdf.name)
    job = pack_batch(batch=batch, actor=None)
    jobs.run_job(job.pk)
    said = " ".join(text_of(halyna_at_work.get(f"/teach/certificates/batches/{batch.code}/")).split())
    assert (
        f"1 сертифіката серед них немає: його файл втрачено або пошкоджено. Той, хто доглядає сервер, відновить його з резервної копії. {spoilt.number}"
        in said
    )
    assert "ще не мав файлу" not in said


def test_newest_batch_is_listed_first(halyna_at_work: Client, halyna: User) -> None:
    """Counting rows groups the query, and a grouped one forgets the order of its model."""
    made = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for title, days in (("Перша", 0), ("Третя", 2), ("Друга", 1)):
        Batch.objects.create(token=uuid4(), kind="course", record_code="X", title=title, made_by=halyna, made_at=made + timedelta(days=days))
    page = halyna_at_work.get("/teach/certificates/batches/").context["page"]
    assert [row.title for row in page] == ["Третя", "Друга", "Перша"]
