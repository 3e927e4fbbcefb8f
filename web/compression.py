"""Streamlit's own scripts and styles, compressed once for all readers.

Streamlit sends them as they are, seven megabytes for a first page; a middleware that compresses answers does so anew for
every reader. But they are the same as long as the server runs: their names hold a hash, and they are said to be
immutable. So each is compressed when it is first asked for, and kept. Brotli, where a browser takes it, makes them a tenth
smaller than gzip does in the same time.

It stands behind the middleware that compresses the rest, which leaves alone what has a coding already.
"""

from __future__ import annotations

import asyncio
import gzip
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.answers import matches, takes

FOLDER = "/static/"
"""Where Streamlit has them, below its base path."""
MEDIA = ("text/css", "text/javascript", "application/javascript", "application/json")
SMALLEST = 500
"""Bytes from which compression is worth it."""
QUALITY = 5
"""Of Brotli's eleven: beyond it a twentieth less takes four times as long, and a reader waits for it."""


class Kept(NamedTuple):
    """A compressed body with its headers."""

    headers: dict[str, str]
    body: bytes


class CompressedOnce:
    """Middleware that keeps the compressed form of what never changes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[tuple[str, str], Kept] = {}
        self._making: dict[tuple[str, str], asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or FOLDER not in scope["path"] or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        coding = next((coding for coding in CODINGS if takes(headers.get("accept-encoding", ""), coding)), "")
        key = (scope["path"], coding)
        whole = scope["method"] == "GET" and not any(name in headers for name in PARTIAL)
        if coding and whole and key not in self._kept:
            # Whoever asks meanwhile waits for the one that is being made.
            async with self._making.setdefault(key, asyncio.Lock()):
                answered = key not in self._kept and not await self._make(key, scope, receive, send)
                self._making.pop(key, None)
            if answered:
                return
        if key in self._kept and "range" not in headers:
            kept = self._kept[key]
            same = matches(headers.get("if-none-match", ""), kept.headers["etag"])
            response = (
                Response(status_code=304, headers=kept.headers) if same else Response(kept.body, 200, kept.headers)
            )
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _make(self, key: tuple[str, str], scope: Scope, receive: Receive, send: Send) -> bool:
        """Have the application answer; whether the answer is kept. One that is nothing to keep is passed on."""
        start: Message | None = None
        body = bytearray()

        async def take(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _immutable(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body.extend(message.get("body", b""))

        await self.app({**scope, "extensions": {}}, receive, take)
        if start is None:
            return False
        packed = await asyncio.to_thread(CODINGS[key[1]], bytes(body)) if len(body) >= SMALLEST else b""
        if not packed or len(packed) >= len(body):
            await send(start)
            await send({"type": "http.response.body", "body": bytes(body)})
            return False
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-encoding"] = key[1]
        headers["content-length"] = str(len(packed))
        # A tag names the bytes, and these are others.
        headers["etag"] = f'{headers["etag"][:-1]}-{key[1]}"'
        headers.add_vary_header("Accept-Encoding")
        self._kept[key] = Kept(dict(headers), packed)
        return True


PARTIAL = ("range", "if-none-match", "if-modified-since")
"""Headers of requests that may be answered with less than the whole."""


def _immutable(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "immutable" in headers.get("cache-control", "")
        and "etag" in headers
        and not {"content-encoding", "set-cookie"} & set(headers)
        and headers.get("content-type", "").startswith(MEDIA)
    )


def _brotli(body: bytes) -> bytes:
    """Compressed; empty where this build of Arrow has no Brotli."""
    # Loaded in the thread that compresses: the server does not wait for it.
    import pyarrow as pa

    if not pa.Codec.is_available("brotli"):
        return b""
    return pa.Codec("brotli", compression_level=QUALITY).compress(body, asbytes=True)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


class VaryOnce:
    """Middleware before all that compress: each of them adds its word to Vary, and one is enough."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and "vary" in (headers := MutableHeaders(scope=message)):
                words = (word.strip() for line in headers.getlist("vary") for word in line.split(","))
                once = {word.lower(): word for word in words if word}
                headers["vary"] = ", ".join(once.values())
            await send(message)

        await self.app(scope, receive, told if scope["type"] == "http" else send)


CODINGS = {"br": _brotli, "gzip": _gzip}
"""The best first."""
