"""The library's front door lists its sections; an empty library says so."""

import pytest

from cms.library.models import LibraryIndexPage
from tests.factories.learning import home

pytestmark = pytest.mark.django_db


def test_an_empty_library_says_that_it_is_being_filled(client) -> None:
    page = LibraryIndexPage(title="Бібліотека", slug="library")
    home().add_child(instance=page)

    answer = client.get("/library/")

    assert "Бібліотека наповнюється" in answer.content.decode()
