"""The choices of a reader's sentence as cells and as parameters of an address, and the edges of its window."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from builders import period_ends, row
from own_market import market

from verdicts.checks import CHECKS
from verdicts.measures import MEASURES, Series
from verdicts.own_periods import edge_word, periods, shifted, to_come
from verdicts.own_sentence import sentence
from verdicts.own_test import COLUMNS, OwnTest, Parsed, parse, test_of, with_column
from verdicts.sides import Request

FULL = OwnTest(
    "trade", "USA", "DEU", "ratio", "gifts", "CHN", "AUT", 5, 3, "falls", "2014", "2024-03-31", "flood", "BIG", 2.5
)
CELLS = {
    "indicator": "trade", "entity": "USA", "counterpart": "DEU", "measure": "ratio", "versus_indicator": "gifts", "versus_entity": "CHN",
    "versus_counterpart": "AUT", "smoothing": "5", "ends": "3", "check": "falls", "from": "2014", "to": "2024-03-31", "event": "flood",
    "among": "BIG", "threshold": "2.5",
}  # fmt: skip


def test_each_choice_is_a_cell_of_its_column_and_comes_back():
    assert FULL.cells() == FULL.parameters() == CELLS
    assert tuple(CELLS) == COLUMNS
    assert parse(CELLS) == Parsed(FULL, frozenset(CELLS), ())


def test_what_is_as_usual_is_left_out_but_for_the_check():
    """A test that nobody has chosen anything of: one figure as published, single periods, a rise."""
    test = OwnTest("grain", "USA", measure="level", smoothing=1, ends=1, check="rises")
    assert test == OwnTest("grain", "USA")
    assert test.cells() == {"indicator": "grain", "entity": "USA", "check": "rises"}
    assert test.parameters() == {"indicator": "grain", "entity": "USA", "check": "rises", "among": "none"}
    assert parse({}) == Parsed(OwnTest(), frozenset(), ())


def test_an_event_that_is_looked_up_says_nothing_of_comparables():
    assert OwnTest(check="happened", event="flood").parameters() == {"check": "happened", "event": "flood"}


def test_nobody_to_compare_with_is_said_in_an_address_and_what_follows_is_read():
    read = parse({"among": "none", "threshold": " 5 ", "entity": "  USA\t", "indicator": ""})
    assert read == Parsed(OwnTest(entity="USA", threshold=5.0), frozenset({"among", "threshold", "entity"}), ())


def test_figures_are_asked_for_by_the_columns_of_both_sides():
    assert FULL.request == Request("trade", "USA", "DEU", "ratio", "gifts", "CHN", "AUT", 5)


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_of_a_level_a_step_an_event_or_a_change_over_the_window(check):
    kinds = {
        "at_least": (True, False, False), "at_most": (True, False, False), "rises": (False, False, False), "falls": (False, False, False),
        "steps_up": (False, True, False), "steps_down": (False, True, False), "unchanged": (False, True, False),
        "happened": (False, False, True),
    }  # fmt: skip
    test = OwnTest(check=check)
    assert (test.is_level, test.is_step, test.looks_up) == kinds[check]


@pytest.mark.parametrize(
    ("last", "day"),
    [("", None), ("2024", dt.date(2024, 12, 31)), ("2024-02-29", dt.date(2024, 2, 29))],
)
def test_a_window_asks_up_to_the_last_day_of_its_end(last, day):
    assert OwnTest(last=last).until == day


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        (2.0, "2"), (-2.0, "-2"), (0.0, "0"), (2.5, "2.5"), (1e14, "100000000000000"), (1e15, "1000000000000000.0"), (1e16, "1e+16"),
        (-1e15, "-1000000000000000.0"), (1e-7, "1e-07"),
    ],
)  # fmt: skip
def test_a_line_is_written_without_a_point_where_it_is_whole(number, cell):
    assert OwnTest(threshold=number).cells()["threshold"] == cell
    assert parse({"threshold": cell}).test.threshold == number


MEASURES_TOLD = "level, share, ratio, gap, distance, rank, effective_number, growth, index"
CHECKS_TOLD = "at_least, at_most, rises, falls, steps_up, steps_down, unchanged, happened"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("measure", "sum", f"There is no measure 'sum'. There are: {MEASURES_TOLD}."),
        ("check", "soars", f"There is no check 'soars'. There are: {CHECKS_TOLD}."),
        *(("smoothing", value, f"An average is taken over 1 to 120 periods, not '{value}'.") for value in ("0", "121", "-1", "1.5", "0007", "²", "٣", "x")),
        *(("ends", value, f"Either end is made of 1 to 60 periods, not '{value}'.") for value in ("0", "61", "+3")),
        *(
            (column, value, f"'{value}' is no year from 1500 to 2100 and no day such as 2014-02-27.")
            for column in ("from", "to")
            for value in ("14", "1499", "2101", "2014-2-27", "2014-02-30", "May 2014")
        ),
        ("from", "9" * 70, f"'{'9' * 60}...' is no year from 1500 to 2100 and no day such as 2014-02-27."),
        ("threshold", "much", "'much' is not a finite number in plain digits, such as 2.5."),
        ("entity", "A" * 61, f"'{'A' * 60}...' names nothing: it is too long, or holds what nobody sees."),
        ("indicator", "a\u200bb", "'a\\u200bb' names nothing: it is too long, or holds what nobody sees."),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_column_is_told_and_left_out(column, value, said):
    assert parse({column: value, "event": "flood"}) == Parsed(
        OwnTest(event="flood"), frozenset({column, "event"}), (said,)
    )
    with pytest.raises(ValueError, match=".") as told:
        with_column(FULL, column, value)
    assert str(told.value) == said


def test_all_that_is_wrong_is_told_in_the_order_of_the_columns():
    read = parse({"threshold": "much", "measure": "sum", "check": "soars"})
    assert [fault[:18] for fault in read.faults] == ["There is no measur", "There is no check ", "'much' is not a fi"]
    assert (list(MEASURES), list(CHECKS)) == (MEASURES_TOLD.split(", "), CHECKS_TOLD.split(", "))


@pytest.mark.parametrize(
    ("column", "value", "name", "found"),
    [
        ("entity", "A" * 60, "entity", "A" * 60), ("smoothing", "120", "smoothing", 120), ("smoothing", 1, "smoothing", 1),
        ("ends", "60", "ends", 60), ("ends", 7, "ends", 7), ("threshold", 3, "threshold", 3.0), ("threshold", 0.0, "threshold", 0.0),
        # One form only for a year, whichever way it was written.
        ("from", "2014-01-01", "first", "2014"), ("from", "2014-12-31", "first", "2014-12-31"), ("from", "2014-01-02", "first", "2014-01-02"),
        ("to", "2014-12-31", "last", "2014"), ("to", "2014-01-01", "last", "2014-01-01"), ("to", "2100", "last", "2100"),
        ("from", "1500", "first", "1500"), ("among", "none", "among", "none"),
        # Emptied, a slot has what is usual.
        ("indicator", "", "indicator", ""), ("measure", "", "measure", "level"), ("check", None, "check", "rises"), ("from", "", "first", ""),
        ("to", None, "last", ""), ("smoothing", None, "smoothing", 1), ("ends", "", "ends", 1), ("threshold", None, "threshold", None),
        ("threshold", "", "threshold", None), ("among", "", "among", ""),
    ],
)  # fmt: skip
def test_one_choice_changes_and_the_others_stay(column, value, name, found):
    changed = with_column(FULL, column, value)
    assert getattr(changed, name) == found
    assert {**vars(changed), name: None} == {**vars(FULL), name: None}


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        ({}, "", ""), ({"from": "2014", "to": "2024"}, "2014", "2024"), ({"from": "2014-01-01", "to": "2024-12-31"}, "2014", "2024"),
        ({"from": "2014-12-31", "to": "2024-01-01"}, "2014-12-31", "2024-01-01"), ({"from": "2014-02-01", "to": "2024-11-30"}, "2014-02-01", "2024-11-30"),
    ],
)  # fmt: skip
def test_a_row_of_evidence_is_a_choice_of_each_column(cells, first, last):
    of_row = test_of(row(entity="DEU", measure="rank", versus_entity="WLD", smoothing=2, ends=4, **cells))
    assert of_row == OwnTest(
        "x", "DEU", measure="rank", versus_entity="WLD", smoothing=2, ends=4, check="at_least", first=first, last=last, threshold=2.0
    )  # fmt: skip


def series_of(first, count, frequency):
    dates = period_ends(first, count, frequency).astype("datetime64[D]")
    values = np.ones(count)
    return Series(dates, values, "tonnes", frequency, values, values)


@pytest.mark.parametrize(
    ("series", "firsts", "lasts"),
    [
        (series_of("1968", 3, "A"), ("1970", "1969", "1968"), ("1970", "1969", "1968")),
        (series_of("1969Q3", 3, "Q"), ("1970", "1969-10-01", "1969-07-01"), ("1970-03-31", "1969", "1969-09-30")),
        (series_of("1969-11", 3, "M"), ("1970", "1969-12-01", "1969-11-01"), ("1970-01-31", "1969", "1969-11-30")),
        (series_of("2024-02-28", 3, "D"), ("2024-03-01", "2024-02-01"), ("2024-03-31", "2024-02-29")),
        (series_of("2024", 0, "A"), (), ()),
    ],
)  # fmt: skip
def test_the_periods_of_a_series_are_cells_the_newest_first(series, firsts, lasts):
    assert (periods(series, "from"), periods(series, "to")) == (firsts, lasts)


@pytest.mark.parametrize(
    ("after", "count", "years"),
    [
        ("2024-06-30", 5, "2024 2025 2026 2027 2028"), ("2024-12-30", 2, "2024 2025"), ("2024-12-31", 3, "2025 2026"), ("2024-01-01", 0, ""),
    ],
)  # fmt: skip
def test_years_to_come_are_those_that_have_not_ended(after, count, years):
    assert to_come(dt.date.fromisoformat(after), count) == tuple(years.split())
    assert to_come(dt.date(2024, 1, 1)) == ("2024", "2025", "2026", "2027", "2028")


@pytest.mark.parametrize(
    ("cell", "column", "frequency", "by", "found"),
    [
        ("2014", "from", "A", 10, "2024"), ("2014", "from", "A", 0, "2014"), ("2014", "to", "A", 1, "2015"), ("2014", "from", "Q", 1, "2014-04-01"),
        ("2014", "from", "Q", -1, "2013-10-01"), ("2014", "to", "Q", -1, "2014-09-30"), ("2014", "to", "Q", 1, "2015-03-31"),
        ("2014", "from", "D", 1, "2014-02-01"), ("2014", "to", "D", -1, "2014-11-30"), ("2014", "from", "M", 12, "2015"),
        ("2014-11-30", "to", "M", 1, "2014"), ("2014-12-01", "from", "M", 1, "2015"), ("2014-04-01", "from", "A", 1, "2015-04-01"),
        ("2014-06-30", "to", "A", -1, "2013-06-30"), ("1970", "from", "M", -1, "1969-12-01"), ("1969", "to", "A", 1, "1970"),
        # No day of an edge: the month goes on, or has begun.
        ("2014-02-27", "to", "M", 1, ""), ("2014-03-01", "to", "M", 1, ""), ("2014-03-31", "from", "M", 1, ""),
        # Cells hold years from 1500 to 2100, and what begins in one of these two is beyond.
        ("1500-04-01", "from", "Q", 1, ""), ("1502", "from", "A", -1, "1501"), ("1501", "from", "A", -1, ""), ("2098", "from", "A", 1, "2099"), ("2099", "from", "A", 1, ""),
        ("2097", "to", "A", 1, "2098"), ("2099", "to", "A", 1, ""),
    ],
)  # fmt: skip
def test_an_edge_moves_by_whole_periods_of_the_series(cell, column, frequency, by, found):
    assert shifted(cell, column, frequency, by) == found


@pytest.mark.parametrize(
    ("cell", "column", "frequency", "word"),
    [
        ("2014", "to", "A", "2014"), ("2014-01-01", "from", "A", "2014"), ("2014-12-31", "to", "A", "2014"), ("2014-04-01", "from", "A", "1 April 2014"),
        ("2014-06-30", "to", "A", "30 June 2014"), ("2014", "from", "Q", "Q1 2014"), ("2014-04-01", "from", "Q", "Q2 2014"),
        ("2014-05-01", "from", "Q", "1 May 2014"), ("2014-09-30", "to", "Q", "Q3 2014"), ("2014-05-31", "to", "Q", "31 May 2014"),
        ("2014-05-31", "to", "M", "May 2014"), ("2014-05-30", "to", "M", "30 May 2014"), ("2014-02-01", "from", "M", "February 2014"),
        ("2014-02-02", "from", "D", "2 February 2014"), ("2014-02-01", "from", "D", "February 2014"), ("2014", "to", "D", "December 2014"),
        ("2024-02-29", "to", "D", "February 2024"), ("2024-02-28", "to", "M", "28 February 2024"),
    ],
)  # fmt: skip
def test_an_edge_is_called_by_its_period_or_else_by_its_day(cell, column, frequency, word):
    assert edge_word(cell, column, frequency) == word


def test_a_level_is_on_a_day_or_in_a_period_and_a_place_is_that_one_or_lower():
    """At least second is second or worse: the first place is the best."""
    level = OwnTest("grain", "USA", check="at_least", last="2022-03-15", threshold=100.0)
    assert sentence(level, market()).endswith(" was at least 100 tonnes on 15 March 2022.")
    assert sentence(replace(level, last="2022-12-31"), market()).endswith(" was at least 100 tonnes in 2022.")
    place = replace(level, measure="rank", versus_entity="BIG", last="2022", threshold=2.0)
    assert sentence(place, market()).endswith(" was in place 2 or lower in 2022.")
    assert sentence(replace(place, check="at_most"), market()).endswith(" was in the top 2 in 2022.")
