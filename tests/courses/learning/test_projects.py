"""Whoever funds a run is named on it, with a logo."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Picture
from wagtail.images.models import Image

from courses.learning.models import CourseRun
from school.accounts.models import Project, User
from tests.factories.learning import make_course, make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def funded_run() -> CourseRun:
    drawn = io.BytesIO()
    Picture.new("RGB", (300, 120), "white").save(drawn, "PNG")
    logo = Image.objects.create(title="Знак фонду", file=ContentFile(drawn.getvalue(), name="logo.png"))
    project = Project.objects.create(key="able", name_uk="Спроможні громади", name_en="Able communities")
    project.partners = [
        ("partner", {"name_uk": "Фонд підтримки", "name_en": "Support Fund", "role": "funder", "logo": logo}),
        ("partner", {"name_uk": "Міська рада", "name_en": "City council", "role": "partner", "logo": None}),
    ]
    project.save()
    return make_run(make_course(), project=project)


def test_course_page_names_the_project_its_funder_and_partner(funded_run: CourseRun, client: Client) -> None:
    from courses.learning.models import CoursePage

    html = " ".join(client.get(CoursePage.objects.get(translation_key=funded_run.course.key).url).content.decode().split())
    for words in ("Проєкт: Спроможні громади", "За підтримки: Фонд підтримки", "Партнер: Міська рада", 'class="project__logo"'):
        assert words in html


def test_report_of_the_run_names_them_too(funded_run: CourseRun, halyna: User, browser_of: Callable[[User], Client]) -> None:
    html = " ".join(browser_of(halyna).get(f"/teach/runs/{funded_run.code}/").content.decode().split())
    assert "За підтримки: Фонд підтримки" in html
    assert 'class="project__logo"' in html
