"""What observations must be to be used: one figure a period, finite, in the unit's range, and no worse than those in hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from loaders.catalog import Catalog
from loaders.moves import SAME
from loaders.observations import STATUSES
from loaders.rows import Indicator

RANGES: dict[str, tuple[float, float]] = {
    "trade_share_gdp": (
        0,
        1_000,
    ),  # exports and imports together: the Virgin Islands refined oil of others, 863 in 2008
    "inflation_imf": (-100, 100_000),  # Venezuela, 65,374 in 2018
    "government_debt": (0, 700),  # Liberia, 600 in 2003
    "current_account": (
        -150,
        350,
    ),  # East Timor's oil fund, 315 in 2008; Equatorial Guinea before its oil, -125 in 1996
    "fiscal_balance": (-100, 150),  # what Sao Tome and Principe was forgiven in 2007, 125
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

GONE = 0.02
"""Publishers withdraw a state or a period now and then: of what a service gives, up to this part of either may go."""

LEAST = 3
"""Rows that are missing lower sums and raise none: so many of the sums lower, and none higher, is a doubt."""

FELL = 0.05
"""Half of the sums lower by more than this part is a doubt too, whatever the rest: publishers revise sums by less."""

LINE = ["entity", "counterpart"]
KEYS = [*LINE, "date"]


def doubts_beside(
    frame: pd.DataFrame, former: pd.DataFrame, indicator: Indicator, catalog: Catalog, *, of_file: bool = False
) -> list[str]:
    """Why figures cannot be right beside those in hand, as sentences; empty when nothing speaks against them.

    Parameters
    ----------
    frame, former : DataFrame
        Entity, counterpart, date, value and status of one indicator: the new edition, and the one in use.
    indicator : Indicator
    catalog : Catalog
        For the names of entities, and which of them are groups.
    of_file : bool
        The new edition is a file that a person brought. It may be cut, and what an interface withdraws it may not lack.
    """
    problems = []
    frame, former = _plain(frame), _plain(former)
    # Where nothing is written out as zero, only what happened is a figure of the source.
    new, old = (f[f["value"] != 0] if indicator.absent == "zero" else f for f in (frame, former))
    last, last_before = _last(frame), _last(former)
    # How far projections go says nothing, and of an older edition it counts what was known then.
    firm, past = (f[f["status"] != "projection"] for f in (new, old))
    if older := last < last_before:
        past = past[past["date"] <= last]
    if len(firm) < SHRUNK * len(past):
        problems.append(f"{len(firm):,} figures where there were {len(past):,}: more than a tenth is gone.")
    if older:
        problems.append(f"They end on {last:%Y-%m-%d}, those in hand on {last_before:%Y-%m-%d}: an older edition.")
    tolerated = 0 if of_file else GONE
    if indicator.absent == "unknown":
        problems += _gone_lines(new, past, catalog, tolerated)
    else:
        # Between two states that are both there a publisher may withdraw the little that went from one to the other.
        for other in reversed(LINE):
            problems += _gone_lines(new.assign(**{other: ""}), past.assign(**{other: ""}), catalog, tolerated)
    problems += _gone_periods(frame, former, indicator, GONE if indicator.frequency == "D" else tolerated)
    if of_file and indicator.absent == "unknown":
        problems += _shorter_lines(new, past, catalog)
    if of_file and indicator.aggregation == "sum":
        problems += _lowered(new, past, indicator, catalog)
    if range_of(indicator)[0] >= 0:
        both = new.merge(old, on=KEYS, suffixes=("", "_former"))
        both = both[(both["value"] > 0) & (both["value_former"] > 0)]
        problems += _scaled(both)
    return problems


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Figures with columns of one type each, whatever they were read from."""
    kinds: dict[str, Any] = {"entity": str, "counterpart": str, "date": "datetime64[s]", "value": float, "status": str}
    return frame[list(kinds)].astype(kinds)


def _last(frame: pd.DataFrame) -> pd.Timestamp:
    """The end of the last period with a figure, projections aside."""
    last: pd.Timestamp = frame.loc[frame["status"] != "projection", "date"].max()
    return last


def _gone_lines(new: pd.DataFrame, past: pd.DataFrame, catalog: Catalog, tolerated: float) -> list[str]:
    """Whether states or flows that are in hand are missing altogether."""
    before = past[LINE].drop_duplicates()
    found = before.merge(new[LINE].drop_duplicates(), how="left", indicator=True)
    gone = found[found["_merge"] == "left_only"]
    if len(gone) <= tolerated * len(before):
        return []
    return [f"There is no figure of {_few(gone, catalog)}, and there were some in the edition in hand."]


def _shorter_lines(new: pd.DataFrame, past: pd.DataFrame, catalog: Catalog) -> list[str]:
    """Whether states or flows begin later or end earlier than in hand, as those do at which a file was cut."""
    was, now = (f.groupby(LINE)["date"].agg(["min", "max"]) for f in (past, new))
    spans = was.join(now.add_suffix("_new"), how="inner").reset_index()
    late, early = spans[spans["min_new"] > spans["min"]], spans[spans["max_new"] < spans["max"]]
    return [
        f"The figures of {_few(lines, catalog)} {word} than in the edition in hand: rows may be missing."
        for lines, word in ((late, "begin later"), (early, "end earlier"))
        if len(lines)
    ]


def _few(lines: pd.DataFrame, catalog: Catalog) -> str:
    """The first three states or flows by name, and how many more."""
    names = [" and ".join(catalog.name_of(side) for side in sides if side) for sides in lines[LINE].to_numpy()]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _gone_periods(frame: pd.DataFrame, former: pd.DataFrame, indicator: Indicator, tolerated: float) -> list[str]:
    """Whether past years, months or days that are in hand are missing altogether."""
    before = former.loc[(former["status"] != "projection") & (former["date"] <= _last(frame)), "date"].drop_duplicates()
    gone = before[~before.isin(frame["date"])]
    if len(gone) <= tolerated * len(before):
        return []
    form = {"A": "%Y", "M": "%Y-%m"}.get(indicator.frequency, "%Y-%m-%d")
    first, last = f"{gone.min():{form}}", f"{gone.max():{form}}"
    when = first if first == last else f"{len(gone)} periods from {first} to {last}"
    return [f"There is no figure of {when}, and there were some in the edition in hand."]


def _scaled(both: pd.DataFrame) -> list[str]:
    """Whether half of the figures that both editions have are of another size, or exactly twice as large."""
    if both.empty:
        return []
    ratios = both["value"] / both["value_former"]
    ratio = float(ratios.median())
    told = f"Half of the {len(both):,} figures that both editions have are"
    if ratio > CHANGED_SCALE * (1 + SAME):
        return [f"{told} {ratio:.3g} times the former ones or more: another unit or base."]
    if ratio < 1 / CHANGED_SCALE:
        return [f"{told} {ratio:.3g} of the former ones or less: another unit or base."]
    if len(both) >= LEAST and (abs(ratios - 2) <= 2 * SAME).mean() >= 0.5:
        return [f"{told} exactly twice the former ones: every row may stand in the file twice."]
    return []


def _lowered(new: pd.DataFrame, past: pd.DataFrame, indicator: Indicator, catalog: Catalog) -> list[str]:
    """Whether sums over states have fallen as they do where rows are missing: by much, or without any that is higher."""
    groups = {name for name in {*past["entity"], *past["counterpart"]} if catalog.is_group(name)}
    sums = past[past["entity"].isin(groups) | past["counterpart"].isin(groups)]
    both = sums.merge(new, on=KEYS, how="left", suffixes=("_former", ""))
    both = both.fillna({"value": 0.0}) if indicator.absent == "zero" else both.dropna(subset="value")
    change = (both["value"] - both["value_former"]) / both["value_former"].abs().clip(lower=1e-12)
    lower = both[change < -SAME]
    if len(both) >= LEAST and change.median() < -FELL:
        return [
            f"Half of the {len(both):,} past sums are more than {100 * FELL:g} % lower than in the edition in hand: rows may be missing."
        ]
    if len(lower) < LEAST or (change > SAME).any():
        return []
    worst = both.assign(change=change).nsmallest(1, "change")
    row = worst.iloc[0]
    return [
        f"{len(lower):,} of {len(both):,} past sums are lower than in the edition in hand and none is higher, as where rows are missing: "
        f"{_few(worst, catalog)}, {row['date']:%Y-%m-%d}, from {row['value_former']:,.10g} to {row['value']:,.10g}."
    ]
