"""A stand-in for the internet. Product code asks for the real addresses and is led here by the standard environment
variables: a forward proxy that answers CONNECT, and then TLS, itself. Nothing is passed on."""

from __future__ import annotations

import re
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Self

from authority import Authority
from wire import Answer, Connection, Exchange, Fault, Request

__all__ = ["Answer", "Fault", "Internet", "Request", "in_turn", "proxy_variables", "until"]

Reply = Answer | Fault
Handler = Callable[[Request], Reply]

NOT_ROUTED = Answer(404, {"Content-Type": "text/plain"}, b"The stub has no route for this address.\n")
PLAIN_HTTP = Answer(403, {"Content-Type": "text/plain"}, b"The stub refuses plain HTTP.\n")
PATIENCE = 600.0
"""Seconds that threads have to end in, on a slow machine too."""


def proxy_variables(proxy: str) -> dict[str, str]:
    """Every request to go by this proxy, or by none if it is empty."""
    # curl reads http_proxy in small letters only; variables the machine may have set are overruled.
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return {form: proxy for name in names for form in (name, name.lower())} | {"NO_PROXY": "", "no_proxy": ""}


def in_turn(*replies: Reply | Handler) -> Handler:
    """A handler that gives the first reply to the first request, and so on; the last one stays."""
    waiting, lock = list(replies), threading.Lock()

    def handler(request: Request) -> Reply:
        with lock:
            reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return reply(request) if callable(reply) else reply

    return handler


def until(condition: Callable[[], bool]) -> bool:
    """Wait for something to be so; whether it is."""
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


@dataclass(frozen=True)
class Route:
    host: str
    place: str | re.Pattern[str]
    scheme: str
    handler: Handler

    def leads(self, request: Request) -> bool:
        if (self.host, self.scheme) != (request.host, request.scheme):
            return False
        if isinstance(self.place, str):
            return request.path.startswith(self.place)
        return self.place.search(request.path) is not None


class Internet:
    """All hosts at once, on one port of this machine, while the context lasts."""

    def __init__(self, authority: Authority | None = None):
        self.delay = 0.0
        """Seconds before each answer, for tests of what happens at the same time."""
        self._authority = authority
        self._routes: list[Route] = []
        self._requests: list[Request] = []
        self._unexpected: list[Request] = []
        self._connected: list[str] = []
        self._failures: list[BaseException] = []
        self._busy: Counter[str] = Counter()
        self._peaks: Counter[str] = Counter()
        self._work: dict[threading.Thread, Connection] = {}
        self._closing = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            if self._authority is None:
                folder = stack.enter_context(tempfile.TemporaryDirectory())
                self._authority = Authority(Path(folder))
            self._listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=256))
            self._resources = stack.pop_all()
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._acceptor = threading.Thread(target=self._accept, name="stub acceptor", daemon=True)
        self._acceptor.start()
        return self

    def __exit__(self, kind, error, traceback) -> None:
        with self._lock:
            self._closing = True
        # To close a listening socket does not wake the thread that waits on it; a caller does.
        socket.create_connection(self._listener.getsockname()).close()
        self._acceptor.join()
        with self._lock:
            work = dict(self._work)
        for connection in work.values():
            connection.stop()
        end = time.monotonic() + PATIENCE
        for thread in work:
            thread.join(max(end - time.monotonic(), 0))
        self._resources.close()
        if error is None and self._failures:
            raise self._failures[0]
        if error is None and any(thread.is_alive() for thread in work):
            raise RuntimeError("a handler of the stub has not come back")

    def environment(self) -> dict[str, str]:
        """The variables that lead requests, curl and urllib here, in this process or another."""
        file = str(self._authority.file)
        return proxy_variables(self.address) | dict.fromkeys(
            ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"), file
        )

    def on(self, host: str, place: str | re.Pattern[str], handler: Handler | Reply, *, scheme: str = "https") -> None:
        """Answer for a host where the path starts with a text or a pattern is found in it. The latest that fits wins."""
        ready = handler if callable(handler) else lambda request: handler
        with self._lock:
            self._routes.insert(0, Route(host.lower(), place, scheme, ready))

    def over(self, host: str, place: str | re.Pattern[str], change: Callable[[Answer], Reply]) -> None:
        """Answer as the routes so far do, but changed."""
        with self._lock:
            before = list(self._routes)

        def handler(request: Request) -> Reply:
            route = next((route for route in before if route.leads(request)), None)
            return change(route.handler(request)) if route else NOT_ROUTED

        self.on(host, place, handler)

    @property
    def requests(self) -> list[Request]:
        """All that were asked so far, in the order in which they came."""
        with self._lock:
            return list(self._requests)

    @property
    def unexpected(self) -> list[Request]:
        """Those there was no route for."""
        with self._lock:
            return list(self._unexpected)

    @property
    def connected_hosts(self) -> list[str]:
        """The host of each CONNECT: one for each connection, whatever was asked on it."""
        with self._lock:
            return list(self._connected)

    def count(self, host: str, path_contains: str = "") -> int:
        """Requests to a host; the text may stand in the query too."""
        return sum(
            r.host == host.lower() and (path_contains in r.path or path_contains in r.target) for r in self.requests
        )

    def peak(self, host: str) -> int:
        """The most requests to a host that were waiting for their answer at the same moment."""
        with self._lock:
            return self._peaks[host.lower()]

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection = Connection(self._listener.accept()[0])
            except OSError:
                continue  # That client has gone already.
            thread = threading.Thread(target=self._serve, args=[connection], name="stub connection", daemon=True)
            with self._lock:
                if self._closing:
                    connection.close()
                    return
                self._work[thread] = connection
            thread.start()

    def _serve(self, connection: Connection) -> None:
        try:
            while request := connection.read():
                if request.method == "CONNECT":
                    self._connect(connection, request.host)
                elif not self._answer(connection, request):
                    break
        except (OSError, ValueError, HTTPException):
            pass  # The client hung up, does not trust us, or speaks something else: its own business.
        finally:
            connection.close()
            with self._lock:
                del self._work[threading.current_thread()]

    def _connect(self, connection: Connection, host: str) -> None:
        with self._lock:
            self._connected.append(host)
        connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        connection.secure(self._authority.context(host), host)

    def _answer(self, connection: Connection, request: Request) -> bool:
        with self._lock:
            self._requests.append(request)
            self._busy[request.host] += 1
            self._peaks[request.host] = max(self._peaks[request.host], self._busy[request.host])
        exchange = Exchange(connection, request, lambda: self._leave(request.host))
        try:
            reply = self.reply(request)
            if self.delay and exchange.hung_up_within(self.delay):
                return False
            return reply.deliver(exchange)
        finally:
            exchange.leave()

    def _leave(self, host: str) -> None:
        with self._lock:
            self._busy[host] -= 1

    def reply(self, request: Request) -> Reply:
        """What the routes give for a request, sent or made up."""
        with self._lock:
            route = next((route for route in self._routes if route.leads(request)), None)
            if route is None:
                self._unexpected.append(request)
        if route is None:
            return NOT_ROUTED if request.scheme == "https" else PLAIN_HTTP
        try:
            return route.handler(request)
        except BaseException as error:  # noqa: BLE001 - what a handler asserts is for the test, and raised at the end.
            self._failures.append(error)
            return Answer(500, {"Content-Type": "text/plain"}, f"The handler failed: {error!r}\n".encode())
