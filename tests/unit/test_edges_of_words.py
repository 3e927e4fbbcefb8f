"""Edges of words: where a count is told in figures, a sign is left out, a span begins, a name is of several things."""

import numpy as np
import pytest
from builders import catalog, indicator

from loaders.catalog import read_catalog
from verdicts.measures import Request, Series
from verdicts.numbers import number, ordinal, place_of, rounded, scaled
from verdicts.units import unit_of
from verdicts.words import (
    amount,
    capitalised,
    change,
    count,
    is_mean,
    join,
    label,
    last_value,
    period,
    quantity,
    several,
    sign_of,
    span,
    within,
)  # fmt: skip

MINUS, EN, EUR = "\N{MINUS SIGN}", "\N{EN DASH}", "\N{EURO SIGN}"


@pytest.mark.parametrize(
    ("n", "text"), [(0, "none"), (1, "one"), (11, "eleven"), (12, "twelve"), (13, "13"), (999, "999"), (1000, "1,000")]
)
def test_a_count_is_told_in_a_word_up_to_twelve(n, text):
    assert count(n) == text


@pytest.mark.parametrize(
    ("value", "unit", "place", "text"),
    [
        # What rounds to nothing is neither above nor below it, with or without a place given.
        (-0.0004, "%", None, "0%"), (-0.0005, "%", None, f"{MINUS}0.001%"), (-0.4, "%", 0, "0%"), (-0.5, "%", 0, f"{MINUS}1%"),
        (-0.0004, "EUR", None, f"{EUR}0"), (-3, "EUR", None, f"{MINUS}{EUR}3"), (-2e9, "EUR", 10, f"{EUR}0"), (-5e9, "EUR", 10, f"{MINUS}{EUR}10bn"),
        # The place is that of the figure in its unit: hundreds of thousands of barrels.
        (4321, "thousand barrels a day", 2, "4.3mn barrels a day"), (-0.4, "thousand barrels a day", 0, "0 barrels a day"),
        (56.3, "TIV million", 0, "56mn TIV"), (1, "million tonnes", None, "1mn tonnes"),
    ],
)  # fmt: skip
def test_a_sign_stands_before_what_is_not_nothing(value, unit, place, text):
    assert quantity(value, unit, place) == text


def test_an_amount_is_the_figure_without_what_follows_it():
    assert [amount(*one) for one in ((42.64, "%"), (3, "rank"), (-2e9, "US$ a year"), (1.5, "times"))] == [
        "42.6", "third", f"{MINUS}$2bn", "1.5"
    ]  # fmt: skip


def test_a_difference_of_ratios_is_a_number_and_of_rates_points():
    assert [change(-0.5, unit) for unit in ("times", "%", "2022 = 100", "rank", "EUR")] == [
        "0.5", "0.5 points", "0.5 index points", "0.5 places", f"{EUR}0.5"
    ]  # fmt: skip
    assert [change(1, unit) for unit in ("%", "2022 = 100", "rank")] == ["1 point", "1 index point", "1 place"]
    assert [sign_of(*one) for one in ((0.4,), (-0.4,), (0.0,), (0.4, 0), (0.5, 0), (-0.5, 0))] == [
        "+",
        MINUS,
        "",
        "",
        "+",
        MINUS,
    ]


@pytest.mark.parametrize(
    ("first", "last", "frequency", "smoothing", "text"),
    [
        # Means of thirty days that end on 30 and 31 January reach back to the first of the month; of days each is told.
        ("2024-01-30", "2024-01-31", "D", 30, "1 January 2024 to 31 January 2024"),
        ("2024-01-30", "2024-01-31", "D", 1, "30 January 2024 to 31 January 2024"),
        ("2024-01-01", "2024-01-02", "D", 2, "31 December 2023 to 2 January 2024"),
        ("2024-01-01", "2024-01-01", "D", 2, "2 days to 1 January 2024"),
        ("2024-03-31", "2024-05-31", "M", 3, "January to May 2024"),
        ("2024-02-29", "2024-03-31", "M", 3, "December 2023 to March 2024"),
        ("2024-11-30", "2024-12-31", "M", 11, "2024"),
        ("2024-06-30", "2024-09-30", "Q", 2, "Q1 to Q3 2024"),
        ("2024-09-30", "2024-12-31", "Q", 3, "2024"),
        ("2024-06-30", "2024-09-30", "Q", 3, "Q4 2023 to Q3 2024"),
        ("2024-06-30", "2024-09-30", "Q", 4, "Q3 2023 to Q3 2024"),
        ("2024-01-31", "2024-11-30", "M", 1, "January to November 2024"),
        ("2024-02-29", "2024-12-31", "M", 1, "February to December 2024"),
        ("2024-03-31", "2024-09-30", "Q", 1, "Q1 to Q3 2024"),
        ("2002-12-31", "2002-12-31", "A", 3, f"2000{EN}02"),
        ("1999-12-31", "2000-12-31", "A", 1, f"1999{EN}2000"),
        ("2001-12-31", "2002-12-31", "A", 3, f"1999{EN}2002"),
    ],
)
def test_a_span_of_means_begins_with_the_first_period_that_they_cover(first, last, frequency, smoothing, text):
    assert span(np.array([first, last], "datetime64[D]"), frequency, smoothing) == text


@pytest.mark.parametrize(
    ("date", "text"),
    [("2024-01-31", "Q1 2024"), ("2024-03-31", "Q1 2024"), ("2024-04-30", "Q2 2024"), ("2024-12-31", "Q4 2024")],
)
def test_a_quarter_has_three_months(date, text):
    assert period(np.datetime64(date), "Q") == text


@pytest.mark.parametrize(
    ("when", "text"),
    [("4 quarters to Q1 2024", "in the 4 quarters to Q1 2024"), ("30 days to 3 May 2024", "in the 30 days to 3 May 2024"),
     ("13 May 2024", "on 13 May 2024"), ("3 May 2024 to 4 May 2024", "from 3 May 2024 to 4 May 2024"), ("Q1 2024", "in Q1 2024")],
)  # fmt: skip
def test_each_kind_of_period_has_its_preposition(when, text):
    assert within(when) == text


def series(values, unit, frequency="A", smoothing=1, doubt=0.0):
    dates = {"A": ["2023-12-31", "2024-12-31"], "M": ["2024-11-30", "2024-12-31"], "Q": ["2024-09-30", "2024-12-31"]}[
        frequency
    ]
    margin = np.full(2, doubt)
    return Series(np.array(dates, "datetime64[D]"), np.array(values), unit, frequency, margin, margin, smoothing)


@pytest.mark.parametrize(
    ("of", "ends", "measure", "text"),
    [
        (series([1.0, 26.42], "%"), 1, "level", "26.4% in 2024"),
        (series([1.0, 26.42], "%", doubt=2), 1, "level", "26% in 2024"),
        (series([1.0, 26.42], "%"), 2, "level", f"26.4% on average in 2023{EN}24"),
        (series([1.0, 2.1e9], "EUR", "M", 12), 1, "level", f"{EUR}2.1bn a month on average in the 12 months to December 2024"),
        (series([1.0, 2.1e9], "EUR", "Q", 4), 1, "level", f"{EUR}2.1bn a quarter on average in the 4 quarters to Q4 2024"),
        (series([1.0, 2.1e9], "EUR a month", "M", 12), 1, "level", f"{EUR}2.1bn a month on average in the 12 months to December 2024"),
        (series([1.0, 80.0], "US$ a barrel", "M", 12), 1, "level", "$80 a barrel on average in the 12 months to December 2024"),
        (series([1.0, 3.0], "% of GDP", "A", 3), 1, "level", f"3% of GDP on average in 2022{EN}24"),
        (series([1.0, 3.0], "percentage points", "A", 3), 1, "gap", f"3 points on average in 2022{EN}24"),
        # A share over several periods is that of their sums.
        (series([1.0, 3.0], "%", "A", 3), 1, "share", f"3% in 2022{EN}24"),
    ],
)  # fmt: skip
def test_the_last_value_of_a_series_with_its_period(of, ends, measure, text):
    assert last_value(of.values[-1], of, Request("x", "USA", measure=measure), ends) == text


@pytest.mark.parametrize("measure", ["share", "ratio", "rank", "effective_number"])
def test_what_is_worked_out_of_sums_is_no_mean(measure):
    assert not is_mean(series([1, 2], "%", smoothing=3), Request("x", "USA", measure=measure))
    assert is_mean(series([1, 2], "%", smoothing=2), Request("x", "USA", measure="gap"))
    assert not is_mean(series([1, 2], "%"), Request("x", "USA", measure="gap"))


def test_one_thing_is_in_the_singular():
    assert [several(n, "test") for n in (0, 1, 2, 1000)] == ["0 tests", "1 test", "2 tests", "1,000 tests"]
    assert [several(n, "country", "countries") for n in (1, 2)] == ["1 country", "2 countries"]
    assert join(("a", "b", "c"), " or ") == "a, b or c"
    assert capitalised("") == ""
    assert capitalised("gDP of x") == "GDP of x"
    assert [unit_of("deaths").follows(text) for text in ("1", f"{MINUS}1", "1.5", "11")] == [
        " death",
        " death",
        " deaths",
        " deaths",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "first"), (12, "twelfth"), (13, "13th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (24, "24th"), (101, "101st"), (111, "111th"),
     (112, "112th"), (0, "0th"), (2.04, "second"), (2.06, "place 2.1")],
)  # fmt: skip
def test_places(value, text):
    assert ordinal(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (99.96, "100"),
        (100.4, "100"),
        (10.06, "10.1"),
        (9.994, "9.99"),
        (1.005, "1.01"),
        (0.9996, "1"),
        (0.12345, "0.123"),
        (100.5, "101"),
    ],
)
def test_three_digits_of_a_number(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "place", "text"),
    [(999_499, None, "999,499"), (999_500, None, "1mn"), (999_499, 3, "999,000"), (999_500, 3, "1mn"), (1.24e9, 7, "1.24bn"), (1.24e9, 8, "1.2bn"),
     (1.24e9, 9, "1bn"), (1.6e15, None, "1,600tn")],
)  # fmt: skip
def test_a_large_number_is_shortened_after_it_is_rounded(value, place, text):
    assert scaled(value, place) == text


@pytest.mark.parametrize(
    ("value", "doubt", "unit", "place"),
    [(42.63, 2, "%", 0), (42.63, 0, "%", -1), (42.63, 10, "%", 1), (42.63, 9.99, "%", 0), (0, 0, "%", 0), (0, 0.5, "%", 0),
     (1000, 0.1, "%", 1), (31.4, 0, "countries", 0), (31.4, 0.1, "countries", 0), (31.4, 20, "countries", 1), (-42.63, 0, "%", -1)],
)  # fmt: skip
def test_the_last_digit_of_a_figure_is_that_of_its_doubt_or_its_third(value, doubt, unit, place):
    assert place_of(value, doubt, unit) == place


def test_half_is_rounded_up_whatever_the_machine_holds_of_it():
    # 1.005 is held as a little less.
    assert [rounded(value, -2) for value in (1.005, -1.005, 1.0049)] == [1.01, -1.01, 1.0]
    assert rounded(-0.4, 0) == 0.0
    assert str(rounded(-0.4, 0)) == "0.0"


@pytest.mark.parametrize(
    ("request_of", "text"),
    [
        (Request("goods_exports", "USA", "", "share", "", "WLD"), "Goods exports of the United States as a share of the world total"),
        (Request("arms_transfers", "USA", "UKR", "share", "", "", "WLD"), "as a share of all"),
        (Request("arms_transfers", "USA", "UKR", "share", "", "WLD"), "as a share of the world total"),
        (Request("goods_exports", "USA", "", "share", "", "CHN"), "Goods exports of the United States as a share of those of China"),
        (Request("goods_exports", "USA", "", "distance", "goods_imports", "CHN"), "and its distance to goods imports of China"),
        (Request("goods_exports", "USA", "", "rank", "", "EU"), "Rank of the United States by goods exports among the European Union"),
    ],
)  # fmt: skip
def test_labels_of_shares_and_places(request_of, text):
    assert label(request_of, read_catalog()).endswith(text)


@pytest.mark.parametrize(
    ("name", "that"),
    [("exports of goods", "those"), ("deaths", "those"), ("gas", "that"), ("price of gas", "that"), ("loss", "that"), ("gas price, all", "that"),
     ("losses, all", "those")],
)  # fmt: skip
def test_a_name_of_several_things_is_held_against_those(name, that):
    cat = catalog(indicator().model_copy(update={"name": name}))
    assert f" as a multiple of {that} " in label(Request("x", "USA", measure="ratio", versus_entity="CHN"), cat)
