"""Makes documents in a process of its own: ``python -m service.document_worker``, asked and answered by the server in pickles.

Before the answer come those that say how far it is.

It has a browser of its own, and gives way to the server: pages come first. It ends, its browser with it, when it is told
to (SIGTERM) and when nobody can ask it any more, because the server closed its end or is no longer there.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO, NoReturn

from exports.browser import Renderer
from exports.plan import Document
from exports.rendering import Busy, NotDrawn
from loaders import logs
from service.documents import MAKERS
from service.errors import DocumentFailed

_LOG = logging.getLogger("plumbline.service")
NICE, PATIENCE = 5, 60.0
"""How far it stands back where others want the processor too, and the seconds a picture may then take."""
Question = tuple[str, Document]
"""A key of :data:`service.documents.MAKERS`, and what the document is of."""


def main() -> NoReturn:
    """Answer one question after another on standard input until that ends."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What anything prints belongs to the log.
    logs.setup()
    if hasattr(os, "nice"):
        os.nice(NICE)
    renderer, asked, ending = Renderer(seconds=PATIENCE), SimpleQueue[Question](), threading.Event()

    def end(*_: object) -> NoReturn:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        ending.set()
        renderer.close()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    # This thread is left to listen: while a document is made, it hears that it is no longer wanted.
    threading.Thread(target=_make_all, args=(asked, answers, renderer, ending), daemon=True).start()
    while True:
        try:
            asked.put(pickle.load(questions))
        except (EOFError, pickle.UnpicklingError):
            end()


def _make_all(asked: SimpleQueue[Question], answers: BinaryIO, renderer: Renderer, ending: threading.Event) -> None:
    def say(said: object) -> None:
        pickle.dump(said, answers)
        answers.flush()

    while not ending.is_set():
        form, document = asked.get()
        try:
            answer: object = MAKERS[form](document, renderer, say)
        except (NotDrawn, Busy) as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - the server is told that there was one, the log all of it.
            _LOG.exception("document failed", extra={"document": document.name, "form": form})
            answer = DocumentFailed(type(error).__name__)
        # A browser that is taken away leaves a document without pictures, which nobody asked for.
        if not ending.is_set():
            say(answer)


if __name__ == "__main__":
    main()
