"""A reader asks the centre: confirmed by a letter, answered by a letter, published only by consent and without a name."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.library.models import QuestionsPage, QuestionState, ReaderQuestion
from cms.library.questions import personal
from cms.library.questions.answering import answer_question, decline_question, publish_question, take_off
from cms.library.questions.asking import CannotAsk, ask_centre, forget_unconfirmed
from school.foundation.history import history_of
from school.foundation.models import Letter, LetterState
from tests.factories.library import section
from tests.reading import words_of

pytestmark = pytest.mark.django_db
ASK = "/library/questions/ask/"
TEXT = "Як подати запит на інформацію електронною поштою?"
WORDS = {"title_uk": "Як подати запит поштою?", "asked_uk": TEXT, "answer_uk": "Досить імені, адреси й опису.\n\nВідповідь – за 5 днів."}


@pytest.fixture(autouse=True)
def pages() -> None:
    section(QuestionsPage, "questions", title="Запитання читачів")
    section(QuestionsPage, "questions", "en", "Readers’ questions")


def told(**changes: Any) -> dict[str, Any]:
    return {"text": TEXT, "name": "Ірина", "email": "iryna@example.org", "may_publish": "on", **changes}


def link_of(purpose: str = "question_confirm") -> str:
    letter = Letter.objects.get(purpose=purpose)
    found = re.search(r"/link/[\w-]+/", letter.text)
    assert found
    return found[0]


def make_question(**changes: Any) -> ReaderQuestion:
    fields = {"name": "", "email": "a@example.org", "topic": None, "text": TEXT, "may_publish": True, "language": "uk", **changes}
    question = ask_centre(user=fields.pop("user", None), **fields)
    if question.state == QuestionState.UNCONFIRMED:
        ReaderQuestion.objects.filter(pk=question.pk).update(state=QuestionState.NEW)
    question.refresh_from_db()
    return question


def verbs(question: ReaderQuestion) -> list[str]:
    return [event.verb for event in history_of(question)][::-1]


def test_a_stranger_asks_confirms_by_the_letter_and_the_question_is_new(client: Client) -> None:
    response = client.post(ASK, told())

    assert (response.status_code, response["Location"]) == (302, "/library/questions/asked/")
    question = ReaderQuestion.objects.get()
    assert (question.state, question.name, question.may_publish, question.language) == ("unconfirmed", "Ірина", True, "uk")
    assert client.get(link_of()).status_code == 200
    question.refresh_from_db()
    assert question.state == "unconfirmed"  # a mail scanner opens links too
    assert "Запитання в редакторів" in words_of(client.post(link_of()))
    question.refresh_from_db()
    assert question.state == "new"
    assert verbs(question) == ["ask", "confirm"]
    assert client.post(link_of()).status_code == 410


def test_whoever_is_signed_in_need_not_confirm(browser_of: Any, olena: Any) -> None:
    browser = browser_of(olena)

    assert "olena@example.org" in words_of(browser.get(ASK))
    browser.post(ASK, told(email="someone.else@example.org"))

    question = ReaderQuestion.objects.get()
    assert (question.state, question.email, question.user) == ("new", "olena@example.org", olena)
    assert Letter.objects.count() == 0


def test_the_form_sent_twice_is_one_question_and_one_letter(client: Client) -> None:
    client.post(ASK, told())
    client.post(ASK, told(text=f"  {TEXT.upper()} "))

    assert ReaderQuestion.objects.count() == 1
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "я" * 10_000}, "3000"),
        ({"text": "   "}, "Це поле"),
        ({"email": "не адреса"}, "адрес"),
        ({"text": "a\0b"}, "нульов"),
        ({"topic": "99999"}, "Виберіть"),
    ],
)
def test_bad_input_is_told_and_what_was_written_stays(client: Client, changes: dict[str, str], said: str) -> None:
    response = client.post(ASK, told(**changes))

    assert response.status_code == 400
    assert "Ірина" in response.content.decode()
    assert ReaderQuestion.objects.count() == 0
    if len(changes.get("text", "")) > 3000:
        assert "я" * 10_000 in response.content.decode()


def test_a_machine_that_fills_everything_is_not_heard(client: Client) -> None:
    response = client.post(ASK, told(website="http://spam.example"))

    assert response["Location"] == "/library/questions/asked/"
    assert ReaderQuestion.objects.count() == Letter.objects.count() == 0


def test_many_questions_from_one_network_wait_and_nothing_written_is_lost(client: Client) -> None:
    for number in range(5):
        assert client.post(ASK, told(text=f"Запитання {number}?", email=f"p{number}@example.org")).status_code == 302

    response = client.post(ASK, told(text="Шосте запитання?"))

    assert response.status_code == 429
    assert "Шосте запитання?" in response.content.decode()
    assert ReaderQuestion.objects.count() == 5


def test_one_address_is_not_buried_in_letters_from_many_networks(client: Client) -> None:
    for number in range(7):
        client.post(ASK, told(text=f"Запитання {number}?"), REMOTE_ADDR=f"10.0.0.{number}")

    assert Letter.objects.filter(to="iryna@example.org").count() == 5


def test_an_address_never_confirmed_is_forgotten_in_a_week(client: Client) -> None:
    client.post(ASK, told())
    link = link_of()
    assert forget_unconfirmed() == 0
    ReaderQuestion.objects.update(asked_at=timezone.now() - timedelta(days=8))

    assert forget_unconfirmed() == 1

    question = ReaderQuestion.objects.get()
    assert (question.state, question.email, question.name, question.text) == ("lapsed", "", "", "")
    assert "iryna" not in str(list(Letter.objects.values()))
    assert client.post(link).status_code == 404
    assert verbs(question) == ["ask", "lapse"]
    cache.clear()
    assert client.post(ASK, told()).status_code == 302  # the same person may ask once more
    assert ReaderQuestion.objects.count() == 2


def test_an_editor_answers_by_letter_and_without_consent_nothing_is_published(halyna: Any, client: Client) -> None:
    question = make_question(may_publish=False, name="Ірина")

    answer_question(question=question, words=WORDS, actor=halyna)

    letter = Letter.objects.get(purpose="question_answered")
    assert (letter.to, "Ірина" in letter.text, "Досить імені" in letter.text, "/library/" in letter.text) == ("a@example.org", True, True, False)
    with pytest.raises(CannotAsk, match="не погодився"):
        publish_question(question=question, words=WORDS, actor=halyna)
    with pytest.raises(CannotAsk, match="не погодився"):
        answer_question(question=make_question(text="Інше?", may_publish=False), words=WORDS, actor=halyna, publish=True)
    assert ReaderQuestion.objects.filter(state="new").count() == 1  # refused as a whole
    assert TEXT not in words_of(client.get("/library/questions/"))


def test_with_consent_it_is_published_found_and_told_without_a_name(halyna: Any, client: Client) -> None:
    question = answer_question(question=make_question(name="Ірина Секрет"), words=WORDS, actor=halyna, publish=True)

    assert question.slug == "yak-podaty-zapyt-poshtoiu"
    assert "/library/questions/yak-podaty-zapyt-poshtoiu/" in Letter.objects.get(purpose="question_answered").text
    assert "Як подати запит поштою?" in words_of(client.get("/library/questions/"))
    page = words_of(client.get("/library/questions/yak-podaty-zapyt-poshtoiu/"))
    assert "Досить імені, адреси й опису." in page
    assert "Секрет" not in page and "example.org" not in page
    assert verbs(question) == ["ask", "answer", "publish"]
    english = client.get("/en/library/questions/yak-podaty-zapyt-poshtoiu/").content.decode()
    assert '<article class="stack gap-5" lang="uk">' in english
    assert "/library/questions/yak-podaty-zapyt-poshtoiu/" in client.get("/sitemap.xml").content.decode()


def test_a_published_question_keeps_its_address_and_can_be_taken_off(halyna: Any, client: Client) -> None:
    question = answer_question(question=make_question(), words=WORDS, actor=halyna, publish=True)
    question = publish_question(question=question, words={**WORDS, "title_uk": "Інша назва"}, actor=halyna)
    assert question.slug == "yak-podaty-zapyt-poshtoiu"

    question = take_off(question=question, actor=halyna)

    assert client.get("/library/questions/yak-podaty-zapyt-poshtoiu/").status_code == 404
    assert verbs(question) == ["ask", "answer", "publish", "correct", "take_off"]


def test_a_question_called_as_the_form_does_not_take_its_address(halyna: Any) -> None:
    question = answer_question(question=make_question(), words={**WORDS, "title_uk": "Ask"}, actor=halyna, publish=True)

    assert question.slug == "ask-2"


def test_declined_with_a_reason_that_goes_by_letter_and_answered_once(halyna: Any) -> None:
    question = make_question()
    with pytest.raises(CannotAsk, match="чому"):
        decline_question(question=question, reason="  ", actor=halyna)

    decline_question(question=question, reason="Це справа суду.", actor=halyna)

    assert "Це справа суду." in Letter.objects.get(purpose="question_declined").text
    with pytest.raises(CannotAsk, match="відхилено"):
        answer_question(question=question, words=WORDS, actor=halyna)


def test_markup_in_a_question_is_only_words(halyna: Any, client: Client) -> None:
    evil = "<script>alert(1)</script> {{ url }} {% now 'Y' %}"
    question = make_question(text=evil)
    answer_question(question=question, words={**WORDS, "asked_uk": evil}, actor=halyna, publish=True)

    page = client.get("/library/questions/yak-podaty-zapyt-poshtoiu/").content.decode()
    letter = Letter.objects.get(purpose="question_answered")

    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert "{% now 'Y' %}" in letter.text and "<script>" not in letter.html
    assert "<\\/script>" not in page and "\\u003Cscript" in page  # nor out of what programs are told


def test_the_desk_answers_and_publishes_and_a_stranger_has_none(browser_of: Any, halyna: Any, taras: Any) -> None:
    question = make_question()
    desk, browser = reverse("reader_question", args=[question.code]), browser_of(halyna)
    assert TEXT in browser.get(desk).content.decode()

    refused = browser.post(desk, {"do": "answer", "title_uk": "Чернетка лишається"})
    assert (refused.status_code, "Чернетка лишається" in refused.content.decode()) == (409, True)
    assert browser.post(desk, {"do": "answer_and_publish", **WORDS}).status_code == 302

    question.refresh_from_db()
    assert question.state == "published"
    assert TEXT[:20] in browser.get(reverse("wagtailsnippets_library_readerquestion:list")).content.decode() or question.title_uk
    assert browser_of(taras).get(desk).status_code in (302, 403)
    assert browser.post(desk, {"do": "explode"}).status_code == 404


def test_editors_do_not_see_what_nobody_confirmed(browser_of: Any, halyna: Any, client: Client) -> None:
    client.post(ASK, told())
    code = ReaderQuestion.objects.get().code

    assert browser_of(halyna).get(reverse("reader_question", args=[code])).status_code == 404
    assert TEXT not in browser_of(halyna).get(reverse("wagtailsnippets_library_readerquestion:list")).content.decode()


def test_what_a_person_asked_is_handed_over_and_forgotten(olena: Any, halyna: Any, client: Client) -> None:
    question = make_question(user=olena, email="olena@example.org", name="Олена")
    answer_question(question=question, words=WORDS, actor=halyna, publish=True)
    assert [row["text"] for row in personal.export(olena)] == [TEXT]

    personal.forget(olena)

    question.refresh_from_db()
    assert (question.state, question.name, question.email, question.text, question.answer_uk, question.may_publish) == (
        "answered",
        "",
        "",
        "",
        "",
        False,
    )
    assert client.get(f"/library/questions/{question.slug}/").status_code == 404
    assert "olena" not in str(list(Letter.objects.values("to", "text")))
    assert Letter.objects.exclude(state__in=[LetterState.DROPPED, LetterState.SENT]).count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_however_many_questions(client: Client, halyna: Any, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        answer_question(question=make_question(text=f"Що {number}?"), words={**WORDS, "title_uk": f"Що {number}?"}, actor=halyna, publish=True)
    client.get("/library/questions/")

    with django_assert_num_queries(8):
        client.get("/library/questions/")
