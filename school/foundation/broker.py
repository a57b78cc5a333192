"""The queue of a first start: folders on this machine, nothing to install."""

from __future__ import annotations

from django.conf import settings


def make_folders() -> None:
    if settings.BROKER_URL.startswith("filesystem"):
        for name in ("queue", "control"):
            (settings.BROKER_DIR / name).mkdir(parents=True, exist_ok=True)
