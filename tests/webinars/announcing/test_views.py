"""What people meet before a live webinar: every state in words, with one thing to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from school.foundation.models import Letter
from tests.factories.accounts import make_person
from tests.factories.announced import LINK, make_announced
from webinars.announcing import personal
from webinars.announcing.arranging import cancel_webinar
from webinars.announcing.entering import enter_live
from webinars.announcing.questions import ask_question
from webinars.announcing.registering import register_for_webinar, withdraw_registration
from webinars.models import AudienceQuestion, Registration, Webinar, WebinarPage

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


NUMBER_TWO = "Ваш номер у черзі – 2"


def words_of(browser: Client, address: str) -> str:
    return " ".join(browser.get(address, follow=True).content.decode().split())


def of(name: str, webinar: Webinar) -> str:
    return reverse(f"webinars:{name}", args=[webinar.code])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Зареєструватися"),
        ({"registration_opens_at": timezone.now() + timedelta(days=2)}, "Реєстрація відкриється"),
        ({"registration_closes_at": timezone.now() - timedelta(days=2)}, "Реєстрацію закрито"),
        ({"starts_at": timezone.now() - timedelta(days=2)}, "Цей вебінар уже відбувся"),
    ],
)
def test_page_says_how_registration_stands(client: Client, fields: dict[str, Any], said: str) -> None:
    make_announced(**fields)
    assert said in words_of(client, WebinarPage.objects.get().url)


def test_page_of_a_cancelled_webinar_says_why(client: Client, halyna: User) -> None:
    cancel_webinar(webinar=make_announced(), actor=halyna, reason="Немає світла.")
    assert "Немає світла." in words_of(client, WebinarPage.objects.get().url)


def test_without_an_account_one_signs_in_and_comes_back(client: Client) -> None:
    webinar = make_announced()
    response = client.get(of("registration", webinar))
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={of('registration', webinar)}")


def test_one_press_registers_and_the_page_then_says_so(olena: User, browser_of: Browser) -> None:
    webinar, browser = make_announced(), browser_of(olena)
    assert "<button" in words_of(browser, WebinarPage.objects.get().url)
    assert "Ви зареєстровані" in " ".join(browser.post(of("registration", webinar), follow=True).content.decode().split())
    assert "Ви зареєстровані" in words_of(browser, of("registration_panel", webinar))


def test_queue_says_the_number(olena: User, petro: User, browser_of: Browser) -> None:
    webinar = make_announced(capacity=1)
    for user in (make_person(), olena, petro):
        register_for_webinar(user=user, webinar=webinar)
    for name in ("registration", "registration_panel"):
        assert NUMBER_TWO in words_of(browser_of(petro), of(name, webinar))


def test_enter_is_offered_only_near_the_start(olena: User, browser_of: Browser) -> None:
    webinar = make_announced()
    register_for_webinar(user=olena, webinar=webinar)
    assert of("enter", webinar) not in words_of(browser_of(olena), of("registration", webinar))
    Webinar.objects.update(starts_at=timezone.now() + timedelta(minutes=29))
    assert of("enter", webinar) in words_of(browser_of(olena), of("registration", webinar))


def test_withdrawing_says_what_happens_to_the_place_first(olena: User, petro: User, browser_of: Browser) -> None:
    webinar = make_announced(capacity=1)
    register_for_webinar(user=olena, webinar=webinar)
    register_for_webinar(user=petro, webinar=webinar)
    assert "перейде наступн" in words_of(browser_of(olena), of("withdraw", webinar))
    assert Registration.objects.get(user=olena).state == "registered"
    browser_of(olena).post(of("withdraw", webinar))
    assert Registration.objects.get(user=petro).state == "registered"


def test_webinar_that_takes_nobody_has_no_such_pages(client: Client, olena: User, browser_of: Browser) -> None:
    webinar = make_announced(registers=False)
    for name in ("registration", "withdraw", "enter", "questions"):
        assert browser_of(olena).get(of(name, webinar)).status_code == 404


def test_board_is_for_coordinators_and_for_those_who_may_change_the_page(
    olena: User, taras: User, halyna: User, client: Client, browser_of: Browser
) -> None:
    webinar = make_announced()
    author = make_person(groups=("author",), is_staff=True)
    WebinarPage.objects.update(owner=author)
    codes = [browser_of(user).get(of("teach_webinar", webinar)).status_code for user in (olena, taras, author, halyna)]
    assert codes == [404, 404, 200, 200]
    assert [browser_of(user).get(reverse("webinars:teach_webinars")).status_code for user in (olena, taras, author, halyna)] == [403, 403, 200, 200]
    assert client.get(of("teach_webinar", webinar)).status_code == 302


def test_coordinator_goes_from_a_webinar_to_its_certificates_and_an_author_does_not(halyna: User, browser_of: Browser) -> None:
    webinar = make_announced()
    author = make_person(groups=("author",), is_staff=True)
    WebinarPage.objects.update(owner=author)
    link = f'href="{reverse("certificates:new_batch")}?webinar={webinar.code}"'
    Webinar.objects.update(gives_certificate=True)
    assert [link in browser_of(user).get(of("teach_webinar", webinar)).content.decode() for user in (halyna, author)] == [True, False]


@pytest.mark.parametrize("tab", ["registered", "waiting", "present", "questions", "withdrawn"])
@pytest.mark.parametrize("rows", [1, 3])
def test_board_asks_the_same_for_one_person_and_for_three(
    halyna: User, browser_of: Browser, rows: int, tab: str, django_assert_num_queries: Any
) -> None:
    webinar = make_announced(starts_at=timezone.now())
    for _number in range(rows):
        user = make_person()
        register_for_webinar(user=user, webinar=webinar)
        enter_live(user=user, webinar=webinar)
        ask_question(user=user, webinar=webinar, text="Чи буде запис?")
    browser, address = browser_of(halyna), f"{of('teach_webinar', webinar)}?tab={tab}"
    browser.get(address)
    with django_assert_num_queries(QUERIES[tab]):
        assert browser.get(address).status_code == 200


QUERIES = {"registered": 11, "waiting": 10, "present": 11, "questions": 13, "withdrawn": 10}


def test_files_name_who_registered_and_when_they_entered(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    webinar = make_announced(starts_at=timezone.now())
    register_for_webinar(user=olena, webinar=webinar)
    enter_live(user=olena, webinar=webinar)
    table = browser_of(halyna).get(reverse("webinars:webinar_people", args=[webinar.code, "csv"])).content.decode("utf-8-sig").splitlines()
    assert (len(table), table[1].split(";")[:2]) == (2, ["Кравчук Олена Петрівна", "olena@example.org"])
    assert table[1].split(";")[6] != ""
    sheet = browser_of(halyna).get(reverse("webinars:webinar_people", args=[webinar.code, "xlsx"]))
    assert sheet.content[:2] == b"PK"
    assert browser_of(petro).get(reverse("webinars:webinar_people", args=[webinar.code, "csv"])).status_code == 404
    assert browser_of(halyna).get(reverse("webinars:webinar_people", args=[webinar.code, "pdf"])).status_code == 404


def test_moderating_is_for_those_who_run_the_webinar(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    webinar = make_announced()
    register_for_webinar(user=olena, webinar=webinar)
    question = ask_question(user=olena, webinar=webinar, text="Чи буде запис?")
    address = reverse("webinars:moderate_question", args=[webinar.code, question.code])
    assert browser_of(petro).post(address, {"action": "hide", "reason": "Так"}).status_code == 404
    browser_of(halyna).post(address, {"action": "hide", "reason": "Не за темою."})
    assert AudienceQuestion.objects.get().state == "hidden"


def take_off(browser: Client, registration: Registration, reason: str) -> Any:
    return browser.post(reverse("webinars:take_off_list", args=[registration.webinar.code, registration.code]), {"reason": reason}, follow=True)


def test_coordinator_takes_a_person_off_the_list_and_the_letter_says_why(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    webinar = make_announced(capacity=1)
    mine = register_for_webinar(user=olena, webinar=webinar)
    waiting = register_for_webinar(user=petro, webinar=webinar, language="en")
    browser = browser_of(halyna)
    assert "Прибрати зі списку" in words_of(browser, of("teach_webinar", webinar))
    assert "Напишіть причину" in take_off(browser, mine, "  ").content.decode()
    assert Registration.objects.get(pk=mine.pk).state == "registered"
    take_off(browser, mine, "Подвійна реєстрація.")
    assert [Registration.objects.get(pk=row.pk).state for row in (mine, waiting)] == ["withdrawn", "registered"]
    assert "Причина: Подвійна реєстрація." in Letter.objects.get(purpose="webinar_withdrawn").text
    take_off(browser, waiting, "Asked by phone.")
    assert "Reason: Asked by phone." in Letter.objects.get(purpose="webinar_withdrawn", to="petro@example.org").text


def test_nobody_else_takes_people_off_the_list(olena: User, petro: User, taras: User, halyna: User, client: Client, browser_of: Browser) -> None:
    mine = register_for_webinar(user=olena, webinar=make_announced())
    assert [take_off(browser_of(user), mine, "Так.").status_code for user in (petro, taras)] == [404, 404]
    take_off(client, mine, "Так.")
    assert Registration.objects.get().state == "registered"
    other = reverse("webinars:take_off_list", args=[make_announced().code, mine.code])
    assert browser_of(halyna).post(other, {"reason": "Так."}).status_code == 404


def test_nobody_is_taken_off_the_list_of_what_was_held(olena: User, halyna: User, browser_of: Browser) -> None:
    webinar = make_announced()
    register_for_webinar(user=olena, webinar=webinar)
    Webinar.objects.update(starts_at=timezone.now() - timedelta(days=2))
    assert "Прибрати зі списку" not in words_of(browser_of(halyna), of("teach_webinar", webinar))


def test_page_taken_off_shuts_out_nobody_who_is_registered(olena: User, petro: User, client: Client, browser_of: Browser) -> None:
    webinar = make_announced(starts_at=timezone.now() + timedelta(minutes=5))
    register_for_webinar(user=olena, webinar=webinar)
    WebinarPage.objects.get().unpublish()
    names = ("registration", "withdraw", "enter", "registration_panel", "questions")
    assert [browser_of(olena).get(of(name, webinar)).status_code for name in names] == [200, 200, 302, 200, 200]
    assert browser_of(olena).get(of("enter", webinar))["Location"] == LINK
    assert [browser_of(petro).get(of(name, webinar)).status_code for name in names] == [404] * 5
    assert client.get(of("registration_panel", webinar)).status_code == 404
    gone = browser_of(olena).post(of("withdraw", webinar), follow=True)
    assert (gone.status_code, "Вашу реєстрацію скасовано" in gone.content.decode()) == (200, True)
    assert browser_of(olena).get(of("registration", webinar)).status_code == 404


def test_page_of_a_webinar_that_people_registered_for_is_not_deleted(olena: User, halyna: User, browser_of: Browser) -> None:
    registration = register_for_webinar(user=olena, webinar=make_announced())
    page, browser = WebinarPage.objects.get(), browser_of(make_person(is_superuser=True, is_staff=True))
    ways = [f"/cms/pages/{page.pk}/delete/", f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}", f"/cms/pages/{page.get_parent().pk}/delete/"]
    for way in ways:
        assert "є зареєстровані" in browser.post(way, follow=True).content.decode()
    assert WebinarPage.objects.count() == 1
    withdraw_registration(registration=registration, actor=olena)
    browser.post(ways[0])
    assert WebinarPage.objects.count() == 0


def test_export_tells_all_and_forgetting_leaves_counts_without_words(olena: User, petro: User) -> None:
    webinar = make_announced(capacity=1)
    register_for_webinar(user=olena, webinar=webinar)
    waiting = register_for_webinar(user=petro, webinar=webinar)
    ask_question(user=olena, webinar=webinar, text="Чи буде запис?")
    told = str(personal.export(olena))
    assert "Чи буде запис?" in told
    personal.forget(olena)
    waiting.refresh_from_db()
    assert (AudienceQuestion.objects.get().text, waiting.state) == ("", "registered")
