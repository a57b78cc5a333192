"""The register as anyone may see it, and the coordinator's in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client

from certificates.awards import kyiv_today
from certificates.issuing import replace, revoke
from certificates.models import Certificate
from certificates.named import hide_name_in_register, show_name_in_register
from school.accounts.models import User
from tests.factories.certificates import kyiv_year, make_certificate, make_certified_course, make_certified_run, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_stranger_sees_number_volume_and_state_and_no_person(client: Client) -> None:
    found = make_certificate(make_holder("olena@example.org", surname="Їжакевич"))
    html = client.get("/verify/register/").content.decode().replace("\u2060", "").replace("\u00a0", " ")
    for words in (found.number, "12345678", "навчальний курс", "Основи е-урядування та е-демократії", "18", "0,6"):
        assert words in html
    for words in ("Їжакевич", "Ґалина", "Yizhakevych", "olena@", found.code):
        assert words not in html


def test_files_hold_the_same_and_no_person(client: Client) -> None:
    old = make_certificate(make_holder(surname="Їжакевич"))
    new = replace(certificate=old, actor=None, reason="Помилка в прізвищі Їжакевич", changes={"surname": "Їжаченко"})
    text = client.get("/verify/register.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [(row[1], row[7], row[9]) for row in rows[1:]] == [(new.number, "справжній і чинний", ""), (old.number, "замінено", new.number)]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/verify/register.xlsx").content))
    cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row]
    assert old.number in cells
    assert not any("Їжа" in cell for cell in [*cells, text])


def test_name_stands_on_the_page_and_in_both_files_while_its_bearer_agrees(client: Client) -> None:
    found, other = make_certificate(make_holder(surname="Їжакевич")), make_certificate(make_holder(surname="Ґедзь"))
    show_name_in_register(person=found.person, version="2026-11")
    for address, column in (("/verify/register/", "Ім’я"), ("/en/verify/register/", "Name")):
        html = client.get(address).content.decode()
        assert f'data-label="{column}">Їжакевич Ґалина Євгеніївна</td>' in html
        assert "Ґедзь" not in html
    rows = list(csv.reader(io.StringIO(client.get("/verify/register.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert [(row[1], row[10]) for row in rows[1:]] == [(other.number, ""), (found.number, "Їжакевич Ґалина Євгеніївна")]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/en/verify/register.xlsx").content))
    assert [book.active.cell(line, 11).value for line in (1, 2, 3)] == ["Name, where its bearer agreed", None, "Їжакевич Ґалина Євгеніївна"]
    hide_name_in_register(person=found.person)
    assert "Їжакевич" not in client.get("/verify/register/").content.decode() + client.get("/verify/register.csv").content.decode()


@pytest.mark.parametrize("address", ["/verify/register/", "/verify/register.csv", "/verify/register.xlsx"])
def test_search_engines_and_caches_keep_no_name(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex, nofollow", "no-store")


def test_formula_in_a_title_stays_words(client: Client) -> None:
    make_certificate(run=make_certified_run(make_certified_course(title="=HYPERLINK(1)")))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/verify/register.xlsx").content))
    assert book.active.cell(2, 5).value == "'=HYPERLINK(1)"


def test_it_is_narrowed_by_year_and_by_number_in_any_letter_case(client: Client) -> None:
    first, second = make_certificate(), make_certificate()
    assert second.number not in client.get("/verify/register/", {"number": first.number.lower()}).content.decode()
    assert first.number not in client.get("/verify/register/", {"year": kyiv_year() - 1}).content.decode()
    assert client.get("/verify/register/", {"year": "²", "page": "x"}).status_code == 200


def test_ended_and_revoked_are_told_apart(client: Client) -> None:
    ended, gone = make_certificate(), make_certificate()
    Certificate.objects.filter(pk=ended.pk).update(valid_until=kyiv_today() - timedelta(days=1))
    revoke(certificate=gone, actor=None, reason="так")
    rows = list(csv.reader(io.StringIO(client.get("/verify/register.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert {row[1]: row[7] for row in rows[1:]} == {ended.number: "строк дії минув", gone.number: "скасовано"}


def test_coordinators_spreadsheet_says_who_did_what_and_when(browser_of: Callable[[User], Client], halyna: User, petro: User) -> None:
    found = make_certificate(make_holder(surname="=1+1"))
    revoke(certificate=found, actor=halyna, reason="Роботу списано")
    assert browser_of(petro).get("/teach/certificates/register.xlsx").status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(browser_of(halyna).get("/teach/certificates/register.xlsx").content))
    row = [cell.value for cell in book.active[2]]
    assert (row[0], row[2], row[8]) == (found.number, "'=1+1 Ґалина Євгеніївна", "Роботу списано")
    assert "скасовано, Бондар Галина" in row[-1]
