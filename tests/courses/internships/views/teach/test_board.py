from __future__ import annotations

import pytest
from django.urls import reverse

from courses.internships.applying import accept_application, decline_application
from courses.internships.models import Application
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db


def states(day) -> list[str]:
    return list(day.applications.order_by("pk").values_list("state", flat=True))


def test_strangers_see_no_board(client, petro):
    application = make_application(day=make_day(), needs="пандус")
    client.force_login(petro)
    assert client.get(reverse("internships:teach_days")).status_code == 403
    for name, code in [("teach_day", application.day.code), ("cancel_day", application.day.code), ("teach_application", application.code)]:
        assert client.get(reverse(f"internships:{name}", args=[code])).status_code == 404
    address = reverse("internships:decide", args=[application.day.code])
    assert client.post(address, {"application": application.code, "action": "accept"}).status_code == 404
    assert states(application.day) == ["applied"]


def test_the_list_counts_applications_against_places(client, halyna):
    day = make_day(capacity=1)
    for _number in range(2):
        accept_application(application=make_application(day=day), actor=halyna)
    make_application(day=day)
    client.force_login(halyna)
    response = client.get(reverse("internships:teach_days"))
    (row,) = response.context["page"].object_list
    assert (row.applied, row.accepted, row.waiting, row.offer.capacity) == (1, 1, 1, 1)
    assert response.context["undecided"] == 1


def test_the_board_shows_a_tab_and_where_people_come_from(client, halyna):
    day = make_day()
    accept_application(application=make_application(day=day, user=make_person(city="Бар")), actor=halyna)
    asked = make_application(day=day, user=make_person(city="Ладижин", surname="Мороз"))
    client.force_login(halyna)
    response = client.get(reverse("internships:teach_day", args=[day.code]))
    assert [row["code"] for row in response.context["page"].object_list] == [asked.code]
    assert response.context["counts"] == {"applied": 1, "accepted": 1, "waiting": 0, "gone": 0}
    cities = {row["city"]: (row["applied"], row["accepted"]) for row in response.context["cities"]}
    assert cities == {"Бар": (0, 1), "Ладижин": (1, 0)}
    found = client.get(reverse("internships:teach_day", args=[day.code]), {"q": "Мороз", "city": "Бар"})
    assert list(found.context["page"].object_list) == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_board_asks_the_same_however_many_apply(client, halyna, people, django_assert_num_queries):
    day = make_day()
    for _number in range(people):
        make_application(day=day)
    client.force_login(halyna)
    client.get(reverse("internships:teach_day", args=[day.code]))
    with django_assert_num_queries(BOARD_QUERIES):
        client.get(reverse("internships:teach_day", args=[day.code]))


BOARD_QUERIES = 10


def test_many_are_accepted_at_once_and_the_rest_wait(client, halyna):
    day = make_day(capacity=2)
    codes = [make_application(day=day).code for _number in range(3)]
    client.force_login(halyna)
    response = client.post(reverse("internships:decide", args=[day.code]), {"application": codes, "action": "accept", "tab": "applied"})
    assert response["Location"] == reverse("internships:teach_day", args=[day.code]) + "?tab=applied"
    assert states(day) == ["accepted", "accepted", "waiting"]


def test_declining_many_needs_one_reason(client, halyna):
    day = make_day()
    codes = [make_application(day=day).code for _number in range(2)]
    client.force_login(halyna)
    address = reverse("internships:decide", args=[day.code])
    client.post(address, {"application": codes, "action": "decline", "reason": " "})
    assert states(day) == ["applied", "applied"]
    client.post(address, {"application": codes, "action": "decline", "reason": "День для шкіл."})
    assert states(day) == ["declined", "declined"]
    assert set(day.applications.values_list("reason", flat=True)) == {"День для шкіл."}


def test_applications_of_another_day_are_left_alone(client, halyna):
    day, other = make_day(), make_day(in_days=20)
    foreign = make_application(day=other)
    client.force_login(halyna)
    client.post(reverse("internships:decide", args=[day.code]), {"application": foreign.code, "action": "accept"})
    assert states(other) == ["applied"]


def test_one_application_shows_needs_and_history(client, halyna):
    application = accept_application(application=make_application(day=make_day(), needs="пандус"), actor=halyna)
    client.force_login(halyna)
    response = client.get(reverse("internships:teach_application", args=[application.code]))
    assert "пандус" in response.content.decode()
    assert len(response.context["events"]) == 2
    assert response.context["events"][0]["actor"] == halyna
    assert response.context["actions"] == ["withdraw"]


def test_cancelling_asks_for_a_reason(client, halyna):
    day = make_application(day=make_day()).day
    client.force_login(halyna)
    address = reverse("internships:cancel_day", args=[day.code])
    assert client.get(address).context["touched"]["all"] == 1
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "Немає світла."}).status_code == 302
    day.refresh_from_db()
    assert day.cancelled_at is not None
    assert Application.objects.get().state == "applied"


def test_what_people_wrote_is_shown_as_they_wrote_it_and_runs_nowhere(client, halyna):
    day = make_day()
    person = make_person(surname="<b>Коваль</b>", city="<i>Бар</i>", organisation='ГО "Рада" <script>')
    make_application(day=day, user=person, why="<script>alert(1)</script> & «далі»", needs="пандус")
    client.force_login(halyna)
    page = client.get(reverse("internships:teach_day", args=[day.code])).content.decode()
    said = (
        "&lt;b&gt;Коваль&lt;/b&gt;",
        "&lt;i&gt;Бар&lt;/i&gt;",
        "ГО &quot;Рада&quot; &lt;script&gt;",
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; «далі»",
    )
    assert [words in page for words in said] == [True] * 4
    assert [words in page for words in ("<b>Коваль", "<script>alert(1)", "<i>Бар</i>")] == [False] * 3


def test_who_is_gone_shows_the_reason_and_a_page_further_on_holds_the_rest(client, halyna):
    day = make_day()
    gone = decline_application(application=make_application(day=day), actor=halyna, reason="Не цього разу")
    client.force_login(halyna)
    address = reverse("internships:teach_day", args=[day.code])
    (row,) = client.get(address, {"tab": "gone"}).context["page"].object_list
    assert (row["code"], "Відхилено: Не цього разу" in row["html"], 'type="checkbox"' in row["html"]) == (gone.code, True, False)
    assert client.get(address, {"tab": "gone"}).context["page"].paginator.count == 1
