"""What of a recording can be chosen: to watch, to listen to, to save."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Kind, Rendition, Webinar
from .addresses import address_of

CHOSEN = (Kind.VIDEO_720, Kind.VIDEO_360, Kind.AUDIO, Kind.AUDIO_LIGHT, Kind.HLS)


@dataclass(frozen=True)
class Choice:
    """`url` is the same all day, of a public webinar for ever; `size` in bytes, of HLS all its qualities together."""

    kind: str
    label: str
    url: str
    size: int
    content_type: str


def renditions_of(webinar: Webinar, made: list[Rendition] | None = None) -> list[Choice]:
    """The renditions of the cut shown now, best first; before they are ready, the recording as it was uploaded (kind `recording`)."""
    rows = {row.kind: row for row in (shown_renditions(webinar) if made is None else made)}
    found = [choice_of(webinar, rows[kind]) for kind in CHOSEN if kind in rows]
    if not any(choice.content_type == "video/mp4" for choice in found) and webinar.recording:
        found.insert(0, Choice("recording", str(_("Video as it was uploaded")), _address(webinar), webinar.size or 0, "video/mp4"))
    return found


def storyboard_of(webinar: Webinar, made: list[Rendition]) -> str:
    """Address of the WebVTT list of pictures of the timeline; empty where there is none."""
    row = next((row for row in made if row.kind == Kind.STORYBOARD), None)
    return address_of(webinar, row.cut.number, row.inside) if row else ""


def shown_renditions(webinar: Webinar) -> list[Rendition]:
    rows = list(Rendition.objects.filter(cut__webinar=webinar, cut__shown=True).select_related("cut"))
    for row in rows:
        row.cut.webinar = webinar
    return rows


def choice_of(webinar: Webinar, row: Rendition) -> Choice:
    url = address_of(webinar, row.cut.number, row.inside)
    return Choice(row.kind, str(row.get_kind_display()), url, row.size, row.content_type)


def _address(webinar: Webinar) -> str:
    return reverse("webinars:recording", args=[webinar.code])
