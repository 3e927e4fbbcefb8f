"""Classes of values for a map: few, with round bounds, and as evenly filled as such bounds allow; and their colours.

Bounds are steps of one size where those tell countries apart nearly as well as any others, else steps that grow (1, 2, 5,
10 ...). Values on both sides of zero have a bound there, and a colour for each side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor, log10

import numpy as np

from charts.theme import Mode
from verdicts.arrays import Floats
from verdicts.units import COUNTS

FEWEST, MOST = 5, 6
"""Classes, where there are as many values."""
_STEPS = (1.0, 2.0, 2.5, 5.0)
"""Sizes of even steps, times a power of ten."""
_GROWING = ((1.0, 2.0, 5.0), (1.0, 5.0), (1.0,))
"""What steps that grow begin with, in each power of ten."""
WIDEST = 10
"""How many times as large as its lower bound the upper one of an outermost class may be: else it tells too little of the largest."""
FAR = 5
"""Percentile of sizes under which no bound is tried: who is that small is in the class at zero."""
PLAIN = 0.85
"""Even steps, which are read at once, are kept while they tell at least this part as much as the best ones."""
RAMPS: dict[Mode, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "light": (
        ("#d2ecd7", "#86bfa1", "#489a7f", "#1a7968", "#03534d", "#012928"),
        ("#e7a2c6", "#c173a5", "#9d508b", "#6e3268", "#37133a"),
    ),
    "dark": (
        ("#024545", "#006a62", "#1c8a77", "#55aa8e", "#95cfb0", "#e0fae6"),
        ("#814a84", "#a963a2", "#cd83ba", "#eeb1d6", "#fff0f7"),
    ),
}
"""From nothing outwards: of what is above and of what is below it. Neighbours are told apart in grey and by colour-blind
readers, across nothing too (tests/unit/test_classes.py); they are no verdict's colours."""


def class_bounds(values: Iterable[float], unit: str = "") -> tuple[float, ...]:
    """Ascending bounds that hold all values, one more than there are classes. Raises ValueError where there are no values.

    There are five or six classes, or as many as there are different values. Zero is a bound where values lie on both sides.
    """
    found = np.array(sorted(values), float)
    if not len(found):
        raise ValueError("There are no values to put into classes.")
    whole = unit in COUNTS or unit == "rank"
    different = len(np.unique((found / (np.abs(found).max() or 1.0)).round(9)))
    most = min(MOST, different)
    fewest = min(FEWEST, most)
    even = {b: _told(found, b) for b in _even(found, fewest, most, whole)}
    every = {b: _told(found, b) for b in _growing(found, fewest, most, whole)} | even
    best = max(every, key=lambda b: _merit(b, every[b]), default=(0.0, 1.0))
    if even and max(even.values()) >= PLAIN * every[best]:
        best = max(even, key=lambda b: _merit(b, even[b]))
    return (1.0, *best[1:]) if unit == "rank" and best[0] == 0 < 1 < best[1] else best


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Which class a value is in: each begins with its lower bound; the last has its upper one too."""
    return min(max(int(np.searchsorted(bounds, value, side="right")) - 1, 0), len(bounds) - 2)


def class_colours(bounds: Sequence[float], mode: Mode = "light") -> list[str]:
    """A colour for each class; those as far from zero on either side are as strong."""
    above, below = RAMPS[mode]
    down = sum(upper <= 0 for upper in bounds[1:])
    up = len(bounds) - 1 - down
    if not up:
        # All below nothing: no side has to be told.
        return list(reversed(_spread(above, down)))
    strongest = max(up, down)
    if not down:
        return _spread(above, up)
    return [*reversed(_spread(below, strongest)[:down]), *_spread(above, strongest)[:up]]


def _spread(ramp: Sequence[str], n: int) -> list[str]:
    """So many of a ramp, from its first to its last."""
    return [ramp[round(i)] for i in np.linspace(0, len(ramp) - 1, n)] if n > 1 else [ramp[len(ramp) // 2]]


def _merit(bounds: Sequence[float], told: float) -> tuple[float, float]:
    """Of two that tell as much, the one that reaches less far is better."""
    return round(told, 6), bounds[0] - bounds[-1]


def _told(values: Floats, bounds: Sequence[float]) -> float:
    """How much classes tell of who is where: the entropy of their shares."""
    counts = np.diff([0, *np.searchsorted(values, bounds[1:-1]), len(values)])
    shares = counts[counts > 0] / len(values)
    return float(-(shares * np.log(shares)).sum())


def _even(values: Floats, fewest: int, most: int, whole: bool) -> Iterator[tuple[float, ...]]:
    """Bounds at multiples of one step."""
    low, high = float(values[0]), float(values[-1])
    if most == 1:
        return
    top = floor(log10(high - low))
    for power in (top - 1, top, top + 1):
        for factor in _STEPS:
            if whole and (power < 0 or (power == 0 and factor == 2.5)):
                continue
            first, last = floor(_times(low, factor, power)), ceil(_times(high, factor, power))
            last = max(last, first + 1)
            if fewest - 1 <= last - first <= most:
                yield tuple(_round(i * factor, power) for i in range(first, last + 1))


def _growing(values: Floats, fewest: int, most: int, whole: bool) -> Iterator[tuple[float, ...]]:
    """Bounds that grow from zero outwards, by the same steps on both sides."""
    up, down = float(values[-1]), -float(values[0])
    sizes = np.abs(values[values != 0])
    if not len(sizes):
        return
    powers = range(floor(log10(np.percentile(sizes, FAR))) - 1, ceil(log10(sizes.max())) + 2)
    for form in _GROWING:
        members = [_round(factor, power) for power in powers for factor in form if not whole or power >= 0]
        for start in range(len(members)):
            for above in range(most + 1) if up > 0 else (0,):
                for below in range(most + 1 - above) if down > 0 else (0,):
                    if max(above + below, 1) < fewest or (up > 0) > above or (down > 0) > below:
                        continue
                    sides = (_side(members[start:], down, below), _side(members[start:], up, above))
                    if None not in sides:
                        yield (*(-b for b in reversed(sides[0] or ())), 0.0, *(sides[1] or ()))


def _side(members: Sequence[float], far: float, n: int) -> tuple[float, ...] | None:
    """``n`` bounds on one side of zero, the outermost the first round number that holds all; None where they cannot be had."""
    if not n:
        return ()
    inner = tuple(members[: n - 1])
    if len(inner) < n - 1 or (inner and inner[-1] >= far):
        return None
    power = floor(log10(far))
    outer = next(b for p in (power, power + 1) for f in _GROWING[0] if (b := _round(f, p)) >= far)
    if inner and not inner[-1] < outer <= WIDEST * inner[-1]:
        return None
    return (*inner, outer)


def _times(value: float, factor: float, power: int) -> float:
    """How many steps a value is from zero, without what division leaves behind the tenth digit."""
    return round(value / _round(factor, power), 9)


def _round(factor: float, power: int) -> float:
    """factor x 10^power as a person would write it."""
    return float(f"{factor:g}e{power}")
