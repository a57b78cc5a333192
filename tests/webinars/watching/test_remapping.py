"""A better cut of a recording takes along what people watched."""

from __future__ import annotations

import pytest

from school.accounts.models import User
from school.foundation.models import Event
from tests.factories.webinars import make_webinar, watch
from webinars.models import Viewing
from webinars.recordings.moving import move_all
from webinars.watching.notes import notes_of, write_note
from webinars.watching.remapping import moved, remap_watched
from webinars.watching.watched import watched_by

# Ten seconds of silence at the beginning are cut out, then a minute after 5:00.
MAP = [(10, 300, 0), (360, 600, 290)]


def test_parts_follow_the_map_and_what_was_cut_out_is_gone() -> None:
    assert moved([(0, 100), (290, 400)], MAP, 530) == [(0, 90), (280, 330)]


@pytest.mark.django_db
def test_everybody_keeps_what_they_watched_of_the_new_cut(olena: User, petro: User) -> None:
    webinar = make_webinar(seconds=600)
    watch(user=olena, webinar=webinar, segments=[[0, 600]], position=400)
    watch(user=petro, webinar=webinar, segments=[[0, 30]], position=30)
    reached = Viewing.objects.get(user=olena).reached_at
    webinar.duration_seconds = 530
    webinar.save()
    assert remap_watched(webinar, MAP) == 2
    assert (watched_by(olena, webinar).segments, watched_by(olena, webinar).position) == ([(0, 530)], 330)
    assert (watched_by(petro, webinar).segments, watched_by(petro, webinar).position) == ([(0, 20)], 20)
    assert Viewing.objects.get(user=olena).reached_at == reached
    assert Event.objects.get(verb="remap_watched").data["people"] == 2


@pytest.mark.django_db
def test_cut_of_the_same_length_changes_nothing(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    watch(user=olena, webinar=webinar, segments=[[5, 600]], position=400)
    assert remap_watched(webinar, None) == 0
    assert watched_by(olena, webinar).segments == [(5, 600)]


@pytest.mark.django_db
def test_notes_move_with_the_recording(olena: User) -> None:
    webinar = make_webinar(seconds=600)
    for at in (5, 100, 310, 400):
        write_note(user=olena, webinar=webinar, text=str(at), at_seconds=at)
    move_all(webinar, [list(span) for span in MAP])
    assert {note.text: note.at_seconds for note in notes_of(olena, webinar)} == {"5": 0, "100": 90, "310": 290, "400": 330}
