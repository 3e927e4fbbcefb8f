"""Asks an ASGI application as a server would, without one: raw paths, any method, many at once."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount

from exports.review import why_not_reviewed
from service.application import Application
from web.case_paths import CasePaths
from web.compression import VaryOnce
from web.front import Front, Guard

HOST = "plumbline.example"
HOME = f"http://{HOST}"
SHELL = "the first page of the dashboard"


@dataclass(frozen=True)
class Got:
    """An answer as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.raw) if self.headers.get("content-encoding") == "gzip" and self.raw else self.raw

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> dict[str, Any]:
        return self.json["error"]


async def _shell(scope, receive, send) -> None:
    await HTMLResponse(SHELL)(scope, receive, send)


SERVED = Application()
"""What the addresses are answered from."""
FRONT = Front(lambda: SERVED)
ENDPOINTS = FRONT.endpoints()


@cache
def reviewed() -> str:
    """A claim that has a review."""
    return next(one.claim.id for one in SERVED.dossiers.all("latest", "") if not why_not_reviewed(one))


def application(base: str = "", front: Front | None = None) -> Starlette:
    """The addresses before a shell that, like Streamlit's, answers everything with its first page."""
    return Starlette(
        routes=[front or Front(lambda: SERVED, lambda: base), Mount("/", app=_shell)],
        middleware=[
            Middleware(CasePaths, base=lambda: base),
            Middleware(Guard, base=lambda: base),
            Middleware(VaryOnce),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
    )


APP = application(front=FRONT)


def ask(
    target: str, method: str = "GET", app: Starlette = APP, root: str = "", peer: str = "127.0.0.1", **headers: str
) -> Got:
    """The answer to one request; ``target`` is a raw path with its query."""
    return asyncio.run(asking(target, method, app, root, peer, **headers))


async def asking(
    target: str, method: str = "GET", app: Starlette = APP, root: str = "", peer: str = "127.0.0.1", **headers: str
) -> Got:
    path, _, query = target.partition("?")
    said = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "server": ("127.0.0.1", 80),
        "client": (peer, 9), "root_path": root, "path": unquote(path), "raw_path": path.encode(),
        "query_string": query.encode(), "headers": [(k.encode(), v.encode("latin-1")) for k, v in said.items()],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    head = sent[0]
    names = [name.decode().lower() for name, _ in head["headers"]]
    assert len(set(names)) == len(names), f"a header stands twice: {names}"
    found = {name.decode().lower(): value.decode("latin-1") for name, value in head["headers"]}
    return Got(head["status"], found, b"".join(m.get("body", b"") for m in sent[1:]))
