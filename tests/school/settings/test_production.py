"""A public installation: clean by Django's own check, and it does not start half configured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.seals import Authority, put_key

ROOT = Path(__file__).parents[3]
WHOLE = {"SECRET_KEY": "k9" * 30 + "Зк$!", "ALLOWED_HOSTS": "school.example.org", "PUBLIC_URL": "https://school.example.org"}


def check(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in (*WHOLE, "DATABASE_URL", "REDIS_URL")}
    env |= {name: value for name, value in {**WHOLE, **changes}.items() if value}
    env |= {"DJANGO_SETTINGS_MODULE": "school.settings.production", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_whole_configuration_has_nothing_to_complain_of(tmp_path: Path) -> None:
    put_key(tmp_path / "keys" / "seal" / "0001", Authority())
    done = check(tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (1 silenced)."), done.stderr


def test_school_that_would_seal_with_a_key_nobody_trusts_is_told(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.returncode != 0
    assert "(certificates.W001) There is no seal yet" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("SECRET_KEY", "", "SECRET_KEY"), ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS"), ("PUBLIC_URL", "http://school.example.org", "https://")],
)
def test_absent_secret_or_open_address_refuses_to_start(tmp_path: Path, name: str, value: str, says: str) -> None:
    done = check(tmp_path, **{name: value})
    assert done.returncode != 0
    assert says in done.stderr
