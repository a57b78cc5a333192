"""What of the recordings can be told to programs: the page's words and the files, each whole, in few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.pages.addresses import page_url

from ..models import CaptionTrack, Kind, Rendition, Webinar, WebinarPage
from ..recordings.choosing import Choice, choice_of

MOST = 100  # entries of a feed


@dataclass(frozen=True)
class Published:
    """A live page in one language with the recording behind it. Addresses are absolute."""

    page: WebinarPage
    webinar: Webinar
    files: dict[str, Choice]
    captions: list[CaptionTrack]
    number: int = 0  # in a series

    @property
    def url(self) -> str:
        return absolute(page_url(self.page))

    @property
    def at(self) -> datetime:
        return self.webinar.starts_at or self.page.first_published_at or self.webinar.published_at

    @property
    def changed_at(self) -> datetime:
        return max(self.at, self.webinar.published_at, self.page.last_published_at or self.at)

    @property
    def video(self) -> Choice | None:
        """The best single file."""
        return next((self.files[kind] for kind in (Kind.VIDEO_720, Kind.VIDEO_360, "recording") if kind in self.files), None)

    @property
    def audio(self) -> Choice | None:
        return self.files.get(Kind.AUDIO) or self.files.get(Kind.AUDIO_LIGHT)

    @property
    def poster_url(self) -> str:
        return absolute(reverse("webinars:poster", args=[self.webinar.code])) if self.webinar.poster else ""

    @property
    def embed_url(self) -> str:
        with override(self.page.locale.language_code):
            return absolute(reverse("webinars:embed", args=[self.webinar.code]))

    def captions_url(self, track: CaptionTrack) -> str:
        return absolute(reverse("webinars:captions", args=[self.webinar.code, track.language]))


def absolute(path: str) -> str:
    return path if path.startswith("http") else settings.PUBLIC_URL + path


def published_in(language: str, order: list[UUID] | None = None) -> list[Published]:
    """Recordings with a live page in that language, the latest first; of a series those in its order."""
    pages = {page.translation_key: page for page in WebinarPage.objects.live().filter(locale__language_code=language).select_related("locale")}
    rows = list(
        Webinar.objects.recorded().filter(key__in=pages if order is None else [key for key in order if key in pages]).prefetch_related("captions")
    )
    files = _files(rows)
    found = [Published(pages[row.key], row, files[row.pk], [track for track in row.captions.all() if track.text]) for row in rows]
    if order is not None:
        return sorted(found, key=lambda one: order.index(one.webinar.key))[:MOST]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def published(page: WebinarPage, webinar: Webinar) -> Published:
    return Published(page, webinar, _files([webinar])[webinar.pk], [track for track in webinar.captions.all() if track.text])


def _files(webinars: list[Webinar]) -> dict[int, dict[str, Choice]]:
    """One query for any number; a recording without renditions is its own single file."""
    known = {webinar.pk: webinar for webinar in webinars}
    found: dict[int, dict[str, Choice]] = {pk: {} for pk in known}
    for row in Rendition.objects.filter(cut__webinar__in=known, cut__shown=True).select_related("cut"):
        if row.kind in (Kind.VIDEO_720, Kind.VIDEO_360, Kind.AUDIO, Kind.AUDIO_LIGHT):
            row.cut.webinar = known[row.cut.webinar_id]
            found[row.cut.webinar_id][row.kind] = choice_of(known[row.cut.webinar_id], row)
    for pk, webinar in known.items():
        if webinar.recording and not {Kind.VIDEO_720, Kind.VIDEO_360} & set(found[pk]):
            url = reverse("webinars:recording", args=[webinar.code])
            found[pk]["recording"] = Choice("recording", "", url, webinar.size or 0, "video/mp4")
    return found
