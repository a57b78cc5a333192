"""In Wagtail: a file becomes a draft, a person puts it right, it becomes an edition; what it touched is looked at and cleared."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.library.models import Act, ActPage, EditionDraft, Review
from courses.learning.models import Course
from courses.learning.teaching import appoint_trainer
from tests.factories.acts import FIRST, act_of, cite, make_act, make_act_page, make_edition
from tests.factories.learning import make_course_page, make_lesson, make_module

pytestmark = pytest.mark.django_db
HTML = "<html><body><p>Стаття 5. Документ</p><p>Документ має дату й номер.</p><p>Статя 6. Підпис</p></body></html>".encode()


def desk(act_page) -> str:
    return reverse("library_editions", args=[act_page.pk])


def send(browser, act_page, raw: bytes, name: str = "act.html"):
    return browser.post(desk(act_page), {"file": SimpleUploadedFile(name, raw)})


def fields(text: str, **told: str) -> dict[str, str]:
    return {"dated": "2020-01-01", "title": "", "source": "портал", "note_uk": "", "note_en": "", "text": text, **told}


@pytest.fixture
def act_page(groups):
    return make_act_page(number="851-IV")


def test_a_file_becomes_a_draft_and_a_corrected_draft_an_edition(browser_of, halyna, act_page) -> None:
    make_edition(act_of(act_page), FIRST)
    browser = browser_of(halyna)
    assert send(browser, act_page, HTML).headers["Location"] == reverse("library_draft", args=[act_page.pk])
    draft = EditionDraft.objects.get()
    assert draft.text == "### Стаття 5. Документ\nДокумент має дату й номер.\nСтатя 6. Підпис"

    put_right = draft.text.replace("Статя 6", "\n### Стаття 6") + "\nПідпис завершує документ."
    shown = browser.post(reverse("library_draft", args=[act_page.pk]), fields(put_right, check="1"))
    assert "Порівняно з редакцією 1: нових 0, змінених 1, вилучених 0." in shown.content.decode()
    browser.post(reverse("library_draft", args=[act_page.pk]), fields(put_right, take="1"))

    act = Act.objects.get()
    assert [(row.number, row.taken_by) for row in act.editions.order_by("number")] == [(1, None), (2, halyna)]
    assert not EditionDraft.objects.exists()


def test_a_refused_file_says_why_and_keeps_the_draft(browser_of, halyna, act_page) -> None:
    browser = browser_of(halyna)
    send(browser, act_page, HTML)
    answer = send(browser, act_page, b"%PDF-1.7", "act.pdf")

    assert answer.status_code == 400
    assert "Це не DOCX і не HTML. Збережіть текст в одному з них і надішліть." in answer.content.decode()
    assert EditionDraft.objects.count() == 1


def test_a_draft_that_is_not_understood_stays_a_draft(browser_of, halyna, act_page) -> None:
    browser = browser_of(halyna)
    send(browser, act_page, HTML)
    answer = browser.post(reverse("library_draft", args=[act_page.pk]), fields("### Стаття 5.\nа\n### Стаття 5.\nб", take="1"))

    assert "Стаття 5 стоїть тут двічі." in answer.content.decode()
    assert (EditionDraft.objects.get().text, Act.objects.get().editions.count()) == ("### Стаття 5.\nа\n### Стаття 5.\nб", 0)


def test_whoever_may_not_change_the_act_does_not_see_its_desk(browser_of, taras, petro, act_page) -> None:
    make_course_page(owner=taras)
    assert browser_of(taras).get(desk(act_page)).status_code == 404
    assert browser_of(petro).get(desk(act_page)).status_code == 302


def test_a_trainer_sees_and_clears_reviews_of_their_lessons_only(browser_of, taras, halyna) -> None:
    act = make_act()
    mine, other = make_course_page(), make_course_page()
    for course_page in (mine, other):
        make_lesson(make_module(course_page), title=f"Урок про підпис {course_page.pk}", body=[("text", cite(act, "5"))])
    appoint_trainer(course=Course.objects.get(key=mine.translation_key), user=taras, actor=halyna)
    make_edition(act, dated=date(2020, 1, 1))
    browser = browser_of(taras)
    told = browser.get(reverse("library_reviews")).content.decode()
    assert f"Урок про підпис {mine.pk}" in told and f"Урок про підпис {other.pk}" not in told

    rows = {row.page_key: row for row in Review.objects.all()}
    own = next(row for key, row in rows.items() if key in set(mine.get_descendants().values_list("translation_key", flat=True)))
    strange = next(row for row in rows.values() if row != own)
    assert browser.post(reverse("library_clear_review", args=[strange.pk]), {"word": "ні"}).status_code == 404
    browser.post(reverse("library_clear_review", args=[own.pk]), {"word": " "})
    assert Review.objects.open().count() == 2
    browser.post(reverse("library_clear_review", args=[own.pk]), {"word": "Урок правильний"})

    own.refresh_from_db()
    assert (own.word, own.cleared_by) == ("Урок правильний", taras)
    assert list(Review.objects.open()) == [strange]


def test_the_chooser_finds_by_number_and_gives_act_and_article(browser_of, halyna) -> None:
    act = make_act(number="2657-XII", title="Про інформацію")
    make_act_page(title="Інший")
    browser = browser_of(halyna)
    five = act.articles.get(number="5")

    found = browser.get(reverse("library_choose_act"), {"q": "2657-ХІІ"}).json()
    assert found["step"] == "acts" and "Про інформацію" in found["html"] and "Інший" not in found["html"]
    assert "Стаття 5" in browser.get(reverse("library_choose_article", args=[act.key])).json()["html"]
    chosen = browser.get(reverse("library_chosen_article", args=[act.key, five.key])).json()
    assert chosen["result"] == {
        "act": str(act.key), "article": str(five.key), "name": "стаття 5, № 2657-XII", "title": "стаття 5, № 2657-XII",
    }  # fmt: skip


def test_a_cited_act_is_not_deleted(browser_of, admin) -> None:
    act = make_act(slug="a")
    make_lesson(make_module(make_course_page()), body=[("text", cite(act))])

    page = ActPage.objects.get(slug="a")
    browser_of(admin).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert ActPage.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("many", [1, 3])
def test_the_report_asks_the_same_queries_whatever_waits(browser_of, halyna, many, django_assert_num_queries) -> None:
    act = make_act()
    module = make_module(make_course_page())
    for _number in range(many):
        make_lesson(module, body=[("text", cite(act, "5"))])
    make_edition(act, dated=date(2020, 1, 1))
    browser = browser_of(halyna)
    browser.get(reverse("library_reviews"))
    with django_assert_num_queries(REPORT):
        browser.get(reverse("library_reviews"))


REPORT = 23


def test_the_same_act_is_not_entered_twice(browser_of, admin, act_page) -> None:
    parent = act_page.get_parent()
    told = {
        "title": "Ще раз", "slug": "again", "kind": "law", "number": act_page.number, "body": "parliament", "adopted_on": "2003-05-22",
        "status": "unchecked", "checked_on": "2026-02-22", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1",
    }  # fmt: skip
    answer = browser_of(admin).post(reverse("wagtailadmin_pages:add", args=["library", "actpage", parent.pk]), told)

    assert "Цей акт уже є: «Про документи»." in answer.content.decode()
    assert ActPage.objects.count() == 1
