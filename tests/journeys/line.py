"""A line to the school that can really be cut: a port of its own in front of the served one."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Line:
    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.target = (str(parts.hostname), int(parts.port or 80))
        self.left: int | None = None  # bytes that still come back until it breaks by itself
        self.room: int | None = None  # bytes that may still be sent
        self.open: set[socket.socket] = set()
        self.listener: socket.socket | None = None
        self.port = 0
        self.mend()
        self.address = f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        self.left = self.room = None
        if self.listener is not None:
            return
        self.listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, args=[self.listener], daemon=True).start()

    def cut(self) -> None:
        """Nobody answers any more, and whoever was talking is broken off."""
        listener, self.listener = self.listener, None
        for one in [*([listener] if listener else []), *self.open]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.open.clear()

    def _listen(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = listener.accept()
                try:
                    far = socket.create_connection(self.target)
                except OSError:
                    near.close()
                    continue
                self.open |= {near, far}
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=[source, sink, sink is near], daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, homewards: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(32 * 1024):
                sink.sendall(data)
                if self._breaks(len(data), homewards):
                    return self.cut()
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _breaks(self, size: int, homewards: bool) -> bool:
        if homewards and self.left is not None:
            self.left -= size
            return self.left < 0
        if not homewards and self.room is not None:
            self.room -= size
            return self.room < 0
        return False
