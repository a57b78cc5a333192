"""A city writes its case, comes back to it, sends it once; nobody else opens it, and nothing hostile gets in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cms.library.cases.drafting import CannotSend, add_file, begin_draft, discard_draft, save_draft, sweep_drafts
from cms.library.cases.submitting import answer_editor, submit_case
from cms.library.models import CaseFile, CaseSubmission
from school.accounts.models import User
from school.foundation.history import history_of
from school.foundation.models import Event, Letter, Link
from tests.factories.accounts import city
from tests.factories.cases import make_draft, make_sent, told

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
PDF = b"%PDF-1.7\n%%EOF\n"


def fields(**changes: Any) -> dict[str, Any]:
    """What the browser sends of a whole case."""
    said = {**told(), "city": city().pk, "result-0-indicator": "чекання", "result-0-before": "74", "result-0-after": "16,5", "result-0-unit": "хв"}
    return {**said, "cost_amount": "420 000", **changes}


def way_in(letter: Letter) -> str:
    found = re.search(r"/link/[\w-]+/", letter.text)
    assert found
    return found[0]


def page_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ").replace("\u2060", "")


def test_a_draft_by_account_is_kept_with_what_there_is(browser_of: Browser, olena: User) -> None:
    browser = browser_of(olena)
    address = browser.post("/library/cases/send/new/").url
    browser.post(address, {"do": "save", "title": "Черга", "result-0-indicator": "чекання", "result-0-after": "16,5", "cost_amount": "1 000,50"})
    draft = CaseSubmission.objects.get()
    assert (draft.author, draft.state, draft.title, str(draft.cost_amount)) == (olena, "draft", "Черга", "1000.50")
    assert draft.results == [{"indicator": "чекання", "unit": "", "before": "", "after": "16.5"}]
    assert "Черга" in page_of(browser.get(address))


def test_beginning_twice_gives_one_empty_draft(browser_of: Browser, olena: User) -> None:
    browser = browser_of(olena)
    assert browser.post("/library/cases/send/new/").url == browser.post("/library/cases/send/new/").url
    assert CaseSubmission.objects.count() == 1


def test_without_an_account_the_way_is_a_link_and_the_draft_waits_behind_it(client: Client) -> None:
    client.post("/library/cases/send/", {"email": "Rada@example.org"})
    letter = Letter.objects.get(to="rada@example.org")
    address = way_in(letter)
    assert CaseSubmission.objects.get().confirmed_at is None
    assert client.get(address).status_code == 200
    assert CaseSubmission.objects.get().confirmed_at is None, "a scanner of mail that opens links confirms nothing"
    answer = client.post(address, fields(do="save"))
    draft = CaseSubmission.objects.get()
    assert (answer.url, draft.title, draft.confirmed_at is not None) == (address, "Як ми скоротили чергу", True)
    assert "Як ми скоротили чергу" in page_of(Client().get(address)), "another device, no session"


def test_asked_again_the_same_draft_is_sent_and_no_second_letter_within_minutes(client: Client) -> None:
    for _ in range(2):
        client.post("/library/cases/send/", {"email": "rada@example.org"})
    assert (CaseSubmission.objects.count(), Letter.objects.count(), Link.objects.count()) == (1, 1, 1)


def test_letters_to_one_address_are_limited(client: Client) -> None:
    statuses = [client.post("/library/cases/send/", {"email": "rada@example.org"}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [400]


def test_an_expired_link_says_so_and_a_new_one_is_sent(client: Client) -> None:
    client.post("/library/cases/send/", {"email": "rada@example.org"})
    Link.objects.update(expires_at=timezone.now())
    assert client.get(way_in(Letter.objects.get())).status_code == 410
    Letter.objects.update(key="case_link:earlier")
    client.post("/library/cases/send/", {"email": "rada@example.org"})
    assert client.get(way_in(Letter.objects.order_by("-pk")[0])).status_code == 200


def test_sent_it_waits_for_the_editor_with_the_words_of_consent(browser_of: Browser, olena: User) -> None:
    draft = begin_draft(user=olena, language="uk")
    browser, address = browser_of(olena), f"/library/cases/send/{draft.code}/"
    assert browser.post(address, fields(do="send", agrees="on")).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.consent[:11], draft.consented_at) == ("sent", "Погоджуємос", draft.sent_at)
    assert draft.results == [{"indicator": "чекання", "unit": "хв", "before": "74", "after": "16.5"}]
    assert Letter.objects.get(purpose="case_received").to == "olena@example.org"
    assert "Кейс у редактора" in page_of(browser.get(address))


def test_sent_twice_it_is_sent_once(olena: User) -> None:
    draft = make_draft(olena)
    first, second = (submit_case(submission=draft, agrees=True, actor=olena) for _ in range(2))
    assert first.sent_at == second.sent_at
    assert Letter.objects.filter(purpose="case_received").count() == 1
    assert history_of(draft).filter(verb="submit_case").count() == 1


def test_what_is_missing_is_named_and_the_rest_is_kept(browser_of: Browser, olena: User) -> None:
    draft = begin_draft(user=olena, language="uk")
    answer = browser_of(olena).post(f"/library/cases/send/{draft.code}/", fields(do="send", problem=""))
    assert answer.status_code == 400
    html = page_of(answer)
    assert "Проблема</a>: Заповніть" in html and "Без Вашої згоди" in html
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("draft", "Як ми скоротили чергу")


def test_a_text_of_ten_thousand_characters_comes_back_whole_and_the_rest_is_kept(browser_of: Browser, olena: User) -> None:
    draft = begin_draft(user=olena, language="uk")
    long = "ї" * 10_000
    answer = browser_of(olena).post(f"/library/cases/send/{draft.code}/", fields(do="save", problem=long))
    assert (answer.status_code, long in answer.content.decode()) == (400, True)
    draft.refresh_from_db()
    assert (draft.problem, draft.title) == ("", "Як ми скоротили чергу")


@pytest.mark.parametrize(
    ("name", "value"),
    [("cost_amount", "багато"), ("cost_amount", "-1"), ("year", "3024"), ("result-0-before", "1e999"), ("city", "0"), ("instrument", "x")],
)
def test_what_is_no_answer_is_said(browser_of: Browser, olena: User, name: str, value: str) -> None:
    draft = begin_draft(user=olena, language="uk")
    assert browser_of(olena).post(f"/library/cases/send/{draft.code}/", fields(do="save", **{name: value})).status_code == 400
    draft.refresh_from_db()
    assert draft.title == "Як ми скоротили чергу"


def test_a_number_without_what_it_measures_is_said_on_top_too(browser_of: Browser, olena: User) -> None:
    draft = begin_draft(user=olena, language="uk")
    said = fields(do="save", **{"result-0-indicator": ""})
    html = page_of(browser_of(olena).post(f"/library/cases/send/{draft.code}/", said))
    assert "Погляньте на числа в частині 3" in html and "Скажіть, що вимірювали." in html
    draft.refresh_from_db()
    assert (draft.results, draft.title) == ([], "Як ми скоротили чергу")


def test_markup_in_a_field_stays_words(browser_of: Browser, olena: User) -> None:
    draft = make_sent(olena, data=told(title="<script>alert(1)</script>", problem="<img src=x onerror=alert(1)>"))
    html = browser_of(olena).get(f"/library/cases/send/{draft.code}/").content.decode()
    assert "<script>alert" not in html and "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_city_that_is_not_in_the_list_is_named_with_its_oblast(browser_of: Browser, olena: User) -> None:
    draft = begin_draft(user=olena, language="uk")
    browser, address = browser_of(olena), f"/library/cases/send/{draft.code}/"
    whole = fields(do="send", agrees="on", city="", city_other="Хмільник")
    assert browser.post(address, whole).status_code == 400
    assert browser.post(address, whole | {"oblast": "UA-05"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.city_name, draft.oblast) == ("sent", "Хмільник", "UA-05")


def test_nobody_else_opens_a_case(browser_of: Browser, client: Client, olena: User, petro: User, halyna: User) -> None:
    address = f"/library/cases/send/{make_sent(olena).code}/"
    assert browser_of(petro).get(address).status_code == 404
    assert browser_of(petro).post(address, fields(do="save")).status_code == 404
    assert browser_of(halyna).get(address).status_code == 404, "an editor reads at the desk, not as the author"
    assert client.get(address).url == f"/accounts/login/?next={address.replace('/', '%2F')}"


def test_a_link_opens_its_own_case_alone(client: Client) -> None:
    draft = make_draft(email="rada@example.org")
    link = way_in(Letter.objects.get())
    CaseSubmission.objects.filter(pk=draft.pk).update(email="another@example.org")
    assert client.get(link).status_code == 404


def test_a_lost_session_loses_nothing(browser_of: Browser, olena: User) -> None:
    draft = begin_draft(user=olena, language="uk")
    browser, address = browser_of(olena), f"/library/cases/send/{draft.code}/"
    mark = re.search(r'name="mark" value="([^"]+)"', browser.get(address).content.decode())
    assert mark
    browser.logout()
    assert browser.post(address, fields(do="send", agrees="on", mark=mark[1])).url.startswith("/accounts/login/")
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Як ми скоротили чергу", "draft")


@pytest.mark.parametrize("mark", ["", "forged", None])
def test_a_stranger_without_the_mark_of_the_page_writes_nothing(
    client: Client, browser_of: Browser, olena: User, petro: User, mark: str | None
) -> None:
    draft, other = begin_draft(user=olena, language="uk"), begin_draft(user=petro, language="uk")
    if mark is None:  # one's own mark opens nobody else's draft
        found = re.search(r'name="mark" value="([^"]+)"', browser_of(petro).get(f"/library/cases/send/{other.code}/").content.decode())
        mark = found[1] if found else ""
    client.post(f"/library/cases/send/{draft.code}/", fields(do="save", mark=mark))
    draft.refresh_from_db()
    assert draft.title == ""


def test_files_are_kept_privately_and_opened_by_their_author(browser_of: Browser, client: Client, olena: User, petro: User) -> None:
    draft = begin_draft(user=olena, language="uk")
    address = f"/library/cases/send/{draft.code}/"
    browser_of(olena).post(address, fields(do="save", files=[SimpleUploadedFile("../../рішення.pdf.exe", PDF)]))
    kept = CaseFile.objects.get()
    assert (kept.name, kept.file.name) == ("рішення.pdf.pdf", f"cases/{draft.code}/{kept.code}.pdf")
    assert b"".join(browser_of(olena).get(f"{address}?file={kept.code}").streaming_content) == PDF
    assert browser_of(petro).get(f"{address}?file={kept.code}").status_code == 404
    browser_of(olena).post(address, fields(do=f"remove:{kept.code}"))
    assert CaseFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [("кейс.pdf", b"MZ\x90\x00hostile"), ("кейс.html", b"<script>alert(1)</script>"), ("кейс.svg", b"<svg onload='x'/>"), ("кейс.pdf", b"")],
)
def test_a_hostile_file_is_refused_and_the_words_are_kept(browser_of: Browser, olena: User, name: str, content: bytes) -> None:
    draft = begin_draft(user=olena, language="uk")
    answer = browser_of(olena).post(f"/library/cases/send/{draft.code}/", fields(do="save", files=[SimpleUploadedFile(name, content)]))
    draft.refresh_from_db()
    assert (CaseFile.objects.count(), draft.title) == (0, "Як ми скоротили чергу")
    assert answer.status_code == 400 or content == b"", "an empty file is as none"


def test_the_sixth_file_is_refused(olena: User) -> None:
    draft = make_draft(olena)
    for number in range(5):
        add_file(submission=draft, upload=SimpleUploadedFile(f"{number}.pdf", PDF), actor=olena)
    with pytest.raises(CannotSend) as refused:
        add_file(submission=draft, upload=SimpleUploadedFile("6.pdf", PDF), actor=olena)
    assert refused.value.code == "files"


def test_what_is_with_the_editor_cannot_be_changed(olena: User) -> None:
    sent = make_sent(olena)
    for attempt in (
        lambda: save_draft(submission=sent, data={"title": "Інше"}, actor=olena),
        lambda: add_file(submission=sent, upload=SimpleUploadedFile("1.pdf", PDF), actor=olena),
        lambda: discard_draft(submission=sent, actor=olena),
        lambda: answer_editor(submission=sent, text="Так", actor=olena),
    ):
        with pytest.raises(CannotSend):
            attempt()
    sent.refresh_from_db()
    assert sent.title == "Як ми скоротили чергу"


@pytest.mark.django_db(transaction=True)
def test_a_discarded_draft_is_gone_with_its_files(olena: User) -> None:
    draft = make_draft(olena)
    kept = add_file(submission=draft, upload=SimpleUploadedFile("1.pdf", PDF), actor=olena)
    name, pk = kept.file.name, draft.pk
    discard_draft(submission=draft, actor=olena)
    assert (CaseSubmission.objects.count(), storages["default"].exists(name)) == (0, False)
    assert Event.objects.filter(subject_kind="library.casesubmission", subject_id=pk, verb="discard_draft").count() == 1


def test_an_address_never_confirmed_is_forgotten_after_a_week_and_an_old_draft_after_half_a_year(client: Client, olena: User) -> None:
    client.post("/library/cases/send/", {"email": "nobody@example.org"})
    mine, old, sent = make_draft(olena), make_draft(email="old@example.org"), make_sent(email="sent@example.org")
    CaseSubmission.objects.exclude(pk=mine.pk).update(started_at=timezone.now() - timedelta(days=8))
    assert sweep_drafts() == 1
    CaseSubmission.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=200), saved_at=timezone.now() - timedelta(days=181))
    assert sweep_drafts() == 1
    assert set(CaseSubmission.objects.values_list("pk", flat=True)) == {mine.pk, sent.pk}
    assert Link.objects.filter(holder__in=["nobody@example.org", "old@example.org"]).count() == 0
