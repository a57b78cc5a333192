"""The sheet as one person's would be, as a picture; it has no number, no code and no proof."""

from __future__ import annotations

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..awards import Award, kyiv_today
from ..freezing import freeze
from ..issuing import rule_for, template_for


def preview_picture(award: Award) -> bytes:
    """WebP. The sheet is drawn by the same markup and styles as the file; the QR code leads nowhere."""
    from school.foundation.printing import render_pdf

    from ..picturing import picture_of_pdf
    from ..rendering import context_of, page_of, qr_svg, sheet

    frozen = freeze(award, template_for(rule_for(award.kind, award.record_key), award.deed))
    context = context_of(frozen, number=f"X-{kyiv_today().year}-000000", code="0" * 16)
    context |= {"number": _("preview"), "qr": mark_safe(qr_svg(_("preview")))}
    return picture_of_pdf(render_pdf(page_of(frozen["design"], context), stylesheets=[sheet(frozen["design"])]))
