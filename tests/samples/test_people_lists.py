"""Lists of people in every encoding and shape that spreadsheets in Ukraine save."""

from __future__ import annotations

from pathlib import Path

import pytest

from courses.learning.roster import UnreadableList, read_rows

FIRST = {
    "surname": "Ґалаґан", "given_name": "Мар’яна", "email": "maryana@example.org", "city": "Вінниця", "organisation": "Міська рада; відділ ІТ",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "rows", "line"),
    [
        ("uk-utf8-comma.csv", 7, "2"),
        ("uk-utf8-bom-semicolon.csv", 7, "2"),
        ("uk-cp1251-semicolon.csv", 7, "2"),
        ("uk-utf16le-bom-tab.csv", 7, "2"),
        ("uk-excel-sep-line.csv", 7, "3"),
        ("uk-decomposed-nfd.csv", 7, "2"),
        ("uk-utf8-cr-only.csv", 8, "2"),
        ("uk-ragged-rows.csv", 4, "2"),
    ],
)
def test_list_is_read_with_its_letters_and_lines(samples: Path, name: str, rows: int, line: str) -> None:
    found = read_rows(name, (samples / "csv-users" / name).read_bytes())
    assert (len(found), found[0]) == (rows, {**FIRST, "line": line})


def test_list_in_koi8_u_keeps_the_apostrophe_that_encoding_has(samples: Path) -> None:
    found = read_rows("uk-koi8u-semicolon.csv", (samples / "csv-users" / "uk-koi8u-semicolon.csv").read_bytes())
    assert found[0] == {**FIRST, "given_name": "Мар'яна", "line": "2"}


def test_row_of_commas_is_left_out_and_the_lines_stay_true(samples: Path) -> None:
    found = read_rows("uk-ragged-rows.csv", (samples / "csv-users" / "uk-ragged-rows.csv").read_bytes())
    assert [(row["line"], row.get("email", "")) for row in found] == [
        ("2", "maryana@example.org"), ("3", "yelyzaveta@example.org"), ("4", ""), ("6", "z@example.org"),
    ]  # fmt: skip


def test_list_of_another_school_is_read_by_its_own_headings(samples: Path) -> None:
    found = read_rows("upload_users.csv", (samples / "csv-users" / "upload_users.csv").read_bytes())
    assert [set(row) >= {"email", "surname", "given_name"} for row in found] == [True, True]


@pytest.mark.parametrize("name", ["generic-blank-rows.csv", "generic-bom.csv", "generic-defective-rows.csv", "generic-duplicate-headers.csv", "uploadcohorts1.csv"])  # fmt: skip
def test_table_without_addresses_is_refused_in_words(samples: Path, name: str) -> None:
    with pytest.raises(UnreadableList, match="Немає стовпця «пошта»"):
        read_rows(name, (samples / "csv-users" / name).read_bytes())


def test_empty_file_is_refused_in_words(samples: Path) -> None:
    with pytest.raises(UnreadableList, match="Файл порожній"):
        read_rows("generic-empty.csv", (samples / "csv-users" / "generic-empty.csv").read_bytes())
