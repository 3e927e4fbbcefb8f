"""Where answers are made: off the event loop, so many at a time, each once for all who ask for it, the last ones kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor

from service.metrics import Queue
from web.answers import Answer
from web.faults import busy


class AnswerCache:
    """A bounded queue. Safe to ask from any thread.

    Parameters
    ----------
    workers : int
        Threads that make answers.
    waiting : int
        Different answers that may be in the making or wait for it; past that, asking raises a Fault (503).
    kept : int
        Bytes of answers kept for who asks next.
    patience : float
        Seconds after which one may ask again when the queue is full.
    """

    def __init__(self, workers: int, waiting: int, kept: int, patience: float = 2) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="answers")
        self._waiting = waiting
        self._most = kept
        self._patience = patience
        self._lock = threading.Lock()
        self._making: dict[Hashable, Future[Answer]] = {}
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes = 0

    def ask(
        self, key: Hashable, make: Callable[[], Answer], admit: Callable[[], object] = lambda: None
    ) -> Future[Answer]:
        """The answer under a key: the one kept, the one being made, or one that ``make`` makes. Raises Fault when full.

        ``admit`` is called before one is made, and may raise Fault.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                done: Future[Answer] = Future()
                done.set_result(self._kept[key])
                return done
            if key in self._making:
                return self._making[key]
            if len(self._making) >= self._waiting:
                raise busy(self._patience)
            admit()
            future = self._making[key] = self._pool.submit(self._made, key, make)
            return future

    def stands(self) -> Queue:
        """How much there is in it."""
        with self._lock:
            return Queue(len(self._making), len(self._kept), self._bytes)

    def close(self) -> None:
        """Make nothing more: what waits is given up."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _made(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        try:
            answer = make()
            size = answer.size  # Hashes and compresses here, on this thread.
            answer.tag(False)
        except BaseException:
            with self._lock:
                del self._making[key]
            raise
        with self._lock:
            del self._making[key]
            if size <= self._most // 4 and not answer.passing:
                self._kept[key] = answer
                self._bytes += size
            while self._bytes > self._most:
                self._bytes -= self._kept.popitem(last=False)[1].size
        return answer
