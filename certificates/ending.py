"""Letters before a certificate ends: sixty and fourteen days ahead, each once; and where the training can be repeated."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from school.foundation.calendar import day_words
from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter

from .awards import kyiv_today
from .letters import greeting
from .models import Certificate
from .retaking import repeat_of

DAYS = (60, 14)


def remind_of_ends() -> int:
    """For certificates in force. One issued for a shorter time than that hears only of the nearer day."""
    today, count = kyiv_today(), 0
    for days, nearer in zip(DAYS, (*DAYS[1:], -1), strict=True):
        until = (today + timedelta(days=nearer + 1), today + timedelta(days=days))
        rows = Certificate.objects.live().filter(valid_until__range=until, person__erased_at=None)
        recently = timezone.now() - timedelta(days=days + 2)
        told = set(Letter.objects.filter(key__startswith=f"certificate_ends:{days}:", created_at__gt=recently).values_list("key", flat=True))
        for row in rows.only("code", "valid_until", "issued_at").iterator(500):
            valid_days = (row.valid_until - timezone.localdate(row.issued_at)).days
            if valid_days > days and _key(row, days) not in told:
                count += _remind(row.pk, days)
    return count


def _key(certificate: Certificate, days: int) -> str:
    return f"certificate_ends:{days}:{certificate.code}"


@transaction.atomic
def _remind(pk: int, days: int) -> int:
    """Asked under the lock: what is revoked or replaced this moment is not written about."""
    row = Certificate.objects.select_for_update(of=("self",)).select_related("person").filter(pk=pk).live().first()
    if row is None or row.valid_until is None:
        return 0
    with override(row.language):
        again = repeat_of(row)
        context = {"name": greeting(row), "course": row.frozen["what"], "number": row.number, "day": day_words(row.valid_until, year=True)}
        path = again.address if again else reverse("certificates:mine")
        url = path if path.startswith("http") else settings.PUBLIC_URL + path
        purpose = f"certificate_ends_{'repeat' if again.open else 'page'}" if again else "certificate_ends"
        write_letter(purpose, key=_key(row, days), to=row.person.email, language=row.language, context=context, url=url)
    return 1


def register() -> None:
    for purpose, label, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=["name", "course", "number", "day", "centre", "url"], defaults={"uk": uk, "en": en})


WORDINGS = [
    (
        "certificate_ends", _("Certificate will end"),
        (
            "Сертифікат діє до {{ day }}: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Строк дії сертифіката № {{ number }} («{{ course }}») спливає: він чинний до {{ day }}.\n\n"
            "Після цього дня файл і запис у реєстрі залишаться, а сторінка перевірки скаже, що строк минув.",
            "Мої сертифікати",
        ),
        (
            "Certificate valid until {{ day }}: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "Certificate No. {{ number }} (“{{ course }}”) is about to end: it is valid until {{ day }}.\n\n"
            "After that day the file and its line in the register stay, and the page of verification says that it has ended.",
            "My certificates",
        ),
    ),
    (
        "certificate_ends_repeat", _("Certificate will end, the course takes people"),
        (
            "Сертифікат діє до {{ day }}: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Строк дії сертифіката № {{ number }} («{{ course }}») спливає: він чинний до {{ day }}.\n\n"
            "Це навчання зараз можна пройти знову: після завершення Ви отримаєте новий сертифікат.",
            "Пройти навчання знову",
        ),
        (
            "Certificate valid until {{ day }}: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "Certificate No. {{ number }} (“{{ course }}”) is about to end: it is valid until {{ day }}.\n\n"
            "You can take this training again now: once you finish it, you receive a new certificate.",
            "Repeat the training",
        ),
    ),
    (
        "certificate_ends_page", _("Certificate will end, no dates of the training yet"),
        (
            "Сертифікат діє до {{ day }}: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Строк дії сертифіката № {{ number }} («{{ course }}») спливає: він чинний до {{ day }}.\n\n"
            "Нові дати цього навчання з’являться на його сторінці.",
            "Сторінка навчання",
        ),
        (
            "Certificate valid until {{ day }}: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "Certificate No. {{ number }} (“{{ course }}”) is about to end: it is valid until {{ day }}.\n\n"
            "New dates of this training will be on its page.",
            "Page of the training",
        ),
    ),
]  # fmt: skip
