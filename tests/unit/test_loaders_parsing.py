"""What the parsers share: cells, dates, means, totals."""

import calendar
import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import parsing
from loaders.errors import Changed, Empty, Invalid


def series(*cells):
    return pd.Series(list(cells), dtype=object)


def test_numbers_take_blanks_and_the_sources_own_marks_as_missing():
    values = parsing.numbers(series("1.5", "", " 2 ", "..", "-3e2"), missing=[".."])
    assert np.array_equal(values, [1.5, np.nan, 2, np.nan, -300], equal_nan=True)


def test_cells_without_anything_are_missing_too():
    values = parsing.numbers(series(None, 1.5, float("nan"), 2))
    assert np.array_equal(values, [np.nan, 1.5, np.nan, 2], equal_nan=True)


def test_a_word_among_the_numbers_is_named():
    with pytest.raises(Changed, match="'twelve'"):
        parsing.numbers(series("1", "twelve"))


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_month_ends_are_the_last_day_of_the_month(day):
    (end,) = parsing.month_ends(pd.Series([day.isoformat()]))
    assert end.date() == day.replace(day=calendar.monthrange(day.year, day.month)[1])


@given(st.integers(1950, 2099), st.integers(1, 4))
def test_quarter_ends_are_the_last_day_of_the_quarter(year, quarter):
    (end,) = parsing.quarter_ends(pd.Series([f"{year}-Q{quarter}"]))
    assert (end.year, end.month, end.day) == (year, 3 * quarter, calendar.monthrange(year, 3 * quarter)[1])


def test_a_stock_on_the_first_belongs_to_the_month_before():
    ends = parsing.end_of_month_before(series("2024-03-01", "2023-01-01"))
    assert [f"{end:%Y-%m-%d}" for end in ends] == ["2024-02-29", "2022-12-31"]


def test_fiscal_years_end_on_their_own_day():
    (end,) = parsing.year_ends(pd.Series(["2024"]), "09-30")
    assert f"{end:%Y-%m-%d}" == "2024-09-30"


@pytest.mark.parametrize("cell", ["1976tq", "2024.5", "", "nan"])
def test_what_is_no_year_is_refused(cell):
    with pytest.raises(Changed, match="years"):
        parsing.year_ends(series("2023", cell))


def test_monthly_means_leave_out_a_last_month_that_is_not_over():
    days = series("2024-05-30", "2024-05-31", "2024-06-03", "2024-06-04")
    means = parsing.monthly_means(days, pd.Series([1.0, 2.0, 5.0, 6.0]), digits=4)
    assert means["value"].tolist() == [1.5]
    assert means["date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-31"]


def test_a_month_is_over_on_its_last_working_day():
    days = series("2024-06-27", "2024-06-28")  # 30 June 2024 was a Sunday
    assert parsing.monthly_means(days, pd.Series([1.0, 2.0]), digits=4)["value"].tolist() == [1.5]


def test_monthly_means_are_rounded():
    assert parsing.monthly_means(series("2024-05-30", "2024-05-31"), pd.Series([1.0, 1.00015]), digits=4)[
        "value"
    ].tolist() == [1.0001]


def test_a_table_without_a_column_is_refused_with_what_it_has():
    with pytest.raises(Changed, match="value.*found year, figure"):
        parsing.read_table(b"year,figure\n2020,1\n", ["year", "value"])


def test_latin_1_is_read_where_it_is_no_utf_8():
    assert parsing.text_of("Curaçao".encode("latin-1")) == "Curaçao"
    assert parsing.text_of("\ufeffCuraçao".encode()) == "Curaçao"


def rows(*cells):
    entity, year, value = zip(*cells, strict=True)
    return pd.Series(entity, dtype=object), parsing.year_ends(pd.Series(year)), pd.Series(value, dtype=float)


def test_a_period_with_two_figures_is_refused():
    with pytest.raises(Invalid, match="USA .*2020-12-31"):
        parsing.tidy(*rows(("USA", "2020", 1), ("USA", "2020", 2)))


def test_figures_of_one_period_add_up_where_that_is_meant():
    frame = parsing.tidy(*rows(("USA", "2020", 1), ("USA", "2020", 2)), add_up=True)
    assert frame["value"].tolist() == [3]


def test_rows_without_entity_or_value_are_dropped_and_an_empty_rest_is_an_error():
    frame = parsing.tidy(*rows(("USA", "2020", np.nan), (None, "2020", 1), ("CHN", "2020", 4)))
    assert frame["entity"].tolist() == ["CHN"]
    with pytest.raises(Empty):
        parsing.tidy(*rows((None, "2020", 1)))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("XY"), st.integers(0, 9)), min_size=1))
def test_totals_are_what_the_flows_add_up_to(flows):
    frame = pd.DataFrame(flows, columns=["entity", "counterpart", "value"]).assign(date=pd.Timestamp("2020-12-31"))
    both = parsing.with_totals(frame, entity=True, counterpart=True)
    world = both[(both["entity"] == "WLD") & (both["counterpart"] == "WLD")]
    assert world["value"].sum() == frame["value"].sum()
    for supplier in frame["entity"].unique():
        part = both[(both["entity"] == supplier) & (both["counterpart"] == "WLD")]
        assert part["value"].sum() == frame.loc[frame["entity"] == supplier, "value"].sum()


def test_only_one_file_is_meant_by_one_file():
    with pytest.raises(Changed, match="a.csv, b.csv"):
        parsing.only({"a.csv": b"", "b.csv": b""})
