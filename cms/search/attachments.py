"""Files attached to what is found: their words by pages, to whoever may find the page they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from school.foundation import jobs
from school.foundation.models import Job

from .models import FileState, FileWords, SearchEntry
from .reading.process import read_file
from .sources import MEMBER, PUBLIC, Entry, Kind
from .waiting import want, want_all

JOB = "search.read_file"
FILE = Kind("file", gettext_lazy("Files"), "file", order=80)
READABLE = {"pdf", "docx", "odt", "ods", "odp", "rtf", "pptx", "xlsx", "txt", "csv"}


def with_files(entries: Iterable[Entry], source: str) -> Iterator[Entry]:
    """A file not read yet is read by a job, which then has its page indexed again."""
    for entry in entries:
        yield entry
        for document in get_document_model().objects.filter(pk__in=entry.files).select_related("collection"):
            if document.file_extension in READABLE and (tags := _tags(entry, document)):
                yield from _pages(entry, document, tags, source)


def _tags(entry: Entry, document: Any) -> dict[str, str]:
    """Those of the page, as far as the file's collection lets them."""
    kinds = set(document.collection.get_view_restrictions().values_list("restriction_type", flat=True))
    if kinds - {CollectionViewRestriction.LOGIN}:
        return {}
    tags = dict.fromkeys(entry.tags, "")
    return {MEMBER if tag == PUBLIC and kinds else tag: "" for tag in tags}


def version_of(document: Any) -> str:
    return f"{document.file.name}|{document.file_hash}|{document.file_size}"[:300]


def _pages(entry: Entry, document: Any, tags: dict[str, str], source: str) -> Iterator[Entry]:
    row = FileWords.objects.filter(document=document.pk, version=version_of(document)).first()
    if row is None:
        key = f"{document.pk}:{version_of(document)}:{source}:{entry.object}"[-200:]
        jobs.enqueue(JOB, key=key, args={"document": document.pk, "source": source, "object": entry.object})
    pages = [(number, text) for number, text in enumerate(row.pages, 1) if text.strip()] if row else []
    with override(entry.language):
        for number, text in pages or [(0, "")]:
            told = [_("page %(n)s") % {"n": number}] if len(pages) > 1 else []
            told += [str(row.get_state_display())] if row and row.state != FileState.READ else []
            told += [_("attached to «%(title)s»") % {"title": entry.title}]
            yield Entry(
                object=entry.object, part=f"{entry.part}/{document.pk}-{number}", language=entry.language, kind=FILE.name, title=document.title,
                text=text, url=f"{document.url}#page={number}" if document.file_extension == "pdf" and number else document.url, tags=tags,
                context=" · ".join(told), group=f"file:{document.pk}", year=entry.year, city=entry.city, topics=entry.topics,
            )  # fmt: skip


def read_document(job: Job) -> None:
    """What was read before is not read again, by whichever page it is asked for."""
    document = get_document_model().objects.filter(pk=job.args["document"]).first()
    if document is None:
        return
    if not FileWords.objects.filter(document=document.pk, version=version_of(document)).exists():
        with document.file.open("rb") as file:
            read = read_file(file.read(), document.file_extension)
        values = {"version": version_of(document), "state": read.state, "pages": read.pages}
        FileWords.objects.update_or_create(document=document.pk, defaults=values)
    want(job.args["source"], job.args["object"])


def want_where_attached(document: Any) -> None:
    """The file was replaced, renamed or deleted."""
    rows = SearchEntry.objects.filter(grouped=f"file:{document.pk}").values_list("thing__source", "thing__object").distinct()
    want_all(rows)
