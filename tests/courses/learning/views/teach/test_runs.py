"""Trainers and coordinators at work on a run."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.learning.enrolment import decline_enrolment, enrol, withdraw
from courses.learning.models import Course, CourseRun, CourseTrainer, LessonPage
from courses.learning.progress import complete
from courses.learning.teaching import appoint_trainer
from courses.learning.views.teach import runs as views
from school.accounts.models import User
from tests.factories.accounts import make_person
from tests.factories.learning import make_course, make_course_page, make_lesson, make_module, make_people, make_run
from tests.reading import messages_of, words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
DATA = {
    "name_uk": "Зима", "name_en": "Winter", "enrolment_opens": "2026-12-01", "enrolment_closes": "2026-12-05", "starts": "2026-12-07",
    "ends": "2026-12-20", "capacity": "30", "mode": "open", "enrolment_key": "", "project": "",
}  # fmt: skip


def to(name: str, run: CourseRun | Course) -> str:
    return reverse(f"learning:{name}", args=[run.code])


def emails(answer: object) -> list[str]:
    return [row.user.email for row in answer.context["page"]]


# --- the front page ------------------------------------------------------------------------------------


def test_front_page_counts_people_of_each_run(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=1), capacity=1)
    enrolment = enrol(user=olena, run=run)
    enrol(user=petro, run=run)
    complete(enrolment=enrolment, activity=run.activities.get(), how="marked")
    enrol(user=olena, run=make_run(mode="approval"))
    answer = browser_of(halyna).get(reverse("learning:teach"))
    counts = {row.code: (row.active, row.finished, row.requested, row.queued) for row in answer.context["runs"]}
    assert (counts[run.code], answer.context["waiting_requests"]) == ((1, 1, 0, 1), 1)


def test_trainer_sees_their_own_runs_only(taras: User, halyna: User, browser_of: Browser) -> None:
    mine, _other = make_run(), make_run()
    appoint_trainer(course=mine.course, user=taras, actor=halyna)
    answer = browser_of(taras).get(reverse("learning:teach"))
    assert ([row.code for row in answer.context["runs"]], answer.context["coordinates"]) == ([mine.code], False)


# --- who learns ------------------------------------------------------------------------------------------


def test_tabs_hold_each_person_where_they_stand(olena: User, petro: User, oksana: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(capacity=1)
    gone, declined = make_people(2)
    withdraw(enrolment=enrol(user=gone, run=run), actor=gone)
    enrol(user=olena, run=run)
    enrol(user=petro, run=run)
    CourseRun.objects.update(mode="approval")
    run = CourseRun.objects.get()
    enrol(user=oksana, run=run)
    decline_enrolment(enrolment=enrol(user=declined, run=run), actor=halyna, reason="Не цього разу.")
    browser = browser_of(halyna)
    found = {tab: set(emails(browser.get(to("run", run), {"tab": tab}))) for tab in views.TABS}
    assert found == {
        "active": {"olena@example.org"}, "waiting": {"petro@example.org"}, "requested": {"oksana@example.org"}, "gone": {gone.email, declined.email},
    }  # fmt: skip
    answer = browser.get(to("run", run), {"tab": "nonsense"})
    assert (answer.context["tab"], answer.context["counts"]) == ("active", {"active": 1, "requested": 1, "waiting": 1, "gone": 2, "finished": 0})


@pytest.mark.parametrize("typed", ["Кравчук", "кравчук", "КРАВЧУК", "кравч", "олена кравчук", "olena@", "OLENA"])
def test_person_is_found_however_the_name_is_typed(olena: User, petro: User, halyna: User, browser_of: Browser, typed: str) -> None:
    run = make_run()
    for user in (olena, petro):
        enrol(user=user, run=run)
    assert emails(browser_of(halyna).get(to("run", run), {"q": typed})) == ["olena@example.org"]


def test_nobody_is_found_by_a_name_nobody_has(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run()
    enrol(user=olena, run=run)
    answer = browser_of(halyna).get(to("run", run), {"q": "олена мельник"})
    assert (emails(answer), answer.context["counts"]["active"]) == ([], 1)


def test_long_list_is_paged_and_a_page_too_far_is_the_last(halyna: User, browser_of: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 2)
    run = make_run()
    people = make_people(5)
    for user in people:
        enrol(user=user, run=run)
    browser = browser_of(halyna)
    pages = [emails(browser.get(to("run", run), {"page": page})) for page in ("1", "2", "3", "99", "x")]
    wanted = [user.email for user in people]
    assert pages == [wanted[:2], wanted[2:4], wanted[4:], wanted[4:], wanted[:2]]


def test_next_page_keeps_the_tab_and_what_was_looked_for(halyna: User, browser_of: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 1)
    run = make_run(capacity=1)
    for user in make_people(3):
        enrol(user=user, run=run)
    html = browser_of(halyna).get(to("run", run), {"tab": "waiting", "q": "прізвище"}).content.decode()
    following = re.search(r'href="([^"]+)" rel="next"', html)
    assert following is not None
    assert following[1].replace("&amp;", "&") == "?" + urlencode({"tab": "waiting", "q": "прізвище"}) + "&page=2"


# --- opening, changing, cancelling -----------------------------------------------------------------------


def test_opened_run_is_what_the_form_said(halyna: User, browser_of: Browser) -> None:
    course = make_course(hours=12)
    answer = browser_of(halyna).post(to("run_open", course), DATA)
    run = CourseRun.objects.get()
    assert (answer.url, messages_of(answer)) == (to("run", run), ["Групу відкрито. Її план – копія курсу, яким він є зараз."])
    assert (run.name_uk, run.name_en, run.offer.capacity, run.hours, run.mode) == ("Зима", "Winter", 30, 12, "open")
    assert (run.starts_at, run.ends_at) == (datetime(2026, 12, 6, 22, tzinfo=UTC), datetime(2026, 12, 20, 22, tzinfo=UTC))
    assert run.offer.promote_until == run.ends_at


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"enrolment_closes": "2026-11-30"}, "Останній день запису раніший за перший."),
        ({"ends": "2026-12-06"}, "Навчання закінчується раніше, ніж починається."),
        ({"mode": "key"}, "Напишіть ключ, який уводитимуть люди."),
    ],
)
def test_run_that_contradicts_itself_is_not_opened(halyna: User, browser_of: Browser, changes: dict[str, str], said: str) -> None:
    answer = browser_of(halyna).post(to("run_open", make_course()), DATA | changes)
    assert (answer.status_code, said in words_of(answer), CourseRun.objects.count()) == (400, True, 0)
    assert 'value="Зима"' in answer.content.decode()


def test_course_without_lessons_is_refused_in_words(halyna: User, browser_of: Browser) -> None:
    course = Course.objects.get(key=make_course_page().translation_key)
    answer = browser_of(halyna).post(to("run_open", course), DATA)
    said = "У курсі ще немає опублікованих уроків. Опублікуйте хоча б один, а тоді відкривайте групу."
    assert (answer.status_code, said in words_of(answer), CourseRun.objects.count()) == (400, True, 0)


def test_changed_run_is_saved_and_more_places_let_people_in(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(capacity=1)
    for user in (olena, petro):
        enrol(user=user, run=run)
    answer = browser_of(halyna).post(to("run_change", run), DATA | {"capacity": "2", "ends": ""})
    assert (answer.url, messages_of(answer)) == (to("run", run), ["Збережено."])
    run = CourseRun.objects.get()
    assert (run.name_uk, run.ends_at, run.offer.capacity, run.offer.taken) == ("Зима", None, 2, 2)


def test_fewer_places_than_people_are_refused_beside_the_field(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    run = make_run(capacity=5)
    for user in (olena, petro):
        enrol(user=user, run=run)
    answer = browser_of(halyna).post(to("run_change", run), DATA | {"capacity": "1"})
    said = "2 людей уже мають місце. Спершу скасуйте чиюсь участь або лишіть щонайменше стільки місць."
    assert (answer.status_code, answer.context["form"].errors["capacity"]) == (400, [said])
    assert (CourseRun.objects.get().name_uk, CourseRun.objects.get().offer.capacity) == ("Осінь", 5)


def test_cancelling_asks_for_a_reason_and_counts_people(olena: User, halyna: User, browser_of: Browser) -> None:
    run = make_run()
    enrol(user=olena, run=run)
    browser = browser_of(halyna)
    assert browser.get(to("run_cancel", run)).context["people"] == 1
    browser.post(to("run_cancel", run), {"reason": ""})
    assert CourseRun.objects.get().cancelled_at is None
    answer = browser.post(to("run_cancel", run), {"reason": "Замало охочих."})
    assert (answer.url, messages_of(answer)) == (to("run", run), ["Групу скасовано."])
    assert CourseRun.objects.get().cancelled_at is not None
    assert to("run_cancel", run) not in browser.get(to("run", run)).content.decode()


# --- adopting --------------------------------------------------------------------------------------------


def test_run_behind_its_course_shows_what_would_change_and_takes_it(taras: User, olena: User, halyna: User, browser_of: Browser) -> None:
    page = make_course_page(hours=10)
    module = make_module(page)
    old = make_lesson(module, title="Старий")
    kept = make_lesson(module, title="Лишається")
    course = Course.objects.get(key=page.translation_key)
    appoint_trainer(course=course, user=taras, actor=halyna)
    run = make_run(course)
    enrol(user=olena, run=run)
    browser = browser_of(taras)
    assert browser.get(to("run", run)).context["behind"] is False
    LessonPage.objects.get(pk=old.pk).unpublish()
    kept = LessonPage.objects.get(pk=kept.pk)
    kept.required = False
    kept.save_revision().publish()
    make_lesson(module, title="Новий")
    assert browser.get(to("run", run)).context["behind"] is True
    said = words_of(browser.get(to("adopt", run)))
    assert "Навчається 1 людина, завершили 0. Хто завершив, лишається завершеним." in said
    assert re.search(r"Новий .* Старий .* Лишається", said)
    assert run.activities.in_force().count() == 2
    answer = browser.post(to("adopt", run))
    assert (answer.url, messages_of(answer)) == (to("run", run), ["Тепер група йде за курсом, яким він є."])
    assert list(run.activities.in_force().values_list("activity__title", "required")) == [("Лишається", False), ("Новий", True)]
    again = browser.post(to("adopt", run))
    assert messages_of(again)[-1] == "Змін не було."
    assert "Нічого: група йде за курсом, яким він є." in words_of(browser.get(to("adopt", run)))


# --- release -----------------------------------------------------------------------------------------------


def test_module_is_given_a_day_from_its_first_kyiv_minute(taras: User, halyna: User, browser_of: Browser) -> None:
    run = make_run()
    appoint_trainer(course=run.course, user=taras, actor=halyna)
    module, browser = run.modules.get(), browser_of(taras)
    answer = browser.post(to("release", run), {"module": module.pk, "at": "05.12.2026"})
    assert (answer.url, messages_of(answer)) == (to("run", run), ["Збережено."])
    assert run.modules.get().release_at == datetime(2026, 12, 4, 22, tzinfo=UTC)
    assert 'value="2026-12-05"' in browser.get(to("run", run)).content.decode()
    browser.post(to("release", run), {"module": module.pk, "at": ""})
    assert run.modules.get().release_at is None


@pytest.mark.parametrize("at", ["31.02.2026", "завтра"])
def test_day_that_is_none_is_refused_in_words(halyna: User, browser_of: Browser, at: str) -> None:
    run = make_run()
    answer = browser_of(halyna).post(to("release", run), {"module": run.modules.get().pk, "at": at})
    assert messages_of(answer) == ["Дату не зрозуміло. Напишіть так: 05.11.2026."]
    assert run.modules.get().release_at is None


def test_module_of_another_run_is_not_released_through_this_one(taras: User, halyna: User, browser_of: Browser) -> None:
    mine, other = make_run(), make_run()
    appoint_trainer(course=mine.course, user=taras, actor=halyna)
    browser_of(taras).post(to("release", mine), {"module": other.modules.get().pk, "at": "05.12.2026"})
    assert other.modules.get().release_at is None


# --- trainers ----------------------------------------------------------------------------------------------


def test_trainer_is_appointed_and_dismissed_by_e_mail(halyna: User, browser_of: Browser) -> None:
    course, person = make_course(), make_person("marta@example.org", surname="Ґудзь", given_name="Марта")
    browser = browser_of(halyna)
    answer = browser.post(to("trainers", course), {"email": "MARTA@example.org"})
    assert (answer.url, messages_of(answer)) == (to("course_report", course), ["Ґудзь Марта тепер викладає цей курс."])
    assert [row.user for row in browser.get(to("course_report", course)).context["trainers"]] == [person]
    assert browser_of(person).get(to("course_report", course)).status_code == 200
    answer = browser.post(to("trainers", course), {"email": "marta@example.org", "dismiss": "1"})
    assert messages_of(answer)[-1] == "Ґудзь Марта більше не викладає цей курс."
    assert browser_of(person).get(to("course_report", course)).status_code == 404
    assert CourseTrainer.objects.get().dismissed_at is not None


@pytest.mark.parametrize("email", ["nobody@example.org", "без-собаки", ""])
def test_nobody_is_appointed_by_an_unknown_address(halyna: User, browser_of: Browser, email: str) -> None:
    answer = browser_of(halyna).post(to("trainers", make_course()), {"email": email})
    assert messages_of(answer) == ["Із цією поштою ніхто не зареєстрований. Спершу попросіть людину зареєструватися."]
    assert not CourseTrainer.objects.exists()


def test_dismissed_from_one_course_still_teaches_the_other(taras: User, halyna: User, browser_of: Browser) -> None:
    first, second = make_course(), make_course()
    for course in (first, second):
        appoint_trainer(course=course, user=taras, actor=halyna)
    browser_of(halyna).post(to("trainers", first), {"email": taras.email, "dismiss": "1"})
    assert [browser_of(taras).get(to("course_report", course)).status_code for course in (first, second)] == [404, 200]
    assert User.objects.get(pk=taras.pk).groups.filter(name="trainer").exists()


def test_course_report_lists_what_publishing_could_not_take(halyna: User, browser_of: Browser) -> None:
    from tests.factories.learning import make_test

    page = make_course_page()
    make_test(make_module(page), questions=0, title="Порожній тест")
    answer = browser_of(halyna).get(to("course_report", Course.objects.get(key=page.translation_key)))
    assert "Порожній тест" in words_of(answer)
    assert "У цьому тесті ще немає запитань. Додайте запитання й опублікуйте знову." in words_of(answer)


def test_run_not_started_and_one_over_open_for_those_who_coordinate(halyna: User, browser_of: Browser) -> None:
    coming = make_run(starts_at=timezone.now() + timedelta(days=3))
    over = make_run(starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=2))
    assert [browser_of(halyna).get(to("run", run)).status_code for run in (coming, over)] == [200, 200]
