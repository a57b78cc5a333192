"""A real law from the outside: its structure is recognised, and files that are no DOCX are refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.library.acts.reading_files import UnreadableAct, lines_of
from cms.library.acts.structure import recognise, understand


def read(path: Path) -> str:
    return recognise(lines_of(SimpleUploadedFile(path.name, path.read_bytes())))


def test_law_851_has_its_articles_in_order(samples: Path) -> None:
    found = understand(read(samples / "documents" / "law-851.docx"))
    numbers = [unit.number for unit in found.units if unit.cited]

    assert found.problems == []
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) == 16


@pytest.mark.parametrize(
    "name", ["law-851.doc", "law-851.epub", "law-851.odt", "law-851.pdf", "law-851.rtf", "scan-page-no-text.png", "truncated.docx"]
)
def test_other_files_are_refused_in_words(samples: Path, name: str) -> None:
    with pytest.raises(UnreadableAct):
        read(samples / "documents" / name)
