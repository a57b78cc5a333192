"""A coordinator sees on the board and on the application whom no letter reaches, and sends it again once the address is mended."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from courses.internships.applying import accept_application, withdraw_application
from courses.internships.approving import ask_superior
from courses.internships.models import Application
from courses.internships.reserving import approve_reservation, decline_reservation, reserve_seats
from courses.internships.settling import settle_day
from courses.internships.undelivered import NotReached, lost_letters_of
from school.accounts.erasing import erase_person
from school.foundation.bounces import mark_bounced
from school.foundation.models import Letter
from tests.factories.accounts import make_organisation
from tests.factories.internships import make_application, make_day
from tests.factories.presence import held, make_held_day, make_presence

pytestmark = pytest.mark.django_db


def unreached() -> Application:
    application = accept_application(application=make_application(day=make_day()), actor=None)
    mark_bounced(letter=Letter.objects.get(purpose="day_application_accepted"), status="5.1.1", words="no such mailbox")
    return application


def test_the_board_names_whom_a_letter_does_not_reach(client: Client, halyna) -> None:
    application = unreached()
    accept_application(application=make_application(day=application.day), actor=halyna)
    other = make_day()
    client.force_login(halyna)
    page = client.get(reverse("internships:teach_day", args=[application.day.code]))
    assert [row.pk for row in page.context["not_reached"].people] == [application.pk]
    assert "Не дійшли листи до 1 особи:" in page.content.decode()
    assert client.get(reverse("internships:teach_day", args=[other.code])).context["not_reached"] == NotReached([], [], [], [])


def test_the_application_says_which_and_why_and_sends_it_again_to_the_new_address(client: Client, halyna) -> None:
    application = unreached()
    client.force_login(halyna)
    address = reverse("internships:teach_application", args=[application.code])
    page = client.get(address)
    assert [(row["letter"].purpose, row["why"]) for row in page.context["lost"]] == [("day_application_accepted", "5.1.1 no such mailbox")]
    application.user.email = "mended@example.org"
    application.user.save()
    response = client.post(reverse("internships:send_again", args=[application.code]), follow=True)
    letter = Letter.objects.get(purpose="day_application_accepted")
    assert (letter.to, letter.state, response.context["lost"]) == ("mended@example.org", "queued", [])
    assert [str(said) for said in response.context["messages"]] == ["1 лист уже прямує на mended@example.org."]


def test_an_old_promise_is_not_sent_after_a_newer_word(client: Client, halyna) -> None:
    application = unreached()
    withdraw_application(application=application, actor=application.user)
    assert [letter.purpose for letter in lost_letters_of(application)] == ["day_application_accepted"]
    Letter.objects.filter(purpose="day_application_withdrawn").update(state="sent")
    assert lost_letters_of(application) == []
    client.force_login(halyna)
    page = client.get(reverse("internships:teach_day", args=[application.day.code]))
    assert "Не дійшли листи" not in page.content.decode()


def test_of_an_erased_person_nothing_is_sent(halyna) -> None:
    application = unreached()
    erase_person(user=application.user, actor=halyna)
    assert lost_letters_of(application) == []


@pytest.mark.parametrize("who", ["petro", "taras", "oksana"])
def test_others_send_nothing(client: Client, who: str, request) -> None:
    application = unreached()
    client.force_login(request.getfixturevalue(who))
    assert client.post(reverse("internships:send_again", args=[application.code])).status_code == 404
    assert Letter.objects.get(purpose="day_application_accepted").state == "bounced"


@pytest.mark.parametrize("people", [1, 3])
def test_queries_of_the_board_do_not_grow(client: Client, halyna, people: int, django_assert_num_queries) -> None:
    day = make_day(capacity=5)
    for _number in range(people):
        accept_application(application=make_application(day=day), actor=None)
    for letter in Letter.objects.filter(purpose="day_application_accepted"):
        mark_bounced(letter=letter, status="5.1.1", words="")
    client.force_login(halyna)
    address = reverse("internships:teach_day", args=[day.code])
    client.get(address)
    with django_assert_num_queries(10):
        assert len(client.get(address).context["not_reached"].people) == people


def bounce(purpose: str) -> list[Letter]:
    return [mark_bounced(letter=letter, status="5.1.1", words="no such mailbox") for letter in Letter.objects.filter(purpose=purpose)]


def asked_superior(**fields) -> Application:
    fields.setdefault("day", make_day(needs_approval=True))
    return make_application(**fields, superior_name="Ірина Бойко", superior_email="bos@example.org")


def test_a_superiors_lost_letter_is_shown_and_never_goes_to_the_applicant(client: Client, halyna) -> None:
    application = asked_superior()
    bounce("day_superior_asked")
    client.force_login(halyna)
    board, page = (
        client.get(reverse(name, args=[code]))
        for name, code in (("internships:teach_day", application.day.code), ("internships:teach_application", application.code))
    )
    assert [(row.application_id, row.letter.to) for row in board.context["not_reached"].superiors] == [(application.pk, "bos@example.org")]
    assert board.context["not_reached"].people == page.context["lost"] == []
    for shown in (board.content.decode(), page.content.decode()):
        assert "ист до керівника не доставлено" in shown
        assert "5.1.1 no such mailbox" in shown
    client.post(reverse("internships:send_again", args=[application.code]))
    letter = Letter.objects.get(purpose="day_superior_asked")
    assert (letter.to, letter.state) == ("bos@example.org", "bounced")


def test_the_applicant_sees_that_the_superior_was_not_reached_until_another_address_is_named(client: Client) -> None:
    application = asked_superior()
    bounce("day_superior_asked")
    client.force_login(application.user)
    address = reverse("internships:application", args=[application.code])
    page = client.get(address).content.decode()
    assert "Лист до керівника не доставлено" in page
    assert reverse("internships:ask_superior", args=[application.code]) in page
    ask_superior(application=application, name="Ірина Бойко", email="boss@example.org", actor=application.user)
    assert "Лист до керівника не доставлено" not in client.get(address).content.decode()


def test_a_letter_after_the_day_is_sent_again_to_an_applicant_and_to_a_walk_in(client: Client, halyna) -> None:
    day = make_held_day(accepted=1)
    application = day.applications.get()
    make_presence(day, user=application.user)
    walk_in = make_presence(day)
    settle_day(day=day, actor=halyna)
    bounce("day_present")
    client.force_login(halyna)
    board = client.get(reverse("internships:teach_day", args=[day.code]))
    assert [row.pk for row in board.context["not_reached"].people] == [application.pk]
    assert [row.pk for row in board.context["not_reached"].walk_ins] == [walk_in.pk]
    client.post(reverse("internships:send_again", args=[application.code]))
    assert set(Letter.objects.filter(state="bounced", purpose="day_present").values_list("to", flat=True)) == {walk_in.user.email}
    walk_in.user.email = "mended@example.org"
    walk_in.user.save()
    response = client.post(reverse("internships:send_again_to_walk_in", args=[walk_in.code]), follow=True)
    assert Letter.objects.get(to="mended@example.org").state == "queued"
    assert response.context["not_reached"] == NotReached([], [], [], [])


@pytest.mark.parametrize("who", ["petro", "taras", "oksana"])
def test_others_send_nothing_to_a_walk_in(client: Client, halyna, who: str, request) -> None:
    day = make_held_day()
    walk_in = make_presence(day)
    settle_day(day=day, actor=halyna)
    bounce("day_present")
    client.force_login(request.getfixturevalue(who))
    assert client.post(reverse("internships:send_again_to_walk_in", args=[walk_in.code])).status_code == 404
    assert Letter.objects.get(purpose="day_present").state == "bounced"


def test_a_heads_lost_letter_is_named_with_the_organisation(client: Client, halyna, oksana) -> None:
    day = make_day(capacity=5)
    organisation = oksana.memberships.get().organisation
    approve_reservation(reservation=reserve_seats(organisation=organisation, day=day, size=2, policy="all_or_none", actor=oksana), actor=halyna)
    bounce("day_seats_approved")
    client.force_login(halyna)
    page = client.get(reverse("internships:teach_day", args=[day.code]))
    assert [(row.organisation, row.letter.to) for row in page.context["not_reached"].heads] == [(organisation, "oksana@example.org")]
    assert page.context["not_reached"].people == []
    assert f"Не дійшов лист про місця для «{organisation.name}»:" in page.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_superiors_heads_and_walk_ins(client: Client, halyna, oksana, rows: int, django_assert_num_queries) -> None:
    day = make_day(needs_approval=True, capacity=9)
    for number in range(rows):
        asked_superior(day=day)
        reservation = reserve_seats(organisation=make_organisation(f"Громада {number}"), day=day, size=1, policy="all_or_none", actor=oksana)
        decline_reservation(reservation=reservation, actor=halyna, reason="Лише для громад.")
    day = held(day)
    for _number in range(rows):
        make_presence(day)
    settle_day(day=day, actor=halyna)
    bounce("day_superior_asked"), bounce("day_seats_declined"), bounce("day_present_short"), bounce("day_present")
    client.force_login(halyna)
    address = reverse("internships:teach_day", args=[day.code])
    client.get(address)
    with django_assert_num_queries(16):
        found = client.get(address).context["not_reached"]
    assert (len(found.superiors), len(found.heads), len(found.walk_ins)) == (rows, rows, rows)
