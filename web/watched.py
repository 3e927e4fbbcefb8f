"""Around every request: its name in the log and in its answer, how long it took, and what is counted of it.

What is counted is which address was asked and how it was answered, never what stood in its path or behind the question mark.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from ipaddress import ip_address, ip_network

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exports.addresses import BESIDE_THE_PAGES
from loaders import request_ids
from service import metrics
from web.front import Base, asks_here, own_path, prefix
from web.health import PATHS

_LOG = logging.getLogger("plumbline.web")

_FAMILIES = [
    (re.compile(one.pattern), one.path()) for one in sorted(BESIDE_THE_PAGES, key=lambda one: one.path().count("{"))
]
"""What a path of each family of addresses looks like; those with fewer names in them are tried first."""
_STREAMLIT = ("/_stcore/", "/static/", "/app/static/", "/media/", "/component/")
"""Folders that are Streamlit's: messages and health, its scripts, our typeface, files for readers, components."""


def from_one_of(networks: Sequence[str]) -> Callable[[Scope], bool]:
    """Whether a request comes straight from one of these addresses or networks: those of proxies of ours."""
    known = [ip_network(network) for network in networks]

    def trusted(scope: Scope) -> bool:
        try:
            peer = ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(peer in network for network in known)

    return trusted


nobody = from_one_of(())


class Watched:
    """The outermost middleware.

    Parameters
    ----------
    base : callable
        Gives Streamlit's base path.
    trusted : callable
        Whether whoever asks (a proxy of ours) may name the request; others' names are replaced.
    """

    def __init__(self, app: ASGIApp, base: Base = str, trusted: Callable[[Scope], bool] = nobody) -> None:
        self.app, self._base, self._trusted = app, base, trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        name = self._name(scope)
        # Each request is a task of its own, and so is what it is called.
        request_ids.use(name)
        scope = {**scope, "headers": [*_without_name(scope), (request_ids.HEADER.lower().encode(), name.encode())]}
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[request_ids.HEADER] = name
            await send(message)

        try:
            await self.app(scope, receive, named)
        finally:
            seconds = time.perf_counter() - begun
            endpoint = endpoint_of(scope, prefix(self._base))
            metrics.count_request(endpoint, status, seconds)
            _LOG.debug("answered", extra={"endpoint": endpoint, "status": status, "seconds": round(seconds, 3)})

    def _name(self, scope: Scope) -> str:
        given = Headers(scope=scope).get(request_ids.HEADER, "")
        return given if given and request_ids.is_safe(given) and self._trusted(scope) else request_ids.new()


def endpoint_of(scope: Scope, base: str) -> str:
    """Which address a request is for, as its family: ``/claims/{claim}.{form}``, ``page``, ``streamlit`` or ``unknown``."""
    path = own_path(scope, base)
    if asks_here(scope, base):
        return next((family for pattern, family in _FAMILIES if pattern.fullmatch(path)), "unknown")
    if path in PATHS:
        return path
    return "streamlit" if path.startswith(_STREAMLIT) else "page"


def _without_name(scope: Scope) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in scope["headers"] if name != request_ids.HEADER.lower().encode()]
