"""Feeds by kind and topic in both languages, and harvesting by OAI-PMH."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from cms.library.enums import PieceKind
from tests.factories.pieces import make_author, make_piece, make_topic

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"


def test_atom_lists_the_newest_first_with_author_and_topic(client) -> None:
    make_piece("Стара", published_on=date(2025, 1, 1))
    make_piece("Нова", topics=[make_topic()], authors=[make_author()])
    make_piece("English", language="en")

    feed = ElementTree.fromstring(client.get("/library/feed.atom").content)

    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Нова", "Стара"]
    assert entries[0].find(f"{ATOM}author/{ATOM}name").text == "Тарас Мельник"
    assert entries[0].find(f"{ATOM}category").get("term") == "Відкриті дані"
    assert entries[0].find(f"{ATOM}published").text.startswith("2026-03-14T")


def test_a_feed_of_one_kind_or_topic(client) -> None:
    make_piece("Порада", kind=PieceKind.GUIDE)
    make_piece("Дані", topics=[make_topic()])

    def titles(query: str) -> list[str]:
        return [item["title"] for item in json.loads(client.get(f"/library/feed.json?{query}").content)["items"]]

    assert titles("kind=guide") == ["Порада"]
    assert titles("topic=open-data") == ["Дані"]
    assert client.get("/library/feed.json?kind=nonsense").status_code == 404
    assert client.get("/library/feed.atom?topic=nonsense").status_code == 404


def asked(client, query: str) -> ElementTree.Element:
    answer = client.get(f"/oai/?{query}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/xml")
    return ElementTree.fromstring(answer.content)


def test_a_harvester_gets_every_public_piece_in_both_languages(client) -> None:
    make_piece("Перша", authors=[make_author()], keywords="запит, строк")
    make_piece("First", language="en")
    make_piece("Чернетка").unpublish()

    records = asked(client, "verb=ListRecords&metadataPrefix=oai_dc").findall(f"{OAI}ListRecords/{OAI}record")

    titles = {record.find(f".//{DC}title").text: [row.text for row in record.findall(f".//{DC}creator")] for record in records}
    assert titles == {"Перша": ["Мельник, Тарас"], "First": ["Ірина Левчук"]}
    first = next(record for record in records if record.find(f".//{DC}title").text == "Перша")
    assert [row.text for row in first.findall(f".//{DC}subject")] == ["запит", "строк"]


def test_sets_narrow_and_one_record_is_found_by_its_identifier(client) -> None:
    page = make_piece("Звіт", kind=PieceKind.REPORT)
    make_piece("Стаття")

    headers = asked(client, "verb=ListIdentifiers&metadataPrefix=oai_dc&set=report").findall(f".//{OAI}identifier")
    name = headers[0].text
    record = asked(client, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={name}")

    assert len(headers) == 1 and name.endswith(f"{page.translation_key}/uk")
    assert record.find(f".//{DC}title").text == "Звіт"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("verb=Nonsense", "badVerb"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:1'%20OR%201=1/uk", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nonsense", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=broken", "badResumptionToken"),
    ],
)
def test_a_wrong_question_gets_the_protocol_s_own_answer(client, query: str, code: str) -> None:
    make_piece()

    assert asked(client, query).find(f"{OAI}error").get("code") == code


def test_a_long_list_comes_in_parts(client, monkeypatch) -> None:
    from cms.library.harvesting.repository import Pieces

    monkeypatch.setattr(Pieces, "limit", 2)
    for number in range(5):
        make_piece(f"Стаття {number}")

    found: list[str] = []
    answer = asked(client, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    while True:
        found += [row.text for row in answer.findall(f".//{OAI}identifier")]
        token = answer.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            break
        answer = asked(client, f"verb=ListIdentifiers&resumptionToken={token.text}")

    assert len(found) == len(set(found)) == 5
