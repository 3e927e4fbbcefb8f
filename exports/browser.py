"""Pictures by a browser, for all threads of a process: PNG, SVG and PDF of figures, and PDF of pages.

One Chromium, started at first need and kept. Each request waits for an answer of its own, so that nobody gets another
reader's picture; the same request made twice is drawn once. What waits is bounded, and so is what is kept.
"""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import json
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from exports.chromium import Chromium

Format = Literal["png", "svg", "pdf"]
SECONDS, PRINTING = 20.0, 90.0
"""Time for one picture, and for one page of HTML to be printed."""
MOST_WAITING = 100
"""Requests under way or waiting; past that, Busy."""
KEPT = 64 * 2**20
"""Bytes of pictures kept."""
LOOK_AGAIN = 60.0
"""Seconds after which it is tried again whether a browser can be found or started."""


class NoBrowser(Exception):
    """There is no browser to draw with; the message says what to do."""


class RenderFailed(Exception):
    """A picture could not be drawn."""


class Busy(Exception):
    """Too many pictures are waiting."""

    def __init__(self, retry_after: int):
        """``retry_after``: seconds until it is worth asking again."""
        super().__init__(f"Too many pictures are waiting to be drawn. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class Job(NamedTuple):
    """One picture to make: a plotly figure (a plain dict) with width and height, under the caller's own name."""

    name: str
    chart: dict[str, Any]
    format: Format = "png"
    scale: float = 1


@dataclass(frozen=True)
class Made:
    """What became of a job: the file's bytes, or why there are none."""

    job: Job
    data: bytes = b""
    error: str = ""


class Renderer:
    """Draws for all threads of this process."""

    def __init__(
        self, tabs: int | None = None, seconds: float = SECONDS, most_waiting: int = MOST_WAITING, kept: int = KEPT
    ):
        self.tabs = tabs or max(2, os.cpu_count() or 1)
        self.seconds, self.most_waiting, self.kept = seconds, most_waiting, kept
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: Chromium | None = None
        self._starting: asyncio.Lock | None = None
        self._under_way: dict[str, Future[bytes]] = {}
        self._waiting = 0
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        self._probed: tuple[tuple[str | None, str | None], float, str] | None = None
        self._pace = 0.3
        """Seconds a picture takes, of late."""

    def why_not(self) -> str:
        """Why no pictures can be made, as a sentence that says what to do; empty if they can. Quick: looked up once a minute."""
        where = (os.environ.get("BROWSER_PATH"), os.environ.get("PATH"))
        if self._probed and self._probed[0] == where and time.monotonic() - self._probed[1] < LOOK_AGAIN:
            return self._probed[2]
        return self._note(_missing())

    def picture(self, chart: dict[str, Any], format: Format, scale: float = 1) -> bytes:
        """A plotly figure (a plain dict with width and height in pixels) as PNG (``scale`` 1 to 4), SVG or PDF.

        Raises NoBrowser, Busy or RenderFailed.
        """
        if format not in ("png", "svg", "pdf"):
            raise ValueError(f"There is no format {format!r}: png, svg or pdf.")
        if not 1 <= scale <= 4:
            raise ValueError(f"{scale} is not a scale between 1 and 4.")
        key = _key(chart, format, scale)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            future = self._under_way.get(key)
            if future is None:
                self._refuse()
                self._waiting += 1
                future = self._submit(lambda browser: browser.picture(chart, format, scale))
                self._under_way[key] = future
                future.add_done_callback(lambda done: self._done(key, done))
        return self._result(future)

    def pictures(self, jobs: Iterable[Job]) -> Iterator[Made]:
        """Many pictures, several at once, each as soon as it is made; none is kept. Raises NoBrowser.

        ``jobs`` is read as far as the browser keeps up, so it may be a generator that builds figures.
        """
        running: dict[Future[bytes], Job] = {}
        self._refuse(bounded=False)
        try:
            for job in jobs:
                if len(running) > 2 * self.tabs:
                    yield from self._made(running)
                with self._lock:
                    future = self._submit(lambda b, j=job: b.picture(j.chart, j.format, j.scale))
                running[future] = job
            while running:
                yield from self._made(running)
        finally:
            for future in running:
                future.cancel()

    def print_pdf(self, html: str) -> bytes:
        """A page of HTML as PDF on A4 with page numbers; neither scripts nor the network have a part. Raises as picture."""
        with self._lock:
            self._refuse()
            self._waiting += 1
            future = self._submit(lambda browser: browser.print_pdf(html, PRINTING))
            future.add_done_callback(lambda done: self._done("", done))
        return self._result(future)

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        with suppress(Exception):
            asyncio.run_coroutine_threadsafe(self._stop(), loop).result(12)
        browser, self._browser, self._starting = self._browser, None, None
        if browser:
            browser.kill()
        loop.call_soon_threadsafe(loop.stop)

    def _refuse(self, bounded: bool = True) -> None:
        """Raise if there is no browser, or too much is waiting."""
        if why := self.why_not():
            raise NoBrowser(why)
        if bounded and self._waiting >= self.most_waiting:
            raise Busy(max(1, ceil(self._waiting * self._pace / self.tabs)))

    def _submit(self, work: Callable[[Chromium], Coroutine[Any, Any, bytes]]) -> Future[bytes]:
        """Begin some work. Only with the lock: there is one loop."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
            atexit.register(self.close)
        return asyncio.run_coroutine_threadsafe(self._work(work), self._loop)

    async def _work(self, work: Callable[[Chromium], Coroutine[Any, Any, bytes]]) -> bytes:
        """Do some work in the browser; if that is lost over it, once more in a new one."""
        from exports.chromium import Gone

        for again in (True, False):
            browser = await self._running()
            try:
                return await work(browser)
            except Gone as error:
                await self._discard(browser)
                if not again:
                    raise RenderFailed(f"The picture could not be drawn. {error}") from error
            except asyncio.CancelledError:
                raise
            except Exception as error:  # Whatever the page or its driver says, it is about this picture.
                if browser.gone:
                    await self._discard(browser)
                if not (again and browser.gone):
                    raise RenderFailed(f"The picture could not be drawn: {error}") from error
        raise AssertionError("unreachable")

    async def _running(self) -> Chromium:
        """The browser, started if need be. Raises NoBrowser."""
        from exports.chromium import Chromium

        self._starting = self._starting or asyncio.Lock()
        async with self._starting:
            if self._browser is None:
                try:
                    self._browser = await Chromium(self.tabs, self.seconds).start()
                except Exception as error:  # However it fails to start, there is no browser.
                    why = f"The browser for pictures could not be started ({error}). {REMEDY}"
                    raise NoBrowser(self._note(why)) from error
            return self._browser

    async def _discard(self, browser: Chromium) -> None:
        if self._browser is browser:
            self._browser = None
            await browser.close(lost=True)

    async def _stop(self) -> None:
        if self._browser:
            await self._browser.close()
            self._browser = None

    def _result(self, future: Future[bytes]) -> bytes:
        """Wait for a future. The bound is far: what can hang has a time-out of its own."""
        try:
            return future.result((self.most_waiting / self.tabs + 4) * self.seconds + PRINTING)
        except Late as error:
            raise RenderFailed("The picture was not drawn in time.") from error

    def _made(self, running: dict[Future[bytes], Job]) -> Iterator[Made]:
        """At least one of the running jobs, made."""
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job = running.pop(future)
            try:
                yield Made(job, future.result())
            except RenderFailed as error:
                yield Made(job, error=str(error))

    def _done(self, key: str, future: Future[bytes]) -> None:
        with self._lock:
            self._waiting -= 1
            self._under_way.pop(key, None)
            if key and not future.cancelled() and future.exception() is None:
                self._cache[key] = future.result()
                while sum(map(len, self._cache.values())) > self.kept:
                    self._cache.popitem(last=False)

    def _note(self, why: str) -> str:
        self._probed = ((os.environ.get("BROWSER_PATH"), os.environ.get("PATH")), time.monotonic(), why)
        return why


REMEDY = "Install Chromium or Chrome, or name its program in the environment variable BROWSER_PATH."


def _missing() -> str:
    """Why no browser was found, as Kaleido looks for it; empty if one was."""
    from choreographer.browsers.chromium import Chromium as Known

    named = os.environ.get("BROWSER_PATH")
    path = Known.find_browser(skip_local=False)
    if path and Path(path).is_file():
        return ""
    found = f"BROWSER_PATH names {named}, which is no program" if named else "no Chromium or Chrome was found"
    return f"Pictures are drawn by a browser on the server, and {found}. {REMEDY}"


def _key(chart: dict[str, Any], format: str, scale: float) -> str:
    text = json.dumps(chart, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{format} {scale:g} {text}".encode()).hexdigest()
