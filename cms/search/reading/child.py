"""The process that meets a file. `python -m cms.search.reading.child`: the file's ending in a line, then the file, on standard input; JSON on standard output."""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable

from .refusals import Damaged, Locked, TooLarge

CPU_SECONDS = 20
MEMORY = 1024 * 1024 * 1024
MOST_SIGNS = 2_000_000  # of text that is kept
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of an office file: encrypted, or from before 2007


def bound() -> None:
    """Before anything of the file is read."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of(data: bytes, ending: str) -> list[str]:
    from . import office, pdf, rtf

    readers: dict[str, Callable[[bytes], list[str]]] = {
        "pdf": pdf.pages, "docx": office.docx, "pptx": office.pptx, "xlsx": office.xlsx,
        "odt": office.opendocument, "ods": office.opendocument, "odp": office.opendocument, "rtf": rtf.pages, "txt": plain, "csv": plain,
    }  # fmt: skip
    if data.startswith(OLE):
        raise Locked
    if ending not in readers:
        raise Damaged
    return readers[ending](data)


def plain(data: bytes) -> list[str]:
    from school.foundation.encodings import decode

    return [decode(data).text]


def read(data: bytes, ending: str) -> dict[str, object]:
    try:
        pages = pages_of(data, ending)
    except Locked:
        return {"state": "locked", "pages": []}
    except TooLarge:
        return {"state": "too_large", "pages": []}
    except Damaged:
        return {"state": "damaged", "pages": []}
    kept, left = [], MOST_SIGNS
    for page in pages:
        kept.append(page[:left])
        left = max(left - len(page), 0)
    return {"state": "read" if any(page.strip() for page in kept) else "no_text", "pages": kept}


def main() -> None:
    bound()
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is not the answer
    ending, _line, data = sys.stdin.buffer.read().partition(b"\n")
    with answer:
        json.dump(read(data, ending.decode("ascii", "replace")), answer)


if __name__ == "__main__":
    main()
