"""Each certificate has a place of its own on a list; a full list is followed by the next; the order tells nothing."""

from __future__ import annotations

import base64
import gzip
import itertools
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates.credentials.making import make_credential
from certificates.credentials.models import LENGTH, Credential, StatusList
from certificates.credentials.status import bits_of, encoded, note_end, reserve, scattered
from certificates.issuing import revoke
from tests.certificates.test_concurrency import together
from tests.factories.certificates import make_certificate, make_certified_run, make_house


def test_every_position_has_an_index_of_its_own() -> None:
    assert sorted(scattered(position, "secret") for position in range(LENGTH)) == list(range(LENGTH))


def test_order_is_the_lists_own_secret() -> None:
    one, other = ([scattered(position, secret) for position in range(50)] for secret in ("a", "b"))
    assert one != other
    assert max(abs(later - earlier) for earlier, later in itertools.pairwise(one)) > LENGTH // 4


def test_first_index_is_the_leftmost_bit() -> None:
    said = encoded(b"\x80" + bytes(LENGTH // 8 - 1))
    assert said.startswith("u")
    assert gzip.decompress(base64.urlsafe_b64decode(said[1:] + "=" * (-len(said[1:]) % 4)))[0] == 0x80


@pytest.mark.django_db
@pytest.mark.usefixtures("house")
class TestPlaces:
    def test_place_is_given_in_the_transaction_that_issues(self) -> None:
        certificate = make_certificate()
        credential = Credential.objects.get(certificate=certificate)
        assert (credential.ready, credential.status_list.taken, credential.status_index) == (
            False, 1, scattered(0, credential.status_list.order_secret)
        )  # fmt: skip

    def test_asked_twice_it_is_the_same_place(self) -> None:
        certificate = make_certificate()
        assert reserve(certificate=certificate) == reserve(certificate=certificate)
        assert StatusList.objects.get().taken == 1

    def test_last_place_is_given_and_then_the_next_list_opens(self) -> None:
        StatusList.objects.create(number=1, taken=LENGTH - 1)
        places = [Credential.objects.get(certificate=make_certificate()).status_list.number for _time in range(3)]
        assert places == [1, 2, 2]
        assert list(StatusList.objects.values_list("number", "taken")) == [(1, LENGTH), (2, 2)]

    def test_database_refuses_a_place_twice_and_a_place_beyond_the_end(self) -> None:
        one, other = make_certificate(), make_certificate()
        taken = Credential.objects.get(certificate=one).status_index
        for index in (taken, LENGTH):
            with pytest.raises(IntegrityError), transaction.atomic():
                Credential.objects.filter(certificate=other).update(status_index=index)

    def test_bit_of_an_ended_certificate_is_set_and_no_other(self) -> None:
        certificates = [make_certificate() for _time in range(4)]
        revoke(certificate=certificates[2], actor=None, reason="Помилка")
        row, index = StatusList.objects.get(), Credential.objects.get(certificate=certificates[2]).status_index
        bits = bits_of(row)
        assert (row.revision, bits[index // 8], sum(map(int.bit_count, bits))) == (1, 0x80 >> index % 8, 1)

    def test_end_of_a_certificate_without_a_credential_is_no_harm(self) -> None:
        certificate = make_certificate()
        Credential.objects.all().delete()
        note_end(certificate=certificate)
        revoke(certificate=certificate, actor=None, reason="Помилка")
        assert StatusList.objects.get().revision == 0


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_the_end_of_a_list_share_no_place(settings: Any) -> None:
    settings.JOBS_INLINE = False
    make_house()
    StatusList.objects.create(number=1, taken=LENGTH - 5)
    run = make_certified_run()
    together([lambda: [make_certificate(run=run) for _time in range(3)] for _worker in range(8)])
    places = list(Credential.objects.values_list("status_list__number", "status_index"))
    assert (len(places), len(set(places))) == (24, 24)
    assert list(StatusList.objects.values_list("number", "taken")) == [(1, LENGTH), (2, 19)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_sign_one_credential_once(settings: Any) -> None:
    settings.JOBS_INLINE = False
    make_house()
    certificate = make_certificate()
    Credential.objects.all().delete()  # as before there were credentials: the place, too, is taken once
    found = together([lambda: make_credential(certificate=certificate) for _worker in range(4)])
    assert len({(credential.pk, credential.document, credential.token) for credential in found}) == 1
    assert StatusList.objects.get().taken == 2
