"""The badge is small, looks the same everywhere, says its words to a screen reader, and names nobody."""

from __future__ import annotations

import io
from typing import Any

import pytest
from defusedxml import ElementTree
from PIL import Image

from certificates.credentials.badges import about, badge_png, badge_svg, lines_of, name_of, width_of
from certificates.credentials.baking import NoBadge, bake_png, bake_svg, read_badge
from certificates.credentials.making import make_credential
from certificates.enums import CLOTHS
from certificates.models import Certificate
from tests.factories.certificates import make_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
LONG = "Використання інструментів електронного урядування та електронної демократії в щоденній роботі журналістів місцевих медіа Поділля"
SVG = "{http://www.w3.org/2000/svg}"


def certificate_of(**words: Any) -> Certificate:
    certificate = make_certificate()
    certificate.frozen |= words
    certificate.save()
    return certificate


@pytest.mark.parametrize("what", ["Етика", LONG, "Щ" * 255, "слово " * 42, "😀 смайл", "<b>&\"'"])
def test_nothing_runs_over_the_edge_and_the_baked_badge_is_small(what: str) -> None:
    certificate = certificate_of(what=what)
    said = make_credential(certificate=certificate).document
    lines = lines_of(certificate.frozen)
    assert all(width_of(line.text, line.weight, line.size) <= 570 for line in lines)
    assert [line.base for line in lines] == sorted({line.base for line in lines})
    assert lines[-1].base < 630
    assert len(bake_png(badge_png(certificate), said)) < 60_000
    assert len(bake_svg(badge_svg(certificate), said).encode()) < 60_000


@pytest.mark.parametrize("cloth", [name for name, _label in CLOTHS])
def test_picture_opens_in_every_cloth_and_gives_the_credential_back(cloth: str) -> None:
    certificate = certificate_of(cloth=cloth)
    said = make_credential(certificate=certificate).document
    baked = bake_png(badge_png(certificate), said)
    with Image.open(io.BytesIO(baked)) as picture:
        picture.load()
        assert (picture.format, picture.size, picture.info["openbadgecredential"]) == ("PNG", (630, 630), said)
    assert read_badge(baked) == said


def test_credential_stands_directly_after_svg_as_the_standard_says() -> None:
    certificate = certificate_of(what="<b>&\"' ]]>")
    said = make_credential(certificate=certificate).document
    root = ElementTree.fromstring(bake_svg(badge_svg(certificate), said))
    assert (root[0].tag, root[0].text) == ("{https://purl.imsglobal.org/ob/v3p0}credential", said)
    token = ElementTree.fromstring(bake_svg(badge_svg(certificate), "a.b.c", token=True))
    assert (token[0].get("verify"), token[0].text) == ("a.b.c", None)


def test_words_are_read_aloud_whole_even_when_they_are_cut_in_the_picture() -> None:
    certificate = certificate_of(what="слово " * 42)
    root = ElementTree.fromstring(badge_svg(certificate))
    assert (root.get("role"), root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (
        "img", name_of(certificate.frozen), about(certificate.frozen)
    )  # fmt: skip
    assert lines_of(certificate.frozen)[-2].text.endswith("…")


def test_badge_names_no_person_and_loads_nothing() -> None:
    certificate = make_certificate()
    drawn = badge_svg(certificate)
    assert not any(part in drawn for part in ("Їжакевич", "Yizhakevych", certificate.code, "<image", "<script", "<style", 'href="http', "url("))


def test_same_certificate_gives_the_same_picture() -> None:
    certificate = make_certificate()
    assert (badge_svg(certificate), badge_png(certificate)) == (badge_svg(certificate), badge_png(certificate))


def test_picture_without_a_credential_is_no_badge() -> None:
    certificate = make_certificate()
    for plain in (badge_png(certificate), badge_svg(certificate).encode()):
        with pytest.raises(NoBadge):
            read_badge(plain)
