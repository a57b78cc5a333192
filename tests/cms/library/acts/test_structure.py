"""Parts, chapters, articles and points are recognised in plain lines; what a person put right is read again."""

from cms.library.acts.structure import recognise, understand, written

LAW = [
    "Розділ I", "ЗАГАЛЬНІ ПОЛОЖЕННЯ", "Стаття 1. Визначення термінів", "У цьому Законі терміни вживаються так:", "дані - інформація;",
    "Стаття 10‑1. Відкриті дані", "Стаття 5 цього Закону застосовується теж.", "Глава 2. Обіг", "Стаття 11.", "# не заголовок",
]  # fmt: skip


def shape(text: str) -> list[tuple[str, str, str, list[str]]]:
    return [(unit.level.value, unit.number, unit.heading, unit.lines) for unit in understand(text).units]


def test_a_law_falls_into_parts_chapters_and_articles() -> None:
    assert shape(recognise(LAW)) == [
        ("part", "I", "ЗАГАЛЬНІ ПОЛОЖЕННЯ", []),
        ("article", "1", "Визначення термінів", ["У цьому Законі терміни вживаються так:", "дані - інформація;"]),
        ("article", "10-1", "Відкриті дані", ["Стаття 5 цього Закону застосовується теж."]),
        ("chapter", "2", "Обіг", []),
        ("article", "11", "", ["# не заголовок"]),
    ]


def test_points_are_recognised_only_where_there_are_no_articles() -> None:
    assert shape(recognise(["Затвердити:", "1. Положення.", "2. План.", "Додаток 1"])) == [
        ("preamble", "", "", ["Затвердити:"]),
        ("point", "1", "", ["Положення."]),
        ("point", "2", "", ["План."]),
        ("annex", "1", "", []),
    ]
    assert shape(recognise(["Стаття 1. А", "1. Перша частина."])) == [("article", "1", "А", ["1. Перша частина."])]


def test_cyrillic_letters_stand_for_roman_digits() -> None:
    assert shape(recognise(["Розділ ІІІ", "Стаття 1."]))[0][:2] == ("part", "III")


def test_what_was_understood_is_written_and_understood_alike() -> None:
    text = "Преамбула.\n# Розділ I. А\n### Стаття 1. Б\nслова\n\\# решітка\n> наш виклад\n>en our summary\n### Додаток"
    units = understand(text).units
    assert understand(written(units)).units == units
    assert (units[2].gist_uk, units[2].gist_en, units[2].lines) == (["наш виклад"], ["our summary"], ["слова", "# решітка"])


def test_problems_and_doubts_are_told_in_words() -> None:
    found = understand("### Стаття 1. А\nслова\n### Стаття 1. А\nслова\n### Стаття 4. Г\n# Щось інше")
    assert found.problems == [
        "Рядок 6: почніть заголовок зі слова «Розділ», «Глава», «Стаття», «Пункт» або «Додаток» і номера.",
        "Стаття 1 стоїть тут двічі.",
    ]
    assert found.doubts == ["Стаття 4 не має тексту.", "Між 1 та «Стаття 4» бракує номерів."]
    assert understand("лише слова").problems == ["Не розпізнано жодної статті, пункту чи додатка. Почніть рядок із «### Стаття 1.»"]
