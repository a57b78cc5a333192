"""When was it really? A device without a network knows only its own clock, which may be wrong or jump.

Three readings come with each sighting: the device's clock, its monotonic clock (which never jumps, but may pause while
the device sleeps, and begins anew with each `clock` session) and the offset to the server measured at its last contact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

STEADY = timedelta(seconds=90)  # a clock that drifted less between two contacts is the same clock


@dataclass(frozen=True)
class Reading:
    """`offset` is server time minus device time at the last contact before; `mono` seconds within session `clock`."""

    device_at: datetime
    offset: timedelta | None = None
    clock: str = ""
    mono: float | None = None


def corrected(seen: Reading, sync: Reading, server_at: datetime) -> tuple[datetime, bool]:
    """The moment of `seen` by the server's clock, and whether it is doubtful; `sync` was read when `server_at` was.

    A clock that is wrong but steady is put right without doubt. One that jumped between the sighting and the sync is
    doubtful: the monotonic clock tells how long ago it was, else the offset of the last contact is believed.
    """
    offset = server_at - sync.device_at
    if seen.offset is None or abs(seen.offset - offset) <= STEADY:
        at, doubtful = seen.device_at + offset, seen.offset is None and not _same_session(seen, sync)
    elif _same_session(seen, sync) and seen.mono is not None and sync.mono is not None:
        at, doubtful = server_at - timedelta(seconds=sync.mono - seen.mono), True
    else:
        at, doubtful = seen.device_at + seen.offset, True
    return (at, doubtful) if at <= server_at else (server_at, True)


def _same_session(seen: Reading, sync: Reading) -> bool:
    return bool(seen.clock) and seen.clock == sync.clock and seen.mono is not None and sync.mono is not None and sync.mono >= seen.mono
