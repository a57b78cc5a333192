"""Programmes and their days in the search."""

from __future__ import annotations

from cms.search.indexing import catch_up
from cms.search.querying import search
from courses.internships.days import cancel_day
from courses.internships.models import InternshipPage
from tests.factories.internships import make_day, make_programme


def hits(query: str, language: str = "uk") -> list[tuple[str, str]]:
    return [(hit.title, hit.url) for hit in search(query, tags={"public"}, language=language).hits]


def test_a_programme_is_found_by_its_words(db: None) -> None:
    page = make_programme(for_whom="Для секретарів сільських рад.")
    catch_up()
    assert hits("секретар сільської ради") == [(page.title, InternshipPage.objects.get().get_url())]


def test_a_day_is_found_by_its_place_until_it_is_cancelled(db: None) -> None:
    day = make_day(venue_uk="Прозорий офіс на Замості")
    catch_up()
    found = hits("прозорого офісу")
    assert [url for _title, url in found] == [f"/internships/days/{day.code}/"]
    cancel_day(day=day, actor=None, reason="Ремонт")
    catch_up()
    assert hits("прозорого офісу") == []
