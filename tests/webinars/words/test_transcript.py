"""The transcript: whole sentences with their second, paragraphs, speakers, chapters."""

from __future__ import annotations

from types import SimpleNamespace

from tests.factories.webinars import CAPTIONS
from webinars.words.captions import Cue, read_cues
from webinars.words.transcript import paragraphs, sentences, transcript_of
from webinars.words.writing import as_text


def texts(cues: list[Cue]) -> list[tuple[float, str]]:
    return [(round(row.at, 1), row.text) for row in sentences(cues)]


def test_pieces_are_joined_until_a_sentence_ends_and_each_has_its_second() -> None:
    assert texts(read_cues(CAPTIONS)) == [(0.0, "Добрий день."), (1.2, "Сьогодні говоримо про нові медіа."), (65.0, "Чи є запитання?")]


def test_sentence_is_not_ended_by_an_abbreviation_or_an_initial() -> None:
    cues = [Cue(0, 9, "Приходьте на вул."), Cue(9, 20, "Соборну, 59, м. Вінниця. Пише О. Кравчук… Це 21 ст. Так? Ні! «Добре.» Кінець")]
    assert [text for _at, text in texts(cues)] == [
        "Приходьте на вул. Соборну, 59, м. Вінниця.", "Пише О. Кравчук…", "Це 21 ст. Так?", "Ні!", "«Добре.»", "Кінець",
    ]  # fmt: skip


def test_sentence_ends_where_somebody_else_speaks_and_where_it_is_long_silent() -> None:
    cues = [Cue(0, 1, "перше", "Олена"), Cue(1, 2, "друге", "Тарас"), Cue(2, 3, "третє"), Cue(6, 7, "четверте")]
    assert [(row.text, row.speaker) for row in sentences(cues)] == [("перше", "Олена"), ("друге третє", "Тарас"), ("четверте", "")]


def test_paragraphs_break_at_speakers_breaths_and_chapters_and_when_long() -> None:
    long = "Слово за словом. " * 16
    cues = [
        Cue(0, 2, "Вітаю.", "Олена"), Cue(2, 3, "Дякую.", "Тарас"), Cue(3, 4, "Почнімо.", "Тарас"), Cue(6, 8, "Далі.", "Тарас"),
        Cue(8, 20, long, "Тарас"), Cue(20, 40, long, "Тарас"), Cue(40, 42, "Розділ."),
    ]  # fmt: skip
    chapters = [SimpleNamespace(at_seconds=40, title="Другий"), SimpleNamespace(at_seconds=0, title="Перший")]
    told = paragraphs(sentences(cues), chapters)
    assert [(row.speaker, row.sentences[0].text, row.chapter and row.chapter.title) for row in told] == [
        ("Олена", "Вітаю.", "Перший"), ("Тарас", "Дякую.", None), ("", "Далі.", None), ("", "Слово за словом.", None), ("", "Розділ.", "Другий"),
    ]  # fmt: skip


def test_track_that_cannot_be_read_has_no_transcript() -> None:
    assert [transcript_of(track) for track in (None, SimpleNamespace(text=""), SimpleNamespace(text="зламано"))] == [[], [], []]


def test_transcript_as_text_names_chapters_and_speakers() -> None:
    told = paragraphs(sentences([Cue(0, 1, "Вітаю.", "Олена"), Cue(5, 6, "Далі.")]), [SimpleNamespace(at_seconds=0, title_uk="Вступ", title_en="")])
    assert as_text(told) == "ВСТУП\n\nОлена: Вітаю.\n\nДалі.\n"
