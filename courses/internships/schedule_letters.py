"""What people are written when a schedule is published, and when it changes for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from school.foundation.mail import register_purpose

from .letters import COMMON, write_about
from .models import Application
from .programme import Row


def register() -> None:
    for purpose, label, extra, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=[*COMMON, *extra], defaults={"uk": uk, "en": en})


def ready(application: Application, *, version: int, rows: Iterable[Row]) -> None:
    write_about("day_schedule_ready", application, str(version), schedule="\n".join(row.said for row in rows))


def changed(application: Application, *, version: int, changes: Iterable[tuple[Row | None, Row | None]]) -> None:
    with override(application.language):
        said = "\n".join(_said(was, now) for was, now in changes)
    write_about("day_schedule_changed", application, str(version), schedule=said, version=version)


def _said(was: Row | None, now: Row | None) -> str:
    if was is None:
        return _("New: %(now)s") % {"now": now.said if now else ""}
    if now is None:
        return _("No more: %(was)s") % {"was": was.said}
    return _("%(now)s. It was: %(was)s") % {"now": now.said, "was": was.said}


WORDINGS = [
    (
        "day_schedule_ready", gettext_lazy("The schedule of a day is ready"), ["schedule"],
        ("Ваша програма дня {{ date }}", "Доброго дня, {{ name }}.\n\nПрограма Вашого дня {{ at_what }} «{{ programme }}», {{ date }}:\n\n{{ schedule }}\n\nВона завжди є за посиланням. Якщо щось зміниться, напишемо, що саме.", "Моя програма"),
        ("Your programme for {{ date }}", "Hello, {{ name }}.\n\nYour programme for “{{ programme }}” on {{ date }}:\n\n{{ schedule }}\n\nIt is always behind the link. If anything changes, we will write what.", "My programme"),
    ),
    (
        "day_schedule_changed", gettext_lazy("The schedule of a day has changed"), ["schedule", "version"],
        ("Зміни в програмі дня {{ date }}", "Доброго дня, {{ name }}.\n\nУ Вашій програмі «{{ programme }}», {{ date }}, змінилося ось що:\n\n{{ schedule }}\n\nРешта лишається, як була.", "Моя програма"),
        ("Changes in the programme for {{ date }}", "Hello, {{ name }}.\n\nThis has changed in your programme for “{{ programme }}” on {{ date }}:\n\n{{ schedule }}\n\nThe rest stays as it was.", "My programme"),
    ),
]  # fmt: skip
