"""HTML to a PDF that is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once, by WeasyPrint and what it leaves undone.

The same HTML, attachments and typefaces give the same bytes: times come from the caller, the file's ID from its content.
A picture without words (no `alt`, no `<title>`) is decoration. A passage in another language (`lang`) is marked as such.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import pydyf
from weasyprint import HTML, Attachment
from weasyprint.document import Document, Page

from .printing import OwnFiles, fonts

POINTS = 0.75  # of a CSS pixel
CELLS = ("/TD", "/TH")  # which stand even when empty
# PDF/A knows only the properties it lists itself: that of PDF/UA is declared beside it (ISO 19005-3, 6.6.2.3).
UA_SCHEMA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


@dataclass(frozen=True)
class Embedded:
    """A file that travels inside the PDF as its data."""

    name: str
    data: bytes
    mime: str
    description: str


Pieces = dict[int, Any]  # what a page's marked pieces (by MCID) are drawn from: WeasyPrint's boxes


class Watcher(Protocol):
    """Whoever must see a page before it is painted, or the whole before it is written."""

    def begin(self, page: Page, stream: Any) -> None: ...

    def finish(self, document: Document, pdf: pydyf.PDF, pieces: list[Pieces]) -> None: ...


def archival_pdf(html: str, *, at: datetime, embedded: Iterable[Embedded] = (), watcher: Watcher | None = None, **options: Any) -> bytes:
    """`at` is the moment written into the file. `options` go to WeasyPrint (stylesheets …)."""
    document = HTML(string=html, base_url="static:", url_fetcher=OwnFiles()).render(font_config=fonts(), **options)
    document.metadata.created = document.metadata.modified = moment(at)
    pieces = [_listen(page, watcher) for page in document.pages]

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        _complete_metadata(pdf)
        _attach_once(pdf, {row.name: row.mime for row in embedded})
        for number, (page, drawn) in enumerate(zip(document.pages, pieces, strict=True)):
            _PageTags(pdf, number).repair(page.height, _heard(drawn), document.metadata.lang or "")
        if watcher:
            watcher.finish(document, pdf, pieces)

    embedded = list(embedded)
    return document.write_pdf(pdf_variant="pdf/a-3a", attachments=[attachment(row, at) for row in embedded], finisher=finish)


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def attachment(row: Embedded, at: datetime) -> Attachment:
    when = at.astimezone(UTC)
    return Attachment(file_obj=io.BytesIO(row.data), name=row.name, description=row.description, relationship="Data", created=when, modified=when)


def _listen(page: Page, watcher: Watcher | None) -> Pieces:
    """What every marked piece is drawn from, known once the page is painted: WeasyPrint forgets it afterwards."""
    drawn: Pieces = {}
    paint: Callable[..., None] = page.paint

    def painted(stream: Any, *args: Any, **kwargs: Any) -> None:
        if watcher:
            watcher.begin(page, stream)
        paint(stream, *args, **kwargs)
        drawn.update({row["mcid"]: box for box, row in stream._tags.items()})

    page.paint = painted
    return drawn


def _heard(drawn: Pieces) -> dict[int, str]:
    """The language of every piece that says something."""
    return {mcid: box.style["lang"] or "" for mcid, box in drawn.items() if getattr(box, "text", "·").strip()}


def _complete_metadata(pdf: pydyf.PDF) -> None:
    """One rdf:RDF for all: readers take the first."""
    metadata = _at(pdf, pdf.catalog["Metadata"])
    end = b"</rdf:RDF>"
    [whole] = metadata.stream
    metadata.stream = [whole.replace(end, UA_SCHEMA + end, 1)]


def _attach_once(pdf: pydyf.PDF, kinds: dict[str, str]) -> None:
    """WeasyPrint lists every attachment twice, and guesses its kind from the name."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for row in pdf.objects:
        if isinstance(row, dict) and row.get("Type") == "/Filespec":
            _at(pdf, row["EF"]["F"]).extra["Subtype"] = "/" + kinds[row["UF"].string].replace("/", "#2f").replace("+", "#2b")


def _at(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


class _PageTags:
    """The structure of one page: what is heard, in which language, and where its pictures stand."""

    def __init__(self, pdf: pydyf.PDF, number: int) -> None:
        self.pdf = pdf
        self.page = pdf.page_references[number]
        self.contents = _at(pdf, _at(pdf, self.page)["Contents"])
        root = _at(pdf, pdf.catalog["StructTreeRoot"])
        self.document = _at(pdf, root["K"][0])
        nums = _at(pdf, root["ParentTree"])["Nums"]
        self.parents = nums[nums.index(number) + 1]

    def repair(self, height: float, heard: dict[int, str], language: str) -> None:
        self.reached: set[int] = set()
        self._walk(self.document, height * POINTS, {mcid: "" if said == language else said for mcid, said in heard.items()})
        for mcid in range(len(self.parents)):
            if mcid not in self.reached:
                self._silence(mcid)

    def _walk(self, element: Any, height: float, heard: dict[int, str]) -> None:
        kept = pydyf.Array()
        for kid in element["K"]:
            child = None if isinstance(kid, int) else _at(self.pdf, kid)
            if child is None:
                if kid not in heard:
                    continue
                self.reached.add(kid)
                if heard[kid]:
                    element["Lang"] = pydyf.String(heard[kid])
            elif child.get("Type") == "/StructElem" and child.get("Pg", self.page) == self.page:
                kept.extend(self._kid(kid, child, height, heard))
                continue
            kept.append(kid)
        element["K"] = kept
        self._unwrap(element)

    def _kid(self, reference: bytes, child: Any, height: float, heard: dict[int, str]) -> list[Any]:
        """What stands in the child's place: itself, its own kids where it says nothing of its own, or nothing."""
        if child["S"] == "/Figure":
            if "Alt" not in child:
                return []
            _put_right(child["A"]["BBox"], height)
        self._walk(child, height, heard)
        if child["S"] == "/NonStruct" and not any(isinstance(kid, int) for kid in child["K"]):
            return list(child["K"])
        return [reference] if child["K"] or child["S"] in CELLS else []

    def _unwrap(self, element: Any) -> None:
        """A box that exists for the layout alone: the same kind of element, once more, around everything."""
        while len(element["K"]) == 1 and not isinstance(element["K"][0], int):
            inner = _at(self.pdf, element["K"][0])
            if inner.get("S") != element["S"] or "A" in inner:
                break
            element["K"] = inner["K"]
            if "Lang" in inner:
                element["Lang"] = inner["Lang"]
        for kid in element["K"]:
            if isinstance(kid, int):
                self.parents[kid] = element.reference
            elif _at(self.pdf, kid).get("Type") == "/StructElem":
                _at(self.pdf, kid)["P"] = element.reference

    def _silence(self, mcid: int) -> None:
        """Margin boxes and decoration: drawn, not heard."""
        drawn = self.contents.stream
        at = next(at for at, word in enumerate(drawn) if isinstance(word, dict) and word.get("MCID") == mcid)
        drawn[at - 1 : at + 2] = [b"/Artifact", b"BMC"]
        self.parents[mcid] = "null"


def _put_right(box: Any, height: float) -> None:
    """From CSS pixels, counted down from the top, to points from the foot (ISO 32000-1, 14.8.5.4.3)."""
    left, top, right, bottom = (side * POINTS for side in box)
    box[:] = [left, height - bottom, right, height - top]
