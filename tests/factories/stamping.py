"""A time-stamp authority (RFC 3161) that answers over HTTP on this machine, and ways for it to fail."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.factories.seals import NOW, Authority, rsa_key


@dataclass
class Stamping:
    """Where it answers, whom it belongs to, what it was asked, and how it behaves: fine, away, slow, refusing or rubbish."""

    url: str
    authority: Authority
    behaves: str = "fine"
    asked: int = 0
    release: threading.Event = field(default_factory=threading.Event)


@contextmanager
def stamping_authority() -> Iterator[Stamping]:
    authority, key = Authority("Центр часу"), rsa_key()
    certificate = authority.certify(key.public_key(), "Служба часу", stamps=True, begins=NOW - timedelta(days=3000), ends=NOW + timedelta(days=3000))
    private = keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    stamper = DummyTimeStamper(asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)), private)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            at.asked += 1
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            if at.behaves == "slow":
                at.release.wait(30)
            self.send_response(503 if at.behaves == "away" else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(b"rubbish" if at.behaves == "rubbish" else self._answer(asked))

        def _answer(self, asked: tsp.TimeStampReq) -> bytes:
            if at.behaves in ("away", "refusing"):
                return bytes.fromhex("30053003020102")  # TimeStampResp of the status «rejection» alone
            return stamper.request_tsa_response(asked).dump()

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        at = Stamping(f"http://127.0.0.1:{server.server_address[1]}/", authority)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield at
        at.release.set()
        server.shutdown()
        thread.join()


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[str]:
    """A server of files on this machine; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = files.get(self.path.lstrip("/"))
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, *args: Any) -> None:
            pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
