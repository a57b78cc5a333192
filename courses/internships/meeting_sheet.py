"""The sheet people sign at a meeting, A4, in the styles of the day on paper."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from school.foundation.printing import render_pdf

from .meeting_lists import lines_of
from .meeting_words import place_of, title_of
from .models import Meeting
from .packing import styles

EMPTY_ROWS = 6  # for those who are not on the list


def sheet_pdf(meeting: Meeting, language: str) -> bytes:
    with override(language):
        lines = [line for line in lines_of(meeting) if not line.gone]
        context = {"meeting": meeting, "title": title_of(meeting, language), "place": place_of(meeting, language), "lines": lines}
        context |= {"language": language, "empty": range(EMPTY_ROWS), "made_at": timezone.now()}
        return render_pdf(render_to_string("internships/pdf/meeting_sheet.html", context), stylesheets=[styles()])
