"""`python -m bench [--only group]`: prints a table, writes bench/results.json. A page whose SQL grows makes it exit 1."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time

GROUPS = ("learning", "assessment", "accounts", "dashboard", "internships", "certificates", "webinars", "transcoding", "search")
FEW, MANY, FRESH = 10, 10_000, 400


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--only", choices=GROUPS, help="run one group")
    only = parser.parse_args().only
    with tempfile.TemporaryDirectory(prefix="school-bench-") as folder:
        os.environ["VAR_DIR"], os.environ["DJANGO_SETTINGS_MODULE"] = folder, "bench.settings"
        os.environ.setdefault("BROKER_URL", "filesystem://")
        import django

        django.setup()
        return measure(only)


def measure(only: str | None) -> int:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.utils import translation

    from . import table

    began = time.monotonic()
    if settings.BROKER_URL.startswith("filesystem"):
        for name in ("queue", "control"):
            (settings.BROKER_DIR / name).mkdir(parents=True)
    (settings.STATIC_ROOT).mkdir()
    call_command("compile_catalogues", verbosity=0)
    translation.activate(settings.LANGUAGE_CODE)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        rows = measure_rows([only] if only else list(GROUPS))
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
    for line in table.lines(rows):
        print(line)
    table.write(rows)
    print(
        f"\nPython {platform.python_version()}, {connection.vendor}, {os.cpu_count()} cores; {time.monotonic() - began:.0f} s. {table.FILE.name} is written."
    )
    missed = [row for row in rows if not row.ok]
    for row in missed:
        print(f"MISSED {row.group}: {row.name}: {row.value:g} {row.unit}, goal {row.goal}", file=sys.stderr)
    return 1 if any(row.unit == "queries" for row in missed) else 0


def measure_rows(groups: list[str]) -> list:  # type: ignore[type-arg]
    """Pages are counted with few people, then with many; everything else is measured with many."""
    from . import accounts, assessment, certificates, crowd, dashboard, internships, learning, search, transcoding, webinars
    from .school import make_school

    if groups == [transcoding.GROUP]:
        return transcoding.run()
    if groups == [search.GROUP]:
        return search.run(None)
    say("A school with real courses …")
    school = make_school()
    if groups == [webinars.GROUP]:  # its crowd is its own
        return webinars.run(school)
    counting = [module for module in (learning, dashboard) if module.GROUP in groups]
    if counting:
        crowd.add_learners(school.run, FEW - 1)
        few = {module.GROUP: module.count(school) for module in counting}
        slow = learning.time(school) if learning in counting else {}
        say("Ten thousand people …")
        school.crowd = crowd.add_learners(school.run, MANY - FEW, fresh=FRESH)
    else:
        say("People …")
        school.crowd = crowd.add_learners(school.run, MANY - 1, fresh=FRESH)
    rows = []
    for module in counting:
        rows += module.budget_rows(few[module.GROUP], module.count(school))
    if learning in counting:
        rows += learning.growth_rows(slow, learning.time(school))
    for module in (learning, assessment, accounts, dashboard, internships, certificates, webinars, transcoding, search):
        if module.GROUP in groups:
            say(f"Measuring {module.GROUP} …")
            rows += module.run(school)
    return rows


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
