"""Materials of a day are open to those who were there, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from courses.internships.applying import accept_application
from courses.internships.copying import copy_day
from courses.internships.models import Application, InternshipDay, Material
from courses.internships.settling import settle_day
from school.foundation.calendar import KYIV
from school.foundation.models import Letter
from tests.factories.internships import make_application, make_day, make_person
from tests.factories.presence import held, make_held_day, make_presence

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def give(day: InternshipDay, title: str = "План", *, opens: str = "after", **what: Any) -> Material:
    row = Material(day=day, title_uk=title, title_en="Plan", opens=opens, **what)
    if not row.url:
        row.file = ContentFile(PDF, name="plan.pdf")
    row.save()
    return row


def coming(day: InternshipDay) -> Application:
    return accept_application(application=make_application(day=day), actor=None)


def status(client: Client, user: Any, material: Material) -> int:
    client.force_login(user)
    return client.get(reverse("internships:material", args=[material.code])).status_code


def titles(client: Client, application: Application) -> list[str]:
    client.force_login(application.user)
    return [row["title"] for row in client.get(reverse("internships:application", args=[application.code])).context["materials"]]


def test_before_the_day_whoever_is_coming_has_what_is_open_at_once(client: Client) -> None:
    day = make_day(capacity=1)
    here, waits, other = coming(day), coming(day), coming(make_day())
    now, after = give(day, "Дорога", opens="at_once"), give(day)
    assert [status(client, user, now) for user in (here.user, waits.user, other.user)] == [200, 404, 404]
    assert [status(client, user, after) for user in (here.user, waits.user, other.user)] == [404, 404, 404]
    assert (titles(client, here), titles(client, waits), titles(client, other)) == (["Дорога"], [], [])


def test_after_the_day_whoever_was_there_has_all_and_the_absent_nothing(client: Client) -> None:
    day = make_day()
    there, absent = coming(day), coming(day)
    now, after = give(day, "Дорога", opens="at_once"), give(day)
    day = held(day)
    make_presence(day, user=there.user)
    assert [status(client, there.user, row) for row in (now, after)] == [200, 200]
    assert [status(client, absent.user, row) for row in (now, after)] == [404, 404]
    assert (titles(client, there), titles(client, absent)) == (["Дорога", "План"], [])


def test_whoever_was_at_no_part_has_none(client: Client) -> None:
    day = make_held_day()
    material, gone = give(day), make_presence(day, left="09:10")
    assert status(client, gone.user, material) == 200  # nothing is confirmed yet
    settle_day(day=day, actor=None)
    assert status(client, gone.user, material) == 404


def test_a_walk_in_has_them_on_the_page_of_the_day(client: Client) -> None:
    day = make_day()
    give(day), give(day, "Закон", url="https://zakon.rada.gov.ua/laws/show/851-15")
    walk_in = make_person()
    attendance = make_presence(held(day), user=walk_in)
    client.force_login(walk_in)
    page = client.get(reverse("internships:attended", args=[attendance.code]))
    assert [(row["title"], row["outside"], row["kind"]) for row in page.context["materials"]] == [("План", False, "PDF"), ("Закон", True, "")]
    assert 'href="https://zakon.rada.gov.ua/laws/show/851-15"' in page.content.decode()


def test_coordinators_open_any_and_strangers_none(client: Client, halyna, petro, taras) -> None:
    material = give(make_day())
    assert [status(client, user, material) for user in (halyna, petro, taras)] == [200, 404, 404]
    client.logout()
    assert client.get(reverse("internships:material", args=[material.code])).status_code == 302


def test_the_file_comes_through_the_one_door_with_ranges_and_a_name(client: Client, halyna) -> None:
    material = give(make_day())
    client.force_login(halyna)
    response = client.get(reverse("internships:material", args=[material.code]), headers={"Range": "bytes=0-3"})
    assert (response.status_code, b"".join(response.streaming_content), response["Content-Type"]) == (206, b"%PDF", "application/pdf")
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD.pdf"


@pytest.mark.parametrize("name", ["plan.pdf", "photo.png"])
def test_a_drawing_that_could_run_is_refused_whatever_it_is_called(name: str) -> None:
    row = Material(day=make_day(), title_uk="План", file=SimpleUploadedFile(name, SVG))
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.message_dict) == ["file"]


def test_a_file_is_kept_under_what_its_content_is() -> None:
    row = Material(day=make_day(), title_uk="План", file=SimpleUploadedFile("plan.html", PDF))
    row.full_clean()
    row.save()
    assert (row.kind, row.file.name) == ("PDF", f"materials/{row.day.code}/{row.code}.pdf")


@pytest.mark.parametrize("what", [{}, {"file": "materials/x.pdf", "url": "https://example.org/"}])
def test_it_is_a_file_or_a_link(what: dict[str, str]) -> None:
    row = Material(day=make_day(), title_uk="План", **what)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("number", [0, 2])
def test_the_letter_to_those_present_names_them(halyna, number: int) -> None:
    day = make_day()
    there = coming(day)
    for _number in range(number):
        give(day)
    day = held(day)
    make_presence(day, user=there.user)
    settle_day(day=day, actor=halyna)
    text = Letter.objects.get(purpose__startswith="day_present").text
    assert ("Для Вас відкрито 2 матеріали дня:" in text, f"/my/applications/{there.code}/#materials" in text) == (bool(number), bool(number))


def test_they_are_edited_with_the_day_and_come_along_with_its_copy(client: Client, admin) -> None:
    day = make_day()
    kept = give(day)
    client.force_login(admin)
    page = client.get(reverse("wagtailsnippets_internships_internshipday:edit", args=[day.pk])).content.decode()
    assert f'href="{reverse("internships:material", args=[kept.code])}"' in page
    copy = copy_day(day=day, starts_at=day.starts_at.astimezone(KYIV) + timedelta(days=7), actor=admin)
    mine = copy.materials.get()
    assert (mine.title_uk, mine.file.name, mine.code != kept.code) == ("План", kept.file.name, True)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, number: int, django_assert_num_queries) -> None:
    day = make_day()
    application = coming(day)
    for _number in range(number):
        give(day, opens="at_once")
    client.force_login(application.user)
    address = reverse("internships:application", args=[application.code])
    client.get(address)
    with django_assert_num_queries(10):
        assert len(client.get(address).context["materials"]) == number
