"""What people and editors do in these stories, and what lies in the browser."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from courses.learning.models import Course, CourseRun, LessonPage
from school.accounts.models import User
from tests.factories.learning import make_course_page, make_lesson, make_module, make_run

from ..line import Line
from ..served import School
from ..visitor import Visitor

KEPT = "async () => (await caches.keys()).filter((name) => name.startsWith('kept:')).length"
STORE = """async ([name, work]) => {
  const index = await new Promise((done) => (indexedDB.open('kept').onsuccess = (event) => done(event.target.result)));
  const store = index.transaction(name, 'readwrite').objectStore(name);
  const asked = work === null ? store.getAll() : store.put(work);
  const found = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  index.close();
  return found;
}"""


def course(title: str, **fields: object) -> CourseRun:
    page = make_course_page(title=title)
    module = make_module(page)
    for name in ("Перший", "Другий"):
        make_lesson(module, title=name, **fields)
    return make_run(Course.objects.get(key=page.translation_key))


def enter(device: Visitor, user: User) -> None:
    """Signed in, without the form."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    device.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": device.school.address}])


def save(device: Visitor, run: CourseRun) -> str:
    """The whole course, from its first lesson; gives the address of that."""
    address = f"/learn/{run.code}/{run.activities.order_by('position').first().activity.code}/"
    device.go(address)
    device.page.locator("[data-keep-open]").click()
    device.page.locator("[data-keep-save]").click()
    return address


def saved(device: Visitor, run: CourseRun) -> str:
    address = save(device, run)
    expect(device.page.locator("[data-keep-dialog]")).not_to_be_visible()
    expect(device.page.locator("[data-keep-state]")).to_contain_text("Збережено на пристрої")
    return address


def rows(device: Visitor, name: str = "items") -> list[dict]:
    found: list[dict] = device.page.evaluate(STORE, [name, None])
    return found


def met(device: Visitor) -> None:
    """A page is opened, and the device has met the school."""
    with device.page.expect_response(lambda answer: answer.url.endswith("/my/saved/check/")):
        device.go("/my/saved/")


def edited() -> None:
    page = LessonPage.objects.first()
    assert page is not None
    page.body = [("text", "<p>Інші слова.</p>")]
    page.save_revision().publish()


def done_without_network(device: Visitor, line: Line, address: str) -> None:
    line.cut()
    device.go(address)
    device.sees("Це копія, збережена на пристрої")
    device.page.locator(".next form button").click()
    device.page.wait_for_url(lambda url: not url.endswith(address))
    assert len(rows(device, "posts")) == 1


def sent(device: Visitor, line: Line) -> None:
    line.mend()
    device.go("/my/saved/")
    School.until(lambda: rows(device, "posts") == [], "what waited was not sent")
