"""The cast: Olena learns, Taras teaches, Halyna coordinates, Petro must be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation

from school.accounts import roles
from school.accounts.models import User
from school.foundation import memo
from tests import emptying, migrated
from tests.factories.accounts import make_head, make_organisation, make_person


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker: Any) -> bool:
    """The suite begins with a database that an earlier run, or another worker, has migrated; `--create-db` makes it anew."""
    if request.config.getvalue("create_db"):
        return bool(request.config.getvalue("reuse_db"))
    with django_db_blocker.unblock():
        migrated.begin()
    return connection.vendor == "sqlite" or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        migrated.finish()
        if connection.vendor == "postgresql":
            emptying.only_what_holds_rows()


@pytest.fixture(autouse=True)
def fresh_ground() -> Iterator[None]:
    """Counters, remembered pages and the language of one test are not the next one's."""
    cache.clear()
    memo.forget()
    translation.activate(settings.LANGUAGE_CODE)  # a test that looked at an English page leaves its language behind
    yield
    memo.forget()


@pytest.fixture
def groups(db: None) -> None:
    from school.dashboard.roles import ensure_roles

    ensure_roles()


@pytest.fixture
def olena(db: None) -> User:
    return make_person("olena@example.org", surname="Кравчук", given_name="Олена", patronymic="Петрівна")


@pytest.fixture
def taras(groups: None) -> User:
    return make_person("taras@example.org", surname="Мельник", given_name="Тарас", groups=(roles.TRAINER,))


@pytest.fixture
def halyna(groups: None) -> User:
    return make_person("halyna@example.org", surname="Бондар", given_name="Галина", groups=(roles.COORDINATOR,), is_staff=True)


@pytest.fixture
def petro(db: None) -> User:
    return make_person("petro@example.org", surname="Сторонній", given_name="Петро")


@pytest.fixture
def oksana(db: None) -> User:
    user = make_person("oksana@example.org", surname="Гнатюк", given_name="Оксана")
    make_head(user, make_organisation(confirmed=True))
    return user


@pytest.fixture
def admin(groups: None) -> User:
    return make_person("admin@example.org", surname="Адміненко", given_name="Анна", is_staff=True, is_superuser=True)


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A browser in which that person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
