"""The seal on the next file of the same build: what pyHanko wrote around one is written around another, with its own digest,
time, reason and signature. pyHanko seals the first of a build and checks the first that was repeated, and one in AGAIN after it.

Files of one build differ within their objects alone: numbers, catalogue and page are the same (`certificates.compiled`).
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.enums import SealLevel

from .checking import check_seal
from .keys import SealKey, signing_key
from .sealing import Sealed, seal, signing_moment

MOST, AGAIN = 24, 500
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n$")
_ID = re.compile(rb"/ID \[(\([0-9a-f]*\)) ")
SEQUENCE, SET, OCTETS, TAGGED = 0x30, 0x31, 0x04, 0xA0  # DER tags
_OWN = ("/Contents", "/ByteRange", "/M", "/Reason")

log = structlog.get_logger(__name__)


class NotLike(Exception):
    """The file is not of the build; says why."""


@dataclass
class _Build:
    mould: Mould
    proved: bool = False
    sealed: int = 0


_builds: OrderedDict[tuple[Any, ...], _Build] = OrderedDict()


def forget() -> None:
    _builds.clear()


def seal_like(like: str, pdf: bytes, *, name: str, reason: str, location: str, at: datetime, later: bool) -> Sealed:
    """As `seal`. `like` names the build; "" where the file is alone of its kind."""
    said: dict[str, Any] = {"name": name, "reason": reason, "location": location, "at": at, "later": later}
    if not like:
        return seal(pdf, **said)
    key = signing_key()
    place = (os.getpid(), like, key.id, name, location, later)
    build = _builds.get(place)
    if build is None:
        return _first(place, key, pdf, said)
    _builds.move_to_end(place)
    return _next(place, build, key, pdf, said)


def _first(place: tuple[Any, ...], key: SealKey, pdf: bytes, said: dict[str, Any]) -> Sealed:
    sealed = seal(pdf, **said)
    if sealed.key_id == key.id:
        _builds[place] = _Build(Mould(sealed.data, len(pdf)))
        while len(_builds) > MOST:
            _builds.popitem(last=False)
    return sealed


def _next(place: tuple[Any, ...], build: _Build, key: SealKey, pdf: bytes, said: dict[str, Any]) -> Sealed:
    data = build.mould.seal(pdf, key, said["reason"], signing_moment(key, said["at"]))
    build.sealed += 1
    if not build.proved or build.sealed % AGAIN == 0:
        if not check_seal(data).fine:
            log.error("repeated_seal_does_not_stand", build=place)
            del _builds[place]
            return seal(pdf, **said)
        build.proved = True
    return Sealed(data, SealLevel.B, key.id)


class Mould:
    """A sealed file's last revision, without what is of that one file."""

    def __init__(self, sealed: bytes, length: int) -> None:
        reader = PdfFileReader(io.BytesIO(sealed))
        [signature] = reader.embedded_signatures
        changed = reader.xrefs.explicit_refs_in_revision(reader.xrefs.total_revisions - 1)
        self.root, self.info = reader.root_ref, reader.trailer_view.raw_get("/Info").reference
        own = (signature.sig_object.container_ref, self.info, reader.root.raw_get("/Metadata").reference)
        self.objects = {ref.idnum: _bytes(ref.get_object()) for ref in changed if ref not in own and not _is_xref(ref.get_object())}
        self.number = signature.sig_object.container_ref.idnum
        self.said = {name: value for name, value in signature.sig_object.items() if name not in _OWN}
        self.room = len(signature.pkcs7_content) * 2
        self.envelope = Envelope(bytes(signature.pkcs7_content))
        self.size = max(*self.objects, self.number, self.info.idnum) + 1

    def seal(self, pdf: bytes, key: SealKey, reason: str, moment: datetime) -> bytes:
        start, place = _START.search(pdf[-64:]), _ID.search(pdf[-4096:])
        if not start or not place:
            raise NotLike("where the file ends")
        out, places = [], {}
        at = len(pdf)
        for number, data in [*self.objects.items(), (self.number, self._signature(reason, moment))]:
            row = b"%d 0 obj\n%s\nendobj\n" % (number, data)
            places[number] = at
            at += len(row)
            out.append(row)
        out.append(self._table(places, at, int(start[1]), place[1], hashlib.md5(b"".join(out), usedforsecurity=False).hexdigest()))
        return self._signed(pdf + b"".join(out), places[self.number], key)

    def _signature(self, reason: str, moment: datetime) -> bytes:
        said = generic.DictionaryObject(self.said)
        said["/Reason"], said["/M"] = generic.pdf_string(reason), generic.pdf_date(moment)
        whole = _bytes(said)
        if not whole.endswith(b">>"):
            raise NotLike("a dictionary that does not end")
        return whole[:-2] + b"/ByteRange [" + b" " * 40 + b"]\n/Contents <" + b"0" * self.room + b">\n>>"

    def _table(self, places: dict[int, int], at: int, before: int, first: bytes, second: str) -> bytes:
        """A cross-reference stream (ISO 32000-1, 7.5.8) of this revision's objects and of itself."""
        places = dict(sorted({**places, self.size: at}.items()))
        rows = b"".join(struct.pack(">BIB", 1, place, 0) for place in places.values())
        index = b" ".join(b"%d 1" % number for number in places)
        head = b"/Type /XRef /Size %d /W [1 4 1] /Index [%s] /Prev %d /Root %d 0 R /Info %d 0 R /ID [%s (%s)] /Length %d" % (
            self.size + 1, index, before, self.root.idnum, self.info.idnum, first, second.encode(), len(rows),
        )  # fmt: skip
        return b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (self.size, head, rows, at)

    def _signed(self, whole: bytes, start: int, key: SealKey) -> bytes:
        data = bytearray(whole)
        begin = data.index(b"/Contents <", start) + len(b"/Contents <") - 1
        end = begin + self.room + 2
        said = b"0 %d %d %d" % (begin, end, len(data) - end)
        field = data.index(b"/ByteRange [", start) + len(b"/ByteRange [")
        data[field : field + len(said)] = said
        digest = hashlib.sha256(data[:begin])
        digest.update(data[end:])
        made = self.envelope.around(digest.digest(), key).hex().encode()
        if len(made) > self.room:
            raise NotLike("a longer signature")
        data[begin + 1 : begin + 1 + len(made)] = made
        return bytes(data)


class Envelope:
    """A CMS signature (RFC 5652) without the digest and the signature that are of one file. Written by hand: asn1crypto takes ten times longer."""

    def __init__(self, made: bytes) -> None:
        content = cms.ContentInfo.load(made)
        signed = content["content"]
        [signer] = signed["signer_infos"]
        digest = next(row["values"][0].native for row in signer["signed_attrs"] if row["type"].native == "message_digest")
        self.oid = content["content_type"].dump()
        self.signed = [signed[name].dump() for name in ("version", "digest_algorithms", "encap_content_info", "certificates")]
        self.signer = [signer[name].dump() for name in ("version", "sid", "digest_algorithm")]
        self.algorithm = signer["signature_algorithm"].dump()
        self.before, self.after = signer["signed_attrs"].contents.split(digest)

    def around(self, digest: bytes, key: SealKey) -> bytes:
        attributes = self.before + digest + self.after
        signature = key.sign(_der(SET, attributes))
        signer = _der(SEQUENCE, b"".join([*self.signer, _der(TAGGED, attributes), self.algorithm, _der(OCTETS, signature)]))
        return _der(SEQUENCE, self.oid + _der(TAGGED, _der(SEQUENCE, b"".join([*self.signed, _der(SET, signer)]))))


def _der(tag: int, body: bytes) -> bytes:
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def _is_xref(found: Any) -> bool:
    return isinstance(found, generic.StreamObject) and found.get("/Type") == "/XRef"


def _bytes(found: generic.PdfObject) -> bytes:
    out = io.BytesIO()
    found.write_to_stream(out, None)
    return out.getvalue()
