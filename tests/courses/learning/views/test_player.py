"""Learning as a person meets it: where to go on, what is open, what the page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from courses.learning.enrolment import decline_enrolment, enrol, withdraw
from courses.learning.models import Completion, Course, CourseRun, Enrolment, LessonPage, ModulePage, Visit
from courses.learning.progress import complete, visit
from courses.learning.runs import adopt_outline, cancel_run, set_release
from school.accounts.models import User
from school.foundation.calendar import day_words
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_run, publish
from tests.reading import messages_of, words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def start(run: CourseRun) -> str:
    return reverse("learning:course_start", args=[run.code])


def address(run: CourseRun, number: int) -> str:
    return reverse("learning:activity", args=[run.code, run.activities.all()[number].activity.code])


def done(run: CourseRun, number: int) -> str:
    return reverse("learning:complete", args=[run.code, run.activities.all()[number].activity.code])


# --- where to go on ----------------------------------------------------------------------------------


def test_newcomer_begins_with_the_first_step(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=3))
    enrol(user=olena, run=run)
    answer = browser_of(olena).get(start(run))
    assert (answer.status_code, answer.url) == (302, address(run, 0))


def test_who_comes_back_goes_on_with_the_page_left_open(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=3))
    enrolment = enrol(user=olena, run=run)
    visit(enrolment=enrolment, activity=run.activities.all()[1])
    assert browser_of(olena).get(start(run)).url == address(run, 1)


def test_page_left_done_leads_to_the_first_step_that_is_not(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=3))
    enrolment = enrol(user=olena, run=run)
    visit(enrolment=enrolment, activity=run.activities.all()[2])
    complete(enrolment=enrolment, activity=run.activities.all()[2], how="marked")
    assert browser_of(olena).get(start(run)).url == address(run, 0)


def test_who_has_finished_comes_back_to_the_page_left_open(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=2))
    enrolment = enrol(user=olena, run=run)
    for step in run.activities.all():
        visit(enrolment=enrolment, activity=step)
        complete(enrolment=enrolment, activity=step, how="marked")
    assert browser_of(olena).get(start(run)).url == address(run, 1)


def test_page_left_open_and_closed_since_by_date_is_not_gone_to(olena: User, halyna: User, browser_of: Browser) -> None:
    page = make_course_page()
    make_lesson(make_module(page))
    make_lesson(make_module(page))
    run = make_run(Course.objects.get(key=page.translation_key))
    visit(enrolment=enrol(user=olena, run=run), activity=run.activities.all()[1])
    set_release(module=run.activities.all()[1].module, at=timezone.now() + timedelta(days=2), actor=halyna)
    assert browser_of(olena).get(start(run)).url == address(run, 0)


# --- who does not learn, or not yet --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["learning:course_start", "learning:finished"])
def test_learning_pages_ask_the_unknown_to_sign_in_and_do_not_exist_for_a_stranger(petro: User, browser_of: Browser, name: str) -> None:
    where = reverse(name, args=[make_run().code])
    assert Client().get(where).url == f"{reverse('account_login')}?next={where}"
    assert browser_of(petro).get(where).status_code == 404


def test_run_that_has_not_started_says_when_and_shows_what_awaits(olena: User, browser_of: Browser) -> None:
    page = make_course_page()
    make_lesson(make_module(page, title="Права громадян"), title="Запит до ради")
    starts = timezone.now() + timedelta(days=3)
    run = make_run(Course.objects.get(key=page.translation_key), starts_at=starts)
    enrol(user=olena, run=run)
    answer = browser_of(olena).get(start(run))
    assert answer.templates[0].name == "learning/not_started.html"
    assert f"Навчання починається {day_words(starts)}, через 3 дні." in words_of(answer)
    assert "Права громадян Запит до ради" in words_of(answer)
    early = browser_of(olena).get(address(run, 0))
    assert (early.status_code, early.url) == (302, start(run))
    assert not Visit.objects.exists()


def test_cancelled_run_says_so_and_opens_no_step(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run()
    enrol(user=olena, run=run)
    cancel_run(run=run, actor=halyna, reason="Замало охочих.")
    answer = browser_of(olena).get(start(run))
    assert (answer.status_code, answer.templates[0].name) == (200, "learning/cancelled.html")
    assert "Цю групу скасовано" in words_of(answer)
    assert "Замало охочих." in words_of(answer)
    assert browser_of(olena).get(address(run, 0)).url == start(run)


def test_who_waits_asks_or_was_refused_reads_why_no_lesson_opens(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(capacity=1)
    enrol(user=olena, run=run)
    enrol(user=petro, run=run)
    waits = browser_of(petro).get(start(run))
    assert (waits.status_code, "Ви в черзі; уроки відкриються, коли матимете місце." in words_of(waits)) == (403, True)
    by_approval = make_run(mode="approval")
    asked = enrol(user=olena, run=by_approval)
    assert "Ваша заявка в координатора. Ми напишемо Вам." in words_of(browser_of(olena).get(start(by_approval)))
    decline_enrolment(enrolment=asked, actor=halyna, reason="Курс для працівників рад.")
    assert "Вашу заявку до цієї групи відхилено. Курс для працівників рад." in words_of(browser_of(olena).get(start(by_approval)))


def test_who_has_withdrawn_may_enrol_again_from_the_page(olena: User, browser_of: Browser) -> None:
    run = make_run()
    withdraw(enrolment=enrol(user=olena, run=run), actor=olena)
    answer = browser_of(olena).get(start(run))
    assert (answer.status_code, "Ви скасували запис до цієї групи. Зроблене збережено." in words_of(answer)) == (403, True)
    assert f'href="{reverse("learning:enrol", args=[run.code])}"' in answer.content.decode()


def test_run_that_is_over_stays_readable(olena: User, browser_of: Browser) -> None:
    run = make_run()
    enrol(user=olena, run=run)
    CourseRun.objects.update(starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=1))
    assert browser_of(olena).get(address(run, 0)).status_code == 200


def test_step_of_another_run_does_not_exist(olena: User, browser_of: Browser) -> None:
    run, other = make_run(), make_run()
    enrol(user=olena, run=run)
    code = other.activities.first().activity.code
    assert browser_of(olena).get(reverse("learning:activity", args=[run.code, code])).status_code == 404


def test_module_that_opens_later_says_which_day(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=1))
    enrol(user=olena, run=run)
    opens = timezone.now() + timedelta(days=2)
    set_release(module=run.modules.get(), at=opens, actor=halyna)
    answer = browser_of(olena).get(address(run, 0))
    assert f"Цей модуль ще не відкрито Він відкриється {day_words(opens)}, післязавтра." in words_of(answer)


# --- the lesson ----------------------------------------------------------------------------------------


def test_lesson_says_where_one_is_and_what_comes_next(olena: User, browser_of: Browser) -> None:
    page = make_course_page()
    module = make_module(page)
    make_lesson(module, title="Перший", minutes=7)
    make_lesson(module, title="Другий")
    run = make_run(Course.objects.get(key=page.translation_key))
    enrol(user=olena, run=run)
    answer = browser_of(olena).get(address(run, 0))
    assert "Модуль 1 · крок 1 із 2 · 7 хв" in words_of(answer)
    assert "Готово, далі: Другий" in words_of(answer)
    assert answer.context["previous"] is None


def test_lesson_done_offers_only_to_go_on(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=1))
    complete(enrolment=enrol(user=olena, run=run), activity=run.activities.get(), how="marked")
    answer = browser_of(olena).get(address(run, 0))
    assert ("До кінця курсу" in words_of(answer), "Готово" in words_of(answer)) == (True, False)


def test_lesson_not_translated_is_read_in_the_courses_language_with_a_notice(olena: User, browser_of: Browser) -> None:
    page = make_course_page()
    module = make_module(page)
    lesson = make_lesson(module, title="Урок", body=[("text", "<p>Українські слова.</p>")])
    english = make_course_page(language="en", key=page.translation_key, title="Course")
    module_en = publish(english, ModulePage(title="Module", slug="module", locale=english.locale, translation_key=module.translation_key))
    run = make_run(Course.objects.get())
    enrol(user=olena, run=run)
    browser = browser_of(olena)
    with translation.override("en"):
        where = address(run, 0)
    before = browser.get(where)
    notice = "This step is not translated yet; here it is in the course’s own language."
    assert (notice in words_of(before).replace("'", "’"), 'class="prose" lang="uk"' in before.content.decode()) == (True, True)
    lesson_en = LessonPage(title="Lesson", slug="lesson", body=[("text", "<p>English words.</p>")], locale=english.locale)
    lesson_en.translation_key = lesson.translation_key
    publish(module_en, lesson_en)
    after = browser.get(where)
    assert ("English words." in words_of(after), notice in words_of(after).replace("'", "’")) == (True, False)
    assert Visit.objects.count() == 1


def test_lesson_taken_out_of_the_course_is_still_read_and_says_so(olena: User, halyna: User, browser_of: Browser) -> None:
    page = make_course_page()
    module = make_module(page)
    gone = make_lesson(module, body=[("text", "<p>Старі слова.</p>")])
    make_lesson(module)
    run = make_run(Course.objects.get(key=page.translation_key))
    enrol(user=olena, run=run)
    where = address(run, 0)
    LessonPage.objects.get(pk=gone.pk).unpublish()
    adopt_outline(run=run, actor=halyna)
    answer = browser_of(olena).get(where)
    said = "Викладачі відтоді вилучили цей крок із курсу; у своїй групі Ви й далі можете його читати."
    assert [words in words_of(answer) for words in (said, "Старі слова.", "Модуль 1 · крок")] == [True, True, False]


def test_lesson_unpublished_while_read_can_still_be_done(olena: User, browser_of: Browser) -> None:
    page = make_course_page()
    lesson = make_lesson(make_module(page))
    run = make_run(Course.objects.get(key=page.translation_key))
    enrol(user=olena, run=run)
    browser = browser_of(olena)
    browser.get(address(run, 0))
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    assert browser.post(done(run, 0)).url == reverse("learning:finished", args=[run.code])
    assert Enrolment.objects.get().completed_at is not None


# --- done ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "Почитайте ще 1 хвилину: цей крок зараховується за часом."),
        (3, "Почитайте ще 3 хвилини: цей крок зараховується за часом."),
        (5, "Почитайте ще 5 хвилин: цей крок зараховується за часом."),
    ],
)
def test_step_that_counts_by_time_says_how_much_is_left(olena: User, browser_of: Browser, minutes: int, said: str) -> None:
    page = make_course_page()
    make_lesson(make_module(page), completion="timed", min_minutes=minutes)
    run = make_run(Course.objects.get(key=page.translation_key))
    enrol(user=olena, run=run)
    browser = browser_of(olena)
    browser.get(address(run, 0))
    answer = browser.post(done(run, 0))
    assert (answer.url, messages_of(answer)) == (address(run, 0), [said])
    assert not Completion.objects.exists()


def test_done_pressed_twice_is_done_once(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=2))
    enrol(user=olena, run=run)
    browser = browser_of(olena)
    assert [browser.post(done(run, 0)).url for _press in range(2)] == [address(run, 1)] * 2
    assert Completion.objects.count() == 1


def test_last_step_leads_back_to_the_one_left_out(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=2))
    enrol(user=olena, run=run)
    answer = browser_of(olena).post(done(run, 1))
    assert (answer.url, messages_of(answer)) == (address(run, 0), ["Ви дійшли до кінця. Цей крок ще чекає на Вас."])


def test_looking_is_not_doing(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=1))
    enrol(user=olena, run=run)
    assert browser_of(olena).get(done(run, 0)).status_code == 405


# --- finished ----------------------------------------------------------------------------------------------


def test_page_of_the_end_lists_what_is_missing(olena: User, browser_of: Browser) -> None:
    page = make_course_page()
    module = make_module(page)
    make_lesson(module, title="Перший")
    make_lesson(module, title="Другий", minutes=25)
    make_lesson(module, title="За бажанням", required=False)
    run = make_run(Course.objects.get(key=page.translation_key))
    complete(enrolment=enrol(user=olena, run=run), activity=run.activities.all()[0], how="marked")
    answer = browser_of(olena).get(reverse("learning:finished", args=[run.code]))
    missing = [step.title for step in answer.context["outline"].required if not step.done]
    assert (missing, "Пройдено 1 із 2 обов’язкових кроків" in words_of(answer)) == (["Другий"], True)
    assert "Для сертифіката ще бракує: Другий 25 хв" in words_of(answer)


def test_page_of_the_end_tells_of_the_certificate(olena: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=1))
    complete(enrolment=enrol(user=olena, run=run), activity=run.activities.get(), how="marked")
    answer = browser_of(olena).get(reverse("learning:finished", args=[run.code]))
    assert "Ви завершили курс Сертифікат готується; за хвилину він буде у Вашій пошті та серед Ваших сертифікатів." in words_of(answer)


# --- a trainer's look --------------------------------------------------------------------------------------


def test_outline_is_shown_to_those_who_see_the_run_and_leaves_no_trace(halyna: User, petro: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=2))
    where = reverse("learning:run_outline", args=[run.code])
    assert browser_of(halyna).get(where).context["outline"].total == 2
    assert browser_of(petro).get(where).status_code == 404
    assert (Enrolment.objects.count(), Visit.objects.count()) == (0, 0)
