from __future__ import annotations

import pytest

from certificates.issuing import replace, revoke
from certificates.models import Certificate
from certificates.rendering import render
from school.foundation.models import Job, Letter
from tests.factories.certificates import make_certificate, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def rendered(certificate: Certificate) -> Certificate:
    render(Job.objects.get(kind="certificates.render", key=certificate.code))
    return Certificate.objects.get(pk=certificate.pk)


def test_letter_of_a_replacement_names_both_numbers_and_the_reason() -> None:
    old = rendered(make_certificate(make_holder("olena@example.org")))
    new = rendered(replace(certificate=old, actor=None, reason="Виправлено прізвище", changes={"surname": "А"}))
    assert list(Letter.objects.order_by("pk").values_list("purpose", flat=True)) == ["certificate_issued", "certificate_replaced"]
    letter = Letter.objects.get(purpose="certificate_replaced")
    assert letter.to == "olena@example.org"
    assert [words for words in (old.number, new.number, "Виправлено прізвище") if words not in letter.text] == []


def test_letter_of_a_revocation_says_why_once() -> None:
    found = make_certificate()
    for _ in range(2):
        revoke(certificate=found, actor=None, reason="Роботу списано")
    letter = Letter.objects.get()
    assert (letter.purpose, "Роботу списано" in letter.text) == ("certificate_revoked", True)


def test_letter_is_in_the_language_of_the_enrolment() -> None:
    rendered(make_certificate(language="en"))
    letter = Letter.objects.get()
    assert (letter.language, letter.subject) == ("en", "Your certificate: Основи е-урядування та е-демократії")
    assert letter.text.startswith("Congratulations, Galyna.")
    assert "/en/my/certificates/" in letter.text
