"""What import-linter cannot see: strings and tags that reach against the arrows of docs/architecture.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("school", "cms", "courses", "webinars", "certificates")
# From the ground up; a room may name itself and what stands before it.
ROOMS = ["foundation", "accounts", "pages", "library", "learning", "assessment", "internships", "webinars", "certificates", "dashboard", "demo"]
FOLDERS = {
    "school/foundation": "foundation", "school/accounts": "accounts", "cms/pages": "pages", "cms/library": "library",
    "courses/learning": "learning", "courses/assessment": "assessment", "courses/internships": "internships",
    "webinars": "webinars", "certificates": "certificates", "school/dashboard": "dashboard", "school/demo": "demo",
}  # fmt: skip
TAGS = {"field": "foundation", "typo": "foundation", "when": "foundation", "kept": "foundation", "seo": "pages"}
RELATION = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField|ParentalKey)\(\s*[\"'](?:" + "|".join(ROOMS) + r")\.")
PAGE_TYPE = re.compile(r"[\"']([a-z_]+)\.[A-Z]\w+[\"']")
LOADED = re.compile(r"{%\s*load ([^%]+?)\s*%}")
REGISTRY_HOSTS = ("pypi." + "org", "pythonhosted." + "org", "registry." + "npmjs")


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts]


def room_of(path: Path) -> str:
    inside = path.relative_to(ROOT).as_posix()
    return next((room for folder, room in FOLDERS.items() if inside.startswith(folder + "/")), "dashboard")


def test_no_model_is_fetched_by_its_name() -> None:
    assert [str(path) for path in sources() if "get_model(" in path.read_text(encoding="utf-8")] == []


def test_no_relation_names_its_model_by_a_string() -> None:
    assert [str(path) for path in sources() if RELATION.search(path.read_text(encoding="utf-8"))] == []


def test_page_types_named_by_strings_lie_below_or_beside() -> None:
    against = []
    for path in sources():
        for line in path.read_text(encoding="utf-8").splitlines():
            if "_page_types" in line:
                against += [
                    f"{path}: {label}" for label in PAGE_TYPE.findall(line) if label in ROOMS and ROOMS.index(label) > ROOMS.index(room_of(path))
                ]
    assert against == []


@pytest.mark.parametrize("folder", [path.name for path in sorted((ROOT / "templates").iterdir()) if path.name in ROOMS])
def test_templates_load_tags_of_their_own_room_or_below(folder: str) -> None:
    against = []
    for path in (ROOT / "templates" / folder).rglob("*.html"):
        for names in LOADED.findall(path.read_text(encoding="utf-8")):
            against += [f"{path}: {name}" for name in names.split() if name in TAGS and ROOMS.index(TAGS[name]) > ROOMS.index(folder)]
    assert against == []


def test_nothing_names_the_host_of_a_package_registry() -> None:
    kinds = {".py", ".txt", ".in", ".toml", ".md", ".yaml", ".html", ".js", ".css"}
    places = [ROOT / name for name in (*PACKAGES, "templates", "tests", "bench", "deploy", "docs", ".ci")]
    files = [path for place in places for path in place.rglob("*") if path.suffix in kinds or path.name in ("run", "setup")]
    files += [ROOT / "Makefile", ROOT / "README.md", ROOT / "pyproject.toml"]
    assert [str(path) for path in files if path.is_file() and any(host in path.read_text(encoding="utf-8") for host in REGISTRY_HOSTS)] == []
