"""Every room that keeps something of a person has told how to hand it over and how to forget it."""

from __future__ import annotations

import pytest

from school.foundation import privacy


def test_each_room_with_personal_data_is_registered() -> None:
    assert {"account", "learning", "assessment", "internships", "webinars", "certificates"} <= {keeper.name for keeper in privacy.keepers()}


def test_room_that_registers_again_takes_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_keepers", {})
    privacy.register("room", export=lambda user: "old", forget=lambda user: None)
    privacy.register("room", export=lambda user: "new", forget=lambda user: None)
    assert [(keeper.name, keeper.export(None)) for keeper in privacy.keepers()] == [("room", "new")]
