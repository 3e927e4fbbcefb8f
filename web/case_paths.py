"""Cases beneath the first one: an address below ``cases/<id>/`` is the same address of another case.

What stands inside of this sees the address as it is at the first page, and the case apart. So pages and addresses are the same
for all cases, and their relative links hold.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exports.addresses import CASE_HEADER, CASE_ID, CASES
from web.front import Base, own_path, prefix

_SCOPE = "plumbline_case"
"""Where a scope says the id of the case."""
_CASE = re.compile(rf"/{CASES}/(?P<id>[a-z0-9][a-z0-9-]*(~[A-Za-z0-9_-]+)?)(?P<rest>/.*)?")
HIDDEN = {"X-Robots-Tag": "noindex", "Cache-Control": "private, no-store"}
"""What is said with everything of a case that a visitor brought: it is nobody else's."""
_LASTING = ("/static/", "/assets/", "/scripts/")
"""Folders of what is the same for all cases, at addresses that change with it: megabytes that a reader's own browser may keep,
and that are made once for all cases."""


def case_of(scope: Scope) -> str:
    """The id of the case that a request is about; empty for the first one."""
    case: str = scope.get(_SCOPE, "")
    return case


class CasePaths:
    """The outermost middleware.

    Parameters
    ----------
    base : callable
        Gives Streamlit's base path.
    """

    def __init__(self, app: ASGIApp, base: Base = str) -> None:
        self.app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        name = CASE_HEADER.encode()
        scope = {**scope, _SCOPE: "", "headers": [(k, v) for k, v in scope["headers"] if k != name]}
        found = _CASE.fullmatch(own_path(scope, prefix(self._base)))
        if not found:
            await self.app(scope, receive, send)
            return
        rest = found["rest"] or ""
        if not CASE_ID.fullmatch(found["id"]):
            send = _hidden(send, lasting=rest.startswith(_LASTING))
        if not rest:
            # Relative links of a page, and those of what it loads, need the slash.
            await _led(f"{found['id']}/", scope)(scope, receive, send)
            return
        await self.app(_within(scope, found["id"], rest), receive, send)


def _within(scope: Scope, case: str, rest: str) -> dict[str, Any]:
    """The scope of the same address of a case."""
    start = scope["path"].removesuffix(f"/{CASES}/{case}{rest}")
    path = f"{start}{rest}"
    within = {**scope, "path": path, "raw_path": quote(path, safe="/~%").encode()}
    if rest.startswith(_LASTING):
        return within
    return {**within, _SCOPE: case, "headers": [*scope["headers"], (CASE_HEADER.encode(), case.encode())]}


def _led(to: str, scope: Scope) -> Response:
    query = scope.get("query_string", b"").decode("latin-1")
    return Response(status_code=308, headers={"Location": f"{to}?{query}" if query else to})


def _hidden(send: Send, lasting: bool) -> Send:
    """Has what is answered kept by nobody but whoever asked, and by them only where it is ``lasting``."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            kept = headers.get("cache-control", "")
            headers.update(HIDDEN)
            if lasting and kept.startswith("public"):
                headers["Cache-Control"] = kept.replace("public", "private", 1)
        await send(message)

    return told
