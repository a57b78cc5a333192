"""RSS of recordings: a podcast of their sound (iTunes and Podcasting 2.0 tags), and their video (Media RSS)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.pages.addresses import page_url
from school.foundation.centre import centre, words

from ..models import WebinarIndexPage, WebinarSeriesPage
from ..series import keys_of, series_in
from ..words.transcript import clock
from .published import Published, absolute, published_in

ITUNES, PODCAST, MEDIA = "http://www.itunes.com/dtds/podcast-1.0.dtd", "https://podcastindex.org/namespace/1.0", "http://search.yahoo.com/mrss/"
CATEGORY = "Education"


class PodcastRss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:itunes": ITUNES, "xmlns:podcast": PODCAST}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["author_name"])
        handler.addQuickElement("itunes:type", "serial" if self.feed["in_order"] else "episodic")
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:category", "", {"text": CATEGORY})
        if self.feed["picture"]:
            handler.addQuickElement("itunes:image", "", {"href": self.feed["picture"]})
        handler.startElement("itunes:owner", {})
        handler.addQuickElement("itunes:name", self.feed["author_name"])
        handler.endElement("itunes:owner")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        one: Published = item["one"]
        handler.addQuickElement("itunes:title", item["title"])
        handler.addQuickElement("itunes:duration", clock(one.webinar.duration_seconds or 0))
        handler.addQuickElement("itunes:episodeType", "full")
        if item["number"]:
            handler.addQuickElement("itunes:episode", str(item["number"]))
        handler.addQuickElement("itunes:explicit", "false")
        if one.poster_url:
            handler.addQuickElement("itunes:image", "", {"href": one.poster_url})
        chapters = absolute(reverse("webinars:chapters", args=[one.webinar.code]))
        handler.addQuickElement("podcast:chapters", "", {"url": chapters, "type": "application/json+chapters"})
        for track in one.captions:
            described = {"url": one.captions_url(track), "type": "text/vtt", "language": track.language, "rel": "captions"}
            handler.addQuickElement("podcast:transcript", "", described)


class MediaRss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:media": MEDIA}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        one: Published = item["one"]
        handler.startElement("media:group", {})
        for choice in one.files.values():
            medium = choice.content_type.split("/")[0]
            described = {"url": absolute(choice.url), "type": choice.content_type, "medium": medium, "duration": str(one.webinar.duration_seconds)}
            described |= {"fileSize": str(choice.size)} if choice.size else {}
            handler.addQuickElement("media:content", "", described | ({"isDefault": "true"} if choice == one.video else {}))
        handler.endElement("media:group")
        handler.addQuickElement("media:title", item["title"], {"type": "plain"})
        handler.addQuickElement("media:description", item["description"], {"type": "plain"})
        if one.poster_url:
            handler.addQuickElement("media:thumbnail", "", {"url": one.poster_url})
        handler.addQuickElement("media:player", "", {"url": one.embed_url, "width": "640", "height": "360"})
        for track in one.captions:
            handler.addQuickElement("media:subTitle", "", {"href": one.captions_url(track), "type": "text/vtt", "lang": track.language})


@dataclass(frozen=True)
class Channel:
    """One answer: the feed itself is one for all requests and keeps nothing of any."""

    page: WebinarIndexPage | WebinarSeriesPage
    rows: list[Published]

    @property
    def series(self) -> bool:
        return isinstance(self.page, WebinarSeriesPage)


class Recordings(Feed):
    """What both feeds share: the list of webinars in one language, or one series. They name no person who watches and keep no session."""

    medium = ""

    def get_object(self, request: HttpRequest, *args: Any, key: UUID | None = None, **kwargs: Any) -> Channel:
        language = get_language() or "uk"
        index = WebinarIndexPage.objects.live().filter(locale__language_code=language).first()
        page = series_in(key, language) if key else index
        if page is None:
            raise Http404
        order = keys_of([page])[page.translation_key] if isinstance(page, WebinarSeriesPage) else None
        return Channel(page, [one for one in published_in(language, order) if self.file_of(one) is not None])

    def file_of(self, one: Published) -> Any:
        return getattr(one, self.medium)

    def title(self, channel: Channel) -> str:
        return channel.page.title if channel.series else f"{words(centre(), 'school_name')}: {self.said()}"

    def said(self) -> str:
        raise NotImplementedError

    def link(self, channel: Channel) -> str:
        return absolute(page_url(channel.page))

    def feed_url(self, channel: Channel) -> str:
        if channel.series:
            return absolute(reverse(f"webinars:series_{self.medium}_feed", args=[channel.page.translation_key]))
        return absolute(reverse(f"webinars:{self.medium}_feed"))

    def description(self, channel: Channel) -> str:
        return channel.page.description or self.title(channel)

    def author_name(self) -> str:
        return words(centre(), "name") or words(centre(), "school_name")

    def feed_extra_kwargs(self, channel: Channel) -> dict[str, Any]:
        return {"picture": next((one.poster_url for one in channel.rows if one.poster_url), ""), "in_order": channel.series}

    def items(self, channel: Channel) -> Iterable[Published]:
        return [replace(one, number=number if channel.series else 0) for number, one in enumerate(channel.rows, 1)]

    def item_title(self, one: Any) -> str:
        return one.page.title

    def item_description(self, one: Any) -> str:
        return one.page.description or one.page.title

    def item_link(self, one: Published) -> str:
        return one.url

    def item_guid(self, one: Published) -> str:
        return f"{one.webinar.key}-{one.page.locale.language_code}"

    item_guid_is_permalink = False

    def item_pubdate(self, one: Published) -> datetime:
        return one.at

    def item_updateddate(self, one: Published) -> datetime:
        return one.changed_at

    def item_enclosures(self, one: Published) -> list[Enclosure]:
        choice = self.file_of(one)
        return [Enclosure(absolute(choice.url), str(choice.size), choice.content_type)]

    def item_extra_kwargs(self, one: Published) -> dict[str, Any]:
        return {"one": one, "number": one.number}


class AudioFeed(Recordings):
    feed_type = PodcastRss
    medium = "audio"

    def said(self) -> str:
        return _("webinars to listen to")


class VideoFeed(Recordings):
    feed_type = MediaRss
    medium = "video"

    def said(self) -> str:
        return _("webinars to watch")
