"""One Chromium on an event loop in a thread of its own: what any thread asks of it comes back as a future.

The browser starts with the first work and is replaced when it is lost. All of it ends once, and nobody is left waiting.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from exports.browser_probe import BrowserProbe
from exports.rendering import NoBrowser, RenderFailed

if TYPE_CHECKING:
    from exports.chromium import Chromium

Work = Callable[["Chromium"], Coroutine[Any, Any, bytes]]
ENDED = "No more pictures are drawn: the program is ending."
ENDING = 20.0
"""Seconds in which the browser and its loop have to end by themselves: Chromium's own time, once for a start under way."""


class BrowserThread:
    """A loop with a browser, from the first work to the end. Safe to use from any thread."""

    def __init__(self, tabs: int, seconds: float, probe: BrowserProbe) -> None:
        """``seconds`` is the time one picture gets. Raises RuntimeError where no thread can be started."""
        self._tabs, self._seconds, self._probe = tabs, seconds, probe
        self._lock, self._closing = threading.Lock(), threading.Lock()
        self._ended = False
        self._pending: set[Future[bytes]] = set()
        self._browser: Chromium | None = None
        self._starting = asyncio.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
        try:
            self._thread.start()
        except BaseException:
            self._loop.close()
            raise
        # Only for a program that ends without closing what it opened: Chromium is not to outlive it.
        atexit.register(self.close)

    @property
    def ended(self) -> bool:
        """Whether it takes no more work: it was closed, its loop has come to an end, or this is a fork of its process."""
        return self._ended or not self._thread.is_alive()

    @property
    def process(self) -> int | None:
        """The process id of the browser; None while there is none."""
        browser = self._browser
        return browser.process if browser else None

    def submit(self, work: Work) -> Future[bytes]:
        """Begin some work. Raises NoBrowser after the end."""
        with self._lock:
            if self._ended:
                raise NoBrowser(ENDED)
            future = asyncio.run_coroutine_threadsafe(self._done(work), self._loop)
            self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        return future

    def close(self) -> None:
        """Give up what is under way and end the browser. Whoever calls this beside another returns when all is over."""
        with self._closing:
            atexit.unregister(self.close)
            self._give_up()
            try:
                with suppress(RuntimeError):  # The loop has come to an end already.
                    self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join(ENDING + 1)
            finally:
                self._kill()

    def _run(self) -> None:
        try:
            self._loop.run_forever()
        finally:  # However the loop came to its end.
            self._give_up()
            with suppress(Exception):
                self._loop.run_until_complete(self._stop())
            self._kill()
            self._loop.close()

    def _kill(self) -> None:
        """End a browser that did not end in peace."""
        if browser := self._browser:
            browser.kill()

    def _give_up(self) -> None:
        """Take nothing more, and free those who wait."""
        with self._lock:
            self._ended = True
        for future in self._pending.copy():
            future.cancel()

    async def _stop(self) -> None:
        """End the browser, and all that still runs on the loop. Raises TimeoutError if they do not end."""
        # A start under way was given up: it cleans up after itself before it lets go of the lock.
        async with asyncio.timeout(ENDING), self._starting:
            if self._browser:
                await self._browser.close()
            self._browser = None
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=1)

    async def _done(self, work: Work) -> bytes:
        """Do some work in the browser; if that is lost over it, once more in a new one."""
        from exports.chromium import Gone

        if task := asyncio.current_task():  # Who gave up does not look what came of it; asyncio need not complain.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
        for again in (True, False):
            browser = await self._running()
            try:
                return await work(browser)
            except Gone as error:
                await self._discard(browser)
                if not again:
                    raise RenderFailed(f"The picture could not be drawn. {error}") from error
            except Exception as error:  # Whatever the page or its driver says, it is about this picture.
                if browser.gone:
                    await self._discard(browser)
                if not (again and browser.gone):
                    raise RenderFailed(f"The picture could not be drawn: {error}") from error
        raise AssertionError("unreachable")

    async def _running(self) -> Chromium:
        """The browser, started if need be. Raises NoBrowser."""
        async with self._starting:
            if self._ended:
                raise NoBrowser(ENDED)
            return self._browser or await self._start()

    async def _start(self) -> Chromium:
        from exports.chromium import Chromium

        try:
            self._browser = Chromium(self._tabs, self._seconds)
            return await self._browser.start()
        except BaseException as error:  # Given up too: a browser that has half started is not left behind.
            half, self._browser = self._browser, None
            if half:
                await half.close(lost=True)
            if not isinstance(error, Exception):
                raise
            raise NoBrowser(self._probe.failed(error)) from error

    async def _discard(self, browser: Chromium) -> None:
        if self._browser is browser:
            self._browser = None
            await browser.close(lost=True)
