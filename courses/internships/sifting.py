"""Applications of every day in one list: of a city, of an organisation, of a programme, of a person."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from school.accounts.finding import named
from school.accounts.models import Organisation

from .door import BY_NAME
from .enums import ApplicationState
from .models import Application

TABS = {
    "all": Q(),
    "applied": Q(state=ApplicationState.APPLIED),
    "accepted": Q(state=ApplicationState.ACCEPTED),
    "waiting": Q(state=ApplicationState.WAITING),
    "declined": Q(state=ApplicationState.DECLINED),
    "withdrawn": Q(state=ApplicationState.WITHDRAWN),
    "came": Q(attendance__isnull=False),
}


def sift(
    rows: QuerySet[Application], *, q: str = "", city: str = "", when: str = "", organisation: Organisation | None = None
) -> QuerySet[Application]:  # fmt: skip
    """`when` is the code of a day or of a programme; `q` stands in the name, the e-mail or the organisation’s words."""
    if q:
        rows = rows.filter(named(q, "user__") | Q(organisation__icontains=q) | Q(house__in=Organisation.objects.matching(q)))
    if city:
        rows = rows.filter(city=city)
    if when:
        rows = rows.filter(Q(day__code=when) | Q(day__internship__code=when))
    return rows.filter(pk__in=Application.objects.sent_by(organisation).values("pk")) if organisation else rows


def counted(rows: QuerySet[Application]) -> dict[str, int]:
    """How many by state, and who came; one question."""
    return rows.order_by().aggregate(**{name: Count("pk", filter=which) for name, which in TABS.items()})


def by_person(rows: QuerySet[Application], tab: str) -> QuerySet[Application]:
    """Whoever applied twice stands together, the latest day first."""
    found = rows.filter(TABS[tab]).select_related("user__profile", "day__internship", "house", "attendance")
    return found.order_by(*BY_NAME[:-1], "user_id", "-day__starts_at")
