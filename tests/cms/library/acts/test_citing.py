"""Publishing writes what a page cites; a change opens what is to be looked at; readers see it until somebody has looked."""

from datetime import date

import pytest
from django.urls import reverse

from cms.library.acts.changes import clear_review
from cms.library.models import Citation, Review
from cms.pages.models import StandardPage
from courses.learning.enrolment import enrol
from courses.learning.models import Course
from courses.learning.teaching import appoint_trainer
from school.foundation.history import history_of
from school.foundation.models import Letter
from tests.factories.acts import FIRST, cite, make_act, make_act_page, make_edition
from tests.factories.learning import home, make_course_page, make_lesson, make_module, make_run
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db


def page_citing(*bodies: str, slug: str = "p") -> StandardPage:
    parent = home()
    parent.refresh_from_db()
    return publish(parent, StandardPage(title="Сторінка", slug=slug, body=[("text", body) for body in bodies], locale=parent.locale))


def rows(page) -> list[tuple]:
    return sorted((row.act_key, row.article_key) for row in Citation.objects.filter(page_key=page.translation_key))


def test_publishing_writes_each_citation_once_and_anew() -> None:
    act = make_act()
    five, six = act.articles.order_by("pk")
    page = page_citing(cite(act, "5") + cite(act, "5"), cite(act, "6"))
    assert rows(page) == sorted([(act.key, five.key), (act.key, six.key)])

    page.body = [("text", cite(act, "6"))]
    page.save_revision().publish()
    assert rows(page) == [(act.key, six.key)]

    page.unpublish()
    assert rows(page) == []


def test_a_link_to_the_acts_page_and_a_chooser_are_citations_too() -> None:
    new, old = make_act_page(title="Новий"), make_act_page(title="Старий")
    page = page_citing(f'<p><a linktype="page" id="{new.pk}">закон</a></p>')
    old.replaced_by = new
    old.save_revision().publish()

    assert rows(page) == [(new.translation_key, None)]
    assert rows(old) == [(new.translation_key, None)]


def test_a_draft_cites_nothing_and_a_broken_key_harms_nothing() -> None:
    act = make_act()
    page = page_citing('<p><a linktype="act" act="x" article="y">закон</a></p>')
    page.body = [("text", cite(act))]
    page.save_revision()

    assert rows(page) == []


def test_a_new_edition_asks_to_look_at_pages_that_cite_what_it_touched() -> None:
    act = make_act()
    touched, untouched, whole = page_citing(cite(act, "5"), slug="a"), page_citing(cite(act, "6"), slug="b"), page_citing(cite(act), slug="c")
    make_edition(act, dated=date(2020, 1, 1))

    assert {row.page_key for row in Review.objects.open()} == {touched.translation_key, whole.translation_key}
    assert untouched.translation_key not in {row.page_key for row in Review.objects.all()}


def test_readers_see_the_mark_until_somebody_has_looked(client, halyna) -> None:
    act = make_act()
    page = page_citing(cite(act, "5"))
    make_edition(act, dated=date(2020, 1, 1))
    mark = "змінено з 01.01.2020; цей текст відтоді не переглядали"
    assert mark in client.get("/p/").content.decode()

    review = Review.objects.get(page_key=page.translation_key)
    clear_review(review=review, word="Усе правильно", actor=halyna)
    clear_review(review=review, word="Ще раз", actor=halyna)

    review.refresh_from_db()
    assert (review.word, review.cleared_by) == ("Усе правильно", halyna)
    assert [event.verb for event in history_of(review)] == ["clear_review", "open_review"]
    assert mark not in client.get("/p/").content.decode()


def test_a_lapsed_act_says_so_wherever_it_is_cited_and_to_whoever_cites_it_later(client, halyna) -> None:
    act_page = make_act_page(number="852-IV")
    from tests.factories.acts import act_of

    act = act_of(act_page)
    make_edition(act, FIRST)
    page_citing(cite(act, "6"), slug="before")
    act_page.status, act_page.in_force_to = "lapsed", date(2018, 11, 7)
    act_page.save_revision().publish()
    page_citing(cite(act, "5"), slug="after")

    for slug in ("before", "after"):
        assert "втратив чинність 07.11.2018" in client.get(f"/{slug}/").content.decode()
    assert Review.objects.open().count() == 2


def test_a_page_that_no_longer_cites_it_need_not_be_looked_at() -> None:
    act = make_act()
    page = page_citing(cite(act, "5"))
    make_edition(act, dated=date(2020, 1, 1))
    page.body = [("text", "<p>Без посилань.</p>")]
    page.save_revision().publish()

    review = Review.objects.get(page_key=page.translation_key)
    assert (review.cleared_at is not None, review.cleared_by) == (True, None)
    assert history_of(review).first().verb == "drop_review"


def test_the_trainer_of_a_lesson_gets_a_letter_with_their_pages(taras, halyna) -> None:
    act = make_act(number="851-IV")
    course_page = make_course_page()
    lesson = make_lesson(make_module(course_page), title="Підпис", body=[("text", cite(act, "5"))])
    appoint_trainer(course=Course.objects.get(key=course_page.translation_key), user=taras, actor=halyna)
    make_edition(act, dated=date(2020, 1, 1))

    letter = Letter.objects.get(purpose="act_changed")
    assert (letter.to, letter.subject) == (taras.email, "Змінився акт, на який Ви посилаєтеся: Про документи, № 851-IV")
    assert f"– {lesson.title}" in letter.text
    assert "З 1 січня 2020 року діє нова редакція. Вона зачіпає: стаття 5." in letter.text


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_asks_four_queries_whatever_it_cites(times, django_assert_num_queries) -> None:
    from wagtail.rich_text import expand_db_html

    from cms.library.acts.marks import mark_citations
    from cms.pages.reading import subject_key

    acts = [make_act() for _ in range(times)]
    page = page_citing(*[cite(act, "5") for act in acts])
    for act in acts:
        make_edition(act, dated=date(2020, 1, 1))
    html = "".join(expand_db_html(cite(act, "5")) for act in acts)
    mark_citations(html, "uk")
    token = subject_key.set(page.translation_key)
    with django_assert_num_queries(5):
        made = mark_citations(html, "uk")
    subject_key.reset(token)
    assert made.count("cite__mark") == times


def test_a_learner_sees_the_mark_in_the_lesson_they_learn_from(olena, browser_of) -> None:
    act = make_act()
    course_page = make_course_page()
    make_lesson(make_module(course_page), body=[("text", cite(act, "5"))])
    run = make_run(Course.objects.get(key=course_page.translation_key))
    enrol(user=olena, run=run)
    make_edition(act, dated=date(2020, 1, 1))
    step = run.activities.get()

    told = browser_of(olena).get(reverse("learning:activity", args=[run.code, step.activity.code])).content.decode()
    assert "змінено з 01.01.2020; цей текст відтоді не переглядали" in told
