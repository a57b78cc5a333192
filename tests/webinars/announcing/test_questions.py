"""Questions sent ahead: who asks, who votes, who sees whose name, what moderators do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.accounts.models import User
from tests.factories.accounts import make_person
from tests.factories.announced import LINK, make_announced
from tests.factories.webinars import make_webinar
from webinars.announcing.questions import (
    MOST,
    CannotAsk,
    answer_question,
    ask_question,
    edit_question,
    hide_question,
    merge_questions,
    show_question,
    take_back_question,
    vote,
)
from webinars.announcing.registering import register_for_webinar
from webinars.models import AudienceQuestion, QuestionVote, Webinar

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def webinar(olena: User, petro: User) -> Webinar:
    webinar = make_announced()
    for user in (olena, petro):
        register_for_webinar(user=user, webinar=webinar)
    return webinar


def order() -> list[tuple[str, int]]:
    return [(row.text, row.votes_now) for row in AudienceQuestion.objects.shown()]


def test_most_wanted_first_of_equals_the_earlier(webinar: Webinar, olena: User, petro: User) -> None:
    ask_question(user=olena, webinar=webinar, text="Перше?")
    second = ask_question(user=olena, webinar=webinar, text="Друге?")
    ask_question(user=olena, webinar=webinar, text="Третє?")
    vote(question=second, user=petro)
    assert order() == [("Друге?", 1), ("Перше?", 0), ("Третє?", 0)]


def test_one_vote_a_person_which_can_be_taken_back_and_given_again(webinar: Webinar, olena: User, petro: User) -> None:
    question = ask_question(user=olena, webinar=webinar, text="Чи буде запис?")
    counts = []
    for wanted in (True, True, False, False, True):
        vote(question=question, user=petro, wanted=wanted)
        counts.append(order()[0][1])
    assert (counts, QuestionVote.objects.count()) == ([1, 1, 0, 0, 1], 1)


def test_nobody_votes_for_their_own_question(webinar: Webinar, olena: User) -> None:
    with pytest.raises(CannotAsk):
        vote(question=ask_question(user=olena, webinar=webinar, text="Чи буде запис?"), user=olena)


def test_stranger_to_the_webinar_neither_asks_nor_votes(webinar: Webinar, olena: User) -> None:
    question, stranger = ask_question(user=olena, webinar=webinar, text="Чи буде запис?"), make_person()
    for act in (lambda: ask_question(user=stranger, webinar=webinar, text="А?"), lambda: vote(question=question, user=stranger)):
        with pytest.raises(CannotAsk) as refused:
            act()
        assert refused.value.code == "not_registered"


def test_own_question_is_changed_till_the_first_vote(webinar: Webinar, olena: User, petro: User) -> None:
    question = ask_question(user=olena, webinar=webinar, text="Чи буде запис?")
    edit_question(question=question, actor=olena, text="Коли буде запис?", shows_name=True)
    assert order() == [("Коли буде запис?", 0)]
    with pytest.raises(CannotAsk):
        edit_question(question=question, actor=petro, text="Інше", shows_name=False)
    vote(question=question, user=petro)
    with pytest.raises(CannotAsk) as refused:
        edit_question(question=question, actor=olena, text="Зовсім інше", shows_name=False)
    assert refused.value.code == "voted"


def test_limit_of_questions_a_person(webinar: Webinar, olena: User, petro: User) -> None:
    rows = [ask_question(user=olena, webinar=webinar, text=f"Запитання {number}?") for number in range(MOST)]
    assert ask_question(user=olena, webinar=webinar, text="Запитання  0?") == rows[0]
    with pytest.raises(CannotAsk) as refused:
        ask_question(user=olena, webinar=webinar, text="Ще одне?")
    assert refused.value.code == "many"
    take_back_question(question=rows[0], actor=olena)
    ask_question(user=olena, webinar=webinar, text="Ще одне?")
    ask_question(user=petro, webinar=webinar, text="Моє?")


def test_joined_double_gives_its_votes_and_its_author_once_each(webinar: Webinar, olena: User, petro: User, halyna: User) -> None:
    third = make_person()
    register_for_webinar(user=third, webinar=webinar)
    main, double = ask_question(user=olena, webinar=webinar, text="Чи буде запис?"), ask_question(user=petro, webinar=webinar, text="Запис буде?")
    for question in (main, double):
        vote(question=question, user=third)
    vote(question=double, user=olena)
    merge_questions(question=double, into=main, actor=halyna)
    merge_questions(question=double, into=main, actor=halyna)
    assert order() == [("Чи буде запис?", 2)]
    with pytest.raises(CannotAsk):
        merge_questions(question=main, into=double, actor=halyna)


def test_hidden_with_a_reason_and_shown_again(webinar: Webinar, olena: User, halyna: User, browser_of: Browser) -> None:
    question = ask_question(user=olena, webinar=webinar, text="Погане слово?")
    with pytest.raises(CannotAsk):
        hide_question(question=question, actor=halyna, reason=" ")
    hide_question(question=question, actor=halyna, reason="Не за темою.")
    assert order() == []
    assert "Не за темою." in browser_of(olena).get(reverse("webinars:questions", args=[webinar.code])).content.decode()
    show_question(question=question, actor=halyna)
    assert order() == [("Погане слово?", 0)]


def test_answer_leads_to_the_moment_of_the_recording(olena: User, halyna: User, client: Client) -> None:
    webinar = make_webinar(seconds=600, starts_at=timezone.now(), registers=True, live_link=LINK)
    register_for_webinar(user=olena, webinar=webinar)
    question = ask_question(user=olena, webinar=webinar, text="Чи буде запис?")
    with pytest.raises(CannotAsk):
        answer_question(question=question, at_seconds=600, actor=halyna)
    answer_question(question=question, at_seconds=370, actor=halyna)
    assert "?t=370" in client.get(reverse("webinars:questions", args=[webinar.code])).content.decode()


def test_questions_are_taken_until_the_end(olena: User) -> None:
    webinar = make_announced(starts_at=timezone.now() - timedelta(minutes=30))
    register_for_webinar(user=olena, webinar=webinar)
    ask_question(user=olena, webinar=webinar, text="Устигла?")
    Webinar.objects.update(length_minutes=20)
    with pytest.raises(CannotAsk) as refused:
        ask_question(user=olena, webinar=Webinar.objects.get(), text="Запізно?")
    assert refused.value.code == "over"


def test_names_are_shown_to_peers_only_where_the_person_agrees(webinar: Webinar, olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    ask_question(user=olena, webinar=webinar, text="Без імені?")
    address = reverse("webinars:questions", args=[webinar.code])
    assert "Кравчук" not in browser_of(petro).get(address).content.decode()
    ask_question(user=olena, webinar=webinar, text="З іменем?", shows_name=True)
    assert "Кравчук" in browser_of(petro).get(address).content.decode()
    run = reverse("webinars:teach_webinar", args=[webinar.code]) + "?tab=questions"
    assert browser_of(halyna).get(run).content.decode().count("Кравчук") == 2


def test_asking_and_voting_work_by_plain_forms(webinar: Webinar, olena: User, petro: User, browser_of: Browser) -> None:
    address = reverse("webinars:questions", args=[webinar.code])
    assert browser_of(olena).post(address, {"text": "Чи буде запис?"}).status_code == 302
    question = AudienceQuestion.objects.get()
    browser_of(petro).post(reverse("webinars:vote", args=[question.code]), {"wanted": "1"})
    assert order() == [("Чи буде запис?", 1)]
    assert browser_of(petro).get(reverse("webinars:edit_question", args=[question.code])).status_code == 404
    assert browser_of(petro).post(reverse("webinars:take_back_question", args=[question.code])).status_code == 404


def test_flood_is_stopped_with_words_and_what_was_typed_is_kept(webinar: Webinar, olena: User, browser_of: Browser) -> None:
    browser, address = browser_of(olena), reverse("webinars:questions", args=[webinar.code])
    for _number in range(11):
        response = browser.post(address, {"text": "Чи буде запис?"})
    assert response.status_code == 400
    assert "Забагато одразу" in response.content.decode()
    assert "Чи буде запис?" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_one_question_and_for_three(
    webinar: Webinar, olena: User, petro: User, browser_of: Browser, rows: int, django_assert_num_queries
) -> None:
    for number in range(rows):
        vote(question=ask_question(user=olena, webinar=webinar, text=f"Запитання {number}?", shows_name=True), user=petro)
    browser, address = browser_of(petro), reverse("webinars:questions", args=[webinar.code])
    browser.get(address)
    with django_assert_num_queries(QUERIES):
        browser.get(address)


QUERIES = 13
