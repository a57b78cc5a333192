"""A lower room shows what upper rooms have put on its shelves."""

from __future__ import annotations

import pytest

from cms.pages.shelves import Shelf, Shelves


def board(name: str, total: int = 1) -> Shelf:
    return Shelf(name, name.capitalize(), [name], total)


def test_shelves_of_a_place_stand_in_their_order_then_by_name() -> None:
    shelves = Shelves()
    shelves.register("home", "webinars", lambda subject, language: board("webinars"), order=30)
    shelves.register("home", "days", lambda subject, language: board("days"), order=30)
    shelves.register("home", "courses", lambda subject, language: board("courses"), order=10)
    shelves.register("city", "people", lambda subject, language: board("people"))
    assert list(shelves.gather("home", None, "uk")) == ["courses", "days", "webinars"]


def test_shelf_with_nothing_to_show_is_left_out() -> None:
    shelves = Shelves()
    shelves.register("home", "empty", lambda subject, language: None)
    assert shelves.gather("home", None, "uk") == {}


def test_maker_is_told_the_subject_and_the_language() -> None:
    shelves = Shelves()
    shelves.register("city", "told", lambda subject, language: Shelf("told", f"{subject} {language}", [], 0))
    assert shelves.gather("city", "Вінниця", "en")["told"].heading == "Вінниця en"


def test_room_that_registers_again_replaces_its_shelf() -> None:
    shelves = Shelves()
    shelves.register("home", "courses", lambda subject, language: board("courses", 1))
    shelves.register("home", "courses", lambda subject, language: board("courses", 2))
    assert [found.total for found in shelves.gather("home", None, "uk").values()] == [2]


def test_unknown_place_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Shelves().register("cellar", "wine", lambda subject, language: None)
