"""The one type every source ends in: observations, with where they came from.

A table of observations has the columns of :data:`SCHEMA`: one figure a row, in the unit of its indicator, dated by
the last day of its period. ``status`` is empty for a figure as published, else one of :data:`STATUSES`.

Whoever reads figures needs Arrow alone. Whoever makes them (parsers, refreshes) works on frames of the same columns;
pandas, which takes as long to load as everything that a page needs of this, comes with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow.parquet import ParquetFile

if TYPE_CHECKING:
    import pandas as pd

TEXT = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("indicator", TEXT),
        ("entity", TEXT),
        ("counterpart", TEXT),
        ("date", pa.date32()),
        ("value", pa.float64()),
        ("status", TEXT),
    ]
)
COLUMNS = tuple(SCHEMA.names)
EMPTY_TABLE = pa.Table.from_batches([], SCHEMA)
KEY = ("indicator", "entity", "counterpart")
"""The columns that name a line."""
Key = tuple[str, ...]
STATUSES = ("", "estimate", "provisional", "projection")


@dataclass(frozen=True)
class Provenance:
    """Where the figures of one indicator come from, and how."""

    indicator: str
    source: str
    state: str
    """``bundled`` with the project, or ``stored``: retrieved since, by a refresh or from a file."""
    edition: str
    published: dt.date
    retrieved: dt.date
    file: str
    """Name of the publisher's file or series the figures were read from."""
    found_at: str
    """The public repository our copy of the file was taken from; empty if from the publisher."""
    sha256: str
    """Hash of that file, so that anyone who has it can tell it is the same."""
    observations: int
    first: dt.date
    last: dt.date
    doubt: str = ""
    corrections: tuple[str, ...] = ()
    unit: str = ""
    """Where it is not the indicator's: an edition may have constant prices of another year."""


def extent(frame: pd.DataFrame) -> dict[str, Any]:
    """How many figures a frame has and from when to when (projections aside), as :class:`Provenance` names them."""
    firm = frame.loc[frame["status"] != "projection", "date"]
    return {"observations": len(frame), "first": frame["date"].min().date(), "last": firm.max().date()}


def read_parquet(content: bytes) -> pa.Table:
    """The table in a Parquet file, with the file's metadata. Raises pyarrow.ArrowException or OSError for what is none."""
    # Not parquet.read_table, which loads pandas.
    return ParquetFile(pa.BufferReader(content)).read(use_threads=False)


def as_table(frame: pd.DataFrame) -> pa.Table:
    """A frame of observations as a table, row by row."""
    arrays = {
        name: pa.array(frame[name].astype(str).to_numpy(object), pa.string()).dictionary_encode()
        for name in (*KEY, "status")
    }
    arrays["date"] = pa.array(frame["date"].to_numpy("datetime64[D]"))
    arrays["value"] = pa.array(frame["value"].to_numpy(float))
    return pa.table(arrays).select(COLUMNS).cast(SCHEMA)


def as_frame(table: pa.Table) -> pd.DataFrame:
    """A table of observations as a frame, row by row."""
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame


def only(table: pa.Table, indicators: Container[str]) -> pa.Table:
    """The rows of some indicators."""
    names, codes = _coded(table, "indicator")
    wanted = np.array([name in indicators for name in names], bool)[codes]
    # Rows of an indicator stand together: slices, for a filter would load all of Arrow's computing.
    edges = np.flatnonzero(np.diff(wanted, prepend=False, append=False))
    parts = [table.slice(first, last - first) for first, last in edges.reshape(-1, 2)]
    return pa.concat_tables(parts) if parts else table.slice(0, 0)


def indicators_in(table: pa.Table) -> set[str]:
    """The indicators that have a row."""
    names, codes = _coded(table, "indicator")
    return {names[code] for code in np.unique(codes)}


def _coded(table: pa.Table, column: str) -> tuple[list[str], np.ndarray]:
    """The texts that may stand in a column, and which of them stands in each row."""
    whole = table[column].unify_dictionaries().combine_chunks()
    return whole.dictionary.to_pylist(), np.from_dlpack(whole.indices)


def _numbers(table: pa.Table, column: str) -> np.ndarray:
    """A column of numbers or of dates, for reading only; by DLPack, because Arrow's own to_numpy loads pandas."""
    whole = table[column].combine_chunks()
    if whole.type == pa.date32():
        return np.from_dlpack(whole.view(pa.int32())).astype("datetime64[D]")
    return np.from_dlpack(whole)


class Line(NamedTuple):
    """The figures of one entity (and counterpart): ascending dates (datetime64[D]) and as many values."""

    dates: np.ndarray
    values: np.ndarray


EMPTY = Line(np.array([], "datetime64[D]"), np.array([], float))


class Edition(Protocol):
    """Figures of one source as they were given out or retrieved at one moment, read when they are asked for."""

    def since(self, indicator: str) -> dt.date | None:
        """The day from which its figures of an indicator were known; None if it is known to have none."""
        ...

    def observations(self) -> Observations: ...


@dataclass(frozen=True, eq=False)
class Observations:
    """A table of observations, indexed for quick look-up, with the provenance of each indicator in it."""

    table: pa.Table
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    """By source, oldest first, the editions in hand of sources that have more than one."""

    def edition(self, indicator: str, day: dt.date, lag_days: int) -> tuple[Observations, bool]:
        """The edition that tells best what was known of an indicator on a day, and whether it was known by then.

        That is the last one known by that day, unless the next one has periods that it lacks and whose publication
        lag had passed: between them an edition came out that is not in hand. Before the first one, the first.
        """
        provenance = self.provenance.get(indicator)
        if provenance is None:
            return self, False
        # In the order in which they were known; of those of one day the later in the list counts.
        dated = [
            (at, edition) for edition in self.editions.get(provenance.source, ()) if (at := edition.since(indicator))
        ]
        dated.sort(key=lambda pair: pair[0])
        later: Observations | None = None
        # From the newest on, so that none is read that is older than what was known on the day.
        for at, edition in reversed(dated):
            found = edition.observations()
            if indicator not in found.provenance:
                continue
            if at <= day:
                if later is not None and later._tells_more(indicator, found, day - dt.timedelta(days=lag_days)):
                    return later, False
                return found, True
            later = found
        return (self, provenance.published <= day) if later is None else (later, False)

    def _tells_more(self, indicator: str, former: Observations, until: dt.date) -> bool:
        """Whether it has a period, ended by a day, that a former edition lacks."""
        # Of the table alone: whoever asks may never look at the figures themselves.
        part = only(self.table, {indicator})
        names, codes = _coded(part, "status")
        dates = _numbers(part, "date")[codes != (names.index("projection") if "projection" in names else -1)]
        return bool(
            ((dates > np.datetime64(former.provenance[indicator].last)) & (dates <= np.datetime64(until))).any()
        )

    def plus(self, others: Observations) -> Observations:
        """These with others, of other indicators. What has been indexed is not indexed again: many cases may share the larger part."""
        editions = dict(self.editions)
        for source, held in others.editions.items():
            editions[source] = (*editions.get(source, ()), *held)
        table = pa.concat_tables([self.table, others.table]).unify_dictionaries()
        both = Observations(table, {**self.provenance, **others.provenance}, editions)
        vars(both).update(
            _lines={**self._lines, **others._lines},
            _projected={**self._projected, **others._projected},
            _statuses={**self._statuses, **others._statuses},
        )
        return both

    def of_source(self, source: str) -> Observations:
        """The part that is from one source."""
        rows = {name: row for name, row in self.provenance.items() if row.source == source}
        return Observations(only(self.table, rows), rows)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """All rows, for those who compare or change figures."""
        return as_frame(self.table)

    def part(self, indicator: str) -> pd.DataFrame:
        """The rows of one indicator."""
        return self.frame[self.frame["indicator"] == indicator]

    @cached_property
    def _marks(self) -> NDArray[np.object_]:
        """The status of each row."""
        names, codes = _coded(self.table, "status")
        marks: NDArray[np.object_] = np.array(names, object)[codes]
        return marks

    @cached_property
    def _lines(self) -> dict[Key, Line]:
        values = _numbers(self.table, "value")
        return {key: Line(*found) for key, *found in _split(self.table, self._marks != "projection", values)}

    @cached_property
    def _projected(self) -> dict[Key, Line]:
        values = _numbers(self.table, "value")
        return {key: Line(*found) for key, *found in _split(self.table, self._marks == "projection", values)}

    @cached_property
    def _statuses(self) -> dict[Key, dict[np.datetime64, str]]:
        found = _split(self.table, self._marks != "", self._marks)
        return {key: dict(zip(dates, marks, strict=True)) for key, dates, marks in found}

    def statuses(self, indicator: str, entity: str, counterpart: str = "") -> dict[np.datetime64, str]:
        """What the source itself marks: the dates of its estimates, provisional figures and projections."""
        return self._statuses.get((indicator, entity, counterpart), {})

    def line(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The figures themselves, projections left out. Empty when there are none."""
        return self._lines.get((indicator, entity, counterpart), EMPTY)

    def projected(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The projections of a source, for drawing only: they never decide."""
        return self._projected.get((indicator, entity, counterpart), EMPTY)

    def names(self) -> tuple[Key, ...]:
        """Indicator, entity and counterpart of every line."""
        return tuple(self._lines)

    def sides_of(self, indicator: str) -> tuple[tuple[str, str], ...]:
        """Entity and counterpart of every line of an indicator."""
        return self._sides.get(indicator, ())

    @cached_property
    def _sides(self) -> dict[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for indicator, entity, counterpart in self._lines:
            found.setdefault(indicator, []).append((entity, counterpart))
        return {indicator: tuple(sides) for indicator, sides in found.items()}

    @cached_property
    def latest_retrieval(self) -> dt.date | None:
        """The day the newest of these figures was retrieved: what 'now' can mean for them. None without figures."""
        return max((p.retrieved for p in self.provenance.values()), default=None)


@dataclass(frozen=True, eq=False)
class Held:
    """An edition that is in memory, as those are that come with the project: known from the day it was published."""

    held: Observations

    def since(self, indicator: str) -> dt.date | None:
        row = self.held.provenance.get(indicator)
        return row.published if row else None

    def observations(self) -> Observations:
        return self.held


def _split(table: pa.Table, kept: np.ndarray, column: np.ndarray) -> Iterator[tuple[Key, np.ndarray, np.ndarray]]:
    """The kept rows line by line, in whatever order they stand: ascending dates, and what a column has for them."""
    dates = _numbers(table, "date")
    texts, codes = zip(*(_coded(table, name) for name in KEY), strict=True)
    rows = np.flatnonzero(kept)
    rows = rows[np.lexsort((dates[rows], *(code[rows] for code in reversed(codes))))]
    dates, column, codes = dates[rows], column[rows], [code[rows] for code in codes]
    starts = np.flatnonzero(np.any([np.diff(code, prepend=-1) for code in codes], axis=0))
    for a, b in pairwise([*starts, len(rows)]):
        yield tuple(text[code[a]] for text, code in zip(texts, codes, strict=True)), dates[a:b], column[a:b]
