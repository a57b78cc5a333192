from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.models import Site

from school.foundation.memo import remember

WITHOUT_PAGES = ("/healthz/", "/readyz/", "/art/", "/media/")  # the process must say that it lives while its database does not


def site(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """One installation serves one site: Wagtail need not ask which, at every request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WITHOUT_PAGES):
            return get_response(request)
        found = remember("site", lambda: Site.objects.select_related("root_page", "root_page__locale").filter(is_default_site=True).first())
        if found is not None:
            request._wagtail_site = found  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
