"""Two addresses for whoever runs the dashboard: whether it is alive, and whether it can be given readers.

``/healthz`` is answered by the server's loop at once, whatever is being read or worked out. ``/readyz`` looks at what is
needed, on a thread. Neither loads anything before the server has loaded it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.datastructures import URL
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

from exports.addresses import ALIVE, READY
from service.readiness import Readiness, ready
from web.answers import EVERYWHERE, INERT, METHODS, refuse
from web.faults import Fault
from web.front import Base, own_path, prefix

if TYPE_CHECKING:
    from service.application import Application

PATHS = (ALIVE.path(), READY.path())


class Health(BaseRoute):
    """Both addresses as one route.

    Parameters
    ----------
    application : callable
        Gives the application of this server; None as long as it is not made.
    base : callable
        Gives Streamlit's base path.
    """

    def __init__(self, application: Callable[[], Application | None], base: Base = str) -> None:
        self._readiness, self._base = Readiness(application), base
        self._looking = asyncio.Lock()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        here = scope["type"] == "http" and own_path(scope, prefix(self._base)) in PATHS
        return (Match.FULL if here else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self._answer(scope))(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        method = scope["method"]
        if method == "OPTIONS":
            return Response(status_code=204, headers={**EVERYWHERE, "Allow": METHODS})
        if method not in METHODS.split(", "):
            said = f"This address takes {METHODS}."
            return refuse(Fault("method-not-allowed", said, {"Allow": METHODS}, allowed=METHODS.split(", ")), method)
        if own_path(scope, prefix(self._base)) == ALIVE.path():
            return _said({"alive": True}, 200, method)
        # Of many who ask while a store gives no answer, one holds a thread: others need those.
        async with self._looking:
            return await asyncio.to_thread(self._ready, method)

    def _ready(self, method: str) -> Response:
        found = self._readiness.checks()
        said = {name: {"ok": one.ok, "needed": one.needed, "why": one.why} for name, one in found.items()}
        return _said({"ready": ready(found), "checks": said}, 200 if ready(found) else 503, method)

    def url_path_for(self, name: str, /, **path_params: object) -> URL:  # type: ignore[override]
        raise NoMatchFound(name, path_params)


def _said(content: dict[str, object], status: int, method: str) -> Response:
    body = (json.dumps(content) + "\n").encode()
    headers = {
        **EVERYWHERE,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Content-Security-Policy": INERT,
    }
    return Response(b"" if method == "HEAD" else body, status, headers)
