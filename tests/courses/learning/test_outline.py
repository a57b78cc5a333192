"""The hinge: an editor cannot harm a learner."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courses.learning.enrolment import enrol
from courses.learning.models import Activity, Course, CourseRun, LessonPage, ModulePage, ScheduledActivity, Words
from courses.learning.progress import complete, outline_for
from courses.learning.runs import CannotOpen, adopt_outline, preview_adoption
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_run, make_test, publish

pytestmark = pytest.mark.django_db


def titles(run) -> list[str]:
    return [row.activity.title for row in run.activities.in_force()]


def test_publishing_pages_makes_the_records():
    page = make_course_page(title="Курс", hours=12)
    module = make_module(page, title="Перший")
    make_lesson(module, title="Урок", minutes=7, required=False, completion="viewed")
    course = Course.objects.get(key=page.translation_key)
    activity = Activity.objects.get()
    assert (course.title, course.hours, course.source_locale) == ("Курс", 12, "uk")
    assert (activity.module.title, activity.title, activity.minutes, activity.required, activity.completion) == ("Перший", "Урок", 7, False, "viewed")


def test_an_unpublished_draft_changes_nothing():
    page = make_course_page()
    lesson = make_lesson(make_module(page), title="Старий")
    lesson.title = "Новий"
    lesson.save_revision()
    assert Activity.objects.get().title == "Старий"


def test_order_of_pages_is_the_order_of_steps():
    page = make_course_page()
    module = make_module(page)
    first, second = make_lesson(module, title="А"), make_lesson(module, title="Б")
    LessonPage.objects.get(pk=second.pk).move(LessonPage.objects.get(pk=first.pk), pos="left")
    assert list(Activity.objects.order_by("position").values_list("title", flat=True)) == ["Б", "А"]


def test_a_test_without_questions_is_not_taken_and_the_report_says_so():
    page = make_course_page()
    make_test(make_module(page), questions=0, title="Порожній тест")
    course = Course.objects.get(key=page.translation_key)
    assert not course.activities.exists()
    assert [row["title"] for row in course.problems] == ["Порожній тест"]


def test_a_page_that_cannot_be_taken_keeps_its_last_valid_record():
    page = make_course_page()
    test = make_test(make_module(page), questions=2)
    test.draw = 5
    test.save_revision().publish()
    course = Course.objects.get(key=page.translation_key)
    activity = course.activities.in_force().get()
    assert (activity.rules["draw"], len(course.problems)) == (None, 1)


def test_words_reach_a_running_run_and_structure_does_not(olena):
    page = make_course_page()
    module = make_module(page)
    lesson = make_lesson(module, title="Урок")
    run = make_run(Course.objects.get(key=page.translation_key))
    enrolment = enrol(user=olena, run=run)
    lesson.title, lesson.minutes = "Урок, виправлений", 99
    lesson.save_revision().publish()
    make_lesson(module, title="Новий урок")
    [step] = outline_for(enrolment, "uk").steps
    assert (step.title, step.activity.minutes) == ("Урок, виправлений", 10)


def test_a_lesson_unpublished_while_read_stays_readable(olena, client):
    page = make_course_page()
    lesson = make_lesson(make_module(page), body=[("text", "<p>Важливі слова.</p>")])
    run = make_run(Course.objects.get(key=page.translation_key))
    enrol(user=olena, run=run)
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    client.force_login(olena, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("learning:activity", args=[run.code, Activity.objects.get().code]))
    assert answer.status_code == 200
    assert "Важливі слова." in answer.content.decode()
    assert Activity.objects.get().retired_at is not None
    assert not Words.objects.get(key=lesson.translation_key).live


def test_adopting_shows_first_and_then_takes(olena, halyna):
    page = make_course_page(hours=10)
    module = make_module(page)
    old, kept = make_lesson(module, title="Старий"), make_lesson(module, title="Лишається")
    course = Course.objects.get(key=page.translation_key)
    run = make_run(course)
    enrol(user=olena, run=run)
    LessonPage.objects.get(pk=old.pk).unpublish()
    make_lesson(module, title="Новий")
    page.refresh_from_db()
    page.hours = 14
    page.save_revision().publish()
    kept.refresh_from_db()
    run = CourseRun.objects.get(pk=run.pk)
    adoption = preview_adoption(run)
    assert [row.title for row in adoption.added] == ["Новий"]
    assert [row.activity.title for row in adoption.retired] == ["Старий"]
    assert (adoption.hours, adoption.learners) == ((10, 14), 1)
    assert titles(run) == ["Старий", "Лишається"]
    adopt_outline(run=run, actor=halyna)
    run.refresh_from_db()
    assert titles(run) == ["Лишається", "Новий"]
    assert run.hours == 14
    assert preview_adoption(run).empty


def test_adopting_completes_those_who_have_nothing_left(olena, halyna, django_capture_on_commit_callbacks):
    page = make_course_page()
    module = make_module(page)
    first, second = make_lesson(module), make_lesson(module)
    run = make_run(Course.objects.get(key=page.translation_key))
    enrolment = enrol(user=olena, run=run)
    complete(enrolment=enrolment, activity=run.activities.get(activity__key=first.translation_key), how="marked")
    LessonPage.objects.get(pk=second.pk).unpublish()
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    with django_capture_on_commit_callbacks(execute=True):
        adopt_outline(run=run, actor=halyna)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_who_has_finished_stays_finished(olena, halyna):
    page = make_course_page()
    module = make_module(page)
    make_lesson(module)
    run = make_run(Course.objects.get(key=page.translation_key))
    enrolment = enrol(user=olena, run=run)
    complete(enrolment=enrolment, activity=run.activities.get(), how="marked")
    enrolment.refresh_from_db()
    done_at = enrolment.completed_at
    make_lesson(module, title="Ще один")
    adopt_outline(run=run, actor=halyna)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == done_at


def test_a_course_without_lessons_cannot_be_opened(halyna):
    course = Course.objects.get(key=make_course_page().translation_key)
    with pytest.raises(CannotOpen):
        make_run(course)


def test_translations_share_one_enrolment_and_one_progress(olena):
    page = make_course_page(title="Курс")
    module = make_module(page, title="Модуль")
    lesson = make_lesson(module, title="Урок")
    english = make_course_page(language="en", key=page.translation_key, title="Course")
    module_en = publish(english, ModulePage(title="Module", slug="module", locale=english.locale, translation_key=module.translation_key))
    publish(module_en, LessonPage(title="Lesson", slug="lesson", minutes=99, locale=english.locale, translation_key=lesson.translation_key))
    run = make_run(Course.objects.get())
    enrolment = enrol(user=olena, run=run)
    complete(enrolment=enrolment, activity=run.activities.get(), how="marked")
    ukrainian, translated = outline_for(enrolment, "uk"), outline_for(enrolment, "en")
    assert (ukrainian.steps[0].title, translated.steps[0].title) == ("Урок", "Lesson")
    assert (ukrainian.done_count, translated.done_count, translated.steps[0].activity.minutes) == (1, 1, 10)


def test_what_is_not_translated_is_read_in_the_source_language(olena):
    course = make_course(lessons=1, title="Лише українською")
    enrolment = enrol(user=olena, run=make_run(course))
    assert outline_for(enrolment, "en").course_title == "Лише українською"


def test_a_page_people_learn_with_cannot_be_deleted(admin, client):
    page = make_course_page()
    lesson = make_lesson(make_module(page))
    make_run(Course.objects.get(key=page.translation_key))
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    assert answer.status_code == 302
    assert LessonPage.objects.filter(pk=lesson.pk).exists()
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={lesson.pk}")
    assert LessonPage.objects.filter(pk=lesson.pk).exists()
    assert ScheduledActivity.objects.count() == 1


def test_an_ordinary_copy_is_a_course_of_its_own():
    page = make_course_page(title="Курс")
    make_lesson(make_module(page))
    page.refresh_from_db()
    copy = page.copy(recursive=True, update_attrs={"slug": "copy", "title": "Копія"}, keep_live=True)
    copy.save_revision().publish()
    assert Course.objects.count() == 2
