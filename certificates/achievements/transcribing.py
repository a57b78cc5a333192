"""The transcript: all learning of a person on a day, for the personnel file; frozen, drawn once, under the seal."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from school.accounts.models import User
from school.foundation import history, jobs
from school.foundation.archival import archival_pdf
from school.foundation.calendar import KYIV
from school.foundation.centre import centre, words
from school.foundation.models import Job
from school.foundation.printing import OwnFiles, fonts
from school.foundation.refusing import Refusal

from ..glyphs import printable
from ..models import Transcript
from ..signing.issued import seal_of_the_house
from .gathering import Learned, Learning, learning_of

JOB = "certificates.transcript"


class NothingLearned(Refusal):
    """There is nothing to write down."""


@transaction.atomic
def make_transcript(*, person: Any, language: str, actor: Any) -> Transcript:
    """Asked twice a day with nothing new, it is the same one."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two presses at once are one after the other
    with override(language):
        learning = learning_of(person, language)
        if not learning.rows:
            raise NothingLearned("nothing", _("There is nothing to write down yet: no course is finished and no presence is confirmed."))
        frozen = freeze(person, learning, language)
    last = Transcript.objects.filter(person=person, language=language).first()
    if last is not None and last.frozen == frozen:
        return last
    made = Transcript.objects.create(person=person, language=language, frozen=frozen, made_at=timezone.now())
    history.record(made, "make", actor=actor)
    jobs.enqueue(JOB, key=made.code, args={"transcript": made.pk})
    return made


def freeze(person: Any, learning: Learning, language: str) -> dict[str, Any]:
    """Every printed word; the labels around them are the sheet's, which is drawn within the minute."""
    house, profile = centre(fresh=True), getattr(person, "profile", None)
    latin = getattr(profile, "latin_name", "")
    return {
        "name": latin if language != "uk" and latin else person.full_name,
        "other_name": person.full_name if language != "uk" and latin else latin,
        "centre": words(house, "name", language),
        "city": words(house, "city", language),
        "edrpou": house.edrpou,
        "made_on": timezone.localdate(timezone=KYIV).isoformat(),
        "hours_per_credit": learning.hours_per_credit,
        "hours": str(learning.hours),
        "ects": learning.ects,
        "rows": [_row(row) for row in learning.rows],
    }


def _row(row: Learned) -> dict[str, str]:
    return {"on": row.on.isoformat(), "title": row.title, "label": str(row.label), "hours": str(row.hours), "ects": row.ects, "number": row.number}


def draw(job: Job) -> None:
    """The file once, with its sum: in one transaction."""
    transcript = Transcript.objects.get(pk=job.args["transcript"])
    if transcript.ready or not transcript.frozen:  # drawn, or erased meanwhile
        return
    sealed = _sealed(transcript)
    with transaction.atomic():
        locked = Transcript.objects.select_for_update().get(pk=transcript.pk)
        if locked.ready or not locked.frozen:
            return
        storage, name = locked.pdf.storage, locked.pdf.field.generate_filename(locked, locked.filename)
        if storage.exists(name):  # left by a worker that was killed before its transaction was kept
            storage.delete(name)
        locked.pdf.save(locked.filename, ContentFile(sealed.data), save=False)
        locked.sha256, locked.seal_key, locked.rendered_at = hashlib.sha256(sealed.data).hexdigest(), sealed.key_id, timezone.now()
        locked.save(update_fields=["pdf", "sha256", "seal_key", "rendered_at"])
        history.record(locked, "render", data={"sha256": locked.sha256})


def _sealed(transcript: Transcript) -> Any:
    said = transcript.frozen
    with override(transcript.language):
        reason = _("Transcript of learning, %(day)s") % {"day": said["made_on"]}
        pdf = archival_pdf(html_of(transcript), at=transcript.made_at, stylesheets=sheets())
    return seal_of_the_house(pdf, name=said["centre"], reason=reason, location=said["city"], at=transcript.made_at)


def html_of(transcript: Transcript) -> str:
    address = settings.PUBLIC_URL + reverse("certificates:transcript", args=[transcript.code])
    said = {name: printable(value) if isinstance(value, str) else value for name, value in transcript.frozen.items()}
    said["rows"] = [
        {**{name: printable(value) for name, value in row.items()}, "on": date.fromisoformat(row["on"])} for row in transcript.frozen["rows"]
    ]
    said["made_on"] = date.fromisoformat(said["made_on"])
    qr = segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, title=address)
    context = {"said": said, "language": transcript.language, "address": address.split("//")[-1], "qr": mark_safe(qr)}
    return render_to_string("certificates/achievements/transcript_pdf.html", context)


@cache
def sheets() -> list[Any]:
    """A report's, and what a transcript has of its own."""
    from weasyprint import CSS  # over a second to import

    folder = Path(settings.BASE_DIR) / "templates"
    files = (folder / "foundation/pdf/report.css", folder / "certificates/achievements/transcript.css")
    return [CSS(string=file.read_text(encoding="utf-8"), base_url="static:", url_fetcher=OwnFiles(), font_config=fonts()) for file in files]


def erase_transcripts(person: Any) -> None:
    """Words and files go; that it was made, its sum and its seal stay."""
    for row in Transcript.objects.filter(person=person).exclude(frozen={}):
        if row.pdf:
            row.pdf.delete(save=False)
        row.frozen, row.pdf = {}, ""
        row.save(update_fields=["frozen", "pdf"])
