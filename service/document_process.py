"""The process that makes documents for a server: begun when there is one to make, ended when there is none for a while.

A document keeps a processor and a browser busy for a minute or more. Apart from the server it keeps no page waiting, and
ending the process ends all of it at once, whatever it is at.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from exports.browser_folder import end_left_by
from exports.plan import Document
from exports.rendering import HowFar, Tell
from loaders.home import ROOT
from service.errors import DocumentFailed
from service.stop import Stop

COMMAND = (sys.executable, "-m", "service.document_worker")
IDLE = 120.0
"""Seconds after the last document until the process is ended."""
LONGEST = 900.0
"""Seconds one document may take; what takes longer hangs."""
GRACE, BRIEF = 3.0, 0.02
"""Seconds the process has to end its browser and itself, and between looks at what takes no time."""


class DocumentProcess:
    """Makes documents, one at a time. Safe to ask from any thread."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._worker: _Worker | None = None
        self._closed = Stop()
        self._idle: threading.Timer | None = None

    @property
    def process(self) -> int | None:
        """The process id; None while there is none."""
        worker = self._worker
        return worker.process.pid if worker else None

    def make(self, form: str, document: Document, stop: Stop) -> Any:
        """A document in a form of :data:`service.documents.MAKERS`, byte for byte as this process would make it.

        Raises what making it raises; GivenUp when told to stop; DocumentFailed when the process ends by itself.
        """
        with self._turn:
            stop.check()
            self._closed.check()
            worker = self._ready()
            try:
                with stop.calling(worker.end), self._closed.calling(worker.end):
                    answer = worker.ask((form, document), stop.say)
                stop.check()
                self._closed.check()
            except BaseException:  # Whatever it was, what comes next on the way between the two is not known.
                worker.end()
                stop.check()
                self._closed.check()
                raise
            self._idle = threading.Timer(IDLE, self._end_idle)
            self._idle.daemon = True
            self._idle.start()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """End it for good. Returns when it has ended; whoever waits for a document gets GivenUp."""
        self._closed.tell()
        if self._turn.acquire(timeout=GRACE):
            self._turn.release()
        if worker := self._worker:
            worker.end()
            worker.over.wait(2 * GRACE)

    def _ready(self) -> _Worker:
        """A process that can be asked. Only in turn."""
        if self._idle:
            self._idle.cancel()
        if self._worker and self._worker.ended:
            self._worker.end()
            self._worker = None
        if self._worker is None:
            self._worker = _Worker()
        return self._worker

    def _end_idle(self) -> None:
        if self._worker and self._turn.acquire(blocking=False):
            self._worker.end()
            self._turn.release()


class _Worker:
    """One process, from its beginning to its end."""

    def __init__(self) -> None:
        self.over = threading.Event()
        """Nothing of it is left."""
        self._ending = threading.Lock()
        self.process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            # Ctrl-C in a terminal is for the server, which then ends it.
            start_new_session=True,
        )

    @property
    def ended(self) -> bool:
        return self._ending.locked() or self.process.poll() is not None

    def ask(self, question: object, tell: Tell) -> Any:
        """Its answer to a question; until then ``tell`` hears how far it is. Raises DocumentFailed."""
        assert self.process.stdin
        assert self.process.stdout
        late = threading.Timer(LONGEST, self.end)
        late.daemon = True
        late.start()
        try:
            pickle.dump(question, self.process.stdin)
            self.process.stdin.flush()
            while isinstance(answer := pickle.load(self.process.stdout), HowFar):
                tell(answer)
            return answer
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise DocumentFailed("The process that makes documents ended over one.") from error
        finally:
            late.cancel()

    def end(self) -> None:
        """Have it end, its browser with it. Waits for nothing; :attr:`over` says when it is done."""
        if self._ending.acquire(blocking=False):
            threading.Thread(target=self._end, name="ending documents", daemon=True).start()

    def _end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            if sys.platform != "win32":
                with suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.wait()
        ends = time.monotonic() + GRACE
        # Ended by force it leaves its browser behind.
        while not end_left_by(self.process.pid) and time.monotonic() < ends:
            time.sleep(BRIEF)
        self.over.set()
