"""Figures that a case brings itself: ``values.csv``, for indicators that the case's own catalog defines.

They become observations as all others are, with a provenance: their edition (``catalog/vintages.csv``) says when it was
published and retrieved, their source (``catalog/sources.csv``) what may be done with them. Figures without that are left out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

import pyarrow as pa
from pydantic import Field

from loaders.cells import Number, PeriodEnd, shown
from loaders.nearest import Hints, did_you_mean
from loaders.observations import COLUMNS, EMPTY_TABLE, SCHEMA, Edition, Held, Observations, Provenance
from loaders.rows import BundledEdition, Entity, Indicator
from loaders.tables import Fault, Row, Table, read_if_there

FILE = "values.csv"
STATE = "own"
"""What the provenance of a case's own figures says of where they are."""
MOST = 100_000
"""Figures of a case: the largest tables of a hundred states and a hundred years have a tenth of that."""
_ENDS = {
    "A": "A year ends with a month: write 2014, or the last day, such as 2014-12-31.",
    "Q": "A quarter ends with March, June, September or December: write 2014-Q2, or the last day, 2014-06-30.",
    "M": "A month ends with its last day: write 2014-06, or 2014-06-30.",
}


class OwnValue(Row):
    """One figure of a case's own."""

    indicator: str = Field(description="an id of the case's own catalog/indicators.csv")
    entity: str = Field(description="an id of entities.csv, the program's or the case's own, such as USA or WLD")
    counterpart: str = Field(default="", description="an id of entities.csv, for flows: the other side")
    date: PeriodEnd = Field(
        description="the period, or its last day: 2014, 2014-Q2, 2014-06 or 2014-06-30, as the indicator's frequency is"
    )
    value: Number = Field(description="the figure in the indicator's unit, in plain digits such as 2.5")
    status: Literal["", "estimate", "provisional", "projection"] = Field(
        default="",
        description="what the publisher marks: estimate, provisional or projection; empty for a figure as such",
    )
    edition: str = Field(
        default="",
        description="the edition of catalog/vintages.csv it is from, where the indicator has several; empty for the newest",
    )

    def key(self) -> str:
        return " ".join(filter(None, (self.indicator, self.entity, self.counterpart, str(self.date), self.edition)))


class OwnFigures(NamedTuple):
    """The figures of a case, and what is wrong with others."""

    observations: Observations
    faults: tuple[Fault, ...]


def read_values(
    folder: Path,
    indicators: Table[Indicator],
    editions: Table[BundledEdition],
    entities: Mapping[str, Entity],
    ours: Iterable[str],
) -> OwnFigures:
    """Read ``values.csv`` of a case, if it is there. Never raises for what it says.

    Parameters
    ----------
    indicators, editions : Table
        Those of the case's own catalog.
    entities : mapping
        Everybody that a figure may be about.
    ours : iterable of str
        The program's own indicators, whose figures stay what they are.
    """
    table = read_if_there(folder / FILE, OwnValue, MOST)
    own, by_indicator = indicators.by_key(), _newest_first(editions)
    table = _less(table, _of_no_indicator(table, own, frozenset(ours)))
    table = _less(table, _of_nobody(table, entities))
    table = table.without(_of_no_period(table, own))
    table = _less(table, _of_no_edition(table, by_indicator))
    table = table.without(_twice(table, by_indicator))
    table = table.without(_too_late(table, by_indicator))
    faults = (*table.faults, *_without_figures(indicators, table))
    if not table.rows:
        return OwnFigures(Observations(EMPTY_TABLE), faults)
    return OwnFigures(
        _observations(table, own, by_indicator, hashlib.sha256((folder / FILE).read_bytes()).hexdigest()), faults
    )


def _less(table: Table[OwnValue], faults: Iterable[Fault]) -> Table[OwnValue]:
    """The table without the rows that have a fault. What is said of many of them is told once, with how many there are."""
    faults = tuple(faults)
    first: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.column, fault.problem), fault)
    times = Counter((fault.column, fault.problem) for fault in faults)
    told = (
        replace(fault, problem=f"{fault.problem} So it is in {times[said]:,} rows.") if times[said] > 1 else fault
        for said, fault in first.items()
    )
    return table.without(faults, told)


def _newest_first(editions: Table[BundledEdition]) -> dict[str, tuple[BundledEdition, ...]]:
    found: dict[str, tuple[BundledEdition, ...]] = {}
    for row in sorted(editions.rows, key=lambda row: row.published, reverse=True):
        found[row.indicator] = (*found.get(row.indicator, ()), row)
    return found


def _of_no_indicator(table: Table[OwnValue], own: Mapping[str, Indicator], ours: frozenset[str]) -> Iterator[Fault]:
    hint = Hints()
    for row in table.rows:
        if row.indicator in own:
            continue
        problem = f"{shown(row.indicator)} is not in the case's own catalog/indicators.csv."
        remedy = hint(row.indicator, own) or "Add its row there, with its unit, frequency and source."
        if row.indicator in ours:
            problem = f"{row.indicator} is this program's own indicator, and its figures stay as they are."
            remedy = "Define an indicator of your own in catalog/indicators.csv."
        yield Fault(table.file, table.lines[row.key()], "indicator", problem, remedy)


def _of_nobody(table: Table[OwnValue], entities: Mapping[str, Entity]) -> Iterator[Fault]:
    hint, names = Hints(), {code: row.name for code, row in entities.items()}
    for row in table.rows:
        for column, code in (("entity", row.entity), ("counterpart", row.counterpart)):
            if code and code not in entities:
                remedy = hint.code(code, names) or "Use a code that stands there, or add a row to catalog/entities.csv."
                problem = f"{shown(code)} is not in catalog/entities.csv."
                yield Fault(table.file, table.lines[row.key()], column, problem, remedy)


def _of_no_period(table: Table[OwnValue], own: Mapping[str, Indicator]) -> Iterator[Fault]:
    """Faults for days that are no end of a period: figures of one line would lie beside each other's periods."""
    for row in table.rows:
        frequency = own[row.indicator].frequency
        ends = (row.date + dt.timedelta(days=1)).day == 1 and (frequency != "Q" or row.date.month % 3 == 0)
        if frequency != "D" and not ends:
            problem = f"{row.date} is not the last day of a period."
            yield Fault(table.file, table.lines[row.key()], "date", problem, _ENDS[frequency])


def _of_no_edition(table: Table[OwnValue], editions: Mapping[str, Sequence[BundledEdition]]) -> Iterator[Fault]:
    for row in table.rows:
        there = [edition.edition for edition in editions.get(row.indicator, ())]
        if not there:
            problem = (
                f"{row.indicator} has no row in catalog/vintages.csv: nobody could tell where its figures are from."
            )
            remedy = "Add one: indicator, edition, published and retrieved."
            yield Fault(table.file, table.lines[row.key()], "indicator", problem, remedy)
        elif row.edition and row.edition not in there:
            problem = f"{shown(row.edition)} is no edition of {row.indicator} in catalog/vintages.csv."
            remedy = (
                did_you_mean(row.edition, there) or f"There {'is' if len(there) == 1 else 'are'}: {'; '.join(there)}."
            )
            yield Fault(table.file, table.lines[row.key()], "edition", problem, remedy)


def _edition_of(row: OwnValue, editions: Mapping[str, Sequence[BundledEdition]]) -> BundledEdition:
    there = editions[row.indicator]
    return next((edition for edition in there if edition.edition == row.edition), there[0])


def _twice(table: Table[OwnValue], editions: Mapping[str, Sequence[BundledEdition]]) -> Iterator[Fault]:
    """Faults for figures that stand there twice: an edition may be named, or meant by an empty cell."""
    first: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        figure = (row.indicator, row.entity, row.counterpart, row.date, _edition_of(row, editions))
        line = table.lines[row.key()]
        if first.setdefault(figure, line) != line:
            problem = f"The figure stands on line {first[figure]} already, of the same edition."
            yield Fault(table.file, line, "edition", problem, "Keep one of the two.")


def _too_late(table: Table[OwnValue], editions: Mapping[str, Sequence[BundledEdition]]) -> Iterator[Fault]:
    for row in table.rows:
        retrieved = _edition_of(row, editions).retrieved
        if row.status != "projection" and row.date > retrieved:
            problem = f"The period ends on {row.date}, after its edition was retrieved ({retrieved})."
            remedy = "Write projection in status, if it is one; else mend the date, or the day in catalog/vintages.csv."
            yield Fault(table.file, table.lines[row.key()], "date", problem, remedy)


def _without_figures(indicators: Table[Indicator], table: Table[OwnValue]) -> Iterator[Fault]:
    there = {row.indicator for row in table.rows} | {row.cells.get("indicator", "").strip() for row in table.left_out}
    for row in indicators.rows:
        if row.id not in there and table.readable:
            problem = f"{row.id} has no figures in {FILE}."
            remedy = "Add some, or take the indicator out."
            yield Fault(indicators.file, indicators.lines[row.id], "id", problem, remedy, "nothing")


def _observations(
    table: Table[OwnValue],
    own: Mapping[str, Indicator],
    editions: Mapping[str, Sequence[BundledEdition]],
    sha256: str,
) -> Observations:
    """The newest edition of each indicator, with the earlier ones beside it."""
    parts: dict[BundledEdition, list[OwnValue]] = {}
    for row in table.rows:
        parts.setdefault(_edition_of(row, editions), []).append(row)
    newest: list[Observations] = []
    earlier: dict[str, list[Edition]] = {}
    for indicator, there in editions.items():
        known = [edition for edition in there if edition in parts]
        found = [_part(parts[edition], edition, own[indicator], sha256) for edition in known]
        newest += found[:1]
        if len(found) > 1:
            earlier.setdefault(own[indicator].source, []).extend(map(Held, reversed(found)))
    provenance = {name: row for part in newest for name, row in part.provenance.items()}
    together = pa.concat_tables([part.table for part in newest]).unify_dictionaries()
    return Observations(together, provenance, {source: tuple(held) for source, held in earlier.items()})


def _part(rows: list[OwnValue], edition: BundledEdition, indicator: Indicator, sha256: str) -> Observations:
    rows = sorted(rows, key=lambda row: (row.entity, row.counterpart, row.date))
    columns = {name: [getattr(row, name) for row in rows] for name in COLUMNS}
    firm = [row.date for row in rows if row.status != "projection"] or [min(row.date for row in rows)]
    provenance = Provenance(
        indicator=indicator.id,
        source=indicator.source,
        state=STATE,
        edition=edition.edition,
        published=edition.published,
        retrieved=edition.retrieved,
        file=edition.file or FILE,
        found_at=edition.found_at,
        sha256=sha256,
        observations=len(rows),
        first=min(row.date for row in rows),
        last=max(firm),
        doubt=edition.doubt,
        unit=edition.unit if edition.unit != indicator.unit else "",
    )
    return Observations(pa.table(columns, schema=SCHEMA), {indicator.id: provenance})
