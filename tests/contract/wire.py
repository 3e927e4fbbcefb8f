"""Requests, answers and the connections they travel on: what the stub's routes and faults are made of."""

from __future__ import annotations

import select
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import parse_headers
from urllib.parse import parse_qsl, unquote, urlsplit

from requests.structures import CaseInsensitiveDict

LONGEST_LINE = 65536


@dataclass(frozen=True)
class Request:
    """What a client asked for, and when."""

    method: str
    host: str
    path: str
    """Without the query, percent signs decoded."""
    query: dict[str, str]
    """The last value of each name; all of them are in `target`."""
    headers: Mapping[str, str]
    """Upper and lower case are the same."""
    body: bytes
    scheme: str
    target: str
    """Path and query as they were sent."""
    at: float
    """When it had been read whole, by `time.monotonic`."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


@dataclass(frozen=True)
class Answer:
    """A proper answer. Content-Length is added unless the headers have it."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def head(self, **lines: str) -> bytes:
        """Status line and headers; `Some_Name="x"` adds a line `Some-Name: x` or replaces it."""
        reason = HTTPStatus(self.status).phrase if self.status in set(HTTPStatus) else ""
        more = {name.replace("_", "-"): value for name, value in lines.items()}
        headers = CaseInsensitiveDict({**CaseInsensitiveDict(self.headers), **more})
        text = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} {reason}\r\n{text}\r\n".encode("latin-1")

    def deliver(self, exchange: Exchange) -> bool:
        headers = CaseInsensitiveDict(self.headers)
        lines = {} if "Content-Length" in headers else {"Content_Length": str(len(self.body))}
        close = "close" in {side.get("Connection", "").lower() for side in (headers, exchange.request.headers)}
        if close:
            # Unless it is told, a client may ask again on a connection that is just being closed.
            lines["Connection"] = "close"
        if exchange.send_head(self.head(**lines)):
            exchange.finish(self.body)
        return not close


@dataclass(frozen=True)
class Fault:
    """Something else than a proper answer. `deliver` says whether the connection can be used again."""

    name: str
    deliver: Callable[[Exchange], bool] = field(repr=False)


class Exchange:
    """One request on its connection, for an answer or a fault to write to."""

    def __init__(self, connection: Connection, request: Request, leave: Callable[[], None]):
        self.connection, self.request, self._leave = connection, request, leave
        self._under_way = True

    def leave(self) -> None:
        """From here on the request is not in flight."""
        if self._under_way:
            self._under_way = False
            self._leave()

    def send_head(self, head: bytes) -> bool:
        """Says whether a body may follow; if not, this was all."""
        body = self.request.method != "HEAD"
        if body:
            self.send(head)
        else:
            self.finish(head)
        return body

    def send(self, data: bytes) -> None:
        self.connection.send(data)

    def finish(self, data: bytes) -> None:
        """Send the last there is."""
        # A client may ask again as soon as it has the last byte, so the request is over just before.
        view = memoryview(data)
        self.connection.send(view[:-1])
        self.leave()
        self.connection.send(view[-1:])

    def hung_up_within(self, seconds: float | None) -> bool:
        """Wait, but no longer than the client does. The stub's own end hangs up too."""
        return self.connection.hung_up_within(seconds)

    def abort(self) -> None:
        """Hang up with a reset (RST), as a crashed machine or a firewall does."""
        self.leave()
        self.connection.close(reset=True)

    def drop(self) -> None:
        """Hang up without a word, not even TLS's own goodbye."""
        self.leave()
        self.connection.close(polite=False)


class Connection:
    """A socket that one thread works on and another may stop."""

    def __init__(self, sock: socket.socket):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = sock
        self._reader = sock.makefile("rb")
        self._lock = threading.Lock()
        self._stopped = False
        self.host = ""
        """Whom the client takes this for, once there is TLS."""

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        self._reader.close()
        with self._lock:
            # Wrapping moves the descriptor to a new object; a stop in between would miss both.
            if self._stopped:
                raise ConnectionAbortedError
            self._sock = context.wrap_socket(self._sock, server_side=True, do_handshake_on_connect=False)
        self._sock.do_handshake()
        self._reader = self._sock.makefile("rb")
        self.host = host

    def send(self, data: bytes | memoryview) -> None:
        self._sock.sendall(data)

    def read(self) -> Request | None:
        """The next request, or nothing if the client has hung up."""
        line = self._reader.readline(LONGEST_LINE)
        if not line.strip():
            return None
        method, target, _ = line.decode("latin-1").split(maxsplit=2)
        headers = CaseInsensitiveDict()
        for name, value in parse_headers(self._reader).items():
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        if "100-continue" in headers.get("Expect", "").lower():
            self.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = self._read_body(headers)
        if method == "CONNECT":
            host, path, query = target.rpartition(":")[0], "", ""
        else:
            # A proxy is asked for plain http by the whole address, through TLS by the path alone.
            parts = urlsplit(target)
            host = self.host or parts.hostname or headers.get("Host", "").partition(":")[0]
            path, query = parts.path or "/", parts.query
            target = f"{path}?{query}" if query else path
        return Request(
            method=method,
            host=host.strip("[]").lower(),
            path=unquote(path),
            query=dict(parse_qsl(query, keep_blank_values=True)),
            headers=headers,
            body=body,
            scheme="https" if self.host else "http",
            target=target,
            at=time.monotonic(),
        )

    def _read_body(self, headers: Mapping[str, str]) -> bytes:
        if headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self._reader.read(int(headers.get("Content-Length", 0)))
        body = b""
        while size := int(self._reader.readline(LONGEST_LINE).partition(b";")[0], 16):
            body += self._reader.read(size)
            self._reader.readline(LONGEST_LINE)
        parse_headers(self._reader)  # Trailers, and the empty line that ends them.
        return body

    def hung_up_within(self, seconds: float | None) -> bool:
        end = None if seconds is None else time.monotonic() + seconds
        while select.select([self._sock], [], [], None if end is None else max(end - time.monotonic(), 0))[0]:
            self._sock.setblocking(False)
            try:
                if not self._sock.recv(LONGEST_LINE):
                    return True
            except (ssl.SSLWantReadError, BlockingIOError):
                pass  # Some record of TLS without data.
            except OSError:
                return True
            finally:
                self._sock.setblocking(True)
        return False

    def stop(self) -> None:
        """From another thread: whatever is waited for or written ends now."""
        with self._lock, suppress(OSError):
            self._stopped = True
            # SSLSocket.shutdown would first forget the TLS session, which the other thread is using.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def close(self, *, polite: bool = True, reset: bool = False) -> None:
        self._reader.close()  # A socket is closed only after the files made of it.
        with self._lock, suppress(OSError):
            if reset:
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif polite and self.host and not self._stopped:
                self._sock.setblocking(False)  # Say goodbye and do not wait for the client's.
                with suppress(OSError, ValueError):
                    self._sock.unwrap()
        with self._lock:
            self._sock.close()
