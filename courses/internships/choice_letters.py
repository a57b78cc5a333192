"""What is written while people are being chosen: to superiors, and to applicants about them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from courses.learning.models import Claim
from school.foundation.calendar import KYIV, day_words, last_day
from school.foundation.centre import words
from school.foundation.mail import register_purpose, write_letter

from .day_kinds import letter_words
from .enums import ApprovalState
from .ical import CANCEL, REQUEST
from .letters import COMMON, when_and_where, write_about
from .models import Application, Approval, Reservation


def register() -> None:
    for purpose, label, placeholders, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=placeholders, defaults={"uk": uk, "en": en})


def superior_asked(approval: Approval, *, url: str, reminder: bool) -> None:
    """To a person without an account, in the language of the applicant."""
    application = approval.application
    language, day = application.language, application.day
    with override(language):
        context = {
            "name": approval.name,
            "person": application.user.full_name,
            "position": application.position,
            "organisation": application.organisation,
            "programme": words(day.internship, "title", language),
            **letter_words(day.kind),
            "date": day_words(day.starts_at),
            "place": words(day, "venue", language),
            "till": day_words(last_day(approval.expires_at)),
        }
        purpose = "day_superior_reminded" if reminder else "day_superior_asked"
        write_letter(purpose, key=f"{purpose}:{approval.code}", to=approval.email, language=language, context=context, url=url)


def superior_answered(approval: Approval) -> None:
    purpose = "day_superior_approved" if approval.state == ApprovalState.APPROVED else "day_superior_declined"
    write_about(purpose, approval.application, approval.code, superior=approval.name, reason=approval.reason)


def to_confirm(application: Application, *, occasion: str, promoted: bool) -> None:
    """A place that is held till it is confirmed."""
    until = application.confirm_until
    assert until is not None
    with override(application.language):
        said = f"{day_words(until)}, {until.astimezone(KYIV):%-H:%M}" if promoted else day_words(last_day(until))
    purpose = "day_promoted_confirm" if promoted else "day_accepted_confirm"
    write_about(purpose, application, occasion, "internships:confirm", to_calendar=REQUEST, until=said)


def lapsed(application: Application, *, occasion: str) -> None:
    write_about("day_place_lapsed", application, occasion, "internships:day", to_calendar=CANCEL)


def named(application: Application, *, occasion: str) -> None:
    write_about("day_person_named", application, occasion, organisation=application.organisation)


def taken_back(application: Application, *, occasion: str) -> None:
    write_about("day_application_withdrawn", application, occasion, "internships:day", reason=application.reason)


def reservation_approved(reservation: Reservation) -> None:
    _to_head("day_seats_approved", reservation, "once", given=reservation.free, waiting=reservation.waiting)


def reservation_declined(reservation: Reservation) -> None:
    _to_head("day_seats_declined", reservation, "once", reason=reservation.reason)


def seats_given(reservation: Reservation, claim: Claim) -> None:
    _to_head("day_seats_given", reservation, str(claim.pk), given=claim.size)


def seats_cancelled(reservation: Reservation, *, reason: str) -> None:
    _to_head("day_cancelled", reservation, "seats", reason=reason)


def seats_moved(reservation: Reservation, *, was: dict[str, str], reason: str) -> None:
    """To a head who has asked: the people named hear of it themselves."""
    language = "en" if reservation.language == "en" else "uk"
    now = when_and_where(reservation.day)[language]
    _to_head("day_seats_moved", reservation, str(reservation.day.sequence), was=was[language], now=now, reason=reason)


def _to_head(purpose: str, reservation: Reservation, occasion: str, **extra: object) -> None:
    """To whoever reserved the seats."""
    language, day = reservation.language, reservation.day
    with override(language):
        context = {
            "name": reservation.made_by.short_name,
            "programme": words(day.internship, "title", language),
            **letter_words(day.kind),
            "date": day_words(day.starts_at),
            "seats": reservation.size,
            **extra,
        }
        url = settings.PUBLIC_URL + reverse("internships:seats", args=[reservation.organisation.code, day.code])
        key = f"{purpose}:{reservation.code}:{occasion}"
        write_letter(purpose, key=key, to=reservation.made_by.email, language=language, context=context, url=url)


TO_HEAD = ["name", "programme", "what", "to_what", "at_what", "date", "seats", "centre", "url"]
TO_SUPERIOR = ["name", "person", "position", "organisation", "programme", "what", "to_what", "at_what", "date", "place", "till", "centre", "url"]
WORDINGS = [
    (
        "day_superior_asked", _("To a superior: approve an application for a day"), TO_SUPERIOR,
        ("Погодьте участь: {{ person }}, {{ what }}", "Доброго дня, {{ name }}.\n\n{{ person }} просить дозволу поїхати {{ to_what }} «{{ programme }}», {{ date }}, {{ place }}.\n\nЗа посиланням Ви можете погодити поїздку або відмовити з поясненням. Обліковий запис не потрібен. Посилання діє до {{ till }} і спрацює один раз.\n\nЯкщо Ви не керівник цієї людини, просто не відповідайте.", "Переглянути й відповісти"),
        ("Please approve: {{ person }}, {{ what }}", "Hello, {{ name }}.\n\n{{ person }} asks for leave to come to “{{ programme }}” on {{ date }}, {{ place }}.\n\nBehind the link you can approve or decline and say why. No account is needed. The link is good till {{ till }} and works once.\n\nIf you are not this person’s superior, simply do not answer.", "See and answer"),
    ),
    (
        "day_superior_reminded", _("To a superior: reminder to approve an application"), TO_SUPERIOR,
        ("Нагадування: погодьте участь, {{ person }}", "Доброго дня, {{ name }}.\n\n{{ person }} чекає на Вашу відповідь щодо поїздки {{ to_what }} «{{ programme }}», {{ date }}, {{ place }}.\n\nПосилання діє до {{ till }} і спрацює один раз. Більше нагадувань не буде.", "Переглянути й відповісти"),
        ("Reminder: please approve the coming of {{ person }}", "Hello, {{ name }}.\n\n{{ person }} waits for your answer about “{{ programme }}” on {{ date }}, {{ place }}.\n\nThe link is good till {{ till }} and works once. There will be no more reminders.", "See and answer"),
    ),
    (
        "day_superior_approved", _("The superior has approved an application"), [*COMMON, "superior"],
        ("Керівник погодив: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nВаш керівник ({{ superior }}) погодив поїздку {{ to_what }} «{{ programme }}», {{ date }}. Тепер рішення за координатором: ми напишемо Вам.", "Моя заявка"),
        ("Your superior has approved: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nYour superior ({{ superior }}) has approved your coming to “{{ programme }}” on {{ date }}. The coordinator decides next; we will write to you.", "My application"),
    ),
    (
        "day_superior_declined", _("The superior has declined an application"), [*COMMON, "superior", "reason"],
        ("Керівник не погодив: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nВаш керівник ({{ superior }}) не погодив поїздку {{ to_what }} «{{ programme }}», {{ date }}.\n\nПричина: {{ reason }}\n\nЯкщо рішення зміниться, надішліть нове посилання або назвіть іншого керівника на сторінці заявки. Якщо не поїдете, відкличте заявку там само.", "Моя заявка"),
        ("Your superior has declined: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nYour superior ({{ superior }}) has not approved your coming to “{{ programme }}” on {{ date }}.\n\nReason: {{ reason }}\n\nIf this changes, send a new link or name another superior on the page of your application. If you are not coming, withdraw it there.", "My application"),
    ),
    (
        "day_promoted_confirm", _("A place from the waiting list that has to be confirmed"), [*COMMON, "until"],
        ("Підтвердьте місце {{ at_what }} {{ date }}", "Доброго дня, {{ name }}.\n\nЗвільнилося місце {{ at_what }} «{{ programme }}», {{ date }}, і ми тримаємо його для Вас до {{ until }}. Підтвердьте, що приїдете: інакше місце перейде наступному в черзі.\n\nПочинаємо о {{ time }}. {{ place }}", "Підтвердити"),
        ("Confirm your place: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nA place on “{{ programme }}” on {{ date }} became free, and we keep it for you till {{ until }}. Confirm that you are coming: otherwise it goes to the next person in the queue.\n\nWe begin at {{ time }}. {{ place }}", "Confirm"),
    ),
    (
        "day_accepted_confirm", _("Application accepted, to be confirmed"), [*COMMON, "until"],
        ("Вашу заявку прийнято: підтвердьте участь {{ date }}", "Доброго дня, {{ name }}.\n\nВас прийнято {{ to_what }} «{{ programme }}». Починаємо {{ date }} о {{ time }}.\n\n{{ place }}\n\nПідтвердьте, що приїдете, до {{ until }} включно: інакше місце перейде наступному в черзі.", "Підтвердити"),
        ("You are accepted: confirm that you come on {{ date }}", "Hello, {{ name }}.\n\nYou are accepted for “{{ programme }}”. We begin on {{ date }} at {{ time }}.\n\n{{ place }}\n\nConfirm that you are coming, on {{ until }} at the latest: otherwise the place goes to the next person in the queue.", "Confirm"),
    ),
    (
        "day_place_lapsed", _("A place was not confirmed in time"), COMMON,
        ("Місце {{ at_what }} {{ date }} перейшло далі", "Доброго дня, {{ name }}.\n\nМи тримали для Вас місце {{ at_what }} «{{ programme }}», {{ date }}, але не отримали підтвердження вчасно, тож воно перейшло наступному в черзі. Поки приймаються заявки, Ви можете подати нову.", "Про цей день"),
        ("Your place on {{ date }} has gone on", "Hello, {{ name }}.\n\nWe kept a place for you on “{{ programme }}” on {{ date }}, but it was not confirmed in time and has gone to the next person in the queue. While applications are taken, you can apply again.", "About this day"),
    ),
    (
        "day_person_named", _("Named by an organisation for a day"), [*COMMON, "organisation"],
        ("Ви їдете {{ to_what }} {{ date }}", "Доброго дня, {{ name }}.\n\nВаша організація ({{ organisation }}) записала Вас {{ to_what }} «{{ programme }}». Починаємо {{ date }} о {{ time }}.\n\n{{ place }}\n\nПрограма дня й дорога – за посиланням. Якщо Ви не можете приїхати, скасуйте участь або скажіть своїй організації.", "Програма дня"),
        ("You are coming to the {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nYour organisation ({{ organisation }}) has named you for “{{ programme }}”. We begin on {{ date }} at {{ time }}.\n\n{{ place }}\n\nThe programme and the way are behind the link. If you cannot come, withdraw or tell your organisation.", "Programme of the day"),
    ),
    (
        "day_seats_approved", _("Seats of an organisation approved"), [*TO_HEAD, "given", "waiting"],
        ("Місця для Вашої організації: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nВаш запит на місця ({{ seats }}) {{ at_what }} «{{ programme }}», {{ date }}, схвалено. Місць надано: {{ given }}, у черзі: {{ waiting }}.\n\nНазвіть людей за посиланням: кожна людина отримає листа. Місця, які не знадобляться, поверніть там само.", "Назвати людей"),
        ("Seats for your organisation: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nYour request for {{ seats }} seats on “{{ programme }}”, {{ date }}, is approved. Seats given: {{ given }}, waiting: {{ waiting }}.\n\nName the people behind the link: each gets a letter. Give back there the seats you do not need.", "Name people"),
    ),
    (
        "day_seats_declined", _("Seats of an organisation declined"), [*TO_HEAD, "reason"],
        ("Запит на місця відхилено: {{ what }}, {{ date }}", "Доброго дня, {{ name }}.\n\nНа жаль, ми не можемо надати місця ({{ seats }}) {{ at_what }} «{{ programme }}», {{ date }}.\n\nПричина: {{ reason }}", "Про цей день"),
        ("Seats declined: {{ what }} on {{ date }}", "Hello, {{ name }}.\n\nUnfortunately we cannot give {{ seats }} seats on “{{ programme }}”, {{ date }}.\n\nReason: {{ reason }}", "About this day"),
    ),
    (
        "day_seats_moved", _("A day with seats of an organisation is moved"), [*TO_HEAD, "was", "now", "reason"],
        ("Перенесено: {{ what }}, {{ date }}. Місця Вашої організації", "Доброго дня, {{ name }}.\n\nПеренесено: {{ what }} «{{ programme }}».\n\nБуло: {{ was }}.\nТепер: {{ now }}.\n\nПричина: {{ reason }}\n\nМісця чи черга Вашої організації лишаються за нею; названі люди одержують листи самі. Якщо новий час не підходить, поверніть місця або назвіть інших людей за посиланням.", "Місця організації"),
        ("Moved: {{ what }} on {{ date }}, seats of your organisation", "Hello, {{ name }}.\n\n“{{ programme }}” is moved.\n\nIt was: {{ was }}.\nNow: {{ now }}.\n\nReason: {{ reason }}\n\nThe seats or the turn of your organisation stay yours; the people named are written to themselves. If the new time does not suit, give seats back or name others behind the link.", "Seats of the organisation"),
    ),
    (
        "day_seats_given", _("Seats came free for an organisation"), [*TO_HEAD, "given"],
        ("Звільнилися місця для Вашої організації: {{ date }}", "Доброго дня, {{ name }}.\n\nЗвільнилися місця {{ at_what }} «{{ programme }}», {{ date }}, для Вашої організації: {{ given }}. Назвіть людей за посиланням.", "Назвати людей"),
        ("Seats for your organisation came free: {{ date }}", "Hello, {{ name }}.\n\nSeats for your organisation came free on “{{ programme }}”, {{ date }}: {{ given }}. Name the people behind the link.", "Name people"),
    ),
]  # fmt: skip
