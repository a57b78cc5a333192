"""Begins ffmpeg in a process of its own: it ends with whoever started it, gives way to the site, and takes no more memory than it may.

Run as a script, so that nothing happens between fork and exec in a process with threads."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
MOST_MEMORY = 6 * 1024**3  # address space; decoding 4K with its threads takes about half


def main(parent: str, *command: str) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    if os.getppid() != int(parent):
        sys.exit("whoever started this is gone")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
