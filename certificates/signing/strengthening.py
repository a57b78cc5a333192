"""From B-B upwards, by later revisions: what was handed out before is the beginning of what is handed out now.

B-T adds a time stamp over the whole file (RFC 3161), B-LT the certificates and revocation lists that a later check
needs (DSS), B-LTA one more time stamp over those.
"""

from __future__ import annotations

import asyncio
import io
from functools import lru_cache

import structlog
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation.dss import async_add_validation_info

from certificates.enums import SealLevel

from .checking import check_seal
from .trust import Trust, context_of, has_list, trust_of_house

TSA_SECONDS = 5

log = structlog.get_logger(__name__)


class NotStrengthened(Exception):
    """The file stays as it is; the text says why."""


class AuthorityAway(NotStrengthened):
    """No use in asking again at once, for whatever file."""


def strengthened(data: bytes, level: SealLevel) -> bytes:
    """The same file at `level`, which its bytes begin; NotStrengthened where an authority of time is away or not believed."""
    trust = trust_of_house()
    seal = trust.seals.get(check_seal(data, trust).key_id)
    if seal is None:
        raise NotStrengthened("the file does not bear our seal")
    if level.rank >= SealLevel.LT.rank and not has_list(trust, seal):
        raise NotStrengthened("there is no revocation list of the seal's issuer")
    try:
        stronger = asyncio.run(_stronger(data, level, trust))
    except TimestampRequestError as problem:
        raise AuthorityAway(str(problem)) from problem
    except Exception as problem:  # an authority's answer, a list that has ended: the seal itself stands
        log.warning("seal_not_strengthened", level=level, exc_info=True)
        raise NotStrengthened(f"{type(problem).__name__}: {problem}") from problem
    found = check_seal(stronger, trust)
    if not found.fine or found.level != level:
        raise NotStrengthened(f"the seal is {found.state} {found.level} afterwards: is the authority of time among those believed?")
    return stronger


async def _stronger(data: bytes, level: SealLevel, trust: Trust) -> bytes:
    data = await _stamped(data)
    if level.rank >= SealLevel.LT.rank:
        data = await _with_proofs(data, trust)
    return await _stamped(data) if level == SealLevel.LTA else data


async def _stamped(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    out = await PdfTimeStamper(_authority(settings.SEAL_TSA_URL)).async_timestamp_pdf(writer, "sha256")
    return out.getvalue()


async def _with_proofs(data: bytes, trust: Trust) -> bytes:
    """Of the seal and of the time stamp."""
    for stamp in (False, True):
        reader = PdfFileReader(io.BytesIO(data))
        row = reader.embedded_timestamp_signatures[-1] if stamp else reader.embedded_regular_signatures[0]
        out = await async_add_validation_info(row, context_of(trust), add_vri_entry=False, force_write=True)
        data = out.getvalue()
    return data


@lru_cache(maxsize=2)
def _authority(url: str) -> RequestsHTTPTimeStamper:
    """Kept: it asks once how large an answer is."""
    return RequestsHTTPTimeStamper(url, timeout=TSA_SECONDS)
