"""One door for captions: nothing wrong gets in, nobody's work is written over unseen."""

from __future__ import annotations

import pytest

from school.accounts.models import User
from school.foundation.models import Event
from tests.factories.webinars import CAPTIONS, make_webinar
from webinars.models import CaptionDraft, CaptionTrack, CaptionVersion, Sentence, Webinar
from webinars.words.captions import BrokenCaptions, Cue
from webinars.words.saving import ChangedMeanwhile, keep_draft, put_captions, save_captions

pytestmark = pytest.mark.django_db
ONE = [Cue(0.0, 2.0, "Добрий день.")]
TWO = [Cue(0.0, 2.0, "Вітаємо.")]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(captions="")


def test_saved_captions_are_written_by_us_in_order_and_leave_a_trace(webinar: Webinar, halyna: User) -> None:
    save_captions(webinar=webinar, language="uk", cues=[Cue(5, 6, "друге"), Cue(1, 2, "перше", "Олена", "align:start foo:1")], actor=halyna)
    track = CaptionTrack.objects.get()
    assert track.text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 align:start\n<v Олена>перше\n\n00:00:05.000 --> 00:00:06.000\nдруге\n"
    assert list(Event.objects.filter(verb="save_captions").values_list("actor", "data")) == [(halyna.pk, {"language": "uk", "version": 1, "cues": 2})]


def test_later_of_two_editors_is_told_and_both_works_are_kept(webinar: Webinar, halyna: User, admin: User) -> None:
    save_captions(webinar=webinar, language="uk", cues=ONE, actor=halyna, version=0)
    keep_draft(webinar=webinar, language="uk", user=admin, cues=[{"start": 0, "end": 2, "text": "Вітаємо."}], based_on=0)
    with pytest.raises(ChangedMeanwhile) as told:
        save_captions(webinar=webinar, language="uk", cues=TWO, actor=admin, version=0)
    assert (told.value.track.version, CaptionTrack.objects.get().text.count("Добрий"), CaptionDraft.objects.get().user) == (1, 1, admin)
    save_captions(webinar=webinar, language="uk", cues=TWO, actor=admin, version=1)
    assert [(row.number, row.actor, "Добрий" in row.text) for row in CaptionVersion.objects.all()] == [(2, admin, False), (1, halyna, True)]
    assert not CaptionDraft.objects.exists()


def test_saving_what_stands_makes_no_version(webinar: Webinar) -> None:
    for _time in range(2):
        save_captions(webinar=webinar, language="uk", cues=ONE)
    assert (CaptionTrack.objects.get().version, CaptionVersion.objects.count()) == (1, 1)


def test_no_cues_take_the_captions_off_and_leave_what_they_were(webinar: Webinar) -> None:
    put_captions(webinar=webinar, language="uk", text=CAPTIONS)
    save_captions(webinar=webinar, language="uk", cues=[])
    assert (CaptionTrack.objects.get().text, CaptionVersion.objects.count(), Sentence.objects.count()) == ("", 2, 0)


@pytest.mark.parametrize(
    ("cue", "says"),
    [
        (Cue(2.0, 2.0, "Назад"), "Субтитр 2 «Назад» закінчується раніше"),
        (Cue(2.0, 3.0, " \n<i></i>"), "У субтитрі 2 немає слів"),
        (Cue(-1.0, 3.0, "До"), "Субтитр 2 «До» не має часу"),
        (Cue(1.0, float("inf"), "Ніколи"), "Субтитр 2 «Ніколи» не має часу"),
        (Cue(2.0, 3.0, "а" * 1001), "задовгий"),
    ],
)
def test_caption_that_cannot_be_shown_is_refused_by_its_number(webinar: Webinar, cue: Cue, says: str) -> None:
    with pytest.raises(BrokenCaptions, match=says):
        save_captions(webinar=webinar, language="uk", cues=[*ONE, cue])
    assert not CaptionTrack.objects.exists()


def test_sentences_are_drawn_anew_with_every_saving(webinar: Webinar) -> None:
    put_captions(webinar=webinar, language="uk", text=CAPTIONS)
    assert list(Sentence.objects.values_list("at", "text")) == [
        (0, "Добрий день."),
        (1, "Сьогодні говоримо про нові медіа."),
        (65, "Чи є запитання?"),
    ]
    save_captions(webinar=webinar, language="uk", cues=TWO)
    assert list(Sentence.objects.values_list("language", "text", "folded")) == [("uk", "Вітаємо.", " вітаємо ")]
