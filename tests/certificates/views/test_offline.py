"""The verifying page that a device keeps: whoever holds the device may read it, so it knows nobody."""

from __future__ import annotations

import base64
import json
import re

import pytest
from django.test import Client

from certificates.models import Certificate
from certificates.verifying.payload import PURPOSE, series_mark
from school.foundation import keys
from tests.factories.certificates import kyiv_year, make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def certificate(house: object) -> Certificate:
    return make_certificate()


def known_of(html: str) -> dict:
    found = re.search(r'<script id="offline-known" type="application/json">(.*?)</script>', html)
    assert found is not None
    return json.loads(found[1])


def test_page_carries_our_public_keys_and_the_series(client: Client, certificate: Certificate) -> None:
    said = known_of(client.get("/verify/offline/").content.decode())
    assert said["keys"] == [base64.b64encode(key).decode() for key in keys.public_keys(PURPOSE)]
    assert said["series"] == {str(series_mark(f"ШЕУ-{kyiv_year()}")): f"ШЕУ-{kyiv_year()}"}


def test_page_is_the_same_for_whoever_asks_and_names_nobody(client: Client, certificate: Certificate) -> None:
    stranger = client.get("/verify/offline/").content.decode()
    client.force_login(certificate.person, backend="django.contrib.auth.backends.ModelBackend")
    signed_in = client.get("/verify/offline/").content.decode()
    at = re.compile(r'"as_of": "[^"]+"')
    assert at.sub("", stranger) == at.sub("", signed_in)
    assert [word for word in ("Їжакевич", certificate.code, "csrf") if word in stranger] == []


def test_worker_keeps_the_page_and_all_that_it_imports(client: Client) -> None:
    worker = client.get("/sw.js").content.decode()
    caches = json.loads(re.search(r"const CACHES = (.*?);\n", worker, re.DOTALL)[1])["certificates"]  # type: ignore[index]
    assert caches["pages"] == ["^(/en)?/verify/offline/$"]
    for name in ("certificates/offline", "certificates/payload", "scanning/camera", "scanning/codes", "scanning/signatures", "vendor/qr/decode"):
        assert f"/static/js/{name}.js" in caches["files"]


def test_page_speaks_english_too(client: Client) -> None:
    assert "What it does not prove" in client.get("/en/verify/offline/").content.decode()
