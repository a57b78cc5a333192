"""From nothing to where the school can be served; the second time there is nothing to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[5]


def prepare(var: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    env |= {
        "VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "school.settings.production", "SECRET_KEY": "k9" * 30,
        "ALLOWED_HOSTS": "school.example.org", "PUBLIC_URL": "https://school.example.org",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_empty_machine_gets_database_cache_and_static_files_but_no_demo_in_production(tmp_path: Path) -> None:
    var = tmp_path / "var"
    assert "Preparing the database" in prepare(var)
    with sqlite3.connect(var / "school.sqlite3") as database:
        counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("cache", "accounts_user", "accounts_city")]
    assert counts[:2] == [0, 0]
    assert counts[2] >= 100
    assert (var / "static" / "staticfiles.json").is_file()
    written = (var / "static.stamp").stat().st_mtime_ns
    assert prepare(var) == ""
    assert (var / "static.stamp").stat().st_mtime_ns == written
