"""Captions in files of every kind become cues; what is served again is written by us."""

from __future__ import annotations

import pytest

from tests.factories.webinars import CAPTIONS
from webinars.words.captions import BrokenCaptions, Cue, read_cues, understand
from webinars.words.writing import as_srt, as_webvtt

WORDS = "Їжак каже: «Ґанок – це добре, м’яко й тепло»"
SRT = f"""1
00:00:01,000 --> 00:00:02,500
{WORDS}

2
00:00:03,000 --> 00:00:04,000
Далі
"""


def test_cues_are_read_with_their_seconds_and_speaker() -> None:
    assert read_cues(CAPTIONS) == [
        Cue(0.0, 2.0, "Добрий день. Сьогодні"), Cue(2.0, 4.5, "говоримо про нові медіа."), Cue(65.0, 67.0, "Чи є запитання?", "Тарас"),
    ]  # fmt: skip


def test_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert read_cues("\ufeff" + CAPTIONS.replace("\n", "\r\n")) == read_cues(CAPTIONS)


@pytest.mark.parametrize("text", ["1\n00:00:01,000 --> 00:00:02,000\nце SRT\n", "WEBVTTіще\n\n00:01.000 --> 00:02.000\nТак\n", ""])
def test_text_without_the_signature_is_refused_in_words(text: str) -> None:
    with pytest.raises(BrokenCaptions, match="Це не текст WebVTT"):
        read_cues(text)


def test_text_without_a_caption_is_refused_in_words() -> None:
    with pytest.raises(BrokenCaptions, match=r"немає жодного субтитра|немає субтитрів"):
        read_cues("WEBVTT\n\nNOTE самі нотатки\n")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("cp1251", "windows-1251")],
)
def test_file_is_read_in_every_encoding_met_in_ukraine(encoding: str, named: str) -> None:
    told = understand(SRT.encode(encoding))
    assert (told.format, told.encoding, told.cues, told.remarks) == ("SRT", named, [Cue(1.0, 2.5, WORDS), Cue(3.0, 4.0, "Далі")], [])


def test_file_in_koi8_u_is_read_with_the_signs_that_encoding_has() -> None:
    plain = SRT.replace("’", "'").replace("–", "-").replace("«", '"').replace("»", '"')
    assert understand(plain.encode("koi8-u")).cues[0].text == 'Їжак каже: "Ґанок - це добре, м\'яко й тепло"'


@pytest.mark.parametrize(
    "text",
    [
        "7\n00:00:01,000 --> 00:00:02,000\nПерше\n\n7\n00:00:03,000 --> 00:00:04,000\nДруге\n",  # numbers that repeat
        "00:00:01,000 --> 00:00:02,000\nПерше\n\n00:00:03,000 --> 00:00:04,000\nДруге",  # no numbers, no end of line
        "1\n00:00:01.000 --> 00:00:02.000\nПерше\n2\n00:00:03.000 --> 00:00:04.000\nДруге\n",  # points, no empty lines
        "1\r\n0:0:1,0 --> 0:0:2,0\r\n<font color='red'>Перше</font>\r\n\r\n2\r\n0:0:3 --> 0:0:4\r\n{\\an8}Друге\r\n",
        "\ufeff1\n00:01,000-->00:02,000\nПерше\n\n\n\n2\n00:03,000 -> 00:04,000\n\nДруге\n",
        "1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2\nПерше\n\n\n1 00:00:03,000 --> 00:00:04,000\nДруге\n",
        "1\n00:00:03,000 --> 00:00:04,000\nДруге\n\n2\n00:00:01,000 --> 00:00:02,000\nПерше\n",  # out of order
    ],
)
def test_srt_is_read_however_it_was_written(text: str) -> None:
    assert [(cue.start, cue.end, cue.text) for cue in understand(text.encode()).cues] == [(1.0, 2.0, "Перше"), (3.0, 4.0, "Друге")]


def test_srt_keeps_italics_and_every_sign_that_is_no_tag() -> None:
    told = understand(
        "1\n00:00:01,000 --> 00:00:02,000\n<em>Слово</em> 5 < 6 & 7 &amp; <невідомо>\n2026\n\n2\n00:00:03,000 --> 00:00:04,000\n2027\n".encode()
    )
    assert [cue.text for cue in told.cues] == ["<i>Слово</i> 5 < 6 & 7 & <невідомо>\n2026", "2027"]
    assert told.cues[0].plain == "Слово 5 < 6 & 7 & <невідомо> 2026"


def test_remarks_say_what_was_left_out_and_what_is_to_be_put_right() -> None:
    text = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:0x.000\nзламано\n\n00:05.000 --> 00:04.000\nНазад\n\n00:06.000 --> 00:07.000\n\n00:08.000 --> 00:09.000\nТак\n"  # fmt: skip
    told = understand(text.encode())
    assert [cue.text for cue in told.cues] == ["Назад", "Так"]
    assert told.remarks == [
        "1 рядок із часом не вдалося прочитати, його пропущено.",
        "1 субтитр без слів пропущено.",
        "1 субтитр закінчується раніше, ніж починається: його позначено, виправте.",
        "Кольори та області з файлу пропущено: вигляд субтитрів вибирає той, хто дивиться.",
    ]


@pytest.mark.parametrize("raw", [b"", b"\x00\x00\x00\x18ftypmp42", "Просто текст.\nБез часу.".encode(), b"WEBVTT\n\nNOTE\n"])
def test_file_without_captions_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(BrokenCaptions, match="У цьому файлі немає субтитрів"):
        understand(raw)


def test_voices_classes_languages_and_readings_are_read() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Олена><c.term>Е-послуга</c>, <lang en>e-service</lang>, <ruby>漢<rt>かん</rt></ruby> <00:01.500>так\n"
    cue = read_cues(text)[0]
    assert (cue.speaker, cue.plain) == ("Олена", "Е-послуга, e-service, 漢 так")
    assert cue.text == "<c.term>Е-послуга</c>, <lang en>e-service</lang>, <ruby>漢<rt>かん</rt></ruby> так"


def test_two_voices_in_one_caption_stay_two() -> None:
    cue = read_cues("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Олена>Так?</v>\n<v Тарас>Так.</v>\n")[0]
    assert (cue.speaker, cue.pieces) == ("", [("Олена", "Так?"), ("Тарас", "Так.")])


def test_places_on_the_screen_are_kept_in_one_spelling() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000 line:10%,end position:05.50% size:150% align:start align:justify foo:bar\nТак\n"
    assert read_cues(text)[0].settings == "line:10%,end position:5.5% align:start"


HOSTILE = """WEBVTT

STYLE
::cue { background: url(https://example.org/spy) }

00:01.000 --> 00:02.000 region:x
<script>alert(1)</script><img src=x onerror=alert(1)><v Ol"><b>ga>5 --&gt; 6 &amp; <i>так</i> <00:01.500>\u0000

00:03.000 --> 00:04.000
00:05.000 --> 00:06.000
Далі
"""


def test_nothing_of_a_hostile_file_is_served_but_its_words() -> None:
    served = as_webvtt(read_cues(HOSTILE))
    assert served == (
        'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nalert(1)<v Ol"><b>ga&gt;5 --&gt; 6 &amp; <i>так</i> \ufffd</b></v>\n\n'
        "00:00:05.000 --> 00:00:06.000\nДалі\n"
    )


def test_spans_within_spans_without_end_are_read_and_shown() -> None:
    cue = read_cues(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{'<b>' * 5000}Так\n")[0]
    assert cue.plain == "Так"


def test_what_people_type_stays_what_they_typed() -> None:
    typed = Cue(1.0, 2.0, "5 < 6 --> & <b>ні</b> <тег>\n\n  другий   рядок ", "А & Б <в>")
    assert read_cues(as_webvtt([typed])) == [Cue(1.0, 2.0, "5 < 6 --> & <b>ні</b> <тег>\nдругий рядок", "А & Б <в>")]


def test_captions_are_written_as_srt_with_names_where_they_change() -> None:
    cues = [Cue(1.0, 2.5, "<c.x>Так</c>", "Олена"), Cue(3.0, 3.25, "<i>Далі</i>", "Олена"), Cue(3661.5, 3662.0, "Ні", "Тарас")]
    assert as_srt(cues) == (
        "1\n00:00:01,000 --> 00:00:02,500\nОлена: Так\n\n2\n00:00:03,000 --> 00:00:03,250\n<i>Далі</i>\n\n3\n01:01:01,500 --> 01:01:02,000\nТарас: Ні\n"
    )
