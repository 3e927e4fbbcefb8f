"""One Chromium and its tabs, driven by Kaleido: what it is asked for is asked from one event loop.

Nothing is fetched: plotly.js comes from the installed plotly, the typeface from this project, and the page that draws
forbids the rest. All that it writes is in one folder, which goes when it ends, however it ends.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from choreographer.browsers import chromium as driven
from choreographer.channels import Pipe
from kaleido import Kaleido, PageGenerator

from exports import browser_folder
from exports.browser_probe import program
from exports.file_metadata import file_words
from exports.fonts import font_css
from exports.pdf import described
from exports.rendering import EDITABLE, SCRIPTS, Format

T = TypeVar("T")
STARTING, CLOSING = 60.0, 2.0
"""Seconds a browser gets to start, and its driver to let go of one that was ended."""
POLL, BRIEF = 0.25, 0.02
"""Seconds between looks at whether the browser is still there, and whether something that takes no time is done."""
ROOM = 55
"""Characters of the folder's path with which the path of the browser's socket in it is one that systems take (103)."""
RULES = "default-src 'none'; script-src file: 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
PRINTED = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
FOOTER = (
    '<div style="width:100%;font:9px sans-serif;color:#5d646d;text-align:center">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)


class Gone(Exception):
    """The browser ended, or did not answer in time."""


class _Program(driven.Chromium):
    """Chromium as choreographer starts it, but for where it writes: all of it in one folder, which is not its own to remove."""

    tmp_dir: Any

    def __init__(self, channel: Pipe, path: str | None, *, folder: Path, **settings: Any) -> None:
        super().__init__(channel, path, **settings)
        self._folder = folder

    def pre_open(self) -> None:
        profile = self._folder / "profile"
        profile.mkdir()
        self.tmp_dir = SimpleNamespace(path=profile, clean=lambda: None)

    def get_cli(self) -> Sequence[str]:
        """Letters stand where the typeface has them, in the headless shell as well: else words fall apart in a PDF."""
        return [*super().get_cli(), "--font-render-hinting=none"]

    def get_env(self) -> dict[str, str]:
        """Its socket and shared memory lie beside its profile: killed, it leaves them where they are."""
        env: dict[str, str] = {**super().get_env()}
        if len(str(self._folder)) <= ROOM:
            env["TMPDIR"] = str(self._folder)
        return env


class Chromium:
    """A running browser. All methods but :meth:`kill` belong to the loop that :meth:`start` ran on."""

    def __init__(self, tabs: int, seconds: float, sandboxed: bool) -> None:
        """``seconds`` is the time one picture gets. Raises choreographer's ChromeNotFoundError where there is no browser."""
        path = program()
        self._folder = browser_folder.made_for(path or "")
        self._pipe = Pipe()
        try:
            self._kaleido = Kaleido(
                n=tabs,
                timeout=None,
                page_generator=self._folder / "index.html",
                path=path,
                browser_cls=partial(_Program, folder=self._folder),
                channel_cls=lambda: self._pipe,
                enable_sandbox=sandboxed,
            )
        except BaseException:
            self._pipe.close()
            self._folder.rmdir()
            raise
        self._free = asyncio.Semaphore(tabs)
        self._seconds = seconds
        self._ended = asyncio.Event()
        self._opening: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._killed = False

    async def start(self) -> Chromium:
        (self._folder / "index.html").write_text(_page(), encoding="utf-8")
        # Not given up half way, where nobody would know yet that there is a process: who gives up calls close.
        self._opening = asyncio.create_task(self._kaleido.open())
        async with asyncio.timeout(STARTING):
            if leader := await self._begun():
                browser_folder.led_by(self._folder, leader.pid)
            await asyncio.shield(self._opening)
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
            asked = {"format": "svg" if format == EDITABLE else format, "scale": scale}
            made = await self._within(self._kaleido.calc_fig(_told(chart, format), asked), self._seconds)
        words = file_words(chart)
        return await asyncio.to_thread(described, made, words) if format == "pdf" and words else made

    async def print_pdf(self, html: str, seconds: float) -> bytes:
        """A page of HTML as PDF on A4, without JavaScript and without a network."""
        async with self._free:
            return await self._within(self._print(html), seconds)

    async def _print(self, html: str) -> bytes:
        tab = await self._kaleido.create_tab("about:blank")
        try:
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
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
        self.kill()
        await self._remove()

    async def close(self) -> None:
        """End the browser, whatever it does: nothing in it is worth keeping. One that is just starting, too."""
        if self._watch:
            self._watch.cancel()
        self._ended.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                await self._begun()
        self.kill()
        # The driver's own end of the pipe keeps what reads from it waiting.
        self._pipe.close()
        with suppress(Exception):
            await asyncio.wait_for(self._kaleido.close(), CLOSING)
        if self._opening:
            self._opening.cancel()
            await asyncio.wait({self._opening}, timeout=CLOSING)
        await self._remove()

    def kill(self) -> None:
        """End the browser at once, with all of its processes (it leads a session of its own). From any thread."""
        leader = self._leader()
        if leader is None or self._killed:
            return
        self._killed = True
        # Also where the leader has ended: others of its group may not have.
        browser_folder.end(leader.pid)

    def remove(self) -> bool:
        """Remove what it wrote; whether all of it is gone. From any thread."""
        return browser_folder.removed(self._folder)

    async def _remove(self) -> None:
        """Remove what it wrote, as soon as its last process has let go."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                while not self.remove():
                    await asyncio.sleep(BRIEF)

    async def _begun(self) -> subprocess.Popen[bytes] | None:
        """The leader of its processes, as soon as there is one; None where the start ended without."""
        while not (leader := self._leader()) and self._opening and not self._opening.done():
            await asyncio.sleep(BRIEF)
        return leader

    def _leader(self) -> subprocess.Popen[bytes] | None:
        return getattr(self._kaleido, "subprocess", None)

    def _lives(self) -> bool:
        leader = self._leader()
        return leader is not None and leader.poll() is None


def _page() -> str:
    """The page that draws, with the typeface, and with nothing let in from outside."""
    face = font_css()
    files, server = ((SCRIPTS / name).read_text("utf-8") for name in ("files.js", "server.js"))
    # A page from the disk may not import modules.
    drawing = f"const face = {json.dumps(face)};\n{files.replace('export function', 'function')}{server}"
    page: str = PageGenerator(mathjax=False).generate_index()
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{RULES}"><style>{face}</style>'
    page = page.replace('<style id="head-style">', f'{head}<style id="head-style">', 1)
    return page.replace("</head>", f"<script>{drawing}</script></head>", 1)


def _told(chart: dict[str, Any], format: Format) -> dict[str, Any]:
    """A figure that says whether it is to be edited, which Kaleido has no word for."""
    if format != EDITABLE:
        return chart
    layout = chart["layout"]
    return {**chart, "layout": {**layout, "meta": {**layout.get("meta", {}), "editable": True}}}


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
