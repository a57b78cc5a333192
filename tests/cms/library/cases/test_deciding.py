"""An editor takes a case, asks back, declines or makes a page of it; publishing thanks the author."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.library.cases.deciding import CannotDecide, accept_case, ask_author, decline_case, take_case
from cms.library.cases.drafting import add_file
from cms.library.cases.paging import paragraphs
from cms.library.cases.personal import NOBODY, export, forget
from cms.library.cases.submitting import answer_editor
from cms.library.models import CaseFile, CasePage, CaseSubmission
from school.accounts import roles
from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.models import Letter, Link
from tests.factories.accounts import make_person
from tests.factories.cases import cases_page, make_draft, make_sent, told

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def editor(groups: None) -> User:
    return make_person("editor@example.org", groups=(roles.EDITOR,))


@pytest.fixture
def other(groups: None) -> User:
    return make_person("other@example.org", surname="Друга", given_name="Дарина", groups=(roles.EDITOR,))


def test_the_whole_way_from_question_to_thanks(olena: User, halyna: User) -> None:
    cases_page()
    sent = make_sent(olena, data=told(results=[{"indicator": "чекання", "before": "74", "after": "16.5", "unit": "хв"}]))
    ask_author(submission=sent, text="Скільки вікон було?", editor=halyna)
    letter = Letter.objects.get(purpose="case_question")
    assert (letter.to, "Скільки вікон було?" in letter.text) == ("olena@example.org", True)
    answer_editor(submission=sent, text="П’ять.", actor=olena)
    page = accept_case(submission=sent, editor=halyna)
    sent.refresh_from_db()
    assert (sent.state, page.live, page.title, page.sent_by) == ("accepted", False, "Як ми скоротили чергу", "Хмільницька міська рада")
    assert (page.city_name, page.oblast, page.done) == ("Вінниця", "UA-05", "<p>Поставили термінал.</p><p>Навчили людей.</p>")
    assert [(row.indicator, row.before, row.after) for row in page.results.all()] == [("чекання", Decimal(74), Decimal("16.5"))]
    page.get_latest_revision().publish(user=halyna)
    page.get_latest_revision().publish(user=halyna)
    sent.refresh_from_db()
    assert sent.state == "published"
    thanks = Letter.objects.get(purpose="case_published")
    assert (thanks.to, "/library/cases/" in thanks.text) == ("olena@example.org", True)
    assert [event.verb for event in history_of(sent)][::-1] == [
        "begin_case", "save_draft", "submit_case", "take_case", "ask_author", "answer_editor", "accept_case", "publish_case",
    ]  # fmt: skip


def test_of_two_editors_the_second_is_told_who_is_working_on_it(olena: User, halyna: User, other: User) -> None:
    cases_page()
    sent = make_sent(olena)
    take_case(submission=sent, editor=halyna)
    for attempt in (
        lambda: take_case(submission=sent, editor=other),
        lambda: ask_author(submission=sent, text="Так?", editor=other),
        lambda: decline_case(submission=sent, reason="Ні", editor=other),
        lambda: accept_case(submission=sent, editor=other),
    ):
        with pytest.raises(CannotDecide, match=r"працює .*Галина"):
            attempt()
    take_case(submission=sent, editor=other, over=True)
    decline_case(submission=sent, reason="Це реклама програми.", editor=other)
    with pytest.raises(CannotDecide):
        accept_case(submission=sent, editor=halyna)
    assert CasePage.objects.count() == 0


def test_everything_pressed_twice_happens_once(olena: User, halyna: User) -> None:
    cases_page()
    sent = make_sent(olena)
    assert ask_author(submission=sent, text="Так?", editor=halyna) == ask_author(submission=sent, text="Так?", editor=halyna)
    for _ in range(2):
        answer_editor(submission=sent, text="Так", actor=olena)
    assert accept_case(submission=sent, editor=halyna) == accept_case(submission=sent, editor=halyna)
    assert (sent.messages.count(), CasePage.objects.count()) == (2, 1)
    declined = make_sent(olena)
    for _ in range(2):
        decline_case(submission=declined, reason="Ні.", editor=halyna)
    assert Letter.objects.filter(purpose__in=["case_question", "case_declined"]).count() == 2


def test_a_deleted_draft_of_the_page_is_made_anew(olena: User, halyna: User) -> None:
    cases_page()
    sent = make_sent(olena)
    first = accept_case(submission=sent, editor=halyna)
    with pytest.raises(CannotDecide):
        decline_case(submission=sent, reason="Передумали", editor=halyna)
    first.delete()
    assert accept_case(submission=sent, editor=halyna).pk != first.pk


def test_a_draft_is_nobodys_to_decide(olena: User, halyna: User) -> None:
    with pytest.raises(CannotDecide, match="іще не надіслав"):
        take_case(submission=make_draft(olena), editor=halyna)


def test_an_author_without_an_account_answers_behind_the_link_of_the_letter(client: Client, halyna: User) -> None:
    sent = make_sent(email="rada@example.org")
    ask_author(submission=sent, text="Скільки вікон?", editor=halyna)
    text = Letter.objects.get(purpose="case_question").text
    address = "/link/" + text.split("/link/")[1].split()[0]
    assert "Скільки вікон?" in client.get(address).content.decode()
    client.post(address, {**told(), "city": told()["city"].pk, "do": "answer", "text": "П’ять вікон", "title": "Як ми скоротили чергу вдвічі"})
    sent.refresh_from_db()
    assert (sent.state, sent.title, sent.messages.last().text) == ("sent", "Як ми скоротили чергу вдвічі", "П’ять вікон")


def test_words_of_a_city_become_paragraphs_and_never_markup() -> None:
    assert paragraphs("Один\r\nрядок\n\n<script>x</script> & «два»\n\n\n") == "<p>Один<br/>рядок</p><p>&lt;script&gt;x&lt;/script&gt; &amp; «два»</p>"
    assert paragraphs("") == ""


def test_the_desk_is_for_editors_and_shows_no_drafts(browser_of: Browser, client: Client, olena: User, taras: User, editor: User) -> None:
    sent, draft = make_sent(olena), make_draft(olena)
    address = f"/cms/cases-sent/{sent.code}/"
    assert client.get(address).status_code == 302
    assert browser_of(taras).get(address).status_code in (302, 403)
    assert browser_of(taras).post(address, {"do": "take"}).status_code in (302, 403)
    sent.refresh_from_db()
    assert sent.editor is None
    assert browser_of(editor).get(f"/cms/cases-sent/{draft.code}/").status_code == 404
    assert "Як ми скоротили чергу" in browser_of(editor).get(address).content.decode()


def test_an_editor_works_at_the_desk(browser_of: Browser, olena: User, editor: User, other: User) -> None:
    cases_page()
    draft = make_draft(olena)
    kept = add_file(submission=draft, upload=SimpleUploadedFile("рішення.pdf", b"%PDF-1.7\n"), actor=olena)
    from cms.library.cases.submitting import submit_case

    submit_case(submission=draft, agrees=True, actor=olena)
    browser, address = browser_of(editor), f"/cms/cases-sent/{draft.code}/"
    assert browser.get(f"{address}files/{kept.code}/").status_code == 200
    assert browser.post(address, {"do": "ask", "question": " "}).status_code == 409
    assert browser.post(address, {"do": "ask", "question": "Скільки вікон?"}).status_code == 302
    answer = browser_of(other).post(address, {"do": "decline", "reason": "Довга причина, яку шкода втратити"})
    assert answer.status_code == 409
    assert browser.post(address, {"do": "nothing"}).status_code == 404
    assert browser.post(address, {"do": "accept"}).url == f"/cms/pages/{CasePage.objects.get().pk}/edit/"


def test_the_queue_leads_to_the_desk_and_the_report_counts_days(browser_of: Browser, olena: User, halyna: User) -> None:
    sent = make_sent(olena)
    make_draft(olena)
    browser = browser_of(halyna)
    listed = browser.get("/cms/snippets/library/casesubmission/").content.decode()
    assert listed.count(f"/cms/cases-sent/{sent.code}/") >= 1
    assert browser.get(f"/cms/snippets/library/casesubmission/edit/{sent.pk}/").url == f"/cms/cases-sent/{sent.code}/"
    assert browser.get("/cms/snippets/library/casesubmission/add/").status_code in (302, 404, 403)
    assert sent.title in browser.get("/cms/reports/cases-sent/").content.decode()
    table = b"".join(browser.get("/cms/reports/cases-sent/?export=csv").streaming_content).decode()
    assert table.count("\n") == 2 and f"{sent.code},{sent.title}" in table


def test_a_person_takes_away_and_is_forgotten(olena: User, petro: User, halyna: User) -> None:
    draft, sent, theirs = make_draft(olena), make_sent(olena), make_sent(petro)
    ask_author(submission=sent, text="Так?", editor=halyna)
    add_file(submission=sent, upload=SimpleUploadedFile("1.pdf", b"%PDF-1.7\n"), actor=olena)
    told_of = export(olena)
    assert sorted(row["state"] for row in told_of) == ["asked", "draft"]
    assert [row["messages"][0]["text"] for row in told_of if row["messages"]] == ["Так?"]
    forget(olena)
    assert not CaseSubmission.objects.filter(pk=draft.pk).exists()
    sent.refresh_from_db()
    assert (sent.state, sent.email, sent.title, sent.problem, sent.city_id is not None) == ("declined", NOBODY, "", "", True)
    assert (CaseFile.objects.count(), sent.messages.get().text, Link.objects.count()) == (0, "", 0)
    theirs.refresh_from_db()
    assert theirs.title == "Як ми скоротили чергу"
