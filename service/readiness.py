"""Whether this server can be given readers: each thing it needs, and why not, in words that may be read by anybody."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.mode import mode

if TYPE_CHECKING:
    from exports.browser import Renderer
    from service.application import Application
    from service.served_case import ServedCase

_LOG = logging.getLogger("plumbline.service")

KEPT = 2.0
"""Seconds for which what was found holds: whoever asks often costs no more than who asks now and then."""


@dataclass(frozen=True)
class Check:
    """One thing."""

    ok: bool
    why: str = ""
    """What is to be known about it; of what is well, too. Without paths and addresses: the log has those."""
    needed: bool = True
    """Whether pages cannot be served as they should be without it."""


READING = {
    "tables": Check(False, "Being read."),
    "figures": Check(False, "Being read."),
    "store": Check(False, "Not looked at yet."),
    "browser": Check(False, "Not looked for yet.", needed=False),
}
"""While the server begins, when nothing is to be loaded beside what is being loaded."""


class Readiness:
    """What is known of an application, looked up again after a while. Safe to ask from any thread.

    Parameters
    ----------
    application : callable
        Gives the application; None while there is none yet.
    """

    def __init__(self, application: Callable[[], Application | None]) -> None:
        self._application = application
        self._lock = threading.Lock()
        self._known: tuple[float, dict[str, Check]] | None = None

    def checks(self) -> dict[str, Check]:
        """By name: tables, figures, store and browser."""
        with self._lock:
            if self._known is None or time.monotonic() - self._known[0] >= KEPT:
                found = _look(self._application())
                self._known = time.monotonic(), found
            return self._known[1]


def ready(checks: dict[str, Check]) -> bool:
    """Whether all that is needed is there."""
    return all(check.ok for check in checks.values() if check.needed)


def _look(application: Application | None) -> dict[str, Check]:
    if application is None or not application.warmed:
        return READING
    return {
        "tables": _tables(application.served),
        "figures": _figures(application.served),
        "store": _store(),
        "browser": _browser(application.renderer),
    }


def _tables(served: ServedCase) -> Check:
    from verdicts.article import NoArticle

    try:
        case = served.case
    except NoArticle:
        return Check(False, "The article of the case cannot be read.")
    except Exception:  # noqa: BLE001 whatever it is, pages have met it too and the log has its traceback
        return Check(False, "The tables of the case cannot be read.")
    if not case.argument.claims.rows:
        return Check(False, "There is no claim.")
    count = sum(fault.file != "store" for fault in case.faults)
    return Check(True, f"Rows or files that are faulty and left out: {count}." if count else "")


def _figures(served: ServedCase) -> Check:
    try:
        known = served.case.observations.provenance
    except Exception:  # noqa: BLE001 what is wrong with the tables is said there
        return Check(False, "Without tables no figures are read.")
    return Check(True) if known else Check(False, "There are no figures.")


def _store() -> Check:
    if mode() == "off":
        return Check(True, "Not used: the bundled figures are served.")
    try:
        from loaders.store import Store

        store = Store.of_user()
        store.check()
        store.folders("vintages")
    except Exception as error:  # noqa: BLE001 each file system's library has errors of its own
        # With its traceback it is told once a minute, however often somebody asks.
        _LOG.warning("store cannot be used", extra={"reason": str(error)}, exc_info=error)
        return Check(False, "The store cannot be used: bundled figures are served. The log says why.")
    return Check(True)


def _browser(renderer: Renderer) -> Check:
    if renderer.why_not():
        return Check(False, "No pictures are drawn here; readers' own browsers draw those they take.", needed=False)
    return Check(True, needed=False)
