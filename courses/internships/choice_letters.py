"""What is written while people are being chosen: to superiors, and to applicants about them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from school.foundation.calendar import day_words, last_day
from school.foundation.centre import words
from school.foundation.mail import register_purpose, write_letter

from .enums import ApprovalState
from .letters import COMMON, write_about
from .models import Approval


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
            "date": day_words(day.starts_at),
            "place": words(day, "venue", language),
            "till": day_words(last_day(approval.expires_at)),
        }
        purpose = "day_superior_reminded" if reminder else "day_superior_asked"
        write_letter(purpose, key=f"{purpose}:{approval.code}", to=approval.email, language=language, context=context, url=url)


def superior_answered(approval: Approval) -> None:
    purpose = "day_superior_approved" if approval.state == ApprovalState.APPROVED else "day_superior_declined"
    write_about(purpose, approval.application, approval.code, superior=approval.name, reason=approval.reason)


TO_SUPERIOR = ["name", "person", "position", "organisation", "programme", "date", "place", "till", "centre", "url"]
WORDINGS = [
    (
        "day_superior_asked", _("To a superior: approve an application for a day"), TO_SUPERIOR,
        ("Погодьте участь у стажуванні: {{ person }}", "Доброго дня, {{ name }}.\n\n{{ person }} просить дозволу поїхати на стажування «{{ programme }}», {{ date }}, {{ place }}.\n\nЗа посиланням Ви можете погодити поїздку або відмовити з поясненням. Обліковий запис не потрібен. Посилання діє до {{ till }} і спрацює один раз.\n\nЯкщо Ви не керівник цієї людини, просто не відповідайте.", "Переглянути й відповісти"),
        ("Please approve: internship of {{ person }}", "Hello, {{ name }}.\n\n{{ person }} asks for leave to come to “{{ programme }}” on {{ date }}, {{ place }}.\n\nBehind the link you can approve or decline and say why. No account is needed. The link is good till {{ till }} and works once.\n\nIf you are not this person’s superior, simply do not answer.", "See and answer"),
    ),
    (
        "day_superior_reminded", _("To a superior: reminder to approve an application"), TO_SUPERIOR,
        ("Нагадування: погодьте участь у стажуванні, {{ person }}", "Доброго дня, {{ name }}.\n\n{{ person }} чекає на Вашу відповідь щодо стажування «{{ programme }}», {{ date }}, {{ place }}.\n\nПосилання діє до {{ till }} і спрацює один раз. Більше нагадувань не буде.", "Переглянути й відповісти"),
        ("Reminder: please approve the internship of {{ person }}", "Hello, {{ name }}.\n\n{{ person }} waits for your answer about “{{ programme }}” on {{ date }}, {{ place }}.\n\nThe link is good till {{ till }} and works once. There will be no more reminders.", "See and answer"),
    ),
    (
        "day_superior_approved", _("The superior has approved an application"), [*COMMON, "superior"],
        ("Керівник погодив стажування {{ date }}", "Доброго дня, {{ name }}.\n\nВаш керівник ({{ superior }}) погодив участь у стажуванні «{{ programme }}», {{ date }}. Тепер рішення за координатором: ми напишемо Вам.", "Моя заявка"),
        ("Your superior has approved: internship on {{ date }}", "Hello, {{ name }}.\n\nYour superior ({{ superior }}) has approved your coming to “{{ programme }}” on {{ date }}. The coordinator decides next; we will write to you.", "My application"),
    ),
    (
        "day_superior_declined", _("The superior has declined an application"), [*COMMON, "superior", "reason"],
        ("Керівник не погодив стажування {{ date }}", "Доброго дня, {{ name }}.\n\nВаш керівник ({{ superior }}) не погодив участь у стажуванні «{{ programme }}», {{ date }}.\n\nПричина: {{ reason }}\n\nЯкщо рішення зміниться, надішліть нове посилання або назвіть іншого керівника на сторінці заявки. Якщо не поїдете, відкличте заявку там само.", "Моя заявка"),
        ("Your superior has declined: internship on {{ date }}", "Hello, {{ name }}.\n\nYour superior ({{ superior }}) has not approved your coming to “{{ programme }}” on {{ date }}.\n\nReason: {{ reason }}\n\nIf this changes, send a new link or name another superior on the page of your application. If you are not coming, withdraw it there.", "My application"),
    ),
]  # fmt: skip
