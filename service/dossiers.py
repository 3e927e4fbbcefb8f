"""Dossiers for whoever asks, as of any day: those of now and of the article from what pages keep, others worked out and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from exports.dossier import Dossier, dossiers
from loaders.errors import StoreError
from loaders.ledger import Entry, entries
from loaders.load import mode
from loaders.store import Store
from verdicts.argument import Claim
from verdicts.case import Case
from verdicts.clock import ARTICLE_DAY, AsOf, parse_as_of
from web.faults import Fault, unknown
from widgets import state

MOST_KEPT = 400
"""Dossiers of other days that are kept: a few days of all claims, or many days of a few."""


class Dossiers:
    """What answers are made from. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[int, str, AsOf], Dossier] = OrderedDict()

    @property
    def stamp(self) -> int:
        """Changes with the tables and the figures."""
        return state.stamp()

    @property
    def case(self) -> Case:
        return state.case()

    def claim(self, claim: str) -> Claim:
        """A claim by its id. Raises Fault."""
        claims = self.case.argument.claim
        if claim not in claims:
            raise unknown("claim", claim, claims)
        return claims[claim]

    def day(self, as_of: str) -> AsOf:
        """``article``, ``latest`` or a day. Raises Fault saying what is allowed."""
        observations = self.case.observations
        try:
            found = parse_as_of(as_of, observations)
        except ValueError as error:
            allowed = ["article", "latest", "YYYY-MM-DD"]
            raise Fault("unknown-day", str(error)[:300], parameter="as_of", allowed=allowed) from None
        return AsOf(ARTICLE_DAY) if found.day == ARTICLE_DAY else found

    def dossiers(self, claims: Sequence[Claim], as_of: str, address: str) -> list[Dossier]:
        """The dossiers of some claims, in their order. Raises Fault for what is no day."""
        day = self.day(as_of)
        return [replace(self._dossier(claim, day), address=address) for claim in claims]

    def all(self, as_of: str, address: str) -> list[Dossier]:
        """The dossiers of all claims. Raises Fault for what is no day."""
        return self.dossiers(self.case.argument.claims.rows, as_of, address)

    def ledger(self) -> Sequence[Entry]:
        """What moved, as this machine's store has it; nothing where only the bundled figures are used."""
        if mode() == "off":
            return ()
        try:
            return entries(Store.of_user())
        except StoreError as error:
            raise Fault("no-ledger", "The ledger of what moved cannot be read just now.") from error

    def _dossier(self, claim: Claim, day: AsOf) -> Dossier:
        case = self.case
        if day.latest or day.day == ARTICLE_DAY:
            standing, (then, now) = state.standings()[claim.id], state.multiverse_of(claim.id)
            topic = case.argument.topic[claim.topic]
            if day.latest:
                return Dossier(case, topic, standing.then, standing.now, now)
            return Dossier(case, topic, standing.then, standing.then, then)
        key = (self.stamp, claim.id, day)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = dossiers(case, (claim,), day)[0]
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made
