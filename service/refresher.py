"""Keeps figures up to date behind the pages: no page ever waits for it, and no page runs it.

One thread of the server looks at the store now and then (another process may have refreshed it), asks the sources that are
no longer fresh, and once newer figures are there works everything out before a page may see them.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from loaders import vintages
from loaders.breaker import State, states
from loaders.errors import StoreError
from loaders.interfaces import Tell, downloaded, lacks_token
from loaders.load import mode
from loaders.outcome import Outcome
from loaders.store import Store
from verdicts.case import Case

LOOK_EVERY = 60.0
"""Seconds between two looks at the store."""

AFTER_A_FAULT = 600.0
"""Seconds to the next look after one that failed: a full disk must not have the sources asked every minute."""

JUST_NOW = dt.timedelta(minutes=1)
"""A reader who presses the button again within this finds it done: public services are not ours to hammer."""

_LOG = logging.getLogger("plumbline.service")


@dataclass(frozen=True)
class Progress:
    """How far asking one source has come."""

    done: int
    total: int
    what: str


class Refresher:
    """The thread, and what pages may read of it: plain values in memory, never the store."""

    def __init__(self) -> None:
        self.generation = 0
        """Grows when newer figures can be shown."""
        self.progress: dict[str, Progress] = {}
        """Sources that are being asked."""
        self.outcomes: dict[str, Outcome] = {}
        """What came of asking each source the last time this server did."""
        self.trouble = ""
        """Why the store cannot be used; empty if it can."""
        self._states: dict[str, State] = {}
        self._counted: Counter[tuple[str, str]] = Counter()
        self._seen: tuple[str, ...] = ()
        self._wanted: set[str] = set()
        self._wake = threading.Event()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._noted = False

    def note(self) -> None:
        """Note what the store holds. To be called before the case is opened: what comes later is then known to be newer."""
        if mode() == "off" or self._noted:
            return
        self._noted = True
        try:
            self.look()
        except StoreError as error:
            self.trouble = str(error)

    def start(self, case: Callable[[], Case], publish: Callable[[int], None]) -> None:
        """Begin, once for a server, unless the environment forbids it.

        Parameters
        ----------
        case : callable
            Gives the case as pages see it now.
        publish : callable
            Works everything out for a generation before pages see it.
        """
        if mode() == "off" or self._thread:
            return
        self.note()
        self._thread = threading.Thread(target=self._run, args=(case, publish), name="refresher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the present round; what is under way is finished or lost whole."""
        self._over.set()
        self._wake.set()

    @property
    def running(self) -> bool:
        return self._thread is not None

    def state(self, source: str) -> State:
        """What was known of a source at the last look."""
        return self._states.get(source, State())

    def states(self) -> dict[str, State]:
        """What was known of each source that was ever asked."""
        return dict(self._states)

    def counted(self) -> dict[tuple[str, str], int]:
        """How often this server has brought a source up to date, by source and what came of it."""
        return dict(self._counted)

    def ask(self, sources: tuple[str, ...]) -> None:
        """Have sources asked as soon as possible, unless that was done just now."""
        self._wanted |= set(sources)
        for source in sources:
            self.progress.setdefault(source, Progress(0, 0, ""))
        self._wake.set()

    def _run(self, case: Callable[[], Case], publish: Callable[[int], None]) -> None:
        behind = False
        while not self._over.is_set():
            pause = LOOK_EVERY
            try:
                if mode() == "on":
                    self._refresh(case())
                # Until it is worked out, a later look finds nothing new and must try all the same.
                behind |= self.look()
                if behind:
                    publish(self.generation + 1)
                    self.generation += 1
                    behind = False
                    _LOG.info("newer figures are shown", extra={"generation": self.generation})
            except Exception as error:  # noqa: BLE001 whatever went wrong, pages go on and a later look tries again
                _LOG.exception("keeping figures up to date failed", extra={"again_in_seconds": AFTER_A_FAULT})
                self.trouble = f"Newer figures cannot be kept: {error}"
                pause = AFTER_A_FAULT
            self._wake.wait(pause)
            self._wake.clear()

    def _refresh(self, case: Case) -> None:
        wanted, self._wanted = self._wanted, set()
        try:
            store = Store.of_user()
            store.open()
            self.trouble = ""
        except StoreError as error:
            self.trouble, self.progress = str(error), {}
            return
        now = dt.datetime.now(dt.UTC)
        due = {source for source in case.catalog.service if self._due(source, case, now)}
        try:
            if wanted:
                self._bring(tuple(sorted(wanted)), store, case, since=now - JUST_NOW, wait=True)
            if rest := tuple(sorted(due - wanted)):
                self._bring(rest, store, case, since=now, wait=False)
        finally:
            self.progress = {}

    def _bring(self, sources: tuple[str, ...], store: Store, case: Case, *, since: dt.datetime, wait: bool) -> None:
        self.progress |= {source: Progress(0, 0, "") for source in sources}
        # Asking takes pandas and the network's libraries, which no page needs.
        from service.refreshing import bring_up_to_date

        outcomes, _ = bring_up_to_date(sources, store, case, since=since, wait=wait, tell=self._tell)
        self.outcomes |= {outcome.source: outcome for outcome in outcomes}
        self._counted.update((outcome.source, outcome.status) for outcome in outcomes)

    def _due(self, source: str, case: Case, now: dt.datetime) -> bool:
        service, state = case.catalog.service[source], self.state(source)
        indicators = tuple(i.id for i in downloaded(case.catalog, source))
        return not (lacks_token(service) or state.open(now) or state.fresh(service, indicators, now))

    def _tell(self, source: str) -> Tell:
        def tell(done: int, total: int, what: str) -> None:
            self.progress[source] = Progress(done, total, what)

        return tell

    def look(self) -> bool:
        """Read how the sources are doing; whether there are other vintages than at the last look."""
        store = Store.of_user()
        allowed = mode() != "off"
        self._states = states(store) if allowed else {}
        newest = (vintages.names(store, source)[-1:] for source in store.folders("vintages")) if allowed else ()
        seen = tuple(name.path for names in newest for name in names)
        changed, self._seen = seen != self._seen, seen
        return changed
