"""Coming in and giving the place back, by plain forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.learning.enrolment import enrol
from courses.learning.forms import RunForm
from courses.learning.models import Course, CourseRun, Enrolment, Offer
from courses.learning.progress import complete
from school.accounts.models import User
from school.foundation.models import Letter
from tests.factories.accounts import make_consent_text, make_newcomer, make_person
from tests.factories.learning import make_course, make_run
from tests.reading import messages_of, words_of

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def door(run: CourseRun) -> str:
    return reverse("learning:enrol", args=[run.code])


def test_open_run_takes_at_once_and_leads_to_the_course(olena: User, browser_of: Browser) -> None:
    run = make_run(capacity=2)
    answer = browser_of(olena).post(door(run))
    assert (answer.url, messages_of(answer)) == (
        reverse("learning:course_start", args=[run.code]),
        ["Вас записано. Підтвердження у Вашій пошті."],
    )
    assert (Enrolment.objects.get().state, Enrolment.objects.get().language, Offer.objects.get().taken) == ("active", "uk", 1)


def test_enrolled_from_an_english_page_is_written_to_in_english(olena: User, browser_of: Browser) -> None:
    run = make_run()
    assert browser_of(olena).post(f"/en/learn/{run.code}/enrol/").url == f"/en/learn/{run.code}/"
    assert (Enrolment.objects.get().language, Letter.objects.get().language) == ("en", "en")


def test_pressing_twice_takes_one_place_and_writes_one_letter(olena: User, browser_of: Browser) -> None:
    run = make_run(capacity=2)
    browser = browser_of(olena)
    assert [browser.post(door(run)).status_code for _press in range(2)] == [302, 302]
    assert (Enrolment.objects.count(), Offer.objects.get().taken, Letter.objects.count()) == (1, 1, 1)


def test_page_before_enrolling_says_what_will_happen(olena: User, petro: User, browser_of: Browser) -> None:
    run = make_run(capacity=1)
    assert "На сертифікаті буде ім’я з Вашого профілю." in words_of(browser_of(olena).get(door(run)))
    assert "Координатор прочитає Вашу заявку й відповість листом." in words_of(browser_of(olena).get(door(make_run(mode="approval"))))
    enrol(user=petro, run=run)
    said = "Усі місця зайнято: Ви станете в чергу й одержите лист, коли місце звільниться."
    assert said in words_of(browser_of(olena).get(door(run)))
    assert not Enrolment.objects.filter(user=olena).exists()


def test_full_run_gives_a_turn_and_its_number(olena: User, petro: User, browser_of: Browser) -> None:
    run = make_run(capacity=1)
    enrol(user=petro, run=run)
    answer = browser_of(olena).post(door(run))
    assert (answer.url, messages_of(answer)) == (
        reverse("dashboard:my"),
        ["Усі місця зайнято. Ваш номер у черзі – 1; щойно місце звільниться, ми напишемо."],
    )


def test_run_by_approval_keeps_the_request_for_the_coordinator(olena: User, browser_of: Browser) -> None:
    run = make_run(mode="approval")
    answer = browser_of(olena).post(door(run))
    assert (answer.url, messages_of(answer)) == (reverse("dashboard:my"), ["Ваша заявка в координатора. Ми напишемо Вам."])
    assert (Enrolment.objects.get().state, Letter.objects.get().purpose) == ("requested", "enrolment_requested")
    again = browser_of(olena).get(door(run))
    assert "Відкликати заявку" in words_of(again)


def test_wrong_key_is_refused_in_words_and_stays_in_the_field(olena: User, browser_of: Browser) -> None:
    run = make_run(mode="key", enrolment_key="Поділля-2026")
    answer = browser_of(olena).post(door(run), {"key": "Полісся-2026"})
    assert answer.status_code == 400
    assert "Це не ключ цієї групи. Перевірте його в того, хто Вам його дав." in words_of(answer)
    assert 'value="Полісся-2026"' in answer.content.decode()
    assert "Поділля-2026" not in answer.content.decode()
    assert browser_of(olena).post(door(run), {"key": " поділля-2026"}).status_code == 302
    assert Enrolment.objects.get().state == "active"


def test_keys_cannot_be_guessed_one_after_another(olena: User, petro: User, browser_of: Browser) -> None:
    run = make_run(mode="key", enrolment_key="Поділля-2026")
    browser = browser_of(olena)
    for number in range(10):
        browser.post(door(run), {"key": f"слово {number}"})
    answer = browser.post(door(run), {"key": "Поділля-2026"})
    assert (answer.status_code, "Забагато неправильних ключів. Спробуйте за десять хвилин." in words_of(answer)) == (400, True)
    assert browser_of(petro).post(door(run), {"key": "Поділля-2026"}).status_code == 302


def test_run_by_invitation_sends_to_the_letter(olena: User, browser_of: Browser) -> None:
    answer = browser_of(olena).post(door(make_run(mode="invitation")))
    assert (answer.status_code, "До цієї групи записують за запрошенням. Відкрийте посилання з листа." in words_of(answer)) == (400, True)


def test_prerequisite_is_named_and_enforced(olena: User, browser_of: Browser) -> None:
    basics = make_course(title="Абетка електронних послуг", lessons=1)
    run = make_run(make_course())
    Course.objects.get(pk=run.course_id).prerequisites.add(basics)
    answer = browser_of(olena).post(door(run))
    assert (answer.status_code, "Спершу завершіть: «Абетка електронних послуг»." in words_of(answer)) == (400, True)
    first = enrol(user=olena, run=make_run(basics))
    complete(enrolment=first, activity=first.run.activities.get(), how="marked")
    assert browser_of(olena).post(door(run)).url == reverse("learning:course_start", args=[run.code])


def test_cancelled_run_takes_nobody(olena: User, halyna: User, browser_of: Browser) -> None:
    from courses.learning.runs import cancel_run

    run = make_run()
    cancel_run(run=run, actor=halyna, reason="Замало охочих.")
    answer = browser_of(olena).post(door(run))
    assert (answer.status_code, "Цю групу скасовано: до неї вже не записують." in words_of(answer)) == (400, True)
    assert not Enrolment.objects.exists()


def test_unknown_person_signs_in_first_and_comes_back() -> None:
    run = make_run()
    assert Client().post(door(run)).url == f"{reverse('account_login')}?next={door(run)}"


def test_person_without_profile_or_consent_tells_who_they_are_first(olena: User, browser_of: Browser) -> None:
    run = make_run()
    ask = f"{reverse('accounts:profile')}?next={door(run).replace('/', '%2F')}"
    assert browser_of(make_newcomer()).post(door(run)).url == ask
    make_consent_text()
    assert browser_of(olena).post(door(run)).url == ask
    assert not Enrolment.objects.exists()


def test_unknown_run_does_not_exist(olena: User, browser_of: Browser) -> None:
    assert browser_of(olena).get(reverse("learning:enrol", args=["NOSUCHRUN"])).status_code == 404


# --- names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("surname", ["Ж" * 120, "بن علي", "Nguyễn"])
def test_long_and_foreign_names_enrol_like_any_other(halyna: User, browser_of: Browser, surname: str) -> None:
    run = make_run()
    person = make_person(surname=surname, given_name="Марія")
    assert browser_of(person).post(door(run)).status_code == 302
    assert surname in words_of(browser_of(halyna).get(reverse("learning:run", args=[run.code])))


@pytest.mark.parametrize("name", ["Олена 😀", "Ж" * 300])
def test_list_refuses_what_no_certificate_can_print_and_says_why(halyna: User, name: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from courses.learning.roster import queue_list
    from school.foundation import jobs

    run = make_run()
    text = f"e-mail,прізвище\nx@example.org,{name}\ny@example.org,Ґудзь\n"
    job = queue_list(run=run, upload=SimpleUploadedFile("list.csv", text.encode()), actor=halyna)
    jobs.run_all()
    job.refresh_from_db()
    assert [(row["line"], row["state"], bool(row["why"])) for row in job.result["rows"]] == [("2", "refused", True), ("3", "active", True)]
    assert list(Enrolment.objects.values_list("user__email", flat=True)) == ["y@example.org"]


# --- days end at midnight in Kyiv ------------------------------------------------------------------------


def test_window_of_enrolment_is_kyiv_days(halyna: User) -> None:
    data = {
        "name_uk": "Зима",
        "enrolment_opens": "2026-12-01",
        "enrolment_closes": "05.12.2026",
        "starts": "2026-12-07",
        "ends": "2026-12-20",
        "mode": "open",
    }
    form = RunForm(data)
    assert form.is_valid(), form.errors
    values = form.values()
    assert (values["enrolment_opens_at"], values["enrolment_closes_at"]) == (
        datetime(2026, 11, 30, 22, tzinfo=UTC), datetime(2026, 12, 5, 22, tzinfo=UTC),
    )  # fmt: skip
    run = make_run(**{name: value for name, value in values.items() if name not in ("project", "name_en", "enrolment_key", "capacity")})
    second = timedelta(seconds=1)
    at = [values["enrolment_opens_at"] - second, values["enrolment_opens_at"], values["enrolment_closes_at"] - second, values["enrolment_closes_at"]]
    assert [run.state_at(moment) for moment in at] == ["planned", "enrolling", "enrolling", "closed"]
    again = RunForm(run=run)
    assert [again.initial[name] for name in ("enrolment_opens", "enrolment_closes", "starts", "ends")] == [
        date(2026, 12, 1), date(2026, 12, 5), date(2026, 12, 7), date(2026, 12, 20),
    ]  # fmt: skip


def test_summer_and_winter_midnights_both_hold() -> None:
    data = {"name_uk": "Осінь", "enrolment_opens": "2026-10-24", "enrolment_closes": "2026-10-25", "starts": "2026-10-26", "mode": "open"}
    form = RunForm(data)
    assert form.is_valid(), form.errors
    window = (form.values()["enrolment_opens_at"].astimezone(UTC), form.values()["enrolment_closes_at"].astimezone(UTC))
    assert window == (datetime(2026, 10, 23, 21, tzinfo=UTC), datetime(2026, 10, 25, 22, tzinfo=UTC))


# --- giving the place back ---------------------------------------------------------------------------------


def test_withdrawing_asks_first_and_says_whose_the_place_will_be(olena: User, petro: User, browser_of: Browser) -> None:
    run = make_run(capacity=1)
    enrolment = enrol(user=olena, run=run)
    where = reverse("learning:withdraw", args=[enrolment.code])
    assert "Ваше місце звільниться. Пройдене збережемо" in words_of(browser_of(olena).get(where))
    enrol(user=petro, run=run)
    assert "Ваше місце одразу перейде наступному в черзі." in words_of(browser_of(olena).get(where))
    answer = browser_of(olena).post(where)
    assert (answer.url, messages_of(answer)) == (reverse("dashboard:my"), ["Ваш запис скасовано. Пройдене збережено."])
    assert dict(run.enrolments.values_list("user__email", "state")) == {"olena@example.org": "withdrawn", "petro@example.org": "active"}
    assert browser_of(olena).post(where).status_code == 404


def test_nobody_withdraws_another(olena: User, petro: User, halyna: User, browser_of: Browser) -> None:
    where = reverse("learning:withdraw", args=[enrol(user=olena, run=make_run()).code])
    assert [browser_of(user).post(where).status_code for user in (petro, halyna)] == [404, 404]
    assert Client().post(where).url == f"{reverse('account_login')}?next={where}"
    assert Enrolment.objects.get().state == "active"


def test_asking_again_after_taking_the_request_back_is_answered_again(olena: User, browser_of: Browser) -> None:
    run = make_run(mode="approval")
    browser = browser_of(olena)
    browser.post(door(run))
    browser.post(reverse("learning:withdraw", args=[Enrolment.objects.get().code]))
    browser.post(door(run))
    assert list(Letter.objects.order_by("pk").values_list("purpose", flat=True)) == [
        "enrolment_requested", "enrolment_withdrawn", "enrolment_requested",
    ]  # fmt: skip


# --- one's own standing on the course page ---------------------------------------------------------------


def test_panel_is_empty_for_who_is_not_on_the_run(petro: User, browser_of: Browser) -> None:
    run = make_run()
    where = reverse("learning:panel", args=[run.code])
    assert browser_of(petro).get(where).status_code == 204
    assert Client().get(where).status_code == 302


def test_panel_tells_each_their_own_standing(olena: User, petro: User, oksana: User, browser_of: Browser) -> None:
    run = make_run(make_course(lessons=1), capacity=1)
    where = reverse("learning:panel", args=[run.code])
    first = enrol(user=olena, run=run)
    for waiting in (petro, oksana):
        enrol(user=waiting, run=run)
    assert words_of(browser_of(olena).get(where)) == "Продовжити Вас записано."
    assert words_of(browser_of(oksana).get(where)) == "Ваш номер у черзі – 2 Вийти з черги"
    complete(enrolment=first, activity=run.activities.get(), how="marked")
    assert words_of(browser_of(olena).get(where)) == "Переглянути ще раз Ви завершили цей курс."
    asked = make_run(mode="approval")
    enrol(user=petro, run=asked)
    assert words_of(browser_of(petro).get(reverse("learning:panel", args=[asked.code]))) == "Ваша заявка чекає на координатора Відкликати заявку"


def test_closed_window_refuses_in_words(olena: User, browser_of: Browser) -> None:
    run = make_run(enrolment_closes_at=timezone.now() - timedelta(seconds=1))
    answer = browser_of(olena).post(door(run))
    assert (answer.status_code, "Запис до цієї групи зараз закрито." in words_of(answer)) == (400, True)
