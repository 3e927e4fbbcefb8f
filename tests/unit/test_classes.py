"""Classes of a map: round bounds that hold all values, and colours that everybody can tell from their neighbours."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_signs import SIGHT, ciede2000, seen

from charts.classes import MOST, RAMPS, WIDEST, class_bounds, class_colours, class_of
from charts.theme import MARKS, PALETTES

VALUES = st.lists(
    st.one_of(st.floats(-1e13, -1e-3), st.just(0.0), st.floats(1e-3, 1e13), st.integers(-50, 50).map(float)),
    min_size=1,
    max_size=60,
)
STEPS = (1.0, 2.0, 2.5, 5.0)


def leading(number):
    """What a number begins with: 2.5 of 250."""
    return round(abs(number) / 10 ** math.floor(math.log10(abs(number)) + 1e-9), 6)


def round_numbers(bounds):
    """Multiples of a round step, or numbers that begin with 1, 2 or 5."""
    step = bounds[1] - bounds[0]
    even = all(math.isclose(b - a, step, rel_tol=1e-6) for a, b in pairwise(bounds))
    whole = all(math.isclose(b / step, round(b / step), rel_tol=1e-6, abs_tol=1e-6) for b in bounds)
    return (even and whole and leading(step) in STEPS) or all(leading(b) in (1, 2, 5) for b in bounds if b)


@given(VALUES)
def test_bounds_are_round_and_hold_all_values(values):
    bounds = class_bounds(values)
    assert list(bounds) == sorted(set(bounds))
    assert 1 <= len(bounds) - 1 <= MOST
    slack = 1e-8 * max(map(abs, bounds))
    assert bounds[0] - slack <= min(values)
    assert max(values) <= bounds[-1] + slack
    assert round_numbers(bounds)
    if min(values) < 0 < max(values):
        assert 0.0 in bounds


@given(VALUES)
def test_each_value_is_between_the_bounds_of_its_class(values):
    bounds = class_bounds(values)
    for value in values:
        place = class_of(value, bounds)
        assert bounds[place] <= value or place == 0
        assert value < bounds[place + 1] or place == len(bounds) - 2


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        (range(1, 100), (0, 20, 40, 60, 80, 100)),
        ([2.1, 3.3, 4.2, 5.8, 7.9, 9.4], (2, 4, 6, 8, 10)),
        ([-3, -1, 0.5, 2, 4, 5.5], (-4, -2, 0, 2, 4, 6)),
        ([7.3], (0, 10)),
        ([0, 0], (0, 1)),
        ([-4, -4], (-5, 0)),
    ],
)
def test_what_spreads_evenly_has_even_steps(values, bounds):
    assert class_bounds(values) == bounds


def test_what_spreads_over_powers_of_ten_has_steps_that_grow():
    """Sizes of economies: most are small, and the largest must not share a class with the middling."""
    sizes = [10 ** (i / 10) for i in range(80)]
    bounds = class_bounds(sizes)
    assert bounds[0] == 0
    assert all(upper >= 2 * lower for lower, upper in pairwise(bounds[1:]))
    assert bounds[-1] <= WIDEST * bounds[-2]
    assert min(sum(class_of(size, bounds) == i for size in sizes) for i in range(len(bounds) - 1)) >= 5


def test_things_that_are_counted_have_whole_bounds():
    for unit in ("deaths", "rank"):
        bounds = class_bounds([1, 2, 2, 3, 3, 4, 6], unit)
        assert all(bound == int(bound) for bound in bounds)
    assert class_bounds(range(1, 40), "rank")[0] == 1


def test_no_values_have_no_classes():
    with pytest.raises(ValueError, match="no values"):
        class_bounds([])


@pytest.mark.parametrize("sight", SIGHT)
def test_neighbouring_classes_are_told_apart_by_everybody(sight, mode):
    above, below = RAMPS[mode]
    for ramp in ([*reversed(below), *above], above):
        assert min(ciede2000(seen(a, sight), seen(b, sight)) for a, b in pairwise(ramp)) >= 10


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(
    "bounds",
    [(-50, 0, 1, 2, 5, 10, 20), (-2, -1, 0, 1), (-5, -4, -3, -2, -1, 0, 1), (0, 1, 2, 3, 4, 5), (-3, -2, -1, 0)],
)
def test_so_are_those_that_a_map_uses(bounds, sight, mode):
    colours = class_colours(bounds, mode)
    assert len(colours) == len(bounds) - 1
    assert min(ciede2000(seen(a, sight), seen(b, sight)) for a, b in pairwise(colours)) >= 10


def test_no_class_looks_like_a_verdict_or_like_paper(mode):
    paper = PALETTES[mode].paper
    for colour in (*RAMPS[mode][0], *RAMPS[mode][1]):
        for mark in MARKS.values():
            assert ciede2000(seen(colour, "full"), seen(mark.fill(mode), "full")) >= 10
        assert ciede2000(seen(colour, "full"), seen(paper, "full")) >= 10


def test_sides_of_zero_have_colours_of_their_own():
    above, below = RAMPS["light"]
    assert class_colours((-1, 0, 1)) == [below[len(below) // 2], above[len(above) // 2]]
    colours = class_colours((-20, -10, 0, 10, 20))
    assert [colour in below for colour in colours] == [True, True, False, False]
    assert (colours[0], colours[1], colours[2], colours[3]) == (below[-1], below[0], above[0], above[-1])
