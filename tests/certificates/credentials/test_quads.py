"""Both ways to the canonical form give the same bytes; whatever is in doubt is made by PyLD, and told."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from certificates.credentials import quads
from certificates.credentials.canonical import NotCanonical, canonical
from certificates.credentials.making import make_credential
from certificates.credentials.models import Credential
from certificates.credentials.proofs import stands
from certificates.credentials.quads import Quick
from certificates.models import Certificate
from school.foundation.history import history_of
from tests.factories.certificates import make_certificate, make_certified_run, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
Said = dict[str, Any]
NASTY = [
    'Ковальчук "Ґ"', "a\\b\\", "\\n \\u0041 %s %(x)s", "рядок\nнаступний\r\n\tтретій", "😀👩‍👩‍👧", "مريم שלום \u202eназад\u202c", "ї" * 300,
    "", " ", "\u2028\u2029\x85\xa0", "e\u0301 é", "urn:mark:3", "<b>&amp;</b>", "_:b0", "https://example.org/ не адреса", '" .\n<urn:x> <urn:y> "z',
]  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_learned() -> Iterator[None]:
    quads.forget()
    yield
    quads.forget()


def said_of(certificate: Certificate) -> Said:
    said = json.loads(make_credential(certificate=certificate).document)
    return {name: value for name, value in said.items() if name != "proof"}


def words_of(said: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every place of a word: what holds it, and where."""
    rows = said.items() if isinstance(said, dict) else enumerate(said)
    for at, value in rows:
        if isinstance(value, (dict, list)):
            words_of(value, found)
        elif isinstance(value, str) and at in quads.WORDS:
            found.append((said, at))
    return found


def changed(said: Said, change: Callable[[Said], Any]) -> Said:
    said = copy.deepcopy(said)
    change(said)
    return said


def quick(said: Said) -> tuple[bytes, str]:
    form = Quick()
    return form(said), form.why


def test_second_credential_of_a_shape_is_compiled_and_both_stand() -> None:
    run = make_certified_run()
    made = [make_credential(certificate=make_certificate(make_holder(), run=run)) for _time in range(3)]
    told = [history_of(row.certificate).get(verb="sign_credential").data for row in made]
    assert [(row["form"], row.get("form_why", "")) for row in told] == [("full", "the first of its shape"), ("compiled", ""), ("compiled", "")]
    assert all(stands(json.loads(row.document)) for row in Credential.objects.all())


@pytest.mark.parametrize("word", NASTY)
def test_every_word_may_be_anything_and_the_bytes_are_those_of_pyld(word: str) -> None:
    said = said_of(make_certificate())
    quick(said)
    for at in range(len(words_of(said, []))):
        other = copy.deepcopy(said)
        holder, name = words_of(other, [])[at]
        holder[name] = word
        assert quick(other) == (canonical(other), "")


def test_credentials_of_every_kind_and_language_have_the_bytes_of_pyld() -> None:
    uk, en = make_certificate(), make_certificate(make_holder(patronymic="", surname_latin="", given_name_latin=""), language="en")
    thanks = make_certificate()
    thanks.frozen |= {"kind": "thanks", "ects": "0", "result": "", "results": [], "edrpou": ""}
    results = [{"title": title, "percent": 90} for title in ("Тест", "Тест", 'Тест "2"')]
    many = make_certificate()
    many.frozen |= {"results": results, "result": "; ".join(f"{row['title']}: 90 %" for row in results)}
    for certificate in (thanks, many):
        certificate.save()
    for said in map(said_of, (uk, en, thanks, many)):
        quick(said)
        assert quick(said) == (canonical(said), "")


def test_addresses_and_days_of_another_credential_are_put_in_their_place() -> None:
    one, other = said_of(make_certificate()), said_of(make_certificate())
    quick(one)
    assert (one["id"], one["credentialSubject"]["id"]) != (other["id"], other["credentialSubject"]["id"])
    assert quick(other) == (canonical(other), "")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda said: said.update(name="a\x07b"), "an odd name"),
        (lambda said: said["evidence"][0].update(id="ext:evidence"), "an odd id"),
        (lambda said: said["evidence"][0].update(id="urn:uuid:1 2"), "an odd id"),
        (lambda said: said.update(name=["Два", "слова"]), "the first of its shape"),
        (lambda said: said.update(validUntil="2027-01-01T00:00:00Z"), "the first of its shape"),
        (lambda said: said["credentialSubject"].update(creditsEarned=7.5), "the first of its shape"),
        (lambda said: said["credentialSubject"].update(type=["AchievementSubject", "Profile"]), "the first of its shape"),
    ],
)
def test_what_was_never_seen_or_is_odd_is_made_by_pyld_and_told(change: Callable[[Said], Any], why: str) -> None:
    said = said_of(make_certificate())
    quick(said)
    other = changed(said, change)
    assert quick(other) == (canonical(other), why)


def test_nodes_alike_are_refused_as_the_checker_would_refuse_them() -> None:
    said = said_of(make_certificate())
    identities = said["credentialSubject"]["identifier"]
    quick(said)
    assert quick(said)[1] == ""
    twins = changed(said, lambda other: other["credentialSubject"].update(identifier=[identities[0], identities[0], identities[2]]))
    with pytest.raises(NotCanonical):
        Quick()(twins)


def test_word_without_a_meaning_is_refused_on_both_ways() -> None:
    said = said_of(make_certificate())
    quick(said)
    with pytest.raises(NotCanonical):
        Quick()({**said, "honours": "так"})


def test_other_library_than_the_proved_one_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = said_of(make_certificate())
    quads.forget()
    quads._unknown_library.cache_clear()
    monkeypatch.setattr(quads, "version", lambda name: "9.9")
    assert [quick(said) for _time in range(2)] == [(canonical(said), "not proved with {'pyld': '9.9', 'pyoxigraph': '9.9'}")] * 2
    quads._unknown_library.cache_clear()


def test_shape_that_differs_from_pyld_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    said = said_of(make_certificate())
    quads.forget()
    monkeypatch.setattr(quads, "_ODD", quads.re.compile("(?!)"))  # as if the two libraries wrote every sign alike
    odd = {**said, "name": "a\x07b"}
    assert [quick(odd)[0], quick(odd)] == [canonical(odd), (canonical(odd), "the two forms differ")]


def test_shapes_are_bounded() -> None:
    said = said_of(make_certificate())
    for number in range(quads.MOST_SHAPES + 3):
        quick(changed(said, lambda other, number=number: other["credentialSubject"].update(creditsEarned=number)))  # type: ignore[misc]
    assert len(quads._shapes) == quads.MOST_SHAPES
