"""The acts' pages: what they tell, what they find, and how few queries they ask."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cms.library.acts.comparing import Piece, pieces
from cms.library.acts.findable import entries
from cms.library.acts.official import check_official
from cms.library.models import ActPage
from tests.factories.acts import FIRST, act_of, make_act, make_act_page, make_edition

pytestmark = pytest.mark.django_db


def html(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\xa0", " ")  # typography ties short words


def test_an_act_tells_its_status_with_day_and_source_and_its_articles(client) -> None:
    page = make_act_page(slug="851", number="851-IV", checked_source="офіційний портал", official_url="https://zakon.rada.gov.ua/laws/show/851-15")
    make_edition(act_of(page), "### Стаття 5. Документ\nСлова <закону>.\n> Наші слова.")
    told = html(client, "/library/acts/851/")

    assert "Перевірено станом на 22.02.2026: офіційний портал" in told
    assert 'id="st-5"' in told and "Слова &lt;закону&gt;." in told
    assert "Наш виклад, не офіційний текст" in told
    assert '"legislationIdentifier": "851-IV"' in told and '"legislationLegalForce": "https://schema.org/InForce"' in told


def test_a_lapsed_act_leads_to_the_one_that_replaced_it(client) -> None:
    new = make_act_page(title="Про довірчі послуги", number="2155-VIII", slug="new")
    make_act_page(slug="old", status="lapsed", replaced_by=new)
    told = html(client, "/library/acts/old/")

    assert "Втратив чинність." in told
    assert '<a href="/library/acts/new/">Про довірчі послуги, №&nbsp;2155-VIII</a>' in told


def test_an_edition_keeps_its_address_and_editions_are_compared_in_words(client) -> None:
    make_edition(make_act(slug="a"), dated=date(2020, 1, 1), title="Про е-документи", note_uk="Додано номер.")

    assert "Документ має дату." in html(client, "/library/acts/a/editions/1/")
    assert "Документ має дату й номер." in html(client, "/library/acts/a/")
    compared = html(client, "/library/acts/a/compare/1/2/")
    assert '<meta name="robots" content="noindex">' in compared
    assert '<ins><span class="vh">додано: </span> й номер</ins>' in compared
    assert "Підпис завершує" not in compared
    assert client.get("/library/acts/a/editions/3/").status_code == 404
    assert client.get("/library/acts/a/compare/1/1/").status_code == 404


def test_a_citation_leads_to_its_article_and_shows_it_as_a_card(client) -> None:
    act = make_act(slug="a")
    five = act.articles.get(number="5")

    assert client.get(f"/cite/{act.key}/{five.key}/").headers["Location"] == "/library/acts/a/#st-5"
    card = client.get(f"/cite/{act.key}/{five.key}/card/")
    assert card.headers["X-Robots-Tag"] == "noindex"
    assert "Документ має дату." in card.content.decode()
    ActPage.objects.get(slug="a").unpublish()
    assert client.get(f"/cite/{act.key}/{five.key}/card/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("?q=2657-ХІІ", ["2657-XII"]),  # Cyrillic letters
        ("?q=№ 55", ["55"]),
        ("?q=інформацію", ["2657-XII"]),
        ("?status=lapsed", ["852-IV"]),
        ("?year=2010&body=cabinet", ["55"]),
        ("?year=1800&status=x&page=99", ["55", "852-IV", "2657-XII"]),
    ],
)
def test_the_list_is_narrowed_by_number_words_status_year_and_body(client, asked, numbers) -> None:
    make_act_page(title="Про інформацію", number="2657-XII", adopted_on=date(1992, 10, 2))
    make_act_page(title="Про підпис", number="852-IV", status="lapsed", adopted_on=date(2003, 5, 22))
    make_act_page(title="Про транслітерацію", number="55", body="cabinet", kind="resolution", adopted_on=date(2010, 1, 27))
    context = client.get(f"/library/acts/{asked}").context

    assert [page.number for page in context["acts"]] == numbers


def test_the_timeline_goes_back_by_years_with_editions(client) -> None:
    make_edition(make_act(adopted_on=date(2003, 5, 22), in_force_from=date(2004, 1, 1)), dated=date(2020, 1, 1), note_uk="Новий номер.")
    told = client.get("/library/acts/?view=timeline").context["timeline"]

    assert [(row["year"], [moment.what for moment in row["moments"]]) for row in told] == [
        (2020, ["нова редакція"]), (2004, ["набирає чинності"]), (2003, ["прийнято"]),
    ]  # fmt: skip


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_queries_whatever_they_hold(client, many, django_assert_num_queries) -> None:
    for number in range(many):
        act = make_act("\n".join(f"### Стаття {n}.\nСлова." for n in range(1, 2 + number * 4)), slug=f"a{number}")
        make_edition(act, "\n".join(f"### Стаття {n}.\nІнші." for n in range(1, 2 + number * 4)), dated=date(2020, 1, 1))
    last = f"/library/acts/a{many - 1}/"
    for address in ("/library/acts/", last, "/library/acts/?view=timeline"):
        client.get(address)
    with django_assert_num_queries(INDEX):
        client.get("/library/acts/")
    with django_assert_num_queries(ACT):
        client.get(last)
    with django_assert_num_queries(TIMELINE):
        client.get("/library/acts/?view=timeline")


INDEX, ACT, TIMELINE = 8, 12, 9


def test_words_are_compared_and_what_is_too_long_is_shown_whole() -> None:
    assert pieces("до 5 днів", "до 10 днів") == [Piece("same", "до "), Piece("out", "5"), Piece("in", "10"), Piece("same", " днів")]
    long = "слово " * 4000
    assert pieces(long, f"{long}ще") == [Piece("out", long), Piece("in", f"{long}ще")]
    assert pieces("", "нове") == [Piece("in", "нове")]


@pytest.mark.parametrize(
    "url",
    ["http://zakon.rada.gov.ua/", "https://zakon.rada.gov.ua.evil.example/", "https://u:p@x.gov.ua/", "https://x.gov.ua:8443/", "https://[x", "javascript:1"],
)  # fmt: skip
def test_an_official_address_is_on_a_site_of_the_state(url) -> None:
    with pytest.raises(ValidationError):
        check_official(url)
    check_official("https://zakon.rada.gov.ua/laws/show/851-15")


def test_the_search_finds_an_act_and_each_article_at_its_anchor() -> None:
    act = make_act(FIRST, slug="a", number="851-IV")
    found = list(entries([str(act.key)]))

    assert [(row.part, row.url, row.number, row.status) for row in found] == [
        ("", "/library/acts/a/", "851-IV", "in_force"), ("st-5", "/library/acts/a/#st-5", "851-IV", "in_force"), ("st-6", "/library/acts/a/#st-6", "851-IV", "in_force"),
    ]  # fmt: skip
    assert found[1].text == "Стаття 5.\nДокумент\nДокумент має дату."
    ActPage.objects.get(slug="a").unpublish()
    assert list(entries([str(act.key)])) == []
