"""The map of the argument as HTML: claims in words that are links, conclusions beside them, lines between.

Claims are rows, so that any browser wraps, zooms, prints and walks through them. Lines lie behind as one picture that is
stretched to the width of the page; it tells nothing that the list of conclusions does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from charts.theme import MARKS, PALETTES, STANDINGS, Mode
from exports import addresses
from verdicts.argument import Argument
from verdicts.conclusions import Footing
from verdicts.rule import Label
from widgets.signs import sign, standing_badge

CLAIMS, FIRST, FILLED = 38.0, 46.0, 0.78
"""Where the claims end and the conclusions begin, per cent of the width; how much of its column a conclusion takes."""
LINE, GAP = 18, 8
"""Pixels of a line of a claim, and between two claims: together a target of 24 pixels or more."""
WRAP = 58
"""Characters of a claim that surely fit a line where the map is narrowest."""
NAME = "Map of the argument: claims on the left, conclusions to the right"


class Spot(NamedTuple):
    """A claim or a conclusion on the map: its edges in per cent of the width, its middle and height in pixels."""

    left: float
    right: float
    middle: float
    height: float


def argument_map(
    argument: Argument,
    places: Mapping[str, tuple[int, float]],
    labels: Mapping[str, Label],
    footings: Mapping[str, Footing],
    mode: Mode,
    fallen: str = "",
) -> str:
    """The map as markup; the lines of a ``fallen`` claim are drawn heavily."""
    spots, height = _spots(argument, places)
    items = [_claim(argument, name, labels[name], spots[name], mode) for name in spots if name in labels]
    items += [_conclusion(footing, spots[name], mode) for name, footing in footings.items() if name in spots]
    lines = quote(_lines(argument, spots, height, mode, fallen))
    return (
        f'<div class="argmap" role="region" tabindex="0" aria-label="{NAME}"><div style="height:{height}px">'
        f'<img alt="" src="data:image/svg+xml,{lines}">{"".join(items)}</div></div>'
    )


def _spots(argument: Argument, places: Mapping[str, tuple[int, float]]) -> tuple[dict[str, Spot], int]:
    """Claims one below the other, each as high as its words need; conclusions spread over the same height."""
    claims = sorted((name for name, (column, _) in places.items() if not column), key=lambda name: places[name][1])
    spots: dict[str, Spot] = {}
    top = 0
    for name in claims:
        words = argument.claim[name].claim if name in argument.claim else name
        height = LINE * -(-len(words) // WRAP)
        spots[name] = Spot(0, CLAIMS, top + (height + GAP) / 2, height)
        top += height + GAP
    columns = max((column for column, _ in places.values()), default=1) or 1
    pitch = (100 - FIRST) / columns
    for name, (column, down) in places.items():
        if column:
            left = FIRST + (column - 1) * pitch
            spots[name] = Spot(left, left + FILLED * pitch, down * top, 0)
    return spots, top


def _claim(argument: Argument, name: str, label: Label, spot: Spot, mode: Mode) -> str:
    words = argument.claim[name].claim
    mark = MARKS[label]
    return (
        f'<a class="premise" href="{escape(addresses.CLAIM_PAGE.link(claim=name))}" target="_self" style="top:{spot.middle - spot.height / 2:g}px;'
        f'width:{CLAIMS:g}%;min-height:{spot.height}px">{escape(words)} <span style="color:{mark.colour(mode)}" role="img" '
        f'aria-label="{escape(label)}" title="{escape(label)}">{sign(label)}</span></a>'
    )


def _conclusion(footing: Footing, spot: Spot, mode: Mode) -> str:
    mark = STANDINGS[footing.standing]
    return (
        f'<div class="concluded" style="left:{spot.left:.2f}%;width:{spot.right - spot.left:.2f}%;top:{spot.middle:g}px;'
        f'border-color:{mark.colour(mode)};background-color:{PALETTES[mode].paper}">{escape(footing.conclusion.conclusion)} {standing_badge(footing.standing, mode)}</div>'
    )


def _lines(argument: Argument, spots: Mapping[str, Spot], height: int, mode: Mode, fallen: str) -> str:
    """The links as a picture one hundred wide: full ones support, broken ones attack."""
    palette = PALETTES[mode]
    drawn = []
    for link in argument.links.rows:
        if link.premise not in spots or link.conclusion not in spots:
            continue
        a, b = spots[link.premise], spots[link.conclusion]
        attacks, heavy = link.relation == "attacks", link.premise == fallen
        look = f'stroke="{palette.contrast if attacks else palette.accent}" stroke-width="{2.6 if heavy else 1}" stroke-opacity="{1 if heavy else 0.5}"'
        dash = ' stroke-dasharray="6 4"' if attacks else ""
        drawn.append(
            f'<path d="M{a.right + 0.4:.2f} {a.middle:g}L{b.left:.2f} {b.middle:g}" {look}{dash} vector-effect="non-scaling-stroke"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {height}" width="100" height="{height}" preserveAspectRatio="none" fill="none">'
        f"{''.join(drawn)}</svg>"
    )
