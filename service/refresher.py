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

from loaders import vintages, wall_clock
from loaders.breaker import State, states
from loaders.errors import StoreError
from loaders.interfaces import Tell, downloaded
from loaders.load import mode
from loaders.outcome import Outcome
from loaders.store import Store
from service.loading import LOADING
from service.weighing import NONE, Beneath, weigh_again
from verdicts.case import Case

LOOK_EVERY = 60.0
"""Seconds between two looks at the store."""

AFTER_A_FAULT = 600.0
"""Seconds to the next look after one that failed: a full disk must not have the sources asked every minute."""

PAUSE = dt.timedelta(minutes=30)
"""A source is not asked at a reader's wish within this of the last attempt, whoever made it: it is not ours to hammer."""

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
        """That the store cannot be used, in a sentence for readers; empty if it can."""
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
            self._troubled(error)

    def start(
        self, case: Callable[[], Case], publish: Callable[[int], None], beneath: Callable[[], Beneath] = lambda: NONE
    ) -> None:
        """Begin, once for a server, unless the environment forbids it.

        Parameters
        ----------
        case : callable
            Gives the case as pages see it now.
        publish : callable
            Works everything out for a generation before pages see it.
        beneath : callable
            Gives the other cases, by their ids.
        """
        if mode() == "off" or self._thread:
            return
        self.note()
        self._thread = threading.Thread(target=self._run, args=(case, publish, beneath), name="refresher", daemon=True)
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

    def may_be_asked(self, case: Case, now: dt.datetime) -> tuple[str, ...]:
        """The sources that may be asked at a reader's wish: those that are not fresh and were left alone for a while."""
        return tuple(
            source for source in case.catalog.service if self._stale(source, case, now) and self._rested(source, now)
        )

    def states(self) -> dict[str, State]:
        """What was known of each source that was ever asked."""
        return dict(self._states)

    def counted(self) -> dict[tuple[str, str], int]:
        """How often this server has brought a source up to date, by source and what came of it."""
        return dict(self._counted)

    def ask(self, sources: tuple[str, ...]) -> None:
        """Have those of some sources asked as soon as possible that may be asked; see :meth:`may_be_asked`."""
        self._wanted |= set(sources)
        for source in sources:
            self.progress.setdefault(source, Progress(0, 0, ""))
        self._wake.set()

    def _run(self, case: Callable[[], Case], publish: Callable[[int], None], beneath: Callable[[], Beneath]) -> None:
        behind = False
        while not self._over.is_set():
            pause = LOOK_EVERY
            try:
                if mode() == "on":
                    self._refresh(case(), beneath)
                else:
                    # Another program that shares the store may have been stopped before it did.
                    weigh_again(Store.of_user(), case(), beneath())
                # Until it is worked out, a later look finds nothing new and must try all the same.
                behind |= self.look()
                if behind:
                    publish(self.generation + 1)
                    self.generation += 1
                    behind = False
                    _LOG.info("newer figures are shown", extra={"generation": self.generation})
            except StoreError as error:
                self._troubled(error)
                pause = AFTER_A_FAULT
            except Exception:  # noqa: BLE001 whatever went wrong, pages go on and a later look tries again
                _LOG.exception("keeping figures up to date failed", extra={"again_in_seconds": AFTER_A_FAULT})
                self.trouble = "Newer figures cannot be kept just now. The server's log says why."
                pause = AFTER_A_FAULT
            self._wake.wait(pause)
            self._wake.clear()

    def _refresh(self, case: Case, beneath: Callable[[], Beneath]) -> None:
        wanted, self._wanted = self._wanted, set()
        try:
            store = Store.of_user()
            store.open()
            self.trouble = ""
        except StoreError as error:
            self.progress = {}
            self._troubled(error)
            return
        now = wall_clock.now()
        due = {source for source in case.catalog.service if self._due(source, case, now)}
        wanted &= set(self.may_be_asked(case, now))
        try:
            if wanted:
                self._bring(tuple(sorted(wanted)), store, case, beneath(), since=now - PAUSE, wait=True)
            if rest := tuple(sorted(due - wanted)):
                self._bring(rest, store, case, beneath(), since=now, wait=False)
            if not (wanted or rest):
                weigh_again(store, case, beneath())
        finally:
            self.progress = {}

    def _troubled(self, error: StoreError) -> None:
        """Tell readers that the store cannot be used, and the log why."""
        _LOG.warning("store cannot be used", extra={"reason": str(error)})
        self.trouble = error.for_readers

    def _bring(
        self, sources: tuple[str, ...], store: Store, case: Case, beneath: Beneath, *, since: dt.datetime, wait: bool
    ) -> None:
        self.progress |= {source: Progress(0, 0, "") for source in sources}
        # Asking takes pandas and the network's libraries, which no page needs; pages that draw meanwhile wait.
        with LOADING:
            from service.refreshing import bring_up_to_date

        outcomes, _ = bring_up_to_date(
            sources, store, case, beneath, since=since, wait=wait, fresh_too=False, tell=self._tell
        )
        self.outcomes |= {outcome.source: outcome for outcome in outcomes}
        self._counted.update((outcome.source, outcome.status) for outcome in outcomes)

    def _due(self, source: str, case: Case, now: dt.datetime) -> bool:
        return self._stale(source, case, now) and not self.state(source).open(now)

    def _stale(self, source: str, case: Case, now: dt.datetime) -> bool:
        """Whether a source could give figures that are newer than those in hand."""
        service = case.catalog.service[source]
        indicators = tuple(i.id for i in downloaded(case.catalog, source))
        return not self.state(source).fresh(service, indicators, now)

    def _rested(self, source: str, now: dt.datetime) -> bool:
        """Whether nobody has asked a source for a while, and it has not itself wished to be left alone for longer."""
        state = self.state(source)
        return (state.tried is None or now - state.tried >= PAUSE) and (
            state.asked_until is None or now >= state.asked_until
        )

    def _tell(self, source: str) -> Tell:
        def tell(done: int, total: int, what: str) -> None:
            self.progress[source] = Progress(done, total, what)

        return tell

    def look(self) -> bool:
        """Read how the sources are doing; whether there are other vintages than at the last look. Raises StoreError."""
        allowed = mode() != "off"
        store = Store.of_user()
        if allowed:
            store.check()
        self._states = states(store) if allowed else {}
        newest = (vintages.names(store, source)[-1:] for source in store.folders("vintages")) if allowed else ()
        seen = tuple(name.path for names in newest for name in names)
        changed, self._seen = seen != self._seen, seen
        return changed
