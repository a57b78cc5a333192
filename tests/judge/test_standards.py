"""PDF/A-3a and PDF/UA-1 as veraPDF reads them: every demo template, both languages, short and long names, under the seal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from certificates import compiled
from certificates.enums import OWN
from certificates.models import Certificate, CertificateTemplate
from certificates.rendering import pdf_of, render
from school.demo.house import make_templates
from school.foundation.archival import Embedded
from school.foundation.history import history_of
from school.foundation.models import Job
from tests.factories.certificates import make_certificate, make_holder, make_house

from . import verapdf
from .verapdf import NotJudged, broken_clauses

NAMES = {
    "letter": {"surname": "Ї", "given_name": "", "patronymic": "", "surname_latin": "", "given_name_latin": ""},
    "usual": {"surname": "Прокоп’юк", "given_name": "Ґалина", "patronymic": "Євгеніївна"},
    "two_lines": {"surname": "Кржижановська-Добровольська", "given_name": "Єлизавета-Аполлінарія", "patronymic": "Костянтинівна"},
    "longest": {"surname": "Щ" * 120, "given_name": "Ю" * 120, "patronymic": "ї" * 60},
    "foreign": {"surname": "Öztürk 😀", "given_name": "שלום", "patronymic": "王"},
}


@pytest.fixture(autouse=True)
def house(db: None) -> None:
    make_house()


def drawn(certificate: Certificate) -> bytes:
    """As it is handed out: sealed and stored."""
    render(Job.objects.get(kind="certificates.render", key=certificate.code))
    certificate.refresh_from_db()
    with certificate.pdf.open("rb") as file:
        return file.read()


def test_every_sheet_of_the_demo_meets_both_standards_under_its_seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_templates()
    files = []
    for template in CertificateTemplate.objects.order_by("pk"):
        monkeypatch.setattr("certificates.issuing.template_for", lambda *_args, template=template: template)
        for language in ("uk", "en"):
            for name, words in NAMES.items():
                certificate = make_certificate(make_holder(**words), language=language)
                files.append(tmp_path / f"{template.pk}-{language}-{name}.pdf")
                files[-1].write_bytes(drawn(certificate))
    assert len(files) == CertificateTemplate.objects.count() * 2 * len(NAMES) >= 30
    assert CertificateTemplate.objects.filter(design=OWN).exists()
    found = broken_clauses(files)
    assert len(found) == 2 * len(files)
    assert {place: clauses for place, clauses in found.items() if clauses} == {}


def test_every_sheet_of_the_demo_meets_both_standards_when_it_is_written_by_a_compiled_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_templates()
    compiled.forget()
    files = []
    for template in CertificateTemplate.objects.exclude(design=OWN).order_by("pk"):
        monkeypatch.setattr("certificates.issuing.template_for", lambda *_args, template=template: template)
        for surname in ("Бойко", "Білик", "Мазур"):
            certificate = make_certificate(make_holder(surname=surname))
            data = drawn(certificate)
        files.append(tmp_path / f"{template.pk}.pdf")
        files[-1].write_bytes(data)
        assert next(row.data["path"] for row in history_of(certificate) if row.verb == "render") == "compiled"
    found = broken_clauses(files)
    assert len(found) == 2 * len(files) >= 6
    assert {place: clauses for place, clauses in found.items() if clauses} == {}


def test_sheet_with_a_file_in_it_meets_both_standards(tmp_path: Path) -> None:
    credential = Embedded("credential.json", b'{"id": 1}', "application/vc+json", "The credential")
    path = tmp_path / "embedded.pdf"
    path.write_bytes(pdf_of(make_certificate(), embedded=[credential]))
    assert broken_clauses([path]) == {("embedded.pdf", "3a"): [], ("embedded.pdf", "ua1"): []}


# --- the judge itself can say no --------------------------------------------------------------------


def without_pdfuaid(pdf: pikepdf.Pdf) -> None:
    said = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(said.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def without_its_schema(pdf: pikepdf.Pdf) -> None:
    said = pdf.Root.Metadata.read_bytes()
    start, end = said.index(b"<pdfaExtension:schemas>"), said.index(b"</pdfaExtension:schemas>") + len(b"</pdfaExtension:schemas>")
    pdf.Root.Metadata = pdf.make_stream(said[:start] + said[end:], Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def without_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


def without_a_typeface(pdf: pikepdf.Pdf) -> None:
    face = next(iter(pdf.pages[0].Resources.Font.values()))
    del face.DescendantFonts[0].FontDescriptor.FontFile2


def without_words_for_the_code(pdf: pikepdf.Pdf) -> None:
    for row in pdf.objects:
        if isinstance(row, pikepdf.Dictionary) and row.get("/S") == "/Figure" and "/Alt" in row:
            del row.Alt


def without_a_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def without_the_title_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def untouched(pdf: pikepdf.Pdf) -> None:
    pass


BROKEN: list[tuple[Callable[[pikepdf.Pdf], None], dict[str, str]]] = [
    (untouched, {}),
    (without_pdfuaid, {"ua1": "5-1"}),
    (without_its_schema, {"3a": "6.6.2.3.1-1"}),
    (without_output_intent, {"3a": "6.2.4.3-2"}),
    (without_tags, {"3a": "6.7.3.3-1", "ua1": "7.1-11"}),
    (without_a_typeface, {"3a": "6.2.11.4.1-1", "ua1": "7.21.4.1-1"}),
    (without_words_for_the_code, {"ua1": "7.3-1"}),
    (without_a_language, {"ua1": "7.2-33"}),
    (without_the_title_shown, {"ua1": "7.1-10"}),
]


def test_judge_names_the_clause_of_whatever_is_taken_away(tmp_path: Path) -> None:
    whole = pdf_of(make_certificate())
    (tmp_path / "whole.pdf").write_bytes(whole)
    for spoil, _clauses in BROKEN:
        with pikepdf.open(tmp_path / "whole.pdf") as pdf:
            spoil(pdf)
            pdf.save(tmp_path / f"{spoil.__name__}.pdf")
    found = broken_clauses([tmp_path / f"{spoil.__name__}.pdf" for spoil, _clauses in BROKEN])
    for spoil, clauses in BROKEN:
        broken = {profile: found[f"{spoil.__name__}.pdf", profile] for profile in verapdf.PROFILES}
        assert {profile for profile, rows in broken.items() if rows} == set(clauses), (spoil.__name__, broken)
        assert all(clause in broken[profile] for profile, clause in clauses.items()), (spoil.__name__, broken)


def test_nothing_looked_at_is_no_pass(tmp_path: Path) -> None:
    with pytest.raises(NotJudged):
        broken_clauses([])
    (tmp_path / "no.pdf").write_bytes(b"not a PDF")
    with pytest.raises(NotJudged):
        broken_clauses([tmp_path / "no.pdf"])


def test_unknown_profile_is_no_pass(tmp_path: Path) -> None:
    (tmp_path / "whole.pdf").write_bytes(pdf_of(make_certificate()))
    with pytest.raises(NotJudged):
        broken_clauses([tmp_path / "whole.pdf"], ["9z"])


def test_profiles_that_did_not_load_are_no_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "JAXB", ())
    (tmp_path / "whole.pdf").write_bytes(pdf_of(make_certificate()))
    with pytest.raises(NotJudged):
        broken_clauses([tmp_path / "whole.pdf"])
