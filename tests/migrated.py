"""A migrated database, kept between runs and given to every worker as a copy: forty seconds of migrations are lived through once for each set of them.

SQLite keeps a file in VAR_DIR, PostgreSQL a database of its own that new ones are made after."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from pathlib import Path
from typing import TextIO

import django
from django.conf import settings
from django.db import connection

KEPT = Path(settings.VAR_DIR) / "test-databases"
ROOMS = ("school", "cms", "courses", "webinars", "certificates")
_held: list[TextIO] = []  # the lock, while this process makes the database


def digest() -> str:
    """Of exactly these migrations and packages; what was kept for others is found no more."""
    root = Path(settings.BASE_DIR)
    files = sorted(path for room in ROOMS for path in (root / room).rglob("migrations/*.py"))
    found = hashlib.sha256(django.__version__.encode())
    for path in [*files, root / "deploy/requirements/base.txt"]:
        found.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def begin() -> bool:
    """Lay the kept database where this process begins, and say whether it lies there. Where none is kept, one process makes it and the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    _held.append((KEPT / "lock").open("w"))
    fcntl.flock(_held[0], fcntl.LOCK_EX)
    laid = _lay_file() if connection.vendor == "sqlite" else _name_template()
    if laid:
        _held.pop().close()
    return laid


def finish() -> None:
    """Keep what was made, if this process made it. Its database is set up by now."""
    if _held:
        (_keep_file if connection.vendor == "sqlite" else _keep_template)()
        _held.pop().close()


def kept_file() -> Path:
    return KEPT / f"{digest()}.sqlite3"


def _lay_file() -> bool:
    if kept_file().exists():
        shutil.copy(kept_file(), connection.settings_dict["TEST"]["NAME"])
        return True
    return False


def _keep_file() -> None:
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    made = kept_file().with_suffix(".making")
    made.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(made)])
    made.rename(kept_file())


def _name_template() -> bool:
    prefix = f"kept_{connection.settings_dict['NAME']}_"
    connection.settings_dict["TEST"]["KEPT"] = prefix, prefix + digest()  # the name of the database changes once it is set up
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [prefix + digest()])
        found = cursor.fetchone() is not None
    if found:
        connection.settings_dict["TEST"]["TEMPLATE"] = prefix + digest()
    return found


def _keep_template() -> None:
    prefix, kept = connection.settings_dict["TEST"]["KEPT"]
    quote, made = connection.ops.quote_name, connection.settings_dict["NAME"]
    connection.close()  # a database that somebody is connected to cannot be copied
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        for (old,) in cursor.fetchall():
            cursor.execute(f"DROP DATABASE {quote(old)}")
        cursor.execute(f"CREATE DATABASE {quote(kept)} TEMPLATE {quote(made)}")
