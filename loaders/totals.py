"""The world's totals beside those in hand: an edition that lacks deals has smaller ones, one with deals twice larger ones.

For SIPRI's deliveries, of which only sums are kept here, so that a state that vanished would not show. Between its
editions of March 2022, 2024, 2025 and 2026 the world's total of all common years moved by up to 0.8 %, that of a single
year by up to 6 % (9 % where each deal is spread evenly over its years).
"""

from __future__ import annotations

import pandas as pd

from loaders.observations import Line

IN_ALL = 0.02
IN_ONE = 0.15
"""By how much the world's total may move: over all years that both editions have, and in one of them."""


def doubts_about_totals(new: pd.Series, in_hand: Line) -> list[str]:
    """Why the world's totals of a new edition, by year, cannot be right beside those in hand, as sentences."""
    old = pd.Series(in_hand.values, in_hand.dates.astype("datetime64[Y]").astype(int) + 1970)
    both = pd.DataFrame({"new": new, "old": old[old > 0]}).dropna()
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
