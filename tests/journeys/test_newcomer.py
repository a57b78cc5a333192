"""Whoever clones the project meets a living school."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from .visitor import Visitor

COURSES = [
    "Основи е-урядування та е-демократії",
    "Основи роботи з цифровими мультимедійними даними",
    "Е-інструменти для журналіста",
    "Світ безмежних можливостей",
]
Come = Callable[..., Visitor]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2060", "")


def test_newcomer_meets_a_living_school(visitor: Come, width: str) -> None:
    person = visitor()
    page = person.go("/")
    person.look("home", dark=True)
    person.follow("Обрати курс")
    person.look("catalogue", dark=True)
    shown = [plain(text) for text in page.locator(".course :is(h2, h3)").all_inner_texts()]
    assert set(COURSES) <= set(shown)
    narrow(person, width, "Медіа", "Для початківців")
    assert [plain(text) for text in page.locator(".course :is(h2, h3)").all_inner_texts()] == [COURSES[1]]
    person.look("catalogue-narrowed")
    person.follow("Прибрати все")
    expect(page.locator(".course :is(h2, h3)")).to_have_count(len(shown))


def narrow(person: Visitor, width: str, *choices: str) -> None:
    page = person.page
    if width == "phone":
        page.locator("summary", has_text="Звузити добір").click()
    for choice in choices:
        page.get_by_role("checkbox", name=choice).check()
    person.press("Показати")
    page.wait_for_url("**/courses/?**")


def test_newcomer_reads_about_a_course_and_a_free_lesson(visitor: Come) -> None:
    person = visitor()
    page = person.go("/courses/e-governance/")
    person.look("course", dark=True)
    for heading in ("Чого Ви навчитеся", "Програма", "Для кого", "Що засвідчує сертифікат", "Хто навчає"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.locator("details.fold summary").first.click()
    page.locator("li", has=page.get_by_text("читати зараз")).first.get_by_role("link").click()
    expect(page.locator(".prose")).to_be_visible()
    person.look("free-lesson")


def test_newcomer_watches_the_webinar(visitor: Come) -> None:
    person = visitor()
    page = person.go("/webinars/")
    person.look("webinars")
    person.follow("Вступ до нових медіа")
    person.look("webinar", dark=True)
    video = page.locator("video")
    assert video.locator("track[kind=captions]").count() == 2
    moved = video.evaluate(
        """video => new Promise((done, fail) => {
            video.muted = true;
            video.addEventListener('timeupdate', () => video.currentTime > 0 && done(video.currentTime));
            video.play().catch(fail);
        })"""
    )
    assert moved > 0
    lines = page.locator(".transcript a[data-at]")
    lines.nth(5).click()
    page.wait_for_function("at => document.querySelector('video').currentTime >= at", arg=float(lines.nth(5).get_attribute("data-at") or 0))


def test_newcomer_sees_the_internship_day(visitor: Come) -> None:
    person = visitor()
    page = person.go("/internships/")
    person.look("internships")
    page.get_by_role("main").get_by_role("link", name="Вінницької міської ради").first.click()
    person.look("day")
    person.follow("Технології електронного урядування")
    person.look("internship")
    page.get_by_role("main").get_by_role("link", name="Програма дня й заявка").last.click()  # nearer ones take no applications any more
    person.follow("Подати заявку")
    page.wait_for_url("**/accounts/login/**")
    person.look("sign-in")


def test_language_switch_keeps_the_page(visitor: Come, width: str) -> None:
    person = visitor()
    for path in ("/", "/courses/", "/courses/e-governance/", "/webinars/new-media/", "/verify/", "/accounts/login/"):
        page = person.go(path)
        switch_language(person, width, "en")
        assert page.url == person.school.address + "/en" + path
        assert page.locator("html").get_attribute("lang") == "en"
        person.look("en" + path.replace("/", "-").rstrip("-"))
        switch_language(person, width, "uk")
        assert page.url == person.school.address + path
        assert page.locator("html").get_attribute("lang") == "uk"


def switch_language(person: Visitor, width: str, code: str) -> None:
    if width == "phone":
        person.page.locator("header details.menu summary").click()
    person.page.locator(f"header a[hreflang={code}]:visible").first.click()


def test_unknown_address_says_so_in_both_languages(visitor: Come) -> None:
    person = visitor()
    person.wrong("/there-is-nothing-here/", 404)
    person.heading("Такої сторінки немає")
    person.look("404")
    person.wrong("/en/there-is-nothing-here/", 404)
    person.heading("There is no such page")
    person.wrong("/courses/../../etc/passwd/", 404)


def test_school_works_without_scripts(visitor: Come) -> None:
    """Enrol, test and verify always; everything else that can."""
    person = visitor(java_script_enabled=False)
    for path in ("/", "/courses/?topic=media", "/courses/e-governance/", "/webinars/new-media/", "/internships/"):
        person.go(path)
        expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    page = person.go("/verify/")
    page.locator("main input[name=code]").fill("ШЕУ-2026-000001")
    person.press("Перевірити")
    person.heading("Сертифікат справжній і чинний")


def test_keyboard_alone_reaches_a_course_from_the_home_page(visitor: Come) -> None:
    person = visitor()
    page = person.go("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("До головного")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Обрати курс")
    page.keyboard.press("Enter")
    page.wait_for_url("**/courses/")
