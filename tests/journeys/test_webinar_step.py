"""A webinar inside a course: begun on another device, watched to its share on this one, its test passed, and the step is done before one's eyes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from .learner import enrol_on
from .served import School
from .visitor import Visitor

COURSE, RUN, STEP = "digital-multimedia", "У своєму темпі", "Вебінар: шлях однієї новини"
ANNA = "admin@example.org"
ELSEWHERE = f"""
from datetime import timedelta
from django.utils import timezone
from school.accounts.models import User
from webinars.models import Webinar, WebinarPage
from webinars.watching.watched import record_passing, record_watching
page = WebinarPage.objects.get(slug='new-media', locale__language_code='uk')
webinar = Webinar.objects.get(key=page.translation_key)
most = -(-webinar.duration_seconds * webinar.required_percent // 100) - 4
record_watching(user=User.objects.get(email='{ANNA}'), webinar=webinar, segments=[[0, most]], since=timezone.now() - timedelta(days=1))
record_passing(user=User.objects.get(email='{ANNA}'), webinar=webinar)
print('watched', most)
"""


def open_step(person: Visitor) -> None:
    """From the contents of the course, folded on a phone."""
    page = person.page
    if page.locator(".outline summary").is_visible():
        page.locator(".outline summary").click()
    page.locator(".outline ol a", has_text=STEP).click()
    person.heading(STEP)


def test_webinar_of_a_course_is_watched_and_its_step_is_done(arrive: Callable[..., Visitor], school: School) -> None:
    anna = arrive("wide", ANNA)
    enrol_on(anna, COURSE, RUN)
    open_step(anna)
    expect(anna.page.locator("[data-report-title]")).to_have_text("Переглянуто 0 %")
    anna.look("step", dark=True)
    most = int(school.manage("shell", "-c", ELSEWHERE).split("watched")[1])
    phone = arrive("phone", ANNA)
    phone.go(anna.page.url.removeprefix(school.address))
    expect(phone.page.locator("[data-report-title]")).to_have_text("Переглянуто 79 %")
    phone.look("half", dark=True)
    phone.go(f"{phone.page.url.removeprefix(school.address)}?t={most - 2}")
    phone.page.locator("[data-player] video").evaluate("video => video.play()")
    expect(phone.page.locator("[data-step-done]")).to_be_visible(timeout=60_000)
    phone.look("done", dark=True)
    phone.page.locator("[data-step-next]").click()
    expect(phone.page.get_by_role("heading", level=1)).not_to_have_text(STEP)
    phone.page.locator(".outline summary").click()
    expect(phone.page.locator(".outline a.done", has_text=STEP)).to_be_visible()
    anna.go("/webinars/new-media/")
    expect(anna.page.locator("[data-report-words]")).to_have_text("Перегляд зараховано.")
