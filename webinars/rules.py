"""Who may watch and run what."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.shortcuts import get_object_or_404
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.learning.enums import EnrolmentState
from courses.learning.models import ScheduledActivity
from school.accounts.rules import is_coordinator

from .models import Registration, Viewing, Webinar, WebinarPage


def webinars_seen_by(user: Any) -> QuerySet[Webinar]:
    """Everybody watches what is published, with an account or without; a coordinator also what was taken off, a learner what their course shows."""
    if is_coordinator(user):
        return Webinar.objects.all()
    seen = Webinar.objects.in_force()
    return seen | Webinar.objects.filter(code__in=_in_courses_of(user)) if user.is_authenticated else seen


def _in_courses_of(user: Any) -> QuerySet[Any, Any]:
    """Codes of the webinars that are steps of runs in which this person learns now."""
    learning = {"run__enrolments__user": user, "run__enrolments__state": EnrolmentState.ACTIVE}
    steps = ScheduledActivity.objects.filter(kind="webinar", run__cancelled_at=None, run__starts_at__lte=timezone.now(), **learning)
    return steps.annotate(webinar=KeyTextTransform("webinar", "rules")).order_by().values("webinar")


def webinars_met_by(user: Any) -> QuerySet[Webinar]:
    """Around a live webinar: what is published; a promise made to somebody holds when its page is taken off."""
    seen = webinars_seen_by(user)
    return seen | Webinar.objects.filter(pk__in=Registration.objects.of(user).current().values("webinar")) if user.is_authenticated else seen


def webinar_or_404(user: Any, code: str) -> Webinar:
    return get_object_or_404(webinars_seen_by(user), code=code)


def viewing_or_404(user: Any, code: str) -> tuple[Webinar, Viewing | None]:
    """A webinar one may watch and what one has watched of it: one query for whoever has opened a published one before."""
    if user.is_authenticated:
        rows = Viewing.objects.select_related("webinar").filter(user=user, webinar__code=code)
        if viewing := rows.filter(webinar__in=Webinar.objects.in_force()).first():
            return viewing.webinar, viewing
    webinar = webinar_or_404(user, code)
    return webinar, Viewing.objects.filter(user=user, webinar=webinar).first() if user.is_authenticated else None


def webinars_run_by(user: Any) -> QuerySet[Webinar]:
    """Who registered and who was there is between the person, the coordinators and whoever may change the webinar's page."""
    if is_coordinator(user):
        return Webinar.objects.all()
    if not user.is_authenticated:
        return Webinar.objects.none()
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return Webinar.objects.filter(key__in=WebinarPage.objects.filter(pk__in=pages.values("pk")).values("translation_key"))


def webinar_to_change_or_404(user: Any, code: str) -> Webinar:
    """Recording, captions, chapters and slides are for whoever runs the webinar; to everybody else there is nothing here."""
    return get_object_or_404(webinars_run_by(user), code=code)
