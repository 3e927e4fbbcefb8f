"""The way in to the addresses, in front of Streamlit's pages: what is theirs is told by its path alone.

Streamlit answers every unknown path with its first page and the status 200. Below the folders that belong to the addresses
nothing falls through to it. What answers is loaded behind the server's start, or when something is asked for before that
is done: the server listens at once.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from starlette.datastructures import URL
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import ASGIApp, Receive, Scope, Send

from exports.addresses import BESIDE_THE_PAGES
from service.loading import LOADING
from web.answers import refuse, takes_gzip
from web.faults import Fault, short

if TYPE_CHECKING:
    from service.application import Application
    from service.metrics import Queue
    from web.routes import Endpoints

_PATHS = [address.path() for address in BESIDE_THE_PAGES]
FOLDERS = tuple(dict.fromkeys(f"/{path.split('/')[1]}/" for path in _PATHS if "{" in path))
FILES = tuple(path for path in _PATHS if "{" not in path)
STEMS = tuple(dict.fromkeys(f"{path.partition('.')[0]}." for path in FILES))
"""``/claims.`` and its like: with another ending they are no page either."""
_THEIRS = "/_stcore/"
"""Streamlit's own addresses: its page tries them below every page first (``/claim/_stcore/health``), and is not to wait for ours."""
_PLAIN = re.compile(r"[A-Za-z0-9._/~-]*")

Base = Callable[[], str]
"""Gives Streamlit's ``server.baseUrlPath``: read late, for its settings are not all there when app.py is imported."""


def prefix(base: Base) -> str:
    """The base path as ``/name``, or empty."""
    name = base().strip("/")
    return f"/{name}" if name else ""


class Front(BaseRoute):
    """All addresses as one route: it takes what is theirs, under Streamlit's base path, and nothing else.

    Parameters
    ----------
    application : callable
        Gives the application of this server; asked once, for the first answer.
    base : callable
    """

    def __init__(self, application: Callable[[], Application], base: Base = str) -> None:
        self._application, self._base = application, base
        self._endpoints: Endpoints | None = None

    def endpoints(self) -> Endpoints:
        """What answers, loaded once; on a thread that may take its time."""
        with LOADING:
            if self._endpoints is None:
                # Files and workbooks take it, on threads beside pages that draw: see widgets/chart.py.
                import pandas  # noqa: F401

                from web.routes import Endpoints

                self._endpoints = Endpoints(self._application(), self._base)
            return self._endpoints

    def queues(self) -> dict[str, Queue]:
        """How the queues of answers stand, by name; nothing before the first one is asked for."""
        return {name: queue.stands() for name, queue in vars(self._endpoints.queues).items()} if self._endpoints else {}

    def close(self) -> None:
        """Make no more answers: the server stops."""
        if self._endpoints is not None:
            self._endpoints.close()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.FULL if asks_here(scope, prefix(self._base)) else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoints = self._endpoints
        if endpoints is None:
            endpoints = await asyncio.to_thread(self.endpoints)
        root = scope.get("root_path", "").rstrip("/") + prefix(self._base)
        await endpoints({**scope, "root_path": root, "endpoints_root": scope.get("root_path", "")}, receive, send)

    def url_path_for(self, name: str, /, **path_params: object) -> URL:  # type: ignore[override]
        raise NoMatchFound(name, path_params)


def own_path(scope: Scope, base: str) -> str:
    """The path below the dashboard's first page; empty for one that is not below it."""
    root = scope.get("root_path", "").rstrip("/") + base
    path = scope.get("path", "")
    return path.removeprefix(root) if path.startswith(f"{root}/") else ""


def asks_here(scope: Scope, base: str) -> bool:
    """Whether a request is for one of these addresses, or for something in one of their folders."""
    if scope["type"] != "http":
        return False
    path = own_path(scope, base)
    if _THEIRS in path:
        return False
    return (
        path in FILES or path.startswith(STEMS) or any(path.startswith(folder) and path != folder for folder in FOLDERS)
    )


class Guard:
    """Middleware before Streamlit's own, which answers odd paths in plain text: here they get the envelope.

    It also puts Accept-Encoding as plainly as the compressing middlewares behind it read it.
    """

    plain: ClassVar[re.Pattern[str]] = _PLAIN

    def __init__(self, app: ASGIApp, base: Base = str) -> None:
        self.app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not asks_here(scope, prefix(self._base)):
            await self.app(scope, receive, send)
            return
        path = own_path(scope, prefix(self._base))
        if not self.plain.fullmatch(path) or ".." in path.split("/"):
            fault = Fault("unknown-address", f"There is nothing at {short(path)}.")
            await refuse(fault, scope["method"])(scope, receive, send)
            return
        taken = ",".join(v.decode("latin-1") for k, v in scope["headers"] if k == b"accept-encoding")
        others = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        # Bytes that are asked for by their numbers are those of the file itself.
        parted = any(k == b"range" for k, _ in scope["headers"])
        coding = b"gzip" if takes_gzip(taken) and not parted else b"identity"
        await self.app({**scope, "headers": [*others, (b"accept-encoding", coding)]}, receive, send)
