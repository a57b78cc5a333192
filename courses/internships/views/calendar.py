"""My days in my own calendar: the page that shows the secret address, and what stands behind it."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..calendars import feed_text, renew_feed
from ..models import Application, CalendarFeed


@login_required
@require_http_methods(["GET", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """POST makes the address, or a new one in its place."""
    feed = CalendarFeed.objects.filter(user=request.user).first()
    if request.method == "POST":
        renew_feed(user=request.user)
        messages.success(
            request, _("The address is new; the old one gives nothing any more.") if feed else _("The address of your calendar is ready.")
        )
        return redirect("internships:my_calendar")
    rows = Application.objects.of(request.user).select_related("day__internship").order_by("-day__starts_at")[:50]
    address = settings.PUBLIC_URL + reverse("internships:calendar", args=[feed.secret]) if feed else ""
    return render(request, "internships/calendar.html", {"feed": feed, "address": address, "applications": rows})


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Read by programs every few hours: what has not changed is not sent again."""
    feed = get_object_or_404(CalendarFeed.objects.filter(user__is_active=True).select_related("user"), secret=secret)
    body, changed = feed_text(feed.user, get_language() or "uk")
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    changed = max(changed or feed.made_at, feed.made_at)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="my.ics"'
    response["ETag"], response["Last-Modified"] = etag, http_date(changed.timestamp())
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()), response=response) or response
