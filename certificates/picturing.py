"""The first page of the stored file as a picture, so that a forged copy is seen beside it."""

from __future__ import annotations

import io
from contextlib import closing
from threading import Lock

import pypdfium2
from django.core.cache import cache
from django.http import Http404, HttpResponse

from .models import Certificate
from .reading.pdf import lines_of
from .stored import FileDamaged, stored_bytes

WIDTH = 1400  # pixels
DAY = 24 * 3600
_one_at_a_time = Lock()  # PDFium serves one thread of a process


def picture_of(certificate: Certificate) -> bytes:
    """WebP; the same file gives the same picture, so it is drawn once a day at most."""
    key = f"certificate-picture:{WIDTH}:{certificate.sha256}"
    found = cache.get(key)
    if found is None:
        found = _drawn(certificate)
        cache.set(key, found, DAY)
    return found


def _drawn(certificate: Certificate) -> bytes:
    return picture_of_pdf(stored_bytes(certificate))


def picture_of_pdf(data: bytes) -> bytes:
    with _one_at_a_time, closing(pypdfium2.PdfDocument(data)) as document:
        page = document[0]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82)
    return out.getvalue()


def lines_of_stored(certificate: Certificate) -> list[str]:
    """The words of the stored file, line by line as PDFium finds them: in another file of ours it finds the same."""
    data = stored_bytes(certificate)
    with _one_at_a_time, closing(pypdfium2.PdfDocument(data)) as document:
        return lines_of(document[0])


def picture_response(certificate: Certificate) -> HttpResponse:
    try:
        picture = picture_of(certificate)
    except FileDamaged as damaged:
        raise Http404 from damaged
    response = HttpResponse(picture, content_type="image/webp")
    response["Content-Disposition"] = "inline"
    return response
