"""What WeasyPrint leaves undone: one reading order, languages, decoration, places of pictures, attachments, the clock."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from school.foundation.archival import Embedded, archival_pdf

AT = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
CREDENTIAL = Embedded("credential.json", b'{"id": 1}', "application/vc+json", "The credential")
PIXEL = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1' width='40' height='20'>%s<path d='M0 0h1v1z'/></svg>"
PAGE = f"""<!doctype html><html lang="en"><title>Proof</title>
<style>@page {{ size: 400px 300px; margin: 0; @bottom-left {{ content: "page " counter(page) }} }} body {{ margin: 30px }} ul {{ display: table; list-style: none }}
li {{ display: table-cell }}</style><div>{PIXEL % ""}</div><h1>Given to</h1><p><b>Olena</b> <span lang="uk">Олена</span></p>
<ul><li>one</li><li>two</li></ul><div>{PIXEL % "<title>A code</title>"}</div></html>"""


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return opened(archival_pdf(PAGE, at=AT))


def elements(node: Any) -> list[Any]:
    found = [node]
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            found += elements(kid)
    return found


def structure(pdf: pikepdf.Pdf) -> list[Any]:
    return elements(pdf.Root.StructTreeRoot.K[0])


def test_file_names_both_standards_in_one_description(pdf: pikepdf.Pdf) -> None:
    said = pdf.Root.Metadata.read_bytes().decode()
    assert said.count("<rdf:RDF") == said.count("</rdf:RDF>") == 1
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(pdf.Root.Lang) == "en"


def test_times_are_the_callers(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20260504103000Z"
    assert "2026-05-04T10:30:00Z</xmp:CreateDate>" in pdf.Root.Metadata.read_bytes().decode()


def test_passage_in_another_language_says_so_and_no_other_does(pdf: pikepdf.Pdf) -> None:
    assert [str(row.Lang) for row in structure(pdf) if "/Lang" in row] == ["uk"]


def test_picture_with_words_is_heard_and_decoration_is_not(pdf: pikepdf.Pdf) -> None:
    assert [str(row.Alt) for row in structure(pdf) if row.S == "/Figure"] == ["A code"]


def test_what_is_not_heard_is_marked_as_an_artifact(pdf: pikepdf.Pdf) -> None:
    """Decoration, blanks between words, and the page's foot."""
    heard = {int(kid) for row in structure(pdf) for kid in row.K if not isinstance(kid, pikepdf.Dictionary)}
    marked = [rows[1].MCID for rows, operator in pikepdf.parse_content_stream(pdf.pages[0]) if str(operator) == "BDC"]
    assert sorted(marked) == sorted(heard)
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    assert [number for number, row in enumerate(parents) if row is not None] == sorted(heard)


def test_every_piece_knows_its_place_in_the_tree(pdf: pikepdf.Pdf) -> None:
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    for row in structure(pdf):
        for kid in row.K:
            if isinstance(kid, pikepdf.Dictionary):
                assert kid.P.objgen == row.objgen
            else:
                assert parents[int(kid)].objgen == row.objgen


def test_picture_stands_where_it_is_drawn_counted_from_the_foot(pdf: pikepdf.Pdf) -> None:
    [figure] = [row for row in structure(pdf) if row.S == "/Figure"]
    left, low, right, high = map(float, figure.A.BBox)
    assert (left, right - left, round(high - low, 6)) == (22.5, 30, 15)
    assert 0 < low < high < 300 * 0.75 / 2


def test_boxes_of_the_layout_alone_are_no_elements(pdf: pikepdf.Pdf) -> None:
    assert [str(row.S) for row in structure(pdf) if row.S in ("/L", "/LI", "/LBody", "/NonStruct")] == ["/L", "/LI", "/LBody", "/LI", "/LBody"]


def test_attachment_is_named_once_with_its_kind_as_data() -> None:
    pdf = opened(archival_pdf(PAGE, at=AT, embedded=[CREDENTIAL]))
    [spec] = pdf.Root.AF
    assert spec.AFRelationship == "/Data"
    assert (str(spec.UF), str(spec.Desc)) == ("credential.json", "The credential")
    assert spec.EF.F.Subtype == "/application/vc+json"
    assert spec.EF.F.read_bytes() == CREDENTIAL.data
    assert str(spec.EF.F.Params.ModDate) == "D:20260504103000Z"
    assert len(pdf.attachments) == 1


def test_file_without_attachments_names_none(pdf: pikepdf.Pdf) -> None:
    assert "/AF" not in pdf.Root
    assert len(pdf.attachments) == 0


def test_another_process_makes_the_same_bytes() -> None:
    """Whatever order its sets have and whenever it is: asked with two seeds of hashing."""
    code = (
        "import sys, hashlib, django; django.setup()\n"
        "from tests.school.foundation.test_archival import AT, CREDENTIAL, PAGE\n"
        "from school.foundation.archival import archival_pdf\n"
        "print(hashlib.sha256(archival_pdf(PAGE, at=AT, embedded=[CREDENTIAL])).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "school.settings.test", "PATH": ""},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1
    assert len(found.pop().strip()) == 64
