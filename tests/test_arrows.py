"""What import-linter cannot see: strings and tags that reach against the arrows of docs/architecture.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("school", "cms", "courses", "webinars", "certificates")
# From the ground up; a room may name itself and what stands before it.
ROOMS = [
    "foundation",
    "accounts",
    "pages",
    "search",
    "library",
    "learning",
    "assessment",
    "internships",
    "webinars",
    "certificates",
    "dashboard",
    "demo",
]
FOLDERS = {
    "school/foundation": "foundation", "school/accounts": "accounts", "cms/pages": "pages", "cms/search": "search", "cms/library": "library",
    "courses/learning": "learning", "courses/assessment": "assessment", "courses/internships": "internships",
    "webinars": "webinars", "certificates": "certificates", "school/dashboard": "dashboard", "school/demo": "demo",
}  # fmt: skip
TAGS = {
    "field": "foundation",
    "teach": "learning",
    "typo": "foundation",
    "when": "foundation",
    "kept": "foundation",
    "seo": "pages",
    "reading": "pages",
}
RELATION = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField|ParentalKey|ParentalManyToManyField)\(\s*(?:to=)?[\"']([^\"']+)")
MODEL = re.compile(r"[\"']([a-z_]+)\.[A-Z]\w+[\"']")  # of a page type, a chooser, a relation
ADDRESS = re.compile(r"(?:{% url|reverse\(|reverse_lazy\(|redirect\()\s*[\"'](([a-z_]+):\w+)[\"']")
INCLUDED = re.compile(r"{%\s*(?:include|extends) [\"']([a-z_]+)/")
LOADED = re.compile(r"{%\s*load ([^%]+?)\s*%}")
# A person's own pages and the check of a certificate stand in every menu and letter.
DOORS = {"dashboard:my", "certificates:mine", "certificates:verify"}
# The coordinator's tabs and «issue» lie in the lower room; they belong on a shelf. Nothing may join them.
REACHES = [
    ("learning/teach/run.html", "certificates:new_batch"),
    ("learning/teach/tabs.html", "certificates:register"),
    ("learning/teach/tabs.html", "dashboard:coverage"),
    ("learning/teach/tabs.html", "dashboard:report"),
    ("learning/teach/tabs.html", "internships:teach_days"),
]
REGISTRY_HOSTS = ("pypi." + "org", "pythonhosted." + "org", "registry." + "npmjs")


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts]


def room_of(path: Path) -> str:
    inside = path.relative_to(ROOT).as_posix()
    return next((room for folder, room in FOLDERS.items() if inside.startswith(folder + "/")), "dashboard")


def test_no_model_is_fetched_by_its_name() -> None:
    assert [str(path) for path in sources() if "get_model(" in path.read_text(encoding="utf-8")] == []


def is_above(other: str, room: str) -> bool:
    return other in ROOMS and ROOMS.index(other) > ROOMS.index(room)


def templates_of(room: str) -> list[Path]:
    return sorted((ROOT / "templates" / room).rglob("*.html"))


def test_every_leaf_with_code_is_a_room() -> None:
    """Otherwise what lies in it would be taken for the roof's."""
    apps = {path.parent.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("apps.py")}
    assert apps == set(FOLDERS)


def test_relation_is_named_by_a_string_only_to_itself_or_to_wagtails_image() -> None:
    named = {name for path in sources() for name in RELATION.findall(path.read_text(encoding="utf-8"))}
    assert named == {"self", "wagtailimages.Image"}


def test_no_string_names_a_model_of_a_room_above() -> None:
    against = [
        f"{path}: {label}" for path in sources() for label in MODEL.findall(path.read_text(encoding="utf-8")) if is_above(label, room_of(path))
    ]
    assert against == []


def test_code_leads_to_addresses_of_its_own_room_or_below() -> None:
    against = [
        (path.relative_to(ROOT).as_posix(), address)
        for path in sources()
        for address, room in ADDRESS.findall(path.read_text(encoding="utf-8"))
        if is_above(room, room_of(path)) and address not in DOORS
    ]
    assert against == []


def test_templates_lead_to_addresses_of_their_own_room_or_below() -> None:
    against = [
        (path.relative_to(ROOT / "templates").as_posix(), address)
        for room in ROOMS
        for path in templates_of(room)
        for address, other in ADDRESS.findall(path.read_text(encoding="utf-8"))
        if is_above(other, room) and address not in DOORS
    ]
    assert sorted(against) == REACHES


def test_templates_take_in_parts_of_their_own_room_or_below() -> None:
    against = [
        f"{path}: {other}"
        for room in ROOMS
        for path in templates_of(room)
        for other in INCLUDED.findall(path.read_text(encoding="utf-8"))
        if is_above(other, room)
    ]
    assert against == []


@pytest.mark.parametrize("folder", [path.name for path in sorted((ROOT / "templates").iterdir()) if path.name in ROOMS])
def test_templates_load_tags_of_their_own_room_or_below(folder: str) -> None:
    against = [
        f"{path}: {name}"
        for path in templates_of(folder)
        for names in LOADED.findall(path.read_text(encoding="utf-8"))
        for name in names.split()
        if is_above(TAGS.get(name, ""), folder)
    ]
    assert against == []


def test_every_library_of_tags_has_its_room() -> None:
    found = {path.stem: room_of(path) for path in sources() if path.parent.name == "templatetags" and path.stem != "__init__"}
    assert found == TAGS


def test_nothing_names_the_host_of_a_package_registry() -> None:
    kinds = {".py", ".txt", ".in", ".toml", ".md", ".yaml", ".html", ".js", ".css"}
    places = [ROOT / name for name in (*PACKAGES, "templates", "tests", "bench", "deploy", "docs", ".ci")]
    files = [path for place in places for path in place.rglob("*") if path.suffix in kinds or path.name in ("run", "setup")]
    files += [ROOT / "Makefile", ROOT / "README.md", ROOT / "pyproject.toml"]
    assert [str(path) for path in files if path.is_file() and any(host in path.read_text(encoding="utf-8") for host in REGISTRY_HOSTS)] == []
