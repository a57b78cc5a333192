from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import Document, document_served

from school.foundation.files import serve_private

CLOSED = ("/cms/", "/accounts/", "/my/", "/learn/", "/teach/", "/verify/", "/v/", "/V/", "/api/", "/link/", "/files/", "/dev/", "/search/")


def robots(request: HttpRequest) -> HttpResponse:
    """Nothing personal in robots' reach, in either language."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in CLOSED]
    lines += ["", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """An editor's file, to whom its collection lets. Wagtail's own view knows no HTTP ranges, without which a video cannot be wound."""
    found = get_object_or_404(Document, pk=document_id)
    if found.filename != filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        answer = ask(found, request)
        if isinstance(answer, HttpResponseBase):
            return answer
    document_served.send(sender=Document, instance=found, request=request)
    inline = found.file_extension in ("mp4", "webm", "vtt")
    return serve_private(request, found.file, filename=found.filename, content_type=found.content_type, inline=inline)
