"""What observations must be before they may leave the build: one figure a period, finite, in the unit's range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from loaders.catalog import Catalog
from loaders.observations import STATUSES
from loaders.rows import Indicator

RANGES: dict[str, tuple[float, float]] = {
    "trade_share_gdp": (0, 500),  # exports and imports together: above 100 in small open economies
    "government_debt": (0, 400),
    "current_account": (-100, 100),
    "fiscal_balance": (-100, 100),
    "un_ideal_point": (-6, 6),
}
"""Indicators whose range is not that of their unit."""


def range_of(indicator: Indicator) -> tuple[float, float]:
    """Least and greatest plausible value of an indicator, from its unit unless :data:`RANGES` names it."""
    if indicator.id in RANGES:
        return RANGES[indicator.id]
    if indicator.unit == "% a year":
        return -100.0, 50_000.0  # hyperinflation was real
    if indicator.unit.startswith("% of"):
        return 0.0, 100.0
    return 0.0, 1e16


def problems_of(frame: pd.DataFrame, indicator: Indicator, catalog: Catalog) -> list[str]:
    """What is wrong with the bundled rows of one indicator, as sentences; empty when nothing is."""
    problems = []
    twice = frame[frame.duplicated(["entity", "counterpart", "date"])]
    if len(twice):
        problems.append(f"{len(twice)} periods have two figures, the first {_place(twice.iloc[0])}.")
    if not np.isfinite(frame["value"].to_numpy(float)).all():
        problems.append("Some figures are not finite.")
    least, greatest = range_of(indicator)
    outside = frame[(frame["value"] < least) | (frame["value"] > greatest)]
    if len(outside):
        row = outside.iloc[0]
        problems.append(
            f"{len(outside)} figures lie outside {least:g} to {greatest:g} {indicator.unit}, the first {row['value']:g} for {_place(row)}."
        )
    codes = set(frame["entity"]) | set(frame["counterpart"]) - {""}
    unknown = sorted(code for code in codes if code.partition("@")[0] not in catalog.entity)
    if unknown:
        problems.append(f"{', '.join(unknown)} is not in entities.csv.")
    odd = sorted(set(frame["status"]) - set(STATUSES))
    if odd:
        problems.append(f"The status {', '.join(odd)} is unknown.")
    if bool(indicator.counterparts) != bool((frame["counterpart"] != "").any()):
        problems.append("It has counterparts where indicators.csv names none, or none where it names some.")
    return problems


def _place(row: pd.Series) -> str:
    return " ".join(filter(None, (row["entity"], row["counterpart"], f"{row['date']:%Y-%m-%d}")))


SHRUNK = 0.9
"""A new edition with fewer figures than this part of the former one has lost something."""

CHANGED_SCALE = 2.0
"""Where half of the figures of two editions differ by more than this factor, one has another unit or base."""


def doubts_beside(frame: pd.DataFrame, former: pd.DataFrame, indicator: Indicator) -> list[str]:
    """Why figures cannot be right beside those in hand, as sentences; empty when nothing speaks against them.

    Parameters
    ----------
    frame, former : DataFrame
        Entity, counterpart, date, value and status of one indicator: the new edition, and the one in use.
    indicator : Indicator
    """
    problems = []
    # Where nothing is written out as zero, only what happened is a figure of the source.
    count, before = (int((f["value"] != 0).sum()) if indicator.absent == "zero" else len(f) for f in (frame, former))
    if count < SHRUNK * before:
        problems.append(f"{count:,} figures where there were {before:,}: more than a tenth is gone.")
    last, last_before = _last(frame), _last(former)
    if last < last_before:
        problems.append(f"They end on {last:%Y-%m-%d}, those in hand on {last_before:%Y-%m-%d}: an older edition.")
    if range_of(indicator)[0] >= 0:
        keys = ["entity", "counterpart", "date"]
        texts: dict[str, Any] = {"entity": str, "counterpart": str, "date": "datetime64[s]"}
        both = frame.astype(texts).merge(former.astype(texts), on=keys, suffixes=("", "_former"))
        both = both[(both["value"] > 0) & (both["value_former"] > 0)]
        ratio = float((both["value"] / both["value_former"]).median()) if len(both) else 1.0
        if not 1 / CHANGED_SCALE <= ratio <= CHANGED_SCALE:
            problems.append(
                f"Half of the {len(both):,} figures that both editions have are {ratio:.3g} times the former ones or "
                "more: another unit or base."
                if ratio > 1
                else f"Half of the {len(both):,} figures that both editions have are {ratio:.3g} of the former ones or "
                "less: another unit or base."
            )
    return problems


def _last(frame: pd.DataFrame) -> pd.Timestamp:
    """The end of the last period with a figure, projections aside."""
    last: pd.Timestamp = frame.loc[frame["status"] != "projection", "date"].max()
    return last
