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
from verdicts.numbers import place_of, rounded, scaled
from verdicts.words import (
    axis_unit,
    change,
    day,
    difference_unit,
    join,
    label,
    number,
    period,
    plain_unit,
    quantity,
    scale_of,
    shared_unit,
    shortened,
    signed_change,
    span,
    within,
)  # fmt: skip

SIZES = st.floats(1e-6, 1e16)
SIGNS = st.sampled_from([1, -1])
FIGURE = re.compile(r"\N{MINUS SIGN}?(\d{1,3}(,\d{3})*)(\.\d{1,3})?([tbm]n)?")
MARGINS = st.floats(1e-6, 1e15)
FACTORS = {"tn": 1e12, "bn": 1e9, "mn": 1e6}
UNITS = (
    "US$", "EUR", "EUR a day", "2024 US$", "2021 international $", "US$ a barrel", "%", "% of GDP", "percentage points",
    "times", "TIV million", "2014 = 100",
)  # fmt: skip


def back(text):
    """The number a reader takes from a text."""
    plain = text.replace("\N{MINUS SIGN}", "-").replace(",", "")
    factor = FACTORS.get(plain[-2:], 1)
    return float(plain[:-2] if factor != 1 else plain) * factor


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
        (29.184e12, "US$", "$29.2tn"),
        (145e6, "EUR", "\N{EURO SIGN}145mn"),
        (653.2e6, "EUR a day", "\N{EURO SIGN}653mn a day"),
        (56.6e9, "2024 US$", "$56.6bn (2024 prices)"),
        (3e12, "2021 international $", "$3tn (PPP, 2021 prices)"),
        (-2.5e9, "US$", "\N{MINUS SIGN}$2.5bn"),
        (0, "EUR", "\N{EURO SIGN}0"),
        (42.64, "%", "42.6%"),
        (-3.9, "% of GDP", "\N{MINUS SIGN}3.9% of GDP"),
        (12.1, "percentage points", "12.1 points"),
        (3, "rank", "third"),
        (1.944, "times", "1.94 times"),
        (512, "2022 = 100", "512 (2022 = 100)"),
        (75393, "deaths", "75,393 deaths"),
        (1, "countries", "1 country"),
        (21, "rank", "21st"),
        (2.67, "rank", "place 2.7"),
        (335e6, "persons", "335mn people"),
        (4321, "thousand barrels a day", "4.32mn barrels a day"),
        (56.3, "TIV million", "56.3mn TIV"),
        (1.0813, "US$ a euro", "$1.08 to the euro"),
        (92.31, "roubles a US$", "92.3 roubles to the dollar"),
        (85.2, "2022-01 = 100", "85.2 (January 2022 = 100)"),
        (22.4, "% of world", "22.4% of the world total"),
        (999_999_999, "US$", "$1bn"),
        (999.4e9, "US$", "$999bn"),
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
    for text in (quantity(sign * size, unit), change(sign * size, unit), signed_change(sign * size, unit)):
        assert not re.search(r"\de[+-]?\d|nan|inf|-|  |^ | $| [tbm]n\b", text), text


@pytest.mark.parametrize(
    ("value", "doubt", "unit", "text"),
    [
        (42.63, 2, "%", "43%"),
        (42.63, 0.5, "%", "42.6%"),
        (42.63, 10, "%", "40%"),
        (43.02, 0.3, "%", "43%"),
        (0.122, 0.004, "%", "0.122%"),
        (-0.04, 0.5, "%", "0%"),
        (0, 0, "%", "0%"),
        (29.184e12, 0.58e12, "US$", "$29.2tn"),
        (997e9, 99.7e9, "2024 US$", "$1tn (2024 prices)"),
        (1.8412e9, 0.09e9, "EUR a month", "\N{EURO SIGN}1.84bn a month"),
        (22279, 3300, "deaths", "22,000 deaths"),
        (31, 0, "countries", "31 countries"),
        (18.3, 0, "countries", "18 countries"),
        (4321, 0, "warheads", "4,321 warheads"),
        (2648.3, 0, "US$ an ounce", "$2,650 an ounce"),
        (4321, 86, "thousand barrels a day", "4.32mn barrels a day"),
        (1.944, 0.2, "times", "1.9 times"),
    ],
)
def test_a_figure_has_the_digits_that_its_doubt_carries_three_at_most(value, doubt, unit, text):
    assert quantity(value, unit, place_of(value, doubt, unit)) == text


@given(SIZES, SIGNS, MARGINS)
def test_rounding_never_moves_a_figure_by_more_than_its_doubt_or_half_its_third_digit(size, sign, doubt):
    value = sign * size
    told = rounded(value, place_of(value, doubt))
    assert abs(told - value) <= max(doubt, 0.0051 * size)


@pytest.mark.parametrize(
    ("value", "place", "text"), [(2.5, 0, "3"), (-9.5, 0, "\N{MINUS SIGN}10"), (0.125, -2, "0.13"), (250, 2, "300")]
)
def test_a_half_is_rounded_away_from_nothing(value, place, text):
    assert number(value, place) == text


def test_a_change_that_rounds_to_nothing_has_no_sign():
    assert signed_change(0.04, "%", 0) == signed_change(-0.04, "%", 0) == "0 points"
    assert signed_change(-5.2, "%", 0) == "\N{MINUS SIGN}5 points"


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
    [("rank", "", "place"), ("%", "", "%"), ("EUR a day", "bn", "\N{EURO SIGN}bn a day"), ("barrels", "mn", "mn barrels"),
     ("2015 US$", "tn", "$tn (2015 prices)"), ("2022-01 = 100", "", "January 2022 = 100"),
     ("thousand barrels a day", "", "thousand barrels a day")],
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
        ("2024-12-31", "M", 1, "December 2024"),
        ("2024-12-31", "M", 12, "12 months to December 2024"),
        ("2024-12-03", "D", 1, "3 December 2024"),
        ("2024-12-03", "D", 30, "30 days to 3 December 2024"),
    ],
)
def test_periods(date, frequency, smoothing, text):
    assert period(np.datetime64(date), frequency, smoothing) == text


@pytest.mark.parametrize(
    ("first", "last", "frequency", "smoothing", "text"),
    [
        ("2021-12-31", "2023-12-31", "A", 1, "2021\N{EN DASH}23"),
        ("1998-12-31", "2003-12-31", "A", 1, "1998\N{EN DASH}2003"),
        ("2014-12-31", "2024-12-31", "A", 5, "2010\N{EN DASH}24"),
        ("2024-01-31", "2024-12-31", "M", 1, "2024"),
        ("2024-03-31", "2024-05-31", "M", 1, "March to May 2024"),
        ("2023-11-30", "2024-01-31", "M", 1, "November 2023 to January 2024"),
        ("2024-03-31", "2024-12-31", "Q", 1, "2024"),
        ("2023-12-31", "2024-09-30", "Q", 1, "Q4 2023 to Q3 2024"),
        ("2024-05-31", "2024-05-31", "M", 1, "May 2024"),
    ],
)
def test_neighbouring_periods_are_told_as_one(first, last, frequency, smoothing, text):
    assert span(np.array([first, last], "datetime64[D]"), frequency, smoothing) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [("2024", "in 2024"), ("2020\N{EN DASH}24", "in 2020\N{EN DASH}24"), ("March to May 2024", "from March to May 2024"),
     ("12 months to May 2024", "in the 12 months to May 2024"), ("3 December 2024", "on 3 December 2024")],
)  # fmt: skip
def test_a_period_follows_a_verb_with_its_preposition(when, text):
    assert within(when) == text


def test_days_and_lists():
    assert day(dt.date(2025, 2, 7)) == "7 February 2025"
    assert [join(("a", "b", "c")[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


LABELS = {
    "level": ({}, "Goods exports of the United States"),
    "index": ({}, "Goods exports of the United States"),
    "growth": ({}, "Yearly change of goods exports of the United States"),
    "share": ({"versus_entity": "WLD"}, "Goods exports of the United States as a share of the world total"),
    "ratio": ({"versus_entity": "CHN"}, "Goods exports of the United States as a multiple of those of China"),
    "gap": ({"versus_entity": "CHN"}, "Goods exports of the United States less those of China"),
    "distance": ({"versus_entity": "CHN"}, "Distance between the United States and China: goods exports"),
    "rank": ({"versus_entity": "WLD"}, "Rank of the United States by goods exports in the world"),
    "effective_number": ({"entity": "POWERS"}, "Number of equal powers among the great powers, by goods exports"),
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
        "Flow from Usa to Chn less that from Rus to Chn"
    )


def test_abbreviations_and_names_keep_their_capitals_inside_a_label():
    cat = read_catalog()
    assert "Yearly change of GDP at" in label(Request("gdp_nominal", "USA", measure="growth"), cat)
    assert label(Request("brent_price", "BRENT", measure="growth"), cat) == "Yearly change of Brent crude oil price"


def test_a_text_is_cut_at_a_word_and_keeps_its_end_where_another_begins_alike():
    texts = ["Europe changes its plans for the war (tested by aid).", "Europe changes its plans for the war (tested by oil).",
             "Snow falls in winter and in the spring.", "Rain."]  # fmt: skip
    assert shortened(texts, 34) == [
        "Europe changes\N{HORIZONTAL ELLIPSIS} (tested by aid).",
        "Europe changes\N{HORIZONTAL ELLIPSIS} (tested by oil).",
        "Snow falls in winter and in the\N{HORIZONTAL ELLIPSIS}",
        "Rain.",
    ]
