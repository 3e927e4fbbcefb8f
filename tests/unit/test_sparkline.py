"""What stands beside the claims: sparklines."""

import re
from base64 import b64decode

import numpy as np
import pytest

from charts.sparkline import sparkline
from charts.theme import PALETTES
from verdicts.measures import Series


def series(values, unit="US$", first=2000):
    dates = np.array([f"{first + i}-12-31" for i in range(len(values))], "datetime64[D]")
    return Series(dates, np.array(values, float), unit, "A", *np.zeros((2, len(values))))


def drawing(image):
    return b64decode(re.search(r"base64,([^\"]+)", image)[1]).decode()


def test_a_sparkline_says_its_first_and_last_figure():
    assert 'alt="From $1bn in 2000 to $3bn in 2002"' in sparkline(series([1e9, 9e9, 3e9]))


@pytest.mark.parametrize("nothing", [series([]), series([1])], ids=["empty", "one"])
def test_no_sparkline_without_a_series(nothing):
    assert sparkline(nothing) == ""


def test_a_sparkline_has_the_colours_of_its_mode():
    for mode in PALETTES:
        assert PALETTES[mode].accent in drawing(sparkline(series([1, 2]), mode))
    assert sparkline(series([1, 2]), "light") != sparkline(series([1, 2]), "dark")


@pytest.mark.parametrize(("unit", "rises"), [("US$", True), ("rank", False)])
def test_a_sparkline_goes_up_for_more_and_for_a_better_rank(unit, rises):
    ys = [
        float(p.split(",")[1])
        for p in re.search(r'points="([^"]+)"', drawing(sparkline(series([1, 5], unit))))[1].split()
    ]
    assert (ys[1] < ys[0]) == rises


def test_a_level_sparkline_is_in_the_middle_and_a_number():
    assert "nan" not in drawing(sparkline(series([7, 7, 7])))
