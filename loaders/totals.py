"""The world's totals beside those in hand: an edition that lacks deals has smaller ones, one with deals twice larger ones.

For SIPRI's deliveries, of which only sums are kept here, so that a state that vanished would not show. Between its
editions of March 2022, 2024, 2025 and 2026 the world's total of all common years moved by up to 0.8 %, that of a single
year by up to 6 % (9 % where each deal is spread evenly over its years).
"""

from __future__ import annotations

import pandas as pd

from loaders.observations import Observations
from loaders.parsing import Files
from loaders.rows import Indicator
from loaders.sources.sipri_arms import world

IN_HAND = {
    "register": ("arms_transfers", "WLD", "WLD"),
    "first_supplier": ("arms_transfers", "WLD", "WLD"),
    "totals_export": ("arms_exports", "WLD"),
    "totals_import": ("arms_imports", "WLD"),
}
"""By the first word of a series' code, the line of the world's totals."""

IN_ALL = 0.02
IN_ONE = 0.15
"""By how much the world's total may move: over all years that both editions have, and in one of them."""


def doubts_about_totals(indicator: Indicator, files: Files, current: Observations) -> list[str]:
    """Why the world's totals of a new edition cannot be right beside those in use, as sentences.

    Parameters
    ----------
    indicator : Indicator
        A series of any source; those of other sources are not looked at.
    files : mapping of str to bytes
        The new edition, which has been read.
    current : Observations
        What is in use.
    """
    if indicator.source != "sipri_arms":
        return []
    line = current.line(*IN_HAND[indicator.code.partition(" ")[0]])
    old = pd.Series(line.values, line.dates.astype("datetime64[Y]").astype(int) + 1970)
    both = pd.DataFrame({"new": world(files, indicator.code), "old": old[old > 0]}).dropna()
    ratio = both["new"].sum() / both["old"].sum() if len(both) else 1.0
    if abs(ratio - 1) > IN_ALL:
        return [
            f"The world's total of {both.index.min()} to {both.index.max()} is {_percent(ratio)} the one in hand: "
            f"{'deals are missing' if ratio < 1 else 'deals may stand there twice'}."
        ]
    ratios = both["new"] / both["old"]
    apart = ratios[(ratios - 1).abs() > IN_ONE].head(3)
    return [f"The world's total of {year} is {_percent(ratio)} the one in hand." for year, ratio in apart.items()]


def _percent(ratio: float) -> str:
    return f"{100 * abs(ratio - 1):.0f} % {'below' if ratio < 1 else 'above'}"
