"""Pictures by a browser, for all threads of a process: PNG, SVG and PDF of figures, and PDF of pages.

One Chromium, started at first need and kept. Each request waits for an answer of its own, so that nobody gets another
reader's picture; the same request made twice is drawn once. What waits is bounded, and so is what is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as Late
from functools import partial
from math import ceil
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, get_args

from exports.browser_probe import BrowserProbe
from exports.browser_thread import ENDED, BrowserThread, Work
from exports.rendering import Busy, Format, Job, Made, NoBrowser, Reason, RenderFailed

SECONDS, PRINTING = 20.0, 240.0
"""Time for one picture, and for one page of HTML to be printed."""
PACE = 0.3
"""Seconds a picture takes, about."""
MOST_WAITING = 100
"""Requests under way or waiting; past that, Busy."""
KEPT = 64 * 2**20
"""Bytes of pictures kept."""


class Renderer:
    """Draws for all threads of this process, from the first picture until it is closed; ``with`` closes it."""

    # Nothing that can call back, look for a browser or wait runs under the lock: a future that is done already calls
    # back at once, on the thread that asks, and the call takes the lock.

    def __init__(
        self, tabs: int | None = None, seconds: float = SECONDS, most_waiting: int = MOST_WAITING, kept: int = KEPT
    ) -> None:
        self.tabs = tabs or max(2, os.cpu_count() or 1)
        self.seconds, self.most_waiting, self.kept = seconds, most_waiting, kept
        self.patience = (most_waiting / self.tabs + 4) * seconds + PRINTING
        """Seconds anybody waits. Far off: what can hang has a time-out of its own."""
        self._lock = threading.Lock()
        self._probe = BrowserProbe()
        self._thread: BrowserThread | None = None
        self._closed = False
        self._under_way: dict[str, Future[bytes]] = {}
        self._waiting = 0
        self._kept: OrderedDict[str, Future[bytes]] = OrderedDict()
        self._counting = threading.Lock()
        self._counted: Counter[str] = Counter()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def process(self) -> int | None:
        """The process id of the browser; None while there is none."""
        thread = self._thread
        return thread.process if thread else None

    @property
    def waiting(self) -> int:
        """Requests under way or waiting."""
        return self._waiting

    def counted(self) -> dict[str, int]:
        """What was asked of the browser so far, by what became of it: drawn, failed, given up."""
        with self._counting:
            return dict(self._counted)

    def why_not(self) -> Reason:
        """Why no pictures can be made, as a sentence that says what to do; empty if they can. Quick: looked up once a minute."""
        return ENDED if self._closed else self._probe.why_not()

    def picture(self, chart: dict[str, Any], format: Format, scale: float = 1) -> bytes:
        """A plotly figure (a plain dict with width and height in pixels) as PNG (``scale`` 1 to 4), SVG or PDF.

        Raises NoBrowser, Busy or RenderFailed.
        """
        if format not in get_args(Format):
            raise ValueError(f"There is no format {format!r}: png, svg or pdf.")
        if not 1 <= scale <= 4:
            raise ValueError(f"{scale} is not a scale between 1 and 4.")
        key = _key(chart, format, scale)
        return self._result(self._shared(key, lambda browser: browser.picture(chart, format, scale)))

    def pictures(self, jobs: Iterable[Job]) -> Iterator[Made]:
        """Many pictures, several at once, each as soon as it is made; none is kept. Raises NoBrowser.

        ``jobs`` is read as far as the browser keeps up, so it may be a generator that builds figures.
        """
        running: dict[Future[bytes], Job] = {}
        over: SimpleQueue[Future[bytes]] = SimpleQueue()
        self._look()
        try:
            for job in jobs:
                if len(running) > 2 * self.tabs:
                    yield self._next(running, over)
                with self._lock:
                    future = self._submit(_drawing(job))
                running[future] = job
                future.add_done_callback(over.put)
            while running:
                yield self._next(running, over)
        finally:
            for future in running:
                future.cancel()

    def print_pdf(self, html: str) -> bytes:
        """A page of HTML as PDF on A4 with page numbers; neither scripts nor the network have a part. Raises as picture."""
        self._look()
        with self._lock:
            future = self._begin(lambda browser: browser.print_pdf(html, PRINTING))
        future.add_done_callback(partial(self._over, ""))
        return self._result(future)

    def close(self) -> None:
        """End the browser for good; whoever waits, and whoever asks later, gets NoBrowser. May be called again."""
        with self._lock:
            self._closed = True
            thread = self._thread
        if thread:
            thread.close()

    def _look(self) -> None:
        """Raise NoBrowser where there is none."""
        if why := self.why_not():
            raise NoBrowser(why)

    def _shared(self, key: str, work: Work) -> Future[bytes]:
        """The picture of a key: one that was kept, one under way, or one that is begun."""
        with self._lock:
            future = self._found(key)
        if future:
            return future
        self._look()
        with self._lock:
            if future := self._found(key):
                return future
            future = self._under_way[key] = self._begin(work)
        future.add_done_callback(partial(self._over, key))
        return future

    def _found(self, key: str) -> Future[bytes] | None:
        """A picture that was kept or is under way. Only with the lock."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        return self._under_way.get(key)

    def _begin(self, work: Work) -> Future[bytes]:
        """Begin some work that counts as waiting until :meth:`_over`. Only with the lock. Raises Busy."""
        if self._waiting >= self.most_waiting:
            raise Busy(max(1, ceil(self._waiting * PACE / self.tabs)))
        future = self._submit(work)
        self._waiting += 1
        return future

    def _submit(self, work: Work) -> Future[bytes]:
        """Begin some work. Only with the lock: there is one browser."""
        if self._closed:
            raise NoBrowser(ENDED)
        if self._thread is None or self._thread.ended:
            try:
                self._thread = BrowserThread(self.tabs, self.seconds, self._probe)
            except (RuntimeError, OSError) as error:  # No more threads or files for this process.
                said = "The browser for pictures could not be started"
                raise NoBrowser(Reason(f"{said}.", f"{said} ({error}).")) from error
        future = self._thread.submit(work)
        future.add_done_callback(self._count)
        return future

    def _result(self, future: Future[bytes]) -> bytes:
        """Wait for a future."""
        try:
            return future.result(self.patience)
        except Late as error:
            raise RenderFailed("The picture was not drawn in time.") from error
        except CancelledError as error:
            raise self._given_up() from error

    def _next(self, running: dict[Future[bytes], Job], over: SimpleQueue[Future[bytes]]) -> Made:
        """The next of the running jobs that is made. Raises NoBrowser if none is for a long time, or the end has come."""
        try:
            future = over.get(timeout=self.patience)
        except Empty as error:
            raise NoBrowser("The browser for pictures gives no answer any more.") from error
        job = running.pop(future)
        try:
            return Made(job, self._result(future))
        except RenderFailed as error:
            return Made(job, error=error.reason)

    def _given_up(self) -> NoBrowser | RenderFailed:
        return NoBrowser(ENDED) if self._closed else RenderFailed("The browser gave the picture up.")

    def _count(self, future: Future[bytes]) -> None:
        """Count what became of some work. Calls nothing, so it may run under the other lock."""
        failed = "given up" if future.cancelled() else "failed" if future.exception() else "drawn"
        with self._counting:
            self._counted[failed] += 1

    def _over(self, key: str, future: Future[bytes]) -> None:
        """Count some work as done, and keep what came of it under a key that is not empty."""
        with self._lock:
            self._waiting -= 1
            self._under_way.pop(key, None)
            if key and not future.cancelled() and future.exception() is None:
                self._kept[key] = future
                while sum(len(one.result()) for one in self._kept.values()) > self.kept:
                    self._kept.popitem(last=False)


def _drawing(job: Job) -> Work:
    return lambda browser: browser.picture(job.chart, job.format, job.scale)


def _key(chart: dict[str, Any], format: str, scale: float) -> str:
    text = json.dumps(chart, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{format} {scale:g} {text}".encode()).hexdigest()
