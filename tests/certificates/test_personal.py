from __future__ import annotations

import pytest

from certificates.models import Certificate
from certificates.personal import export
from certificates.verifying import verify
from school.accounts.erasing import erase_person
from school.accounts.models import User
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_person_takes_every_printed_word_along(olena: User, petro: User) -> None:
    found = make_certificate(olena)
    make_certificate(petro)
    rows = export(olena)
    assert [(row["number"], row["code"], row["printed"]["full_name"]) for row in rows] == [(found.number, found.code, "Кравчук Олена Петрівна")]


def test_erasing_a_person_keeps_the_certificate_and_hides_its_words(olena: User) -> None:
    found = make_certificate(olena)
    erase_person(user=olena, actor=olena)
    kept = Certificate.objects.get(pk=found.pk)
    assert (kept.state, kept.frozen["full_name"]) == ("issued", "Кравчук Олена Петрівна")
    assert (verify(found.code).state, verify(found.code).fields) == ("issued", None)
