"""What a case cost: in words, and in which band of the filter. Money of another country is not converted: nobody knows the rate of that day."""

from __future__ import annotations

from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

SMALL, LARGE = 100_000, 1_000_000


def bands() -> list[tuple[str, str]]:
    return [
        ("free", _("without spending")),
        ("small", _("under UAH 100,000")),
        ("middle", _("UAH 100,000 to 1 million")),
        ("large", _("over UAH 1 million")),
        ("foreign", _("in another currency")),
        ("unknown", _("not known")),
    ]


def band_of(amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return "unknown"
    if amount == 0:
        return "free"
    if currency != "UAH":
        return "foreign"
    return "small" if amount < SMALL else "middle" if amount <= LARGE else "large"


def cost_words(amount: Decimal | None, currency: str) -> str:
    """«180 000 грн», «without spending»; nothing where it is not known."""
    if amount is None:
        return ""
    if amount == 0:
        return _("without spending")
    units = {"UAH": _("UAH %(n)s"), "EUR": _("EUR %(n)s"), "USD": _("USD %(n)s")}
    return units[currency] % {"n": grouped(amount)}


def grouped(amount: Decimal) -> str:
    """Thousands apart, without trailing zeros, as the language writes it."""
    plain = int(amount) if amount == int(amount) else amount.normalize()
    return str(formats.number_format(plain, use_l10n=True, force_grouping=True))
