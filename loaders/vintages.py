"""Vintages: all that was in hand of one source at one moment, as one file that carries its own provenance."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from loaders.dated import Name
from loaders.errors import StoreError
from loaders.ledger import weighed
from loaders.observations import SCHEMA, Provenance, as_frame, read_parquet
from loaders.snapshot_package import to_parquet
from loaders.store import SIZE, Store

_LOG = logging.getLogger("plumbline.loaders")

if TYPE_CHECKING:
    import pandas as pd

KEY = b"plumbline"
_RECORDS = TypeAdapter(dict[str, Provenance])
_NOTES = TypeAdapter(dict[str, str])


@dataclass(frozen=True, eq=False)
class Vintage:
    """Figures of one source, with where each indicator's come from."""

    table: pa.Table
    """The columns of :data:`loaders.observations.SCHEMA`."""
    provenance: Mapping[str, Provenance]
    notes: Mapping[str, str]
    """By indicator: what it was defined as (:meth:`loaders.rows.Indicator.definition`); in quarantine, why it is there."""

    @cached_property
    def frame(self) -> pd.DataFrame:
        """All rows, for those who compare or change figures."""
        return as_frame(self.table)


def names(store: Store, source: str) -> tuple[Name, ...]:
    """The vintages of a source, oldest first."""
    return store.dated(f"vintages/{source}", ".parquet")


def quarantined(store: Store, source: str) -> tuple[Name, ...]:
    """Figures of a source that were set aside, oldest first."""
    return store.dated(f"quarantine/{source}", ".parquet")


KINDS = {"vintages": names, "quarantine": quarantined}


def write(store: Store, source: str, vintage: Vintage, at: dt.datetime, folder: str = "vintages") -> Name:
    """Add a vintage; what is there already stays as it is."""
    said = {
        "provenance": _RECORDS.dump_python(dict(vintage.provenance), mode="json"),
        "notes": dict(vintage.notes),
    }
    content = to_parquet(vintage.frame, {KEY.decode(): json.dumps(said, ensure_ascii=False)})
    return store.put_dated(f"{folder}/{source}", at, content, ".parquet")


def read(store: Store, name: Name) -> Vintage:
    """The vintage of that name.

    Raises
    ------
    StoreError
        If the file is gone, damaged, or not one of ours.
    """
    return _parsed(store.read_dated(name), name.path)


@lru_cache(maxsize=16)
def _parsed(content: bytes, path: str) -> Vintage:
    try:
        table = read_parquet(content)
        said = json.loads((table.schema.metadata or {})[KEY])
        provenance, notes = _RECORDS.validate_python(said["provenance"]), _NOTES.validate_python(said["notes"])
        if not table.schema.equals(SCHEMA) or any(column.null_count for column in table.columns):
            raise TypeError("other columns, or empty cells")
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError, RecursionError, ValidationError) as error:
        raise StoreError(f"{path} in the store cannot be read ({type(error).__name__}).") from error
    return Vintage(table.replace_schema_metadata(None), provenance, notes)


def same_values(store: Store, name: Name, vintage: Vintage) -> bool:
    """Whether a file holds just these figures."""
    try:
        return to_parquet(read(store, name).frame) == to_parquet(vintage.frame)
    except StoreError:
        return False


def newest(store: Store, source: str, until: Name | None = None) -> tuple[Vintage | None, list[str]]:
    """The newest readable vintage of a source (no newer than ``until``), and what is wrong with newer ones."""
    problems: list[str] = []
    for name in reversed(names(store, source)):
        if until and name > until:
            continue
        try:
            return read(store, name), problems
        except StoreError as error:
            problems.append(str(error))
            _LOG.warning("vintage damaged", extra={"source": source, "vintage": name.path, "reason": str(error)})
    return None, problems


def prune(store: Store, limit: int = SIZE) -> list[Name]:
    """Remove the oldest vintages until the rest fits; return what was removed.

    The newest of a source stays, and so does the one that newer ones are yet to be compared with.
    """
    lists = [named(store, s) for kind, named in KINDS.items() for s in store.folders(kind)]
    compared = set(weighed(store).values())
    kept = [(name, i == 0 or name.path in compared) for found in lists for i, name in enumerate(reversed(found))]
    sizes = {name: store.size(name) for name, _ in kept}
    total, removed = sum(sizes.values()), []
    for name, needed in sorted(kept, key=lambda pair: pair[0].stem):
        if total <= limit:
            break
        if not needed:
            store.remove(name)
            removed.append(name)
            total -= sizes[name]
    if removed:
        _LOG.info("store pruned", extra={"vintages": [name.path for name in removed], "bytes": total})
    return removed
