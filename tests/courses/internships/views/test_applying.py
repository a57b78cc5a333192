from __future__ import annotations

import pytest
from django.urls import reverse

from courses.internships.applying import accept_application
from courses.internships.models import Application
from tests.factories.internships import make_application, make_day, make_person

pytestmark = pytest.mark.django_db


def test_a_visitor_is_asked_to_sign_in(client):
    address = reverse("internships:apply", args=[make_day().code])
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next={address}")


def test_an_incomplete_profile_comes_first(client):
    user = make_person()
    user.profile.city = None
    user.profile.save()
    client.force_login(user)
    response = client.get(reverse("internships:apply", args=[make_day().code]))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("accounts:profile"))


def test_applying_leads_to_my_application(client):
    day, user = make_day(), make_person()
    client.force_login(user)
    response = client.post(reverse("internships:apply", args=[day.code]), {"why": "Вчитися", "topics": "", "needs": "пандус"})
    application = Application.objects.get()
    assert response["Location"] == reverse("internships:application", args=[application.code])
    assert (application.user, application.why, application.needs) == (user, "Вчитися", "пандус")


def test_a_form_with_an_error_keeps_what_was_typed(client):
    client.force_login(make_person())
    response = client.post(reverse("internships:apply", args=[make_day().code]), {"why": "", "needs": "переклад жестовою мовою"})
    assert response.status_code == 400
    assert response.context["form"]["needs"].value() == "переклад жестовою мовою"
    assert "переклад жестовою мовою" in response.content.decode()
    assert Application.objects.count() == 0


def test_applying_too_late_says_so_and_keeps_the_words(client):
    client.force_login(make_person())
    response = client.post(reverse("internships:apply", args=[make_day(in_days=2).code]), {"why": "Дуже хочу"})
    assert response.status_code == 400
    assert "Дуже хочу" in response.content.decode()


def test_who_has_applied_is_led_to_the_application(client):
    application = make_application(day=make_day())
    client.force_login(application.user)
    response = client.get(reverse("internships:apply", args=[application.day.code]))
    assert response["Location"] == reverse("internships:application", args=[application.code])


def test_a_hidden_day_is_not_found(client):
    client.force_login(make_person())
    day = make_day(shown=False)
    assert client.get(reverse("internships:apply", args=[day.code])).status_code == 404
    assert client.get(reverse("internships:day", args=[day.code])).status_code == 404


def test_my_application_says_the_place_in_the_queue(client, halyna):
    day = make_day(capacity=1)
    accept_application(application=make_application(day=day), actor=halyna)
    waiting = accept_application(application=make_application(day=day), actor=halyna)
    client.force_login(waiting.user)
    response = client.get(reverse("internships:application", args=[waiting.code]))
    assert (response.status_code, response.context["place_in_queue"], response.context["can_withdraw"]) == (200, 1, True)


@pytest.mark.parametrize("name", ["application", "withdraw"])
def test_another_persons_application_is_not_found(client, name, petro):
    application = make_application(day=make_day())
    client.force_login(petro)
    address = reverse(f"internships:{name}", args=[application.code])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in (404, 405)
    application.refresh_from_db()
    assert application.state == "applied"


def test_withdrawing_asks_first_and_acts_on_post(client):
    application = make_application(day=make_day())
    client.force_login(application.user)
    address = reverse("internships:withdraw", args=[application.code])
    assert client.get(address).status_code == 200
    application.refresh_from_db()
    assert application.state == "applied"
    assert client.post(address)["Location"] == reverse("internships:day", args=[application.day.code])
    application.refresh_from_db()
    assert application.state == "withdrawn"


def test_the_day_is_public_and_tells_me_of_my_application(client):
    application = make_application(day=make_day())
    address = reverse("internships:day", args=[application.day.code])
    anonymous = client.get(address)
    assert (anonymous.status_code, anonymous.context["mine"]) == (200, None)
    assert "Десять років рішень" in anonymous.content.decode()
    client.force_login(application.user)
    assert client.get(address).context["mine"] == application
