"""Health, drawings, public files and the demo's letters."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from school.foundation.models import Letter


def test_alive_asks_neither_database_nor_visitor(client: Client) -> None:
    response = client.get("/healthz/")  # without a database mark a query would fail
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_database_and_files_answer(client: Client) -> None:
    response = client.get("/readyz/")
    assert (response.status_code, response.json()) == (200, {"database": True, "files": True})


@pytest.mark.django_db
def test_not_ready_when_the_database_is_away(client: Client) -> None:
    def away(*args: object) -> None:
        raise OperationalError("the database is away")

    with connection.execute_wrapper(away):
        response = client.get("/readyz/")
    assert (response.status_code, response.json()) == (503, {"database": False, "files": True})


@pytest.mark.django_db
def test_health_is_only_read(client: Client) -> None:
    assert [client.post(address).status_code for address in ("/healthz/", "/readyz/")] == [405, 405]


def test_drawing_is_the_same_for_ever(client: Client) -> None:
    first, second = client.get("/art/cover/курс.svg"), client.get("/art/cover/курс.svg")
    assert first.content == second.content != client.get("/art/cover/інший.svg").content
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/svg+xml", "public, max-age=31536000, immutable")


def test_cloth_of_a_drawing_can_be_chosen(client: Client) -> None:
    assert b"#1F4391" in client.get("/art/mark/x.svg?cloth=синька").content


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/art/frame/x.svg", "/art/cover/x.svg?cloth=шовк", f"/art/cover/{'x' * 81}.svg"])
def test_drawing_that_nobody_made_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_private_file_has_no_public_address(client: Client) -> None:
    name = storages["default"].save("reports/private.txt", ContentFile(b"secret"))
    public = storages["public"].save("reports/public.txt", ContentFile(b"open"))
    assert client.get(f"/media/{name}").status_code == 404
    assert b"".join(client.get(f"/media/{public}").streaming_content) == b"open"  # type: ignore[attr-defined]
    assert client.get(storages["default"].url(name)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../media/reports/private.txt", "%2e%2e/media/reports/private.txt", "/etc/passwd", "nothing.png", ""])
def test_public_files_do_not_lead_out_of_their_folder(client: Client, name: str) -> None:
    assert client.get(f"/media/{name}").status_code in (400, 404)


@pytest.mark.django_db
def test_nothing_in_a_public_file_can_run(client: Client) -> None:
    name = storages["public"].save("x.svg", ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"))
    response = client.get(f"/media/{name}")
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_letters_of_the_demo_are_listed_and_shown_without_scripts(client: Client) -> None:
    letter = Letter.objects.create(
        key="k", purpose="p", to="olena@example.org", language="uk", subject="Вітаємо у Школі", text="", html="<p>Слова листа</p>",
        message_id="<1@example.org>", created_at=timezone.now(),
    )  # fmt: skip
    assert "Вітаємо у Школі" in client.get("/dev/mail/").content.decode().replace("\u00a0", " ")
    response = client.get(f"/dev/mail/{letter.pk}/")
    assert response.content.decode() == "<p>Слова листа</p>"
    assert response["Content-Security-Policy"].startswith("default-src 'none';")
