"""A certificate authority for tests: clients told to trust its file believe that the stub is any host they ask for."""

from __future__ import annotations

import ssl
import threading
from pathlib import Path

import trustme


class Authority:
    """Issues a certificate for each host name once and keeps it. One is enough for a whole test session."""

    def __init__(self, folder: Path):
        self._authority = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()
        self.file = folder / "authority.pem"
        """The certificate to trust, for REQUESTS_CA_BUNDLE and the like."""
        self._authority.cert_pem.write_to_path(self.file)

    def context(self, host: str) -> ssl.SSLContext:
        """What a server needs to answer as this host."""
        with self._lock:
            if host not in self._contexts:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                # curl_cffi offers HTTP/2 first, as a browser does; the stub speaks HTTP/1.1.
                context.set_alpn_protocols(["http/1.1"])
                self._authority.issue_cert(host).configure_cert(context)
                self._contexts[host] = context
            return self._contexts[host]
