"""Numbers, quantities, periods and labels as a reader would say them."""

import datetime as dt
import re

import numpy as np
import pytest
from builders import catalog, indicator
from hypothesis import given
from hypothesis import strategies as st

from loaders.catalog import read_catalog
from verdicts.measures import MEASURES, Request
from verdicts.words import (
    axis_unit,
    change,
    day,
    difference_unit,
    interval,
    join,
    label,
    number,
    period,
    plain_unit,
    quantity,
    scale_of,
    scaled,
    shared_unit,
)  # fmt: skip

SIZES = st.floats(1e-6, 1e16)
SIGNS = st.sampled_from([1, -1])
FIGURE = re.compile(r"\N{MINUS SIGN}?(\d{1,3}(,\d{3})*)(\.\d{1,3})?( [tbm]n)?")
FACTORS = {"tn": 1e12, "bn": 1e9, "mn": 1e6}
UNITS = (
    "US$", "EUR", "EUR a day", "2024 US$", "2021 international $", "US$ a barrel", "%", "% of GDP", "percentage points",
    "times", "TIV million", "2014 = 100",
)  # fmt: skip


def back(text):
    """The number a reader takes from a text."""
    chart, _, factor = text.replace("\N{MINUS SIGN}", "-").replace(",", "").partition(" ")
    return float(chart) * FACTORS.get(factor, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.4, "1,234"), (42.64, "42.6"), (100.0, "100"), (9.999, "10"), (3.10, "3.1"), (0.1234, "0.123"), (0.0, "0"),
     (-0.0001, "0"), (-5.25, "\N{MINUS SIGN}5.25"), (120.0, "120"), (1e15, "1,000,000,000,000,000")],
)  # fmt: skip
def test_numbers(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (29.184e12, "US$", "US$ 29.2 tn"),
        (145e6, "EUR", "EUR 145 mn"),
        (653.2e6, "EUR a day", "EUR 653 mn a day"),
        (56.6e9, "2024 US$", "US$ 56.6 bn (2024 prices)"),
        (3e12, "2021 international $", "international $ 3 tn (2021 prices)"),
        (-2.5e9, "US$", "\N{MINUS SIGN}US$ 2.5 bn"),
        (0, "EUR", "EUR 0"),
        (42.64, "%", "42.6 %"),
        (-3.9, "% of GDP", "\N{MINUS SIGN}3.9 % of GDP"),
        (12.1, "percentage points", "12.1 points"),
        (3, "rank", "no. 3"),
        (1.944, "times", "1.94 times"),
        (512, "2022 = 100", "512 (2022 = 100)"),
        (75393, "deaths", "75,393 deaths"),
        (999_999_999, "US$", "US$ 1 bn"),
        (999.4e9, "US$", "US$ 999 bn"),
    ],
)
def test_quantities(value, unit, text):
    assert quantity(value, unit) == text


@pytest.mark.parametrize(
    ("largest", "scale"),
    [(0, (1, "")), (999_000, (1, "")), (999_999, (1e6, "mn")), (2.5e9, (1e9, "bn")), (4e15, (1e12, "tn"))],
)
def test_an_axis_is_shortened_as_its_figures_are(largest, scale):
    assert scale_of(largest) == scale


@given(SIZES, SIGNS)
def test_a_number_is_never_in_scientific_notation_and_reads_back_as_itself(size, sign):
    for form in (number, scaled):
        text = form(sign * size)
        assert FIGURE.fullmatch(text), text
        assert back(text) == pytest.approx(sign * size, rel=0.006, abs=0.0006)


@given(SIZES, SIGNS)
def test_a_shortened_number_has_at_most_three_digits_before_its_scale_below_a_thousand_tn(size, sign):
    text = scaled(sign * size)
    assert size >= 9.99e14 or "," not in text or not text.endswith(("tn", "bn", "mn"))


@given(SIZES, SIGNS, st.sampled_from(UNITS))
def test_quantities_of_any_size_are_plain_text(size, sign, unit):
    for text in (quantity(sign * size, unit), change(sign * size, unit), interval(-size, size, unit)):
        assert not re.search(r"\de[+-]?\d|nan|inf|-|  |^ | $", text), text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (-5.2, 1.4, "%", "\N{MINUS SIGN}5.2 to +1.4 points"),
        (0, 2, "% of GDP", "0 to +2 points"),
        (-2.44e9, 1.2e9, "EUR", "EUR \N{MINUS SIGN}2.44 bn to +1.2 bn"),
        (-248e6, 34.1e6, "EUR a day", "EUR \N{MINUS SIGN}248 mn to +34.1 mn a day"),
        (5.37, 80.2, "2010 = 100", "+5.37 to +80.2 index points"),
        (1, 2, "rank", "+1 to +2 places"),
    ],
)
def test_intervals_have_a_sign_at_each_end_and_the_unit_once(low, high, unit, text):
    assert interval(low, high, unit) == text


@pytest.mark.parametrize(
    ("unit", "other"),
    [("%", "percentage points"), ("% of GDP", "percentage points"), ("rank", "places"), ("2014 = 100", "index points"),
     ("US$", "US$"), ("deaths", "deaths")],
)  # fmt: skip
def test_differences_have_a_unit_of_their_own(unit, other):
    assert difference_unit(unit) == other


@pytest.mark.parametrize(
    ("unit", "plain"),
    [("2014 = 100", "index points"), ("2022-01 = 100", "index points"), ("2024 US$", "US$"),
     ("2021 international $", "international $"), ("% of GDP", "% of GDP"), ("deaths", "deaths")],
)  # fmt: skip
def test_a_plain_unit_names_neither_base_nor_prices(unit, plain):
    assert plain_unit(unit) == plain


@pytest.mark.parametrize(
    ("units", "shared"),
    [(["2014 = 100", "2010 = 100"], "index points"), (["2014 = 100"], "index points"), (["2024 US$", "2015 US$"], "US$"),
     (["2024 US$", "2024 US$"], "2024 US$"), (["% of reserves", "% of allocated reserves"], "%"), (["% of GDP"], "% of GDP")],
)  # fmt: skip
def test_series_side_by_side_share_what_is_true_of_all(units, shared):
    assert shared_unit(units) == shared


def test_the_size_of_a_change_has_no_sign():
    assert change(-5.2, "%") == change(5.2, "%") == "5.2 points"


@pytest.mark.parametrize(
    ("unit", "suffix", "text"),
    [("rank", "", "place"), ("%", "", "%"), ("EUR a day", "bn", "EUR bn a day"), ("barrels", "mn", "mn barrels"),
     ("2015 US$", "tn", "US$ tn (2015 prices)")],
)  # fmt: skip
def test_units_of_an_axis(unit, suffix, text):
    assert axis_unit(unit, suffix) == text


@pytest.mark.parametrize(
    ("date", "frequency", "smoothing", "text"),
    [
        ("2024-12-31", "A", 1, "2024"),
        ("2024-12-31", "A", 5, "2020\N{EN DASH}24"),
        ("2002-12-31", "A", 8, "1995\N{EN DASH}2002"),
        ("2009-12-31", "A", 5, "2005\N{EN DASH}09"),
        ("2024-12-31", "Q", 1, "Q4 2024"),
        ("2024-03-31", "Q", 4, "4 quarters to Q1 2024"),
        ("2024-12-31", "M", 1, "Dec 2024"),
        ("2024-12-31", "M", 12, "12 months to Dec 2024"),
        ("2024-12-03", "D", 1, "3 Dec 2024"),
        ("2024-12-03", "D", 30, "30 days to 3 Dec 2024"),
    ],
)
def test_periods(date, frequency, smoothing, text):
    assert period(np.datetime64(date), frequency, smoothing) == text


def test_days_and_lists():
    assert day(dt.date(2025, 2, 7)) == "7 February 2025"
    assert [join(("a", "b", "c")[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


LABELS = {
    "level": ({}, "Goods exports of the United States"),
    "index": ({}, "Goods exports of the United States"),
    "growth": ({}, "Yearly change of goods exports of the United States"),
    "share": ({"versus_entity": "WLD"}, "Goods exports of the United States as a share of that of the world"),
    "ratio": ({"versus_entity": "CHN"}, "Goods exports of the United States divided by that of China"),
    "gap": ({"versus_entity": "CHN"}, "Goods exports of the United States minus that of China"),
    "distance": ({"versus_entity": "CHN"}, "Distance between the United States and China: goods exports"),
    "rank": ({"versus_entity": "WLD"}, "Rank of the United States by goods exports in the world"),
    "effective_number": ({"entity": "POWERS"}, "Effective number of powers by goods exports, the great powers"),
}  # fmt: skip


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_label(measure):
    changes, text = LABELS[measure]
    request = Request(**{"indicator": "goods_exports", "entity": "USA", "measure": measure, **changes})
    assert label(request, read_catalog()) == text


def test_a_label_names_the_other_indicator_and_both_sides_of_a_flow():
    cat = catalog(
        indicator("x"), indicator("flow", wording="from {entity} to {counterpart}"), indicator("price", wording="none")
    )
    assert label(Request("x", "USA", measure="share", versus_indicator="price"), cat) == "X of Usa as a share of price"
    assert label(Request("flow", "USA", "CHN", "gap", versus_entity="RUS"), cat) == (
        "Flow from Usa to Chn minus that from Rus to Chn"
    )


def test_abbreviations_and_names_keep_their_capitals_inside_a_label():
    cat = read_catalog()
    assert "Yearly change of GDP at" in label(Request("gdp_nominal", "USA", measure="growth"), cat)
    assert label(Request("brent_price", "BRENT", measure="growth"), cat) == "Yearly change of Brent crude oil price"
