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
from exports.rendering import NoBrowser, Reason, RenderFailed

if TYPE_CHECKING:
    from exports.chromium import Chromium

Work = Callable[["Chromium"], Coroutine[Any, Any, bytes]]
ENDED = Reason("No more pictures are drawn: the program is ending.")
FAILED = "The picture could not be drawn."
ENDING = 3.0
"""Seconds in which the browser and its loop have to end; then it is done by force."""


class BrowserThread:
    """A loop with a browser, from the first work to the end. Safe to use from any thread."""

    def __init__(self, tabs: int, seconds: float, probe: BrowserProbe) -> None:
        """``seconds`` is the time one picture gets. Raises RuntimeError where no thread can be started."""
        self._tabs, self._seconds, self._probe = tabs, seconds, probe
        self._lock, self._closing = threading.Lock(), threading.Lock()
        self._ended = False
        self._pending: set[Future[bytes]] = set()
        self._browser: Chromium | None = None
        self._starting: asyncio.Task[Chromium] | None = None
        self._open: set[Chromium] = set()
        """Browsers that were begun and not yet closed."""
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
        """End by force what did not end in time."""
        for browser in self._open.copy():
            browser.kill()
            browser.remove()

    def _give_up(self) -> None:
        """Take nothing more, and free those who wait."""
        with self._lock:
            self._ended = True
        for future in self._pending.copy():
            future.cancel()

    async def _stop(self) -> None:
        """End the browser, and all that still runs on the loop. Raises TimeoutError if they do not end."""
        async with asyncio.timeout(ENDING):
            if self._starting:
                self._starting.cancel()
                await asyncio.wait({self._starting})
            for browser in self._open.copy():
                await self._discard(browser)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=1)

    async def _done(self, work: Work) -> bytes:
        """Do some work in the browser; if that is lost over it, once more in a new one."""
        from exports.chromium import Gone

        if task := asyncio.current_task():
            task.add_done_callback(_looked_at)
        for again in (True, False):
            browser = await self._running()
            try:
                return await work(browser)
            except Gone as error:
                await self._discard(browser)
                if not again:
                    raise RenderFailed(Reason(f"{FAILED} {error}")) from error
            except Exception as error:  # Whatever the page or its driver says, it is about this picture.
                if browser.gone:
                    await self._discard(browser)
                if not (again and browser.gone):
                    raise RenderFailed(Reason(FAILED, f"{FAILED} {error or type(error).__name__}")) from error
        raise AssertionError("unreachable")

    async def _running(self) -> Chromium:
        """The browser, started if need be: once for all who wait, also if one of them gives up. Raises NoBrowser."""
        if self._browser:
            return self._browser
        if self._ended:
            raise NoBrowser(ENDED)
        if self._starting is None or self._starting.done():
            self._starting = asyncio.create_task(self._start())
            self._starting.add_done_callback(_looked_at)
        return await asyncio.shield(self._starting)

    async def _start(self) -> Chromium:
        """A browser, in its sandbox where the system lets it. Raises NoBrowser."""
        refused = ""
        for sandboxed in (True, False) if self._probe.may_try_sandbox else (False,):
            try:
                self._browser = await self._begun(sandboxed)
            except Exception as error:
                # One that hangs would do so twice.
                if not sandboxed or isinstance(error, TimeoutError):
                    raise NoBrowser(self._probe.failed(error)) from error
                refused = str(error)
            else:
                if not sandboxed:
                    self._probe.without_sandbox(refused)
                return self._browser
        raise AssertionError("unreachable")

    async def _begun(self, sandboxed: bool) -> Chromium:
        from exports.chromium import Chromium

        browser = Chromium(self._tabs, self._seconds, sandboxed)
        self._open.add(browser)
        try:
            return await browser.start()
        except BaseException:  # Given up too: a browser that has half started is not left behind.
            await self._discard(browser)
            raise

    async def _discard(self, browser: Chromium) -> None:
        """End a browser; the next work starts another."""
        if self._browser is browser:
            self._browser = None
        await browser.close()
        self._open.discard(browser)


def _looked_at(task: asyncio.Task[Any]) -> None:
    """Whoever gave up does not look what came of it; asyncio need not complain."""
    if not task.cancelled():
        task.exception()
