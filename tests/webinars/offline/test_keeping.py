"""A webinar as a thing to keep: who may, what belongs to it, when it is another version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import Client

from school.accounts.models import User
from school.foundation.keeping import Kept
from tests.factories.recordings import make_rendition
from tests.factories.webinars import make_page, make_webinar, mp4
from webinars.models import CaptionTrack, Chapter, Kind, Webinar, WebinarPage
from webinars.offline.keeping import forms_of, keep, offer
from webinars.recordings.cuts import put_recording

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


def kept(user: User, webinar: Webinar, language: str = "uk") -> Kept:
    webinar = Webinar.objects.get(pk=webinar.pk)
    return keep(user, webinar.code, forms_of(webinar)[0].kind, language)


def test_page_recording_and_words_belong_to_it(webinar: Webinar, olena: User) -> None:
    found = kept(olena, webinar)
    assert found.pages == (WebinarPage.objects.get().get_url(),)
    assert [file.size for file in found.files] == [webinar.size]
    assert found.small == (f"/webinars/{webinar.code}/captions.uk.vtt",)
    assert found.size > webinar.size


def test_every_address_of_it_answers(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    found, browser = kept(olena, webinar), browser_of(olena)
    for address in (*found.pages, *found.small, *(file.url for file in found.files)):
        assert browser.get(address).status_code == 200, address


def test_another_cut_caption_chapter_or_page_is_another_version(webinar: Webinar, olena: User) -> None:
    versions = [kept(olena, webinar).version]
    CaptionTrack.objects.filter(webinar=webinar).update(text="WEBVTT\n\n00:00.000 --> 00:02.000\nІнакше\n")
    versions.append(kept(olena, webinar).version)
    Chapter.objects.create(webinar=webinar, at_seconds=5, title_uk="Початок")
    versions.append(kept(olena, webinar).version)
    WebinarPage.objects.get().save_revision().publish()
    versions.append(kept(olena, webinar).version)
    put_recording(webinar=Webinar.objects.get(), file=ContentFile(mp4(500)), actor=None)
    versions.append(kept(olena, webinar).version)
    assert len(set(versions)) == 5
    assert kept(olena, webinar).version == versions[-1]


def test_new_cut_is_taken_anew_and_new_captions_leave_the_file(webinar: Webinar, olena: User) -> None:
    tags = [kept(olena, webinar).files[0].tag]
    CaptionTrack.objects.filter(webinar=webinar).update(text="WEBVTT\n\n00:00.000 --> 00:02.000\nІнакше\n")
    tags.append(kept(olena, webinar).files[0].tag)
    put_recording(webinar=Webinar.objects.get(), file=ContentFile(mp4(500)), actor=None)
    tags.append(kept(olena, webinar).files[0].tag)
    assert tags[0] == tags[1] != tags[2]


def test_webinar_taken_off_is_nobody_s_to_keep(webinar: Webinar, olena: User, halyna: User) -> None:
    WebinarPage.objects.get().unpublish()
    for user in (olena, halyna):
        with pytest.raises(Http404):
            keep(user, webinar.code, "recording", "uk")


def test_language_without_a_page_and_an_unknown_form_are_not_kept(webinar: Webinar, olena: User) -> None:
    for variant, language in (("recording", "en"), ("video_4k", "uk")):
        with pytest.raises(Http404):
            keep(olena, webinar.code, variant, language)


def test_form_that_was_prepared_better_meanwhile_is_kept_as_what_is_there_now(webinar: Webinar, olena: User) -> None:
    before = keep(olena, webinar.code, "recording", "uk")
    made = make_rendition(webinar, Kind.VIDEO_360)
    now = keep(olena, webinar.code, "recording", "uk")
    assert [(file.size, "video_360" in file.url) for file in now.files] == [(made.size, True)]
    assert now.version != before.version


def test_nothing_is_offered_without_a_recording(olena: User) -> None:
    assert offer(Webinar.objects.get(key=make_page().translation_key)) is None


def test_page_offers_to_save_it(webinar: Webinar, client: Client) -> None:
    html = client.get(WebinarPage.objects.get().url).content.decode()
    assert "data-keep-open" in html
    assert f'data-id="{webinar.code}"' in html
