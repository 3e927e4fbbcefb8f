"""What the snapshot keeps of a series: its entities and counterparts, groups added up, quiet periods as zero.

The cells ``entities`` and ``counterparts`` of indicators.csv name what is kept: codes; ``GROUP/`` for each who has
ever been a member; ``WLD/`` for every country. A group that the source does not report itself is the sum of its
members: of those on each date, or of those at the end of a year for ``GROUP@YEAR``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Empty, Invalid
from loaders.observations import STATUSES
from loaders.parsing import PARSED
from loaders.rows import Indicator

COVERED = 0.99
"""A sum over a group stands where members without a figure make up less than the rest of this (by their mean size)."""

MONTHS = {"D": None, "M": 1, "Q": 3, "A": 12}
"""Months of a period, by the frequency of a series; days are never filled in."""


def select(parsed: pd.DataFrame, indicator: Indicator, catalog: Catalog) -> pd.DataFrame:
    """The rows of a parsed series that the snapshot keeps.

    Parameters
    ----------
    parsed : DataFrame
        The columns of :data:`loaders.parsing.PARSED`; a missing value is a figure left out by a correction.
    indicator : Indicator
    catalog : Catalog

    Raises
    ------
    Empty
        If an entity or counterpart named by its code has no figures.
    Invalid
        If a group would have to be added up of a series that does not add up.
    """
    sides = (("entity", indicator.entities), ("counterpart", indicator.counterparts))
    frame = parsed
    for side, cell in sides:
        frame = _keep(frame, side, cell, indicator, catalog)
    if indicator.absent == "zero":
        # Pairs that never met count too, when each side is on record with somebody.
        known = [_keep(parsed, side, cell, indicator, catalog)[side].unique() for side, cell in sides if cell]
        frame = _with_zeros(frame, known, parsed, indicator)
    frame = frame[frame["date"].dt.year >= indicator.start].dropna(subset="value")
    missing = _named(indicator.entities) - set(frame["entity"]) | _named(indicator.counterparts) - set(
        frame["counterpart"]
    )
    if missing or frame.empty:
        names = ", ".join(catalog.name_of(code) for code in sorted(missing))
        raise Empty(f"No figures of {names or 'anyone'} from {indicator.start} on.")
    chosen: pd.DataFrame = frame.sort_values(["entity", "counterpart", "date"], kind="stable", ignore_index=True)
    return chosen[list(PARSED)]


def _named(cell: str) -> set[str]:
    return {token for token in cell.split() if not token.endswith("/")}


def _keep(frame: pd.DataFrame, side: str, cell: str, indicator: Indicator, catalog: Catalog) -> pd.DataFrame:
    """The rows whose ``side`` a cell of indicators.csv names, groups added up."""
    if not cell:
        return frame
    reported = set(frame[side].unique())
    wanted: list[str] = []
    sums: list[pd.DataFrame] = []
    for token in cell.split():
        if token.endswith("/"):
            wanted.extend(catalog.members_ever(token[:-1]))
        elif token in reported or not catalog.is_group(token):
            wanted.append(token)
        elif indicator.aggregation != "sum":
            raise Invalid(f"{token} is not reported, and {indicator.id} does not add up over members.")
        else:
            sums.append(_sum(frame, side, token, indicator, catalog))
    return pd.concat([frame[frame[side].isin(wanted)], *sums], ignore_index=True)


def _sum(frame: pd.DataFrame, side: str, group: str, indicator: Indicator, catalog: Catalog) -> pd.DataFrame:
    """A group as the sum of its members on each date."""
    other = "counterpart" if side == "entity" else "entity"
    days = frame["date"].drop_duplicates()
    on = pd.concat(
        [pd.DataFrame({side: catalog.members_of(group, day.date()), "date": day}) for day in days], ignore_index=True
    ).astype({"date": frame["date"].dtype, side: object})
    rows = frame.merge(on, on=[side, "date"])
    rows["rank"] = rows["status"].map(STATUSES.index)
    keys = [other, "date"]
    total = rows.groupby(keys, as_index=False).agg(rank=("rank", "max"))
    total["value"] = rows.groupby(keys)["value"].sum(skipna=False).to_numpy()
    total["status"] = total["rank"].map(lambda rank: STATUSES[rank])
    total[side] = group
    if indicator.absent == "unknown":
        size = rows.groupby([other, side])["value"].mean().rename("size").reset_index()
        present = rows.merge(size, on=[other, side]).groupby(keys)["size"].sum()
        expected = on.merge(size, on=side).groupby(keys)["size"].sum()
        covered = (present / expected).reindex(pd.MultiIndex.from_frame(total[keys])).to_numpy()
        total = total[covered >= COVERED]
    return total[list(PARSED)]


def _with_zeros(
    frame: pd.DataFrame, known: list[np.ndarray], parsed: pd.DataFrame, indicator: Indicator
) -> pd.DataFrame:
    """Write out as zero what a source leaves empty because nothing happened.

    From the source's first to its last period, for every combination of the ``known`` entities (and counterparts); a
    zero has the status its period has.
    """
    months = MONTHS[indicator.frequency]
    if months is None:
        return frame
    first, last = parsed["date"].min(), parsed["date"].max()
    periods = pd.date_range(first, last, freq=pd.offsets.MonthEnd(months)).astype(parsed["date"].dtype)
    sides = ["entity", "counterpart"][: len(known)]
    pairs = pd.MultiIndex.from_product(known, names=sides).to_frame(index=False)
    if "counterpart" not in pairs:
        pairs["counterpart"] = ""
    reported = pd.MultiIndex.from_frame(frame[["entity", "counterpart"]].drop_duplicates())
    # Nobody supplies himself, but for a group: the world to the world.
    itself = (pairs["entity"] == pairs["counterpart"]) & ~pd.MultiIndex.from_frame(pairs).isin(reported)
    pairs = pairs[~itself]
    grid = pairs.merge(pd.DataFrame({"date": periods}), how="cross")
    status = parsed.groupby("date")["status"].agg(lambda found: found.iloc[0] if found.nunique() == 1 else "")
    absent = grid.merge(frame[["entity", "counterpart", "date"]], how="left", indicator=True)
    absent = absent[absent["_merge"] == "left_only"].drop(columns="_merge")
    absent = absent.assign(value=0.0, status=absent["date"].map(status).fillna(""))
    return pd.concat([frame, absent[list(PARSED)]], ignore_index=True)
