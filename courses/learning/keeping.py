"""Steps that a person saves on their device: a whole course as they take it, or one module of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from school.foundation.keeping import Kept
from school.foundation.keeping_words import kept_words

from .kinds import Carried, kind_named
from .models import Enrolment, Words
from .progress import Outline, Part, Step, outline_for, words_for

KIND = "course"
PAGE, FACE, PICTURE = 40_000, 500_000, 250_000  # bytes, about: a page, the face once, the most a drawn picture takes
IMAGES = re.compile(r'"(?:image|poster)": (\d+)')
DOCUMENTS = re.compile(r'"(?:video|captions|document)": (\d+)')


def kept_steps(parts: Iterable[Part]) -> list[Step]:
    """What is read and watched; tests and meetings need the school itself."""
    return [step for part in parts for step in part.steps if step.open and kind_named(step.activity.kind).carry]


def offer(enrolment: Enrolment, outline: Outline) -> dict[str, Any] | None:
    """What the dialog offers; sizes are counted when it is opened."""
    parts = [part for part in outline.parts if kept_steps([part])]
    if not parts:
        return None
    run = enrolment.run.code
    rows = [_choice(run, _("The whole course"), parts)]
    if len(parts) > 1:
        rows += [_choice(_number(run, part), part.title, [part]) for part in parts]
    text = _("The lessons will open in this browser without a network. What you mark as done is sent when there is a connection again.")
    return {"choices": rows, "text": text, "words": kept_words()}


def _choice(number: str, label: str, parts: list[Part]) -> dict[str, Any]:
    return {"kind": KIND, "id": number, "variant": "", "label": label, "size": "", "note": _counted(kept_steps(parts))}


def _counted(steps: list[Step]) -> str:
    n = len(steps)
    if all(step.activity.kind == "lesson" for step in steps):
        return ngettext("%(n)d lesson", "%(n)d lessons", n) % {"n": n}
    return ngettext("%(n)d step", "%(n)d steps", n) % {"n": n}


def _number(run: str, part: Part) -> str:
    return f"{run}.{part.steps[0].activity.module_id}"


def keep(user: Any, number: str, variant: str, language: str) -> Kept:
    """The steps now open to this person; nobody else's are ever found."""
    run_code, _dot, module = number.partition(".")
    enrolment = _enrolment_or_404(user, run_code)
    outline = outline_for(enrolment, language)
    parts = [part for part in outline.parts if not module or _number(run_code, part) == number]
    steps = kept_steps(parts)
    if not steps:
        raise Http404
    run = enrolment.run
    words = words_for([step.activity.activity.key for step in steps], language, run.course.source_locale, with_body=True)
    pages = [reverse("learning:activity", args=[run_code, step.code]) for step in steps]
    following = [*pages[1:], reverse("saved")]
    carried = [_carried(step, language) for step in steps]
    return Kept(
        title=outline.course_title if not module else f"{outline.course_title}: {parts[0].title}",
        about=_counted(steps),
        version=_version(steps, words, carried),
        size=FACE + PAGE * len(steps) + _files(words.values()) + sum(one.size for one in carried),
        pages=tuple(pages),
        small=tuple(dict.fromkeys(address for one in carried for address in one.small)),
        files=tuple(dict.fromkeys(file for one in carried for file in one.files)),
        instead={old: new for one in carried for old, new in one.instead.items()},
        after={f"{page}done/": then for page, then in zip(pages, following, strict=True)},
        titles={f"{page}done/": step.title for page, step in zip(pages, steps, strict=True)},
    )


def _enrolment_or_404(user: Any, run_code: str) -> Enrolment:
    if not user.is_authenticated:
        raise Http404
    enrolment = Enrolment.objects.active().select_related("run__course").filter(run__code=run_code, user=user).first()
    if enrolment is None or not enrolment.run.teaches_now:
        raise Http404
    return enrolment


def _carried(step: Step, language: str) -> Carried:
    carry = kind_named(step.activity.kind).carry
    return carry(step.activity, language) if carry else Carried()


def _version(steps: list[Step], words: dict[Any, Words], carried: list[Carried]) -> str:
    told = [f"{step.code} {step.title} {words[step.activity.activity.key].version if step.activity.activity.key in words else 0}" for step in steps]
    told += [one.version for one in carried if one.version]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _files(words: Iterable[Words]) -> int:
    """Bytes of pictures and files in these words, two queries."""
    text = json.dumps([row.body for row in words])
    pictures = get_image_model().objects.filter(pk__in=set(IMAGES.findall(text))).values_list("file_size", flat=True)
    files = get_document_model().objects.filter(pk__in=set(DOCUMENTS.findall(text))).values_list("file_size", flat=True)
    return sum(min(size or PICTURE, PICTURE) for size in pictures) + sum(size or 0 for size in files)
