"""Public files in a bucket, under the school's own address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class PublicBucket(S3Storage):
    """The policy lets nothing in from another host, so pictures come through `/media/`; the bucket itself may stay closed."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name) or "")
