"""A template is tried with much to say before anybody gets its sheet."""

from __future__ import annotations

from typing import Any

import pytest

from certificates.designing.measuring import fits, overflow_of
from certificates.enums import DESIGNS, PREVIEWS
from certificates.models import CertificateTemplate
from tests.certificates.designing.test_look import make_signature
from tests.certificates.test_rendering import LONG_TITLE, PARTNERS, frozen_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
DESIGN = [name for name, _label in DESIGNS]
LINE = "за успішне опанування програми підвищення кваліфікації працівників органів місцевого самоврядування та громадських організацій області "


@pytest.mark.parametrize("design", DESIGN)
@pytest.mark.parametrize("mode", [mode for mode, _label in PREVIEWS])
def test_layout_holds_every_sample(design: str, mode: str) -> None:
    assert fits(CertificateTemplate(name="", design=design), mode) is True


@pytest.mark.parametrize("design", DESIGN)
def test_layout_holds_signatures_and_a_line_below(design: str) -> None:
    template = CertificateTemplate(name="", design=design, note_uk="Схвалено вченою радою {date}.", note_en="Approved {date}.")
    drawn = make_signature()
    template.signatories = [
        ("signatory", {"name_uk": f"Ганна Вигадана-{n}", "name_en": "", "post_uk": "директорка центру", "post_en": "", "signature": drawn})
        for n in range(3)
    ]
    assert overflow_of(template) == ""


@pytest.mark.parametrize("design", DESIGN)
def test_text_without_which_it_would_fit_is_named(design: str) -> None:
    words = (LINE * 12)[:1500]
    template = CertificateTemplate(name="", design=design, deed_uk=words)
    said = overflow_of(template)
    assert "українською" in said and "рядок про те, що зробила людина" in said


@pytest.mark.parametrize("design", DESIGN)
def test_language_that_overflows_is_named(design: str) -> None:
    said = overflow_of(CertificateTemplate(name="", design=design, opening_en=("This is to certify that " * 60)))
    assert "англійською" in said and "перший рядок" in said


@pytest.mark.parametrize("design", DESIGN)
@pytest.mark.parametrize("fields", [{}, {"partners": PARTNERS, "project": "Від е-урядування до е-демократії"}])
def test_name_of_300_letters_stays_on_the_page(design: str, fields: dict[str, Any]) -> None:
    from django.template.loader import render_to_string
    from weasyprint import HTML

    from certificates.rendering import context_of, sheet
    from school.foundation.printing import OwnFiles, fonts

    names = {"surname": "Щ" * 120, "given_name": "Ю" * 120, "patronymic": "ї" * 60, "latin_name": "Y" * 120}
    frozen = {**frozen_of(names, LONG_TITLE, **fields), "design": design}
    html = render_to_string(f"certificates/pdf/{design}.html", context_of(frozen, number="ШЕУ-2026-000001", code="0" * 16))
    document = HTML(string=html, base_url="static:", url_fetcher=OwnFiles()).render(font_config=fonts(), stylesheets=[sheet(design)])
    assert len(document.pages) == 1
    page = document.pages[0]
    texts = [box for box in page._page_box.descendants(placeholders=True) if hasattr(box, "text")]
    assert all(box.position_x >= 0 and box.position_x + box.width <= page.width for box in texts)
