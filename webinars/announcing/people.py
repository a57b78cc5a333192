"""Who registered, who waits, who was there: for those who run the webinar, as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from school.foundation.calendar import KYIV
from school.foundation.report_files import as_csv, as_xlsx

from ..models import LiveAttendance, Registration, Webinar
from .states import RegistrationState

TABS = {"registered": RegistrationState.REGISTERED, "waiting": RegistrationState.WAITING, "withdrawn": RegistrationState.WITHDRAWN}


def counts_of(webinar: Webinar) -> dict[str, int]:
    """Two queries."""
    told = webinar.registrations.aggregate(**{name: Count("pk", filter=Q(state=state)) for name, state in TABS.items()})
    return told | {"present": webinar.live_attendances.count()}


def people_of(webinar: Webinar, tab: str) -> Any:
    """Rows of one tab in order; those who wait in the order of the queue."""
    if tab == "present":
        return webinar.live_attendances.select_related("user__profile__city", "user__profile__organisation")
    rows = webinar.registrations.filter(state=TABS[tab]).select_related("user__profile__city", "user__profile__organisation", "claim")
    return rows.order_by("claim__queued_at", "claim__pk") if tab == "waiting" else rows


def header() -> list[str]:
    return [_("Name"), _("E-mail"), _("Organisation"), _("City"), _("State"), _("Registered"), _("Entered")]


def table_of(webinar: Webinar) -> Iterator[list[str]]:
    """Everybody who ever registered, with when they entered. Whoever was erased is a number."""
    entered = dict(LiveAttendance.objects.filter(webinar=webinar).values_list("user", "entered_at"))
    rows = Registration.objects.filter(webinar=webinar).select_related("user__profile__city", "user__profile__organisation")
    for row in rows:
        profile = getattr(row.user, "profile", None)
        yield [
            row.user.full_name,
            "" if row.user.erased_at else row.user.email,
            profile.organisation.name if profile and profile.organisation else "",
            profile.city.name_uk if profile and profile.city else "",
            str(row.get_state_display()),
            _moment(row.registered_at),
            _moment(entered[row.user_id]) if row.user_id in entered else "",
        ]


def _moment(at: Any) -> str:
    return f"{at.astimezone(KYIV):%d.%m.%Y %H:%M}"


def csv_of(webinar: Webinar) -> str:
    return as_csv(header(), table_of(webinar))


def xlsx_of(webinar: Webinar) -> bytes:
    return as_xlsx(_("Registered"), header(), table_of(webinar))
