"""The letters of this room: written once for each certificate and occasion."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from school.foundation.mail import register_purpose, write_letter
from school.foundation.models import Letter, LetterState
from school.foundation.outbox import drop_held

from .batches.outbox import work_of
from .enums import AwardKind, CertificateState
from .models import Certificate


def issued(certificate: Certificate) -> None:
    """After the file is made: what was earned and where it is; or that it stands instead of another.

    What was issued with many waits in the outbox; what has ended meanwhile is not told as news.
    """
    if certificate.state != CertificateState.ISSUED:
        return
    old = Certificate.objects.filter(replaced_by=certificate).first()
    if old is None or never_told(old):
        _write(_purpose_of(certificate), certificate, hold=work_of(certificate))
    else:
        _write("certificate_replaced", certificate, extra={"old_number": old.number, "reason": old.reason})


def _purpose_of(certificate: Certificate) -> str:
    return PURPOSES.get(certificate.award_kind, "certificate_issued")


def _news_keys(certificate: Certificate) -> list[str]:
    return [f"{purpose}:{certificate.code}" for purpose in (_purpose_of(certificate), "certificate_replaced")]


def never_told(certificate: Certificate) -> bool:
    """It was issued with many, and its letter never left the outbox."""
    told = Letter.objects.filter(key__in=_news_keys(certificate)).exclude(state__in=[LetterState.HELD, LetterState.DROPPED])
    return bool(work_of(certificate)) and not told.exists()


def drop_waiting(certificate: Certificate, actor: Any) -> None:
    drop_held(keys=_news_keys(certificate), actor=actor)


def revoked(certificate: Certificate) -> None:
    _write("certificate_revoked", certificate, extra={"reason": certificate.reason})


def greeting(certificate: Certificate) -> str:
    frozen = certificate.frozen
    return (frozen["given_name"] if certificate.language == "uk" else frozen["latin_name"].split(" ")[0]) or frozen["full_name"]


def _write(purpose: str, certificate: Certificate, *, extra: dict[str, str] | None = None, hold: str = "") -> None:
    if certificate.person.erased_at:
        return
    frozen = certificate.frozen
    with override(certificate.language):
        context = {
            "name": greeting(certificate),
            "course": frozen["what"],
            "number": certificate.number,
            "check": f"{settings.PUBLIC_URL}/v/{certificate.code}/",
            **(extra or {}),
        }
        write_letter(
            purpose,
            key=f"{purpose}:{certificate.code}",
            to=certificate.person.email,
            language=certificate.language,
            context=context,
            url=settings.PUBLIC_URL + reverse("certificates:mine"),
            hold=hold,
        )


PURPOSES = {
    AwardKind.DAY.value: "certificate_issued_day",
    AwardKind.WEBINAR.value: "certificate_issued_webinar",
    AwardKind.SERIES.value: "certificate_issued_series",
    AwardKind.ATTENDANCE.value: "certificate_issued_attendance",
    AwardKind.THANKS.value: "certificate_issued_thanks",
}
COMMON = ["name", "course", "number", "check", "centre", "url"]


def register() -> None:
    for purpose, label, extra, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=[*COMMON, *extra], defaults={"uk": uk, "en": en})


WORDINGS = [
    (
        "certificate_issued", _("Certificate issued"), [],
        (
            "Ваш сертифікат: {{ course }}",
            "{{ name }}, вітаємо.\n\n"
            "Ви завершили курс «{{ course }}». Сертифікат № {{ number }} готовий: відкрийте «Мої сертифікати», щоб завантажити його у форматі PDF.\n\n"
            "Справжність перевірить будь-хто за QR-кодом на сертифікаті або за адресою {{ check }}",
            "Мої сертифікати",
        ),
        (
            "Your certificate: {{ course }}",
            "Congratulations, {{ name }}.\n\n"
            "You have finished the course “{{ course }}”. Certificate No. {{ number }} is ready: open “My certificates” to download it as a PDF.\n\n"
            "Anyone can check that it is genuine by the QR code on it or at {{ check }}",
            "My certificates",
        ),
    ),
    (
        "certificate_issued_webinar", _("Certificate issued for a webinar"), [],
        (
            "Ваш сертифікат: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Ви переглянули вебінар «{{ course }}». Сертифікат № {{ number }} готовий: відкрийте «Мої сертифікати», щоб завантажити його у форматі PDF.\n\n"
            "Справжність перевірить будь-хто за QR-кодом на сертифікаті або за адресою {{ check }}",
            "Мої сертифікати",
        ),
        (
            "Your certificate: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "You have watched the webinar “{{ course }}”. Certificate No. {{ number }} is ready: open “My certificates” to download it as a PDF.\n\n"
            "Anyone can check that it is genuine by the QR code on it or at {{ check }}",
            "My certificates",
        ),
    ),
    (
        "certificate_issued_day", _("Certificate issued for a day"), [],
        (
            "Ваш сертифікат: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Вашу участь підтверджено: «{{ course }}». Сертифікат № {{ number }} готовий: відкрийте «Мої сертифікати», щоб завантажити його у форматі PDF.\n\n"
            "Справжність перевірить будь-хто за QR-кодом на сертифікаті або за адресою {{ check }}",
            "Мої сертифікати",
        ),
        (
            "Your certificate: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "Your participation in “{{ course }}” is confirmed. Certificate No. {{ number }} is ready: open “My certificates” to download it as a PDF.\n\n"
            "Anyone can check that it is genuine by the QR code on it or at {{ check }}",
            "My certificates",
        ),
    ),
    (
        "certificate_issued_series", _("Certificate issued for a series of webinars"), [],
        (
            "Ваш сертифікат: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Ви переглянули всі вебінари серії «{{ course }}». Сертифікат № {{ number }} готовий: відкрийте «Мої сертифікати», щоб завантажити PDF.\n\n"
            "Справжність перевірить будь-хто за QR-кодом на аркуші або за адресою {{ check }}",
            "Мої сертифікати",
        ),
        (
            "Your certificate: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "You have watched every webinar of the series “{{ course }}”. Certificate No. {{ number }} is ready: open “My certificates” to download it as a PDF.\n\n"
            "Anyone can check that it is genuine by the QR code on it or at {{ check }}",
            "My certificates",
        ),
    ),
    (
        "certificate_issued_attendance", _("Statement of attendance issued"), [],
        (
            "Довідка про Вашу присутність: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Ми видали довідку № {{ number }} про Вашу присутність: «{{ course }}». Вона готова: відкрийте «Мої сертифікати», щоб завантажити PDF.\n\n"
            "Справжність перевірить будь-хто за QR-кодом на аркуші або за адресою {{ check }}",
            "Мої сертифікати",
        ),
        (
            "Statement of your attendance: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "We have issued statement No. {{ number }} of your presence: “{{ course }}”. It is ready: open “My certificates” to download it as a PDF.\n\n"
            "Anyone can check that it is genuine by the QR code on it or at {{ check }}",
            "My certificates",
        ),
    ),
    (
        "certificate_issued_thanks", _("Letter of thanks to an instructor"), [],
        (
            "Подяка: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Дякуємо Вам за викладання курсу «{{ course }}». Подяка № {{ number }} готова: відкрийте «Мої сертифікати», щоб завантажити PDF.\n\n"
            "Справжність перевірить будь-хто за QR-кодом на аркуші або за адресою {{ check }}",
            "Мої сертифікати",
        ),
        (
            "Thank you: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "Thank you for teaching the course “{{ course }}”. The letter of thanks No. {{ number }} is ready: open “My certificates” to download it as a PDF.\n\n"
            "Anyone can check that it is genuine by the QR code on it or at {{ check }}",
            "My certificates",
        ),
    ),
    (
        "certificate_replaced", _("Certificate replaced"), ["old_number", "reason"],
        (
            "Сертифікат замінено: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Замість сертифіката № {{ old_number }} ми видали новий, № {{ number }}. Причина: {{ reason }}\n\n"
            "Користуйтеся новим. Хто перевірятиме старий, побачить, що його замінено, і перейде до нового.",
            "Мої сертифікати",
        ),
        (
            "Certificate replaced: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "Instead of certificate No. {{ old_number }} we have issued a new one, No. {{ number }}. Reason: {{ reason }}\n\n"
            "Please use the new one. Whoever checks the old one sees that it was replaced and is led to the new one.",
            "My certificates",
        ),
    ),
    (
        "certificate_revoked", _("Certificate revoked"), ["reason"],
        (
            "Сертифікат скасовано: {{ course }}",
            "{{ name }}, добрий день.\n\n"
            "Сертифікат № {{ number }} («{{ course }}») скасовано. Причина: {{ reason }}\n\n"
            "Якщо Ви з цим не згодні, напишіть нам у відповідь на цей лист.",
            "Мої сертифікати",
        ),
        (
            "Certificate revoked: {{ course }}",
            "Hello, {{ name }}.\n\n"
            "Certificate No. {{ number }} (“{{ course }}”) has been revoked. Reason: {{ reason }}\n\n"
            "If you disagree, write to us in reply to this letter.",
            "My certificates",
        ),
    ),
]  # fmt: skip
