"""Several calls let go at one moment, each in a real thread with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def together(*calls: Callable[[], Any]) -> list[BaseException]:
    """Returns what was raised; nothing when every call went well."""
    gate, errors = threading.Barrier(len(calls)), []

    def one(call: Callable[[], Any]) -> None:
        try:
            gate.wait()
            call()
        except BaseException as problem:
            errors.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
