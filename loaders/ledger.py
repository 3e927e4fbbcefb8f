"""The ledger: what moved, one file an entry, only ever added to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

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
    as_of: str
    """``article`` or ``latest``."""
    before: str
    after: str


class VerdictsMoved(BaseModel):
    """What new figures did to the verdicts."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["verdicts"] = "verdicts"
    at: dt.datetime
    because: dict[str, str]
    """By source, the vintage whose figures did it."""
    moves: tuple[VerdictMove, ...]


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
    """The entries, newest first, or the ``last`` of them; one that is damaged is left out."""
    found: list[Entry] = []
    for name in reversed(store.dated("ledger", ".json")):
        if last is not None and len(found) >= last:
            break
        try:
            found.append(_ENTRY.validate_json(store.read_dated(name)))
        except (StoreError, ValidationError):
            continue
    return tuple(found)
