"""Edges of choices in words: what stands in each column that may be varied."""

import datetime as dt

import pytest
from builders import catalog, indicator, row

from verdicts.choices import change_words, threshold_words, value_words


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        # A whole year is told as one: from its first day on, or to its last.
        ("from", dt.date(2001, 1, 1), "2001"), ("from", dt.date(2001, 1, 2), "2 January 2001"), ("from", dt.date(2001, 12, 31), "31 December 2001"),
        ("to", dt.date(2001, 12, 31), "2001"), ("to", dt.date(2001, 1, 1), "1 January 2001"), ("to", dt.date(2001, 11, 30), "30 November 2001"),
        ("from", None, "the first figure"), ("to", None, "the last figure"),
        ("ends", 1, "1 month"), ("ends", 2, "2 months"), ("smoothing", 1, "1 month"), ("smoothing", 12, "12 months"),
        ("threshold", 2.5, "2.5 tonnes"), ("threshold", None, "0 tonnes"),
        ("edition", "", "the newest one"), ("edition", "publication", "that of the article's day"),
        ("indicator", "y", "y"), ("versus_indicator", "y", "y"), ("versus_indicator", "", "x"), ("versus_indicator", None, "x"),
        ("event", "break", "Break (2010)"), ("entity", "CHN", "Chn"), ("among", "WLD", "Wld"), ("counterpart", "", ""),
    ],
)  # fmt: skip
def test_what_stands_in_a_column(column, value, text):
    cat = catalog(indicator(frequency="M"), indicator("y"))
    assert value_words(row(), column, value, "tonnes", cat) == text


@pytest.mark.parametrize(
    ("frequency", "text"), [("A", "2 years"), ("Q", "2 quarters"), ("M", "2 months"), ("D", "2 days")]
)
def test_periods_are_those_of_the_indicator(frequency, text):
    cat = catalog(indicator(frequency=frequency))
    assert {value_words(row(), column, 2, "", cat) for column in ("ends", "smoothing")} == {text}


@pytest.mark.parametrize(
    ("check", "unit", "text"),
    [("at_least", "%", "25%"), ("at_most", "% of GDP", "25% of GDP"), ("rises", "%", "25 points"), ("steps_down", "% of GDP", "25 points"),
     ("unchanged", "2022 = 100", "25 index points"), ("at_least", "rank", "25th"), ("falls", "rank", "25 places")],
)  # fmt: skip
def test_a_line_is_a_level_or_the_size_of_a_change(check, unit, text):
    assert threshold_words(check, 25, unit) == text


def test_a_choice_is_told_beside_what_the_row_has_each_in_its_own_unit():
    one = row(check="rises", threshold=20)
    assert (
        change_words(one, ("threshold", 25.0), "% of GDP", "2022 = 100", catalog())
        == "line 25 index points instead of 20 points"
    )
    assert (
        change_words(one, ("from", dt.date(2001, 1, 1)), "", "", catalog())
        == "start of the period 2001 instead of the first figure"
    )
