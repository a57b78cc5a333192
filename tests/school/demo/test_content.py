"""The demo's words: complete in both languages, every picture described and harmless, every test answerable."""

from __future__ import annotations

from typing import Any

import pytest

from school.demo import content
from school.foundation.files import clean_svg

COURSES = content.course_slugs()
LESSONS = [(slug, name) for slug in COURSES for module in content.read(f"courses/{slug}/course.yaml")["modules"] for name in module["lessons"]]
CATALOGUE = [slug for slug in COURSES if content.read(f"courses/{slug}/course.yaml").get("in_catalogue", True)]


def kinds(body: list[dict[str, Any]]) -> list[str]:
    return [next(iter(block)) for block in body]


def lesson(slug: str, name: str) -> dict[str, Any]:
    return content.read(f"courses/{slug}/{name}.yaml")


def test_school_has_four_courses_its_own_first() -> None:
    assert COURSES[0] == "e-governance"
    assert set(CATALOGUE) == {"e-governance", "digital-multimedia", "world-of-possibilities", "e-tools-for-journalists"}
    assert set(COURSES) - set(CATALOGUE) == {"after-the-day"}


@pytest.mark.parametrize("slug", CATALOGUE)
def test_course_has_six_lessons_or_more_and_one_to_read_before_enrolling(slug: str) -> None:
    names = [name for course, name in LESSONS if course == slug]
    assert len(names) >= 6
    assert any(lesson(slug, name).get("free_preview") for name in names)


@pytest.mark.parametrize(("slug", "name"), LESSONS)
def test_lesson_says_the_same_in_both_languages(slug: str, name: str) -> None:
    told = lesson(slug, name)
    assert kinds(told["body"]["uk"]) == kinds(told["body"]["en"])
    assert all(told[field][code] for field in ("title", "summary") for code in content.LANGUAGES)
    assert "ask" in kinds(told["body"]["uk"])


@pytest.mark.parametrize(("slug", "name"), LESSONS)
def test_pictures_of_a_lesson_are_described_and_pass_as_uploads(slug: str, name: str) -> None:
    for code in content.LANGUAGES:
        for block in lesson(slug, name)["body"][code]:
            if "figure" in block:
                assert block["figure"]["alt"]
                assert clean_svg(content.path(f"courses/{slug}/{block['figure']['file']}").read_bytes())


@pytest.mark.parametrize("slug", COURSES)
def test_test_can_be_passed_and_draws_fewer_than_it_has(slug: str) -> None:
    told = content.read(f"courses/{slug}/test.yaml")
    assert told["draw"] < len(told["questions"])
    assert {row["kind"] for row in told["questions"]} == {"single", "multiple"}
    for row in told["questions"]:
        right = [option for option in row["options"] if option["right"]]
        assert len(right) == 1 if row["kind"] == "single" else right
        assert all(option["text"][code] for option in row["options"] for code in content.LANGUAGES)


def test_forty_people_come_from_many_cities_that_the_list_knows(db: None) -> None:
    from school.accounts.models import City

    people = content.read("people.yaml")["participants"]
    cities = {row["city"] for row in people if row.get("city")}
    assert len(people) == 40
    assert len({row["email"] for row in people}) == 40
    assert len(cities) >= 15
    assert set(City.objects.filter(name_uk__in=cities).values_list("name_uk", flat=True)) == cities
