"""What was watched, told to the person in numbers and in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Viewing, Webinar
from ..words.transcript import clock
from .counting import Segment, missing
from .watched import enough, watched_in

SHOWN_GAPS = 3
SEAM = 2  # seconds that nobody misses


def told(viewing: Viewing | None, webinar: Webinar) -> dict[str, Any]:
    viewing = viewing or Viewing(webinar=webinar)
    watched = watched_in(viewing, webinar)
    return {
        "segments": watched.segments,
        "percent": watched.percent,
        "position": watched.position,
        "seen_at": viewing.seen_at.isoformat() if viewing.seen_at else None,
        "required": webinar.required_percent,
        "reached": viewing.reached_at is not None,
        "title": _("Watched: %(percent)d %%") % {"percent": watched.percent},
        "words": words_for(viewing, webinar),
    }


def words_for(viewing: Viewing, webinar: Webinar) -> str:
    if viewing.reached_at:
        return _("Counted as watched.")
    if enough(viewing.seconds, webinar):
        return _("Enough is watched. The concluding test under the recording is still to be passed.")
    rule = _("Parts really played count, not where the slider stands. %(percent)d %% are needed.") % {"percent": webinar.required_percent}
    gaps = [gap for gap in missing(viewing.segments, (0, webinar.duration_seconds or 0)) if gap[1] - gap[0] > SEAM]
    if not gaps or not viewing.seconds:
        return rule
    return f"{rule} {_missing_words(gaps)}"


def _missing_words(gaps: list[Segment]) -> str:
    """The longest gaps, in their order."""
    longest = sorted(sorted(gaps, key=lambda gap: gap[0] - gap[1])[:SHOWN_GAPS])
    spans = ", ".join(f"{clock(start)} – {clock(end)}" for start, end in longest)
    rest = len(gaps) - len(longest)
    if not rest:
        return _("Missing: %(spans)s.") % {"spans": spans}
    more = ngettext("%(n)d short part", "%(n)d short parts", rest) % {"n": rest}
    return _("Missing: %(spans)s and %(more)s.") % {"spans": spans, "more": more}
