"""One Chromium and its tabs, driven by Kaleido: what it is asked for is asked from one event loop.

Nothing is fetched: plotly.js comes from the installed plotly, the typeface from this project, and the page that draws
forbids the rest.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from kaleido import Kaleido, PageGenerator

from exports.fonts import font_css
from exports.rendering import Format

T = TypeVar("T")
STARTING, CLOSING = 60.0, 8.0
"""Seconds a browser gets to start, and to end by itself."""
POLL = 0.25
"""Seconds between looks at whether the browser is still there."""
RULES = "default-src 'none'; script-src file: 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
PRINTED = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
FOOTER = (
    '<div style="width:100%;font:9px sans-serif;color:#5d646d;text-align:center">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)
DRAWING = """
// An image made of SVG sees no font of its page: so each drawing gets the typeface inside, and raster pictures are made of it.
const face = %s, draw = Plotly.toImage;
Plotly.toImage = async (figure, options) => {
  await Promise.all([...document.fonts].map(font => font.load()));
  // The same figure gives the same picture, to the last id in it.
  let state = 7;
  Math.random = () => (state = state * 16807 %% 2147483647) / 2147483647;
  const raster = options.format === 'png', scale = options.scale;
  let svg = await draw(figure, {...options, format: 'svg', imageDataOnly: true, scale: raster ? 1 : scale});
  const about = figure.layout.meta || {}, safe = text => text.replace(/[&<>]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[c]);
  const words = (about.title ? `<title>${safe(about.title)}</title>` : '') + (about.alt ? `<desc>${safe(about.alt)}</desc>` : '');
  svg = svg.replace(/^<svg[^>]*>/, start => `${start}${words}<style>${face}</style>`);
  const address = 'data:image/svg+xml,' + encodeURIComponent(svg);
  if (!raster) return options.imageDataOnly ? svg : address;
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [options.width * scale, options.height * scale];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace('data:image/png;base64,', '');
};
"""


class Gone(Exception):
    """The browser ended, or did not answer in time."""


class _Page:
    """The page that draws, with the typeface, and with nothing let in from outside: what Kaleido asks for its page."""

    def generate_index(self) -> str:
        face = font_css()
        page: str = PageGenerator(mathjax=False).generate_index()
        head = (
            f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{RULES}"><style>{face}</style>'
        )
        page = page.replace('<style id="head-style">', f'{head}<style id="head-style">', 1)
        return page.replace("</head>", f"<script>{DRAWING % json.dumps(face)}</script></head>", 1)


class Chromium:
    """A running browser. All methods belong to the loop that :meth:`start` ran on."""

    def __init__(self, tabs: int, seconds: float) -> None:
        """``seconds`` is the time one picture gets. Raises choreographer's ChromeNotFoundError where there is no browser."""
        self._kaleido = Kaleido(n=tabs, timeout=None, page_generator=_Page())
        self._free = asyncio.Semaphore(tabs)
        self._seconds = seconds
        self._ended = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> Chromium:
        async with asyncio.timeout(STARTING):
            await self._kaleido.open()
        self._watch = asyncio.create_task(self._watching())
        return self

    @property
    def gone(self) -> bool:
        """Whether the browser has ended."""
        return self._ended.is_set() or not self._lives()

    @property
    def process(self) -> int | None:
        """The process id of the browser (its leader); None before it has one."""
        leader = self._leader()
        return leader.pid if leader else None

    async def picture(self, chart: dict[str, Any], format: Format, scale: float) -> bytes:
        """A figure with width and height as a file's bytes. Raises Gone; or what the drawing itself raised."""
        async with self._free:
            return await self._within(self._kaleido.calc_fig(chart, {"format": format, "scale": scale}), self._seconds)

    async def print_pdf(self, html: str, seconds: float) -> bytes:
        """A page of HTML as PDF on A4, without JavaScript and without a network."""
        async with self._free:
            return await self._within(self._print(html), seconds)

    async def _print(self, html: str) -> bytes:
        tab = await self._kaleido.create_tab("about:blank")
        try:
            with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
                page = Path(folder) / "page.html"
                page.write_text(_sealed(html), encoding="utf-8")
                loaded = tab.subscribe_once("Page.loadEventFired")
                for command, values in (
                    ("Page.enable", {}),
                    ("Network.enable", {}),
                    ("Network.setBlockedURLs", {"urls": ["http://*", "https://*", "ws://*", "wss://*", "ftp://*"]}),
                    ("Emulation.setScriptExecutionDisabled", {"value": True}),
                    ("Page.navigate", {"url": page.as_uri()}),
                ):
                    _answer(await tab.send_command(command, params=values))
                await loaded
                answer = await tab.send_command(
                    "Page.printToPDF",
                    params={
                        "paperWidth": 210 / 25.4, "paperHeight": 297 / 25.4, "printBackground": True, "preferCSSPageSize": False,
                        "marginTop": 0.7, "marginBottom": 0.8, "marginLeft": 0.7, "marginRight": 0.7,
                        "displayHeaderFooter": True, "headerTemplate": "<span></span>", "footerTemplate": FOOTER,
                        "generateTaggedPDF": True, "generateDocumentOutline": True,
                    },
                )  # fmt: skip
                return b64decode(_answer(answer)["data"])
        finally:
            await tab.close()

    async def _within(self, work: Awaitable[T], seconds: float) -> T:
        """The result of some work, unless the browser ends or the time is over before."""
        task, ended = asyncio.ensure_future(work), asyncio.create_task(self._ended.wait())
        try:
            await asyncio.wait({task, ended}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if self._ended.is_set():
                raise Gone("The browser ended while it drew.")
            if not task.done():
                raise Gone(f"The browser did not answer within {seconds:g} seconds.")
            if task.cancelled():  # By the driver, which gives up what it waits for when the browser ends.
                raise Gone("The browser gave no answer.")
            return task.result()
        finally:
            for left in (task, ended):
                left.cancel()
            with suppress(BaseException):
                await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 1)

    async def _watching(self) -> None:
        while self._lives():
            await asyncio.sleep(POLL)
        self._ended.set()

    async def close(self, lost: bool = False) -> None:
        """End the browser; by force if it does not end by itself, or if it is ``lost`` already."""
        if self._watch:
            self._watch.cancel()
        self._ended.set()
        if lost:
            self.kill()
        with suppress(Exception):
            await asyncio.wait_for(self._kaleido.close(), CLOSING)
        self.kill()

    def kill(self) -> None:
        """End the browser at once, with all of its processes (it leads a session of its own)."""
        leader = self._leader()
        if leader is None or leader.poll() is not None:
            return
        if sys.platform != "win32":
            with suppress(ProcessLookupError):
                os.killpg(leader.pid, signal.SIGKILL)
        else:
            leader.kill()

    def _leader(self) -> subprocess.Popen[bytes] | None:
        return getattr(self._kaleido, "subprocess", None)

    def _lives(self) -> bool:
        leader = self._leader()
        return leader is not None and leader.poll() is None


def _sealed(html: str) -> str:
    """A page that may show what it carries itself and nothing else: frames have no other keeper than this."""
    doctype, found, rest = html.partition(">") if html.lstrip()[:9].lower() == "<!doctype" else ("", "", html)
    return f'{doctype}{found}<meta http-equiv="Content-Security-Policy" content="{PRINTED}">{rest}'


def _answer(message: dict[str, Any]) -> dict[str, Any]:
    """What the browser said to a command. Raises RuntimeError if it refused."""
    if "error" in message:
        raise RuntimeError(f"The browser refused: {message['error'].get('message', message['error'])}")
    result: dict[str, Any] = message["result"]
    return result
