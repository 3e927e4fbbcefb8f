"""Colours of countries and groups side by side: none is a verdict's, and each can be told from those before it.

Chosen one after the other, each as far as can be (CIEDE2000, with full sight and with either blindness to red and green) from
those before it, among colours that can be read as words on the paper of their mode; tests/unit/test_explore_colours.py holds that.
"""

from __future__ import annotations

from charts.theme import Mode

COUNTRY_COLOURS: dict[Mode, tuple[str, ...]] = {
    "light": (
        "#00695c", "#834dcc", "#7e6918", "#7b192b", "#ad486c", "#54335e", "#50209a", "#4d7449", "#786191", "#3b5603", "#004a2f", "#662c48",
    ),
    "dark": (
        "#5fc4b0", "#b27bf6", "#c5a30a", "#da7a7f", "#f1cbf9", "#c9e094", "#46a2b5", "#e7db4b", "#d7d7d7", "#949b51", "#f495e9", "#8deabc",
    ),
}  # fmt: skip
"""In the order in which they are given out: the first are told apart most easily."""


def country_colours(count: int, mode: Mode) -> tuple[str, ...]:
    """The colours of the first ``count`` of a view; from the thirteenth on they come again."""
    known = COUNTRY_COLOURS[mode]
    return tuple(known[at % len(known)] for at in range(count))
