"""Where answers are made: off the event loop, so many at a time, each once for all who ask for it, the last ones kept.

Whoever asks gets a future, and stops waiting by cancelling it. What nobody waits for any more is not begun, or told to
stop. Those who ask take turns, so that many questions of one keep another's waiting for one answer, not for all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future
from functools import partial

from exports.rendering import HowFar
from service.metrics import Queue
from service.stop import Stop
from web.answers import Answer
from web.faults import busy, stopping

Make = Callable[[Stop], Answer]
"""Makes an answer; it may look at whether that is still wanted."""


class _Work:
    """One answer in the making."""

    def __init__(self, key: Hashable, make: Make, client: str) -> None:
        self.key, self.make, self.client = key, make, client
        self.stop = Stop()
        self.waiting: set[Future[Answer]] = set()

    def leave(self) -> set[Future[Answer]]:
        """Those who wait, who are from now on told by whoever asked for them. Only with the lock."""
        waiting, self.waiting = self.waiting, set()
        return waiting


class AnswerCache:
    """A bounded queue. Safe to ask from any thread.

    Parameters
    ----------
    workers : int
        Answers that are made at the same time.
    waiting : int
        Different answers that may be in the making or wait for it; past that, asking raises a Fault (503).
    kept : int
        Bytes of answers kept for who asks next.
    patience : float
        Seconds after which one may ask again when the queue is full.
    """

    def __init__(self, workers: int, waiting: int, kept: int, patience: float = 2) -> None:
        self._workers, self._waiting, self._most, self._patience = workers, waiting, kept, patience
        self._lock = threading.Lock()
        self._closed = False
        self._busy = 0
        self._making: dict[Hashable, _Work] = {}
        """What somebody waits for."""
        self._queued: OrderedDict[str, deque[_Work]] = OrderedDict()
        """What of it has not been begun, by who asked first; whose turn it is, first."""
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes = 0

    def ask(
        self, key: Hashable, make: Make, *, client: str = "", admit: Callable[[], object] = lambda: None
    ) -> Future[Answer]:
        """The answer under a key: the one kept, the one being made, or one that ``make`` makes. Raises Fault when full.

        ``client`` is whose turn it takes. ``admit`` is called before one is made, and may raise Fault.
        """
        future: Future[Answer] = Future()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                future.set_result(self._kept[key])
                return future
            work, gives_way = self._making.get(key), None
            if work is None:
                admit()
                self._begin()
                gives_way = self._room(client)
                work = self._making[key] = _Work(key, make, client)
                self._queued.setdefault(client, deque()).append(work)
            work.waiting.add(future)
        future.add_done_callback(partial(self._left, work))
        if gives_way:
            _refuse(gives_way.leave(), busy(self._patience))
        return future

    def has(self, key: Hashable) -> bool:
        """Whether the answer under a key is there for who asks."""
        with self._lock:
            return key in self._kept

    def how_far(self, key: Hashable) -> HowFar | None:
        """How far the answer under a key is; None where nobody waits for it."""
        with self._lock:
            work = self._making.get(key)
            return work.stop.how_far if work else None

    def stands(self) -> Queue:
        """How much there is in it."""
        with self._lock:
            return Queue(len(self._making), len(self._kept), self._bytes)

    def close(self) -> None:
        """Make nothing more: what waits is refused, what is being made is told to stop."""
        with self._lock:
            self._closed = True
            given_up = [(work.stop, work.leave()) for work in self._making.values()]
            self._making.clear()
            self._queued.clear()
        for stop, waiting in given_up:
            stop.tell()
            _refuse(waiting, stopping())

    def _room(self, client: str) -> _Work | None:
        """Make sure that there is room for one more; the work that gives way to it. Only with the lock. Raises Fault.

        Where all is full, the last of whoever has most waiting makes room for one who has less.
        """
        if self._closed:
            raise stopping()
        if len(self._making) < self._waiting:
            return None
        longest = max(self._queued, key=lambda one: len(self._queued[one]), default=client)
        if len(self._queued.get(longest, ())) <= len(self._queued.get(client, ())) + 1:
            raise busy(self._patience)
        last = self._queued[longest].pop()
        del self._making[last.key]
        return last

    def _begin(self) -> None:
        """Have one more thread work, unless enough do. Only with the lock. Raises Fault where none can be had."""
        if self._busy >= self._workers:
            return
        try:
            # A daemon: what is being made when a program ends is not waited for.
            threading.Thread(target=self._run, name="answers", daemon=True).start()
        except RuntimeError as error:
            if not self._busy:
                raise busy(self._patience) from error
        else:
            self._busy += 1

    def _run(self) -> None:
        """Make answers until there is none to make."""
        while work := self._next():
            try:
                answer = work.make(work.stop)
                size = answer.size  # Hashes and compresses here, on this thread.
                answer.tag(False)
            except BaseException as error:  # noqa: BLE001 - it is for those who wait.
                _refuse(self._over(work), error)
                continue
            for future in self._over(work, answer, size):
                if future.set_running_or_notify_cancel():
                    future.set_result(answer)

    def _next(self) -> _Work | None:
        """What is to be made next, of whoever has waited longest for a turn; None where nothing is."""
        with self._lock:
            if not self._queued:
                self._busy -= 1
                return None
            client, works = self._queued.popitem(last=False)
            work = works.popleft()
            if works:
                self._queued[client] = works
            return work

    def _over(self, work: _Work, answer: Answer | None = None, size: int = 0) -> Iterable[Future[Answer]]:
        """Count some work as done, and keep what came of it; those who wait for it."""
        with self._lock:
            if self._making.get(work.key) is work:
                del self._making[work.key]
            if answer and size <= self._most // 4 and not answer.passing and work.key not in self._kept:
                self._kept[work.key] = answer
                self._bytes += size
            while self._bytes > self._most:
                self._bytes -= self._kept.popitem(last=False)[1].size
            return work.leave()

    def _left(self, work: _Work, future: Future[Answer]) -> None:
        """Somebody waits no more: given an answer, or because they left."""
        if not future.cancelled():
            return
        with self._lock:
            work.waiting.discard(future)
            if work.waiting or self._making.get(work.key) is not work:
                return
            del self._making[work.key]
            works = self._queued.get(work.client, deque())
            if work in works:
                works.remove(work)
                if not works:
                    del self._queued[work.client]
        work.stop.tell()


def _refuse(waiting: Iterable[Future[Answer]], error: BaseException) -> None:
    for future in waiting:
        if future.set_running_or_notify_cancel():
            future.set_exception(error)
