"""Documents of the editors: nothing that runs is taken, nothing that is taken runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from school.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "taken"),
    [("x.html", False), ("x.svg", False), ("x.js", False), ("x.xhtml", False), ("x.xml", False), ("x.pdf.html", False), ("x", False), ("x.pdf", True), ("x.CSV", True)],
)  # fmt: skip
def test_only_listed_kinds_of_documents_are_taken(name: str, taken: bool) -> None:
    form = get_document_form(Document)({"title": "Звіт", "tags": "", "collection": "1"}, {"file": SimpleUploadedFile(name, b"<script>1</script>")})
    form.fields.pop("collection", None)
    assert form.is_valid() is taken


def test_page_that_calls_itself_a_text_is_downloaded_not_shown(client: Client) -> None:
    document = Document.objects.create(title="Текст", file=ContentFile(b"<html><script>alert(1)</script>", name="x.txt"))
    response = client.get(document.url)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_video_of_a_lesson_can_be_played_from_its_middle(client: Client) -> None:
    document = Document.objects.create(title="Відео", file=ContentFile(bytes(range(100)), name="x.mp4"))
    response = client.get(document.url, headers={"Range": "bytes=50-59"})
    assert (response.status_code, b"".join(response.streaming_content)) == (206, bytes(range(50, 60)))  # type: ignore[attr-defined]
    assert (response["Content-Type"], response["Content-Disposition"].split(";")[0]) == ("video/mp4", "inline")


@pytest.mark.parametrize("x_accel", [False, True])
def test_document_of_a_closed_collection_is_for_those_it_was_closed_to(
    client: Client, olena: User, browser_of: Callable[[User], Client], settings, x_accel: bool
) -> None:  # type: ignore[no-untyped-def]
    settings.X_ACCEL = x_accel
    root = Collection.get_first_root_node()
    assert root is not None
    closed = root.add_child(name="Для своїх")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = Document.objects.create(title="Звіт", file=ContentFile(b"x", name="closed.pdf"), collection=closed)
    assert [browser.get(document.url).status_code for browser in (client, browser_of(olena))] == [302, 200]


def test_name_in_the_address_must_be_the_name_of_the_file(client: Client) -> None:
    document = Document.objects.create(title="Звіт", file=ContentFile(b"x", name="named.pdf"))
    assert client.get(document.url.replace("named", "other")).status_code == 404
