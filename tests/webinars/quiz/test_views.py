"""Whoever watches answers questions: with scripts and without, with an account and without."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from school.accounts.models import User
from tests.factories.quiz import make_question, options_of
from tests.factories.webinars import make_webinar, watch
from webinars.models import QuizAnswer, QuizAttempt, Viewing, Webinar, WebinarPage

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar() -> Webinar:
    return make_webinar(seconds=600)


def address(webinar: Webinar) -> str:
    return reverse("webinars:quiz", args=[webinar.code])


def give(client: Client, webinar: Webinar, *given: dict[str, Any]) -> Any:
    return client.post(address(webinar), json.dumps({"given": given}), content_type="application/json", headers={"Accept": "application/json"})


def page_of(client: Client, webinar: Webinar) -> str:
    page = WebinarPage.objects.get(translation_key=webinar.key)
    return client.get(page.get_url()).content.decode()


def test_page_asks_without_telling_what_is_right(client: Client, webinar: Webinar) -> None:
    question, last = make_question(webinar, 30), make_question(webinar, text="Що запам’яталося?")
    html = page_of(client, webinar)
    assert f'data-question="{question.uuid}" data-version="1" data-moment="30"' in html
    assert f'data-test-question="{last.uuid}"' in html
    assert options_of(question, 0)[0] in html
    assert "Сказано про" not in html


def test_answer_is_graded_by_the_server_and_kept(olena: User, browser_of: Browser, webinar: Webinar) -> None:
    question = make_question(webinar, 30, right=(1,))
    client = browser_of(olena)
    told = give(client, webinar, {"question": str(question.uuid), "version": 1, "chosen": options_of(question, 0)}).json()
    answer = told["answers"][str(question.uuid)]
    assert (answer["right"], answer["title"], answer["said"], answer["answers"]) == (False, "Неправильно", ["Сказано про А."], ["Б"])
    assert client.get(address(webinar), headers={"Accept": "application/json"}).json()["answers"] == told["answers"]
    assert QuizAnswer.objects.get(user=olena).points == 0


def test_second_answer_changes_nothing(olena: User, browser_of: Browser, webinar: Webinar) -> None:
    question = make_question(webinar, 30)
    client = browser_of(olena)
    give(client, webinar, {"question": str(question.uuid), "chosen": options_of(question, 1)})
    told = give(client, webinar, {"question": str(question.uuid), "chosen": options_of(question, 0)}).json()
    assert told["answers"][str(question.uuid)]["chosen"] == options_of(question, 1)
    assert QuizAnswer.objects.count() == 1


def test_answers_of_another_person_are_neither_kept_nor_judged(
    client: Client, olena: User, petro: User, browser_of: Browser, webinar: Webinar
) -> None:
    question = make_question(webinar, 30)
    sent = {"given": [{"question": str(question.uuid), "chosen": options_of(question, 1)}], "person": str(olena.pk)}
    for browser in (client, browser_of(petro)):
        told = browser.post(address(webinar), sent, content_type="application/json")
        refused = "На цьому пристрої увійшла інша людина. Відкрийте сторінку ще раз, щоб відповідати від свого імені."
        assert (told.status_code, told.json(), QuizAnswer.objects.count()) == (409, {"error": refused}, 0)
    assert browser_of(olena).post(address(webinar), sent, content_type="application/json").status_code == 200
    assert QuizAnswer.objects.get().user == olena


def test_visitor_without_an_account_is_graded_and_nothing_is_kept(client: Client, webinar: Webinar) -> None:
    question = make_question(webinar, 30)
    told = give(client, webinar, {"question": str(question.uuid), "version": 1, "chosen": options_of(question, 0)}).json()
    assert told["answers"][str(question.uuid)]["right"] is True
    assert QuizAnswer.objects.count() == 0
    refused = give(client, webinar, {"test": str(uuid4()), "answers": []}).json()
    assert refused["refused"] == "Щоб здати тест, увійдіть."


def test_without_scripts_the_answer_comes_back_on_the_page(client: Client, olena: User, browser_of: Browser, webinar: Webinar) -> None:
    question = make_question(webinar, 30, right=(1,))
    sent = {"question": str(question.uuid), f"v-{question.uuid}": "1", "option": options_of(question, 0)}
    told = client.post(address(webinar), sent)
    assert told.status_code == 200
    assert "Сказано про А." in told.content.decode()
    kept = browser_of(olena)
    assert kept.post(address(webinar), sent).url == f"{address(webinar)}#q-{question.uuid}"
    assert "Неправильно" in kept.get(address(webinar)).content.decode()


def test_without_scripts_the_test_is_handed_in_and_tells_why(olena: User, browser_of: Browser, webinar: Webinar) -> None:
    questions = [make_question(webinar, text="Перше?"), make_question(webinar, text="Друге?")]
    client = browser_of(olena)
    sent: dict[str, Any] = {"test": "1", f"q-{questions[0].uuid}": options_of(questions[0], 0), f"q-{questions[1].uuid}": options_of(questions[1], 2)}
    assert client.post(address(webinar), sent).url == f"{address(webinar)}#test"
    html = client.get(address(webinar)).content.decode()
    assert "Останній результат: 1 з 2 балів" in html
    assert "Сказано про В." in html
    assert "Правильно: А" not in html, "the right answer is told once the test is passed"
    sent[f"q-{questions[1].uuid}"] = options_of(questions[1], 0)
    client.post(address(webinar), sent)
    assert QuizAttempt.objects.filter(passed=True).count() == 1


def test_empty_test_comes_back_with_a_sentence(olena: User, browser_of: Browser, webinar: Webinar) -> None:
    make_question(webinar)
    answer = browser_of(olena).post(address(webinar), {"test": "1"})
    assert answer.status_code == 400
    assert "принаймні на одне запитання" in answer.content.decode()


def test_busy_moment_is_said_and_loses_nothing(olena: User, browser_of: Browser, webinar: Webinar, monkeypatch: pytest.MonkeyPatch) -> None:
    question, client = make_question(webinar), browser_of(olena)
    chosen = options_of(question, 0)
    monkeypatch.setattr("webinars.watching.watched.TRIES", 0)
    sent = {"test": str(uuid4()), "answers": [{"question": str(question.uuid), "version": 1, "chosen": chosen}]}
    assert give(client, webinar, sent).status_code == 503
    page = client.post(address(webinar), {"test": "1", f"q-{question.uuid}": chosen})
    assert page.status_code == 503
    assert "Забагато пристроїв водночас. Надішліть ще раз за хвилину." in page.content.decode().replace("\u00a0", " ")
    assert f'value="{chosen[0]}" checked' in page.content.decode()
    assert not QuizAttempt.objects.exists()
    monkeypatch.undo()
    assert give(client, webinar, sent).status_code == 200
    assert QuizAttempt.objects.get().passed


def test_visitor_signs_in_before_handing_in_the_test(client: Client, webinar: Webinar) -> None:
    make_question(webinar)
    assert client.post(address(webinar), {"test": "1"}).url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("body", ["[]", "null", '{"given": 5}', '{"given": [5]}', '{"given": {}}', "{"])
def test_nonsense_is_refused_in_words(client: Client, webinar: Webinar, body: str) -> None:
    answer = client.post(address(webinar), body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (400, "Це не відповіді.")


def test_certificate_is_offered_once_all_is_done(olena: User, browser_of: Browser) -> None:
    webinar = make_webinar(seconds=600, gives_certificate=True)
    question, client = make_question(webinar), browser_of(olena)
    watch(user=olena, webinar=Webinar.objects.get(pk=webinar.pk), segments=[[0, 600]])
    assert "Мої сертифікати" not in client.get(address(webinar)).content.decode()
    give(client, webinar, {"test": str(uuid4()), "answers": [{"question": str(question.uuid), "version": 1, "chosen": options_of(question, 0)}]})
    html = client.get(address(webinar)).content.decode()
    assert "Тест складено: 100 %" in html
    assert "Мої сертифікати" in html
    assert Viewing.objects.get().reached_at is not None


def test_heartbeat_says_that_the_test_is_still_to_be_passed(olena: User, browser_of: Browser, webinar: Webinar) -> None:
    make_question(webinar)
    watch(user=olena, webinar=Webinar.objects.get(pk=webinar.pk), segments=[[0, 600]])
    told = browser_of(olena).get(reverse("webinars:watched", args=[webinar.code])).json()
    assert (told["reached"], told["words"]) == (False, "Переглянуто досить. Лишилося скласти підсумковий тест під записом.")


def test_page_without_questions_is_not_there(client: Client, webinar: Webinar) -> None:
    assert client.get(address(webinar)).status_code == 404


def test_nobody_reads_another_persons_answers(olena: User, petro: User, browser_of: Browser, webinar: Webinar) -> None:
    question, last = make_question(webinar, 30), make_question(webinar)
    give(
        browser_of(olena),
        webinar,
        {"question": str(question.uuid), "version": 1, "chosen": options_of(question, 1)},
        {"test": str(uuid4()), "answers": [{"question": str(last.uuid), "version": 1, "chosen": options_of(last, 1)}]},
    )
    html = browser_of(petro).get(address(webinar)).content.decode()
    assert "Сказано про Б." not in html
    state = browser_of(petro).get(address(webinar), headers={"Accept": "application/json"}).json()
    assert (state["answers"], state["test"]["taken"]) == ({}, False)
