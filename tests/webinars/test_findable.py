"""The minute of a webinar in the search."""

from __future__ import annotations

from cms.search.indexing import catch_up
from cms.search.models import SearchEntry
from cms.search.querying import search
from tests.factories.webinars import make_page, make_webinar
from webinars.models import WebinarPage
from webinars.words.saving import put_captions

LATER = """WEBVTT

00:00.000 --> 00:04.000
Вітаю всіх, починаємо.

23:14.000 --> 23:20.000
Строк рахуємо від дати реєстрації.

23:21.000 --> 23:25.000
Увечері запит реєструють наступного дня.
"""


def hits(query: str) -> list[tuple[str, str, str, int]]:
    return [(hit.title, hit.url, hit.context, hit.others) for hit in search(query, tags={"public"}, language="uk").hits]


def test_a_hit_leads_to_the_second_in_which_it_is_said(db: None) -> None:
    webinar = make_webinar(seconds=3600, captions=LATER)
    catch_up()
    address = WebinarPage.objects.get(translation_key=webinar.key).get_url()
    assert hits("реєструвати запити ввечері") == [("Вступ до нових медіа", f"{address}?t=1401", "з 23:21", 0)]
    assert hits("дата реєстрації")[0][1:3] == (f"{address}?t=1394", "з 23:14")


def test_page_and_words_are_one_hit(db: None) -> None:
    make_webinar(seconds=3600, captions=LATER.replace("Вітаю всіх", "Нові медіа"))
    catch_up()
    assert [title for title, *_rest in hits("нові медіа")] == ["Вступ до нових медіа"]


def test_new_captions_replace_the_old(db: None) -> None:
    webinar = make_webinar(seconds=3600, captions=LATER)
    catch_up()
    put_captions(webinar=webinar, language="uk", text="WEBVTT\n\n00:01.000 --> 00:03.000\nЗовсім інше.\n")
    catch_up()
    assert (hits("дата реєстрації"), len(hits("зовсім інше"))) == ([], 1)


def test_a_webinar_taken_off_is_not_found(db: None) -> None:
    webinar = make_webinar(seconds=3600, captions=LATER)
    catch_up()
    WebinarPage.objects.get(translation_key=webinar.key).unpublish()
    catch_up()
    assert (hits("реєстрації"), SearchEntry.objects.filter(kind="webinar").count()) == ([], 0)


def test_an_announced_webinar_is_found_by_its_page(db: None) -> None:
    page = make_page(title="Відкриті дані для громади")
    catch_up()
    assert [row[:2] for row in hits("відкритих даних")] == [("Відкриті дані для громади", page.get_url())]
