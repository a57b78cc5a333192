"""The desk of an organisation: who may open it, what it tells, and what it never tells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.issuing import hide
from certificates.models import Certificate
from courses.internships.applying import accept_application, decline_application, withdraw_application
from courses.internships.models import Application
from courses.internships.reserving import approve_reservation, name_person, reserve_seats, take_back_name
from courses.internships.settling import settle_day
from school.accounts.erasing import erase_person
from school.accounts.models import Organisation, User
from school.accounts.organisations import merge_organisations
from school.accounts.profiles import give_consent, withdraw_consent
from tests.factories.accounts import make_consent_text, make_head, make_organisation
from tests.factories.accounts import make_person as make_somebody
from tests.factories.certificates import make_house
from tests.factories.internships import make_application, make_day, make_person
from tests.factories.presence import PARTS, accepted_for, held, make_presence

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def house_of(user: User) -> Organisation:
    return user.memberships.get().organisation


def desk(organisation: Organisation, kind: str = "") -> str:
    return (
        reverse("dashboard:organisation_hours", args=[organisation.code, kind])
        if kind
        else reverse("dashboard:organisation", args=[organisation.code])
    )


def seen(browser: Client, organisation: Organisation, **asked: str) -> Any:
    return browser.get(desk(organisation), asked).context


def hours(browser: Client, organisation: Organisation, **asked: str) -> list[tuple[str, list[Decimal | None]]]:
    return [(row.person.profile.surname, [visit.hours for visit in row.visits]) for row in seen(browser, organisation, **asked)["people"]]


def goes(surname: str, *, in_days: int = 10, **said: Any) -> Application:
    """Accepted, in the name of the organisation that Oksana heads."""
    return accepted_for(make_day(capacity=None, in_days=in_days, slots=PARTS, hours=Decimal(6)), user=make_person(surname=surname), **said)


def came(surname: str, halyna: User, *, on: date | None = None, confirmed: bool = True) -> Application:
    application = goes(surname)
    day = held(application.day, on)
    make_presence(day, user=application.user)
    if confirmed:
        settle_day(day=day, actor=halyna)
    return application


# --- who may open it -------------------------------------------------------------------------------------


def test_two_heads_see_the_same(browser_of: Browser, oksana: User, halyna: User) -> None:
    second = make_somebody("second@example.org", surname="Другий")
    make_head(second, house_of(oksana))
    goes("Мороз")
    pages = [seen(browser_of(user), house_of(oksana)) for user in (oksana, second)]
    assert [[row.user.profile.surname for row in page["going"].object_list] for page in pages] == [["Мороз"], ["Мороз"]]
    assert [[row.user.profile.surname for row in page["heads"]] for page in pages] == [["Гнатюк", "Другий"]] * 2


@pytest.mark.parametrize("kind", ["", "csv", "pdf"])
@pytest.mark.parametrize("who", ["former", "later", "of another", "plain member", "stranger", "trainer"])
def test_nobody_else_finds_it(browser_of: Browser, oksana: User, taras: User, who: str, kind: str) -> None:
    house = house_of(oksana)
    user = taras if who == "trainer" else make_somebody(surname="Інший")
    today = timezone.localdate()
    if who == "former":
        make_head(user, house, until=today - timedelta(days=1))
    elif who == "later":
        make_head(user, house, since=today + timedelta(days=1))
    elif who == "of another":
        make_head(user, make_organisation("Інша рада"))
    elif who == "plain member":
        user.profile.organisation = house
        user.profile.save()
    assert browser_of(user).get(desk(house, kind)).status_code == 404


def test_head_of_the_last_day_still_sees_it(browser_of: Browser, oksana: User) -> None:
    user = make_somebody(surname="Останній")
    make_head(user, house_of(oksana), until=timezone.localdate())
    assert browser_of(user).get(desk(house_of(oksana))).status_code == 200


def test_whoever_has_not_signed_in_is_asked_to(client: Client, oksana: User) -> None:
    assert client.get(desk(house_of(oksana)))["Location"].startswith("/accounts/login/")


def test_coordinator_reads_any_desk_and_who_heads_it_and_asks_for_no_seats(browser_of: Browser, oksana: User, halyna: User) -> None:
    day = make_day()
    browser, house = browser_of(halyna), house_of(oksana)
    page = browser.get(desk(house))
    assert [row.user for row in page.context["heads"]] == [oksana]
    assert reverse("internships:seats", args=[house.code, day.code]) not in page.content.decode()
    assert reverse("internships:seats", args=[house.code, day.code]) in browser_of(oksana).get(desk(house)).content.decode()
    listed = browser.get(reverse("internships:teach_applications"), {"organisation": house.code}).content.decode()
    assert f'href="{desk(house)}"' in listed


def test_double_leads_to_the_one_that_stands(browser_of: Browser, oksana: User, halyna: User, petro: User) -> None:
    double, house = make_organisation("Вінницька міськрада"), house_of(oksana)
    accepted_for(make_day(), user=make_person(surname="Мороз", organisation=double.name))
    merge_organisations(double=double, into=house, actor=halyna)
    response = browser_of(oksana).get(desk(double))
    assert (response.status_code, response["Location"]) == (302, desk(house))
    assert [row.user.profile.surname for row in seen(browser_of(oksana), house)["going"].object_list] == ["Мороз"]
    assert browser_of(petro).get(desk(double)).status_code == 404


def test_links_to_the_desk_stand_where_its_head_looks(browser_of: Browser, oksana: User, olena: User) -> None:
    link = f'href="{desk(house_of(oksana))}"'
    for address in (reverse("dashboard:my"), reverse("accounts:profile")):
        assert link in browser_of(oksana).get(address).content.decode()
        assert link not in browser_of(olena).get(address).content.decode()


# --- what it tells ---------------------------------------------------------------------------------------


def test_seats_stand_with_how_many_are_named(browser_of: Browser, oksana: User, halyna: User) -> None:
    near, far = make_day(capacity=2, in_days=10), make_day(in_days=20)
    make_day(in_days=2)  # applications are over, nothing was asked for
    reservation = reserve_seats(organisation=house_of(oksana), day=near, size=3, policy="as_places_come", actor=oksana)
    reservation = approve_reservation(reservation=reservation, actor=halyna)
    name_person(reservation=reservation, email="new@example.org", surname="Мороз", given_name="Іван", actor=oksana)
    rows = seen(browser_of(oksana), house_of(oksana))["days"]
    told = [(row["day"].pk, row["reservation"] and (row["reservation"].named, row["reservation"].unnamed, row["reservation"].queued)) for row in rows]
    assert told == [(near.pk, (1, 1, 1)), (far.pk, None)]


def test_names_of_days_to_come_without_a_word_of_what_people_wrote(browser_of: Browser, oksana: User, halyna: User) -> None:
    goes("Ягода", why="Шукаю іншу роботу.", topics="зарплати", needs="пандус і безглютенове")
    goes("Їжакевич")
    make_application(day=make_day(in_days=5), user=make_person(surname="Ґалаґан"))
    page = browser_of(oksana).get(desk(house_of(oksana)))
    rows = [(row.user.profile.surname, row.state) for row in page.context["going"].object_list]
    assert rows == [("Ґалаґан", "applied"), ("Їжакевич", "accepted"), ("Ягода", "accepted")]
    html = page.content.decode()
    assert [word for word in ("Шукаю", "зарплати", "пандус", "безглютенове", "@example.org") if word in html.replace("oksana@example.org", "")] == []


def test_whoever_came_stands_with_hours_day_by_day_and_together(browser_of: Browser, oksana: User, halyna: User) -> None:
    first = came("Ґалаґан", halyna)
    again = accepted_for(make_day(capacity=None), user=first.user)
    make_presence(held(again.day, timezone.localdate() - timedelta(days=3)), user=first.user)
    came("Гаврилюк", halyna)
    page = seen(browser_of(oksana), house_of(oksana), period="all")
    assert [(row.person.profile.surname, [visit.hours for visit in row.visits], row.hours) for row in page["people"]] == [
        ("Гаврилюк", [Decimal("6.0")], Decimal("6.0")), ("Ґалаґан", [None, Decimal("6.0")], Decimal("6.0")),
    ]  # fmt: skip
    assert page["numbers"] == {"people": 2, "days": 3, "hours": Decimal("12.0"), "unconfirmed": 1}


def test_period_is_this_year_the_last_twelve_months_or_all(browser_of: Browser, oksana: User, halyna: User) -> None:
    today = timezone.localdate()
    came("Давній", halyna, on=today - timedelta(days=800))
    came("Торішній", halyna, on=min(today.replace(month=1, day=1) - timedelta(days=1), today - timedelta(days=1)))
    browser, house = browser_of(oksana), house_of(oksana)
    assert [name for name, _hours in hours(browser, house, period="all")] == ["Давній", "Торішній"]
    assert [name for name, _hours in hours(browser, house, period="months")] == ["Торішній"]
    assert hours(browser, house) == hours(browser, house, period="дурниця") == []


def test_certificate_stands_by_its_number_until_its_holder_hides_it(
    browser_of: Browser, oksana: User, halyna: User, django_capture_on_commit_callbacks: Any
) -> None:
    make_house()
    with django_capture_on_commit_callbacks(execute=True):
        came("Мороз", halyna)
    certificate, browser, house = Certificate.objects.get(), browser_of(oksana), house_of(oksana)
    html = browser.get(desk(house)).content.decode()
    assert certificate.number in html
    assert reverse("certificates:verified", args=[certificate.code]) in html
    hide(certificate=certificate, actor=certificate.person)
    for address in (desk(house), desk(house, "csv")):
        said = browser.get(address).content.decode()
        assert "Мороз" in said
        assert [word for word in (certificate.number, certificate.code) if word in said] == []


# --- what is not its affair -------------------------------------------------------------------------------


def test_people_are_known_by_what_they_applied_in_the_name_of(browser_of: Browser, oksana: User, halyna: User) -> None:
    """Neither a place of work changed later nor a namesake of the organisation tells of anybody."""
    moved = goes("Мороз")
    make_person(surname="Новий")  # works there, has applied for nothing
    moved.user.profile.organisation = make_organisation("Інша рада")
    moved.user.profile.save()
    namesake = Organisation.objects.create(name=house_of(oksana).name)
    stranger = make_person(surname="Чужий", organisation="Інша рада")
    stranger.profile.organisation = namesake
    stranger.profile.save()
    accepted_for(make_day(), user=User.objects.get(pk=stranger.pk))
    assert [row.user.profile.surname for row in seen(browser_of(oksana), house_of(oksana))["going"].object_list] == ["Мороз"]


def test_declined_withdrawn_and_replaced_are_not_told_of(browser_of: Browser, oksana: User, halyna: User) -> None:
    day = make_day()
    decline_application(application=make_application(day=day), actor=halyna, reason="День для шкіл.")
    gone = make_application(day=day)
    withdraw_application(application=gone, actor=gone.user)
    reservation = reserve_seats(organisation=house_of(oksana), day=day, size=1, policy="as_places_come", actor=oksana)
    reservation = approve_reservation(reservation=reservation, actor=halyna)
    taken = name_person(reservation=reservation, email="new@example.org", surname="Мороз", given_name="Іван", actor=oksana)
    take_back_name(application=taken, actor=oksana)
    assert list(seen(browser_of(oksana), house_of(oksana))["going"].object_list) == []


def test_walk_in_without_an_application_is_not_told_of(browser_of: Browser, oksana: User, halyna: User) -> None:
    day = held(make_day())
    make_presence(day, user=make_person(surname="Мороз"))
    settle_day(day=day, actor=halyna)
    assert hours(browser_of(oksana), house_of(oksana), period="all") == []


def test_consent_taken_back_and_an_erased_account_close_the_desk_over_the_person(browser_of: Browser, oksana: User, halyna: User) -> None:
    text = make_consent_text()
    takes_back, again, erased = (came(name, halyna).user for name in ("Мороз", "Жук", "Стертий"))
    for user in (takes_back, again):
        give_consent(user=user, text=text)
        withdraw_consent(user=user)
    give_consent(user=again, text=text)
    give_consent(user=takes_back, text=make_consent_text("2028", purpose="register"))  # of another matter
    give_consent(user=again, text=make_consent_text("2027", purpose="register"))
    withdraw_consent(user=again, purpose="register")
    erase_person(user=erased, actor=halyna)
    browser, house = browser_of(oksana), house_of(oksana)
    assert hours(browser, house, period="all") == [("Жук", [Decimal("6.0")])]
    assert "Мороз" not in browser.get(desk(house, "csv"), {"period": "all"}).content.decode()


def test_applying_again_after_being_replaced_is_in_ones_own_name(browser_of: Browser, oksana: User, halyna: User) -> None:
    day = make_day()
    reservation = reserve_seats(organisation=house_of(oksana), day=day, size=1, policy="as_places_come", actor=oksana)
    reservation = approve_reservation(reservation=reservation, actor=halyna)
    user = make_person(surname="Мороз", organisation="Інша рада")
    take_back_name(application=name_person(reservation=reservation, email=user.email, actor=oksana), actor=oksana)
    accept_application(application=make_application(day=day, user=user), actor=halyna)
    application = Application.objects.get()
    assert (application.organisation, application.house.name, application.reservation) == ("Інша рада", "Інша рада", None)
    assert list(seen(browser_of(oksana), house_of(oksana))["going"].object_list) == []


# --- files and price ---------------------------------------------------------------------------------------


def test_hours_for_the_personnel_file_as_csv(browser_of: Browser, oksana: User, halyna: User) -> None:
    application = came("=Мороз", halyna)
    response = browser_of(oksana).get(desk(house_of(oksana), "csv"), {"period": "all"})
    assert response.content.startswith("\ufeff".encode())
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/csv; charset=utf-8", "private, no-store")
    head, line = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert head == ["Ім’я", "Посада", "День", "Програма", "Академічних годин", "Сертифікат"]
    day = Application.objects.get(pk=application.pk).day
    assert line == ["'=Мороз Ім’я", "фахівець", day.date.isoformat(), "Е-урядування на прикладі міської ради", "6", "–"]


def test_hours_for_the_personnel_file_as_pdf(browser_of: Browser, oksana: User, halyna: User) -> None:
    came("Мороз", halyna)
    response = browser_of(oksana).get(desk(house_of(oksana), "pdf"), {"period": "all"})
    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
    assert browser_of(oksana).get(desk(house_of(oksana), "docx"), {"period": "all"}).content[:2] == b"PK"
    assert browser_of(oksana).get(desk(house_of(oksana), "exe")).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_desk_asks_the_same_however_many_people(browser_of: Browser, oksana: User, halyna: User, people: int, django_assert_num_queries: Any) -> None:
    for number in range(people):
        came(f"Мороз{number}", halyna)
        goes(f"Жук{number}", in_days=10 + number)
    browser, house = browser_of(oksana), house_of(oksana)
    browser.get(desk(house))
    with django_assert_num_queries(DESK_QUERIES):
        page = seen(browser, house, period="all")
    assert (len(page["people"]), len(page["going"].object_list), len(page["days"])) == (people, people, people)


DESK_QUERIES = 16
