from django.conf import settings
from django.http import HttpRequest, HttpResponse

CLOSED = ("/cms/", "/accounts/", "/my/", "/learn/", "/teach/", "/verify/", "/v/", "/link/", "/files/", "/dev/")


def robots(request: HttpRequest) -> HttpResponse:
    """Nothing personal in robots' reach, in either language."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in CLOSED]
    lines += ["", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
