"""The ledger: what moved, one file an entry, only ever added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from loaders.dated import Name
from loaders.errors import StoreError
from loaders.moves import Move

if TYPE_CHECKING:
    from loaders.store import Store


class ValuesMoved(BaseModel):
    """A source's figures came in a new edition."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["figures"] = "figures"
    at: dt.datetime
    source: str
    vintage: str
    """The name of the file in the store."""
    former: str | None
    """That of the vintage before; None where the bundled figures were."""
    moves: tuple[Move, ...]


class SetAside(BaseModel):
    """Figures that cannot be right were put in quarantine."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["quarantine"] = "quarantine"
    at: dt.datetime
    source: str
    vintage: str
    reasons: dict[str, str]
    """By indicator."""


class VerdictMove(BaseModel):
    """A verdict that is another with the new figures."""

    model_config = ConfigDict(frozen=True)

    claim: str
    case: str = ""
    """The id of its case; empty for the one at the first page."""
    as_of: str
    """``article`` or ``latest``."""
    before: str
    after: str
    certainty: str = ""
    """How certain it is now: high, moderate, low or very low; empty where nothing was decided."""
    certainty_reasons: tuple[str, ...] = ()
    """What keeps it from being certain, in words."""


class VerdictsMoved(BaseModel):
    """What new figures did to the verdicts: one comparison, without moves where they did nothing."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["verdicts"] = "verdicts"
    at: dt.datetime
    because: dict[str, str]
    """By source, the vintage whose figures did it."""
    against: dict[str, str | None] = {}
    """By source, the vintage that it was compared with; None for the bundled figures."""
    weighed: dict[str, str] = {}
    """By source, for all sources, the newest vintage that verdicts rest on since. What came later is yet to be compared."""
    moves: tuple[VerdictMove, ...]

    def of_case(self, case: str) -> VerdictsMoved:
        """The same with the moves of one case alone."""
        return self.model_copy(update={"moves": tuple(move for move in self.moves if move.case == case)})


class Removed(BaseModel):
    """Old vintages were removed to keep the store within its size."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["removed"] = "removed"
    at: dt.datetime
    vintages: tuple[str, ...]


Entry = Annotated[ValuesMoved | SetAside | VerdictsMoved | Removed, Field(discriminator="kind")]
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


def append(store: Store, entry: ValuesMoved | SetAside | VerdictsMoved | Removed) -> None:
    store.put_dated("ledger", entry.at, _ENTRY.dump_json(entry, indent=1), ".json")


def entries(store: Store, last: int | None = None) -> tuple[Entry, ...]:
    """The entries, newest first, or the ``last`` of them; one that is damaged is left out. Raises StoreError."""
    return tuple(entry for _, entry in islice(_named_entries(store), last))


def told(store: Store, vintage: Name) -> bool:
    """Whether the ledger has an entry of a vintage. Raises StoreError."""
    since = takewhile(lambda pair: pair[0].at >= vintage.at, _named_entries(store))
    return any(isinstance(entry, ValuesMoved) and entry.vintage == vintage.path for _, entry in since)


def weighed(store: Store) -> dict[str, str]:
    """By source, the last vintage whose verdicts were compared with those before it. Raises StoreError."""
    found: dict[str, str] = {}
    for _, entry in _named_entries(store):
        if not isinstance(entry, VerdictsMoved):
            continue
        found = {**entry.because, **entry.weighed, **found}
        if entry.weighed:
            break  # Entries of Plumbline 0.1 name only what moved something.
    return found


def _named_entries(store: Store) -> Iterator[tuple[Name, Entry]]:
    """The entries with the names of their files, newest first."""
    for name in reversed(store.dated("ledger", ".json")):
        try:
            entry = _ENTRY.validate_json(store.read_dated(name))
        except (StoreError, ValidationError):
            continue
        yield name, entry
