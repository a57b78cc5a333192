"""What a person reads in an answer: words without markup, and the sentences laid over the next page."""

from __future__ import annotations

import html
import re

from django.contrib.messages import get_messages
from django.http import HttpResponse

_HEAD = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def words_of(response: HttpResponse) -> str:
    """The text of a page in one line, with plain spaces."""
    text = _TAG.sub(" ", _HEAD.sub(" ", response.content.decode()))
    return " ".join(html.unescape(text).split())


def messages_of(response: HttpResponse) -> list[str]:
    """Sentences that wait for the next page."""
    return [" ".join(str(message).split()) for message in get_messages(response.wsgi_request)]
