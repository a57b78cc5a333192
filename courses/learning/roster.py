"""Enrolling a list from a spreadsheet, with a report by row."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.accounts.adding import add_person
from school.foundation import jobs
from school.foundation.encodings import decode
from school.foundation.jobs import Job

from .enrolment import CannotEnrol, enrol
from .enums import Source
from .models import CourseRun

MOST_ROWS = 5_000
LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024  # a spreadsheet is an archive, and a small one may unpack to gigabytes
HEADINGS = {
    "email": {"email", "e-mail", "пошта", "електронна пошта", "ел. пошта", "ел.пошта", "адреса"},
    "surname": {"surname", "last name", "lastname", "прізвище"},
    "given_name": {"given name", "first name", "firstname", "name", "ім'я", "імя", "ім’я"},
    "patronymic": {"patronymic", "middle name", "по батькові"},
    "organisation": {"organisation", "organization", "організація", "місце роботи", "установа"},
    "position": {"position", "посада"},
    "city": {"city", "місто", "населений пункт"},
}


class UnreadableList(Exception):
    """The file cannot be taken; the text says what to do."""


def read_rows(name: str, raw: bytes) -> list[dict[str, str]]:
    """Rows of a CSV or XLSX by known headings; empty rows are left out, `line` is the line in the file."""
    lines = _xlsx(raw) if raw[:4] == b"PK\x03\x04" else _csv(raw)
    table = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    if not table:
        raise UnreadableList(_("The file is empty. The first line names the columns: e-mail, surname, given name …"))
    columns = [_column(cell) for cell in table[0][1]]
    if "email" not in columns:
        raise UnreadableList(_("There is no column «e-mail». The first line of the file must name the columns."))
    rows = []
    for line, cells in table[1:]:
        row = {column: unicodedata.normalize("NFC", cell.strip()) for column, cell in zip(columns, cells, strict=False) if column and cell.strip()}
        if row:
            rows.append({**row, "line": str(line)})
    if not rows:
        raise UnreadableList(_("There are headings but no people in this file."))
    if len(rows) > MOST_ROWS:
        raise UnreadableList(_("More than %(n)d rows: split the file.") % {"n": MOST_ROWS})
    return rows


def _column(heading: str) -> str:
    plain = unicodedata.normalize("NFC", heading).strip().strip("*:").casefold().replace("`", "'")
    return next((column for column, names in HEADINGS.items() if plain in names), "")


Lines = list[tuple[int, list[str]]]
_SEPARATOR = re.compile(r'"?sep=(.)"?$', re.IGNORECASE)  # how a spreadsheet tells another one what stands between cells


def _csv(raw: bytes) -> Lines:
    text = decode(raw).text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    head, _newline, rest = text.partition("\n")
    named = _SEPARATOR.match(head.strip())
    delimiter = named[1] if named else max(";,\t", key=lambda sign: (head.count(sign), rest.count(sign)))
    reader = csv.reader(io.StringIO(rest if named else text), delimiter=delimiter)
    lines, line = [], 2 if named else 1
    try:
        for cells in reader:
            lines.append((line, cells))
            line = reader.line_num + (2 if named else 1)
    except csv.Error as problem:
        raise UnreadableList(_("This CSV cannot be read: %(why)s") % {"why": problem}) from problem
    return lines


def _xlsx(raw: bytes) -> Lines:
    import openpyxl  # met here and not at start: half a second

    try:
        if sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(raw)).infolist()) > LARGEST_UNPACKED:
            raise UnreadableList(_("This spreadsheet cannot be opened. Save it again as XLSX or CSV."))
        sheet: Any = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True).active
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=30, values_only=True)
        return [(line, ["" if cell is None else str(cell) for cell in row]) for line, row in enumerate(rows, 1)]
    except UnreadableList:
        raise
    except Exception as problem:  # openpyxl raises whatever a broken archive makes it stumble over
        raise UnreadableList(_("This spreadsheet cannot be opened. Save it again as XLSX or CSV.")) from problem


def queue_list(*, run: CourseRun, upload: Any, actor: Any) -> Job:
    """Read a list now, so that a broken file is refused at once; enrol its people in a job."""
    if upload.size > LARGEST:
        raise UnreadableList(_("The file is larger than 5 MB. A list of people is a few kilobytes; send only the list."))
    rows = read_rows(upload.name, upload.read())
    with transaction.atomic():
        return jobs.enqueue(
            "learning.enrol_list", key=f"{run.code}:{get_random_string(12)}", args={"run": run.pk, "rows": rows}, total=len(rows), actor=actor
        )


def enrol_rows(job: Job) -> None:
    """Each row by itself: what fails is reported by its line, the rest goes on. Safe to repeat."""
    run = CourseRun.objects.select_related("course", "offer").get(pk=job.args["run"])
    report: list[dict[str, str]] = []
    seen: set[str] = set()
    with override(job.actor.language if job.actor else "uk"):
        for number, row in enumerate(job.args["rows"], 1):
            outcome = _enrol_row(run, row, seen, job.actor)
            report.append({"line": row["line"], "email": row.get("email", ""), **outcome})
            job.progress(number)
    Job.objects.filter(pk=job.pk).update(result={"rows": report})


def _enrol_row(run: CourseRun, row: dict[str, str], seen: set[str], actor: Any) -> dict[str, str]:
    email = row.get("email", "").lower()
    try:
        validate_email(email)
    except ValidationError:
        return {"state": "refused", "why": _("This is not an e-mail address.")}
    if email in seen:
        return {"state": "refused", "why": _("The same e-mail stands above in this list.")}
    seen.add(email)
    try:
        with transaction.atomic():
            user, added = add_person(email=email, language="uk", actor=actor, **{name: row.get(name, "") for name in HEADINGS if name != "email"})
            enrolment = enrol(user=user, run=run, source=Source.LIST, actor=actor, language=user.language)
    except ValidationError as problem:
        return {"state": "refused", "why": " ".join(problem.messages)}
    except CannotEnrol as problem:
        return {"state": "refused", "why": str(problem)}
    return {"state": enrolment.state, "why": _("A new account was made; the letter tells how to set a password.") if added else ""}
