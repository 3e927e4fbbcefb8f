"""What the parsers share: cells, dates, means, totals."""

import calendar
import datetime as dt
import io
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import parsing
from loaders.errors import Changed, Empty, Invalid
from loaders.monthly import monthly_means


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


def test_years_are_years_with_a_decimal_zero_too():
    assert parsing.whole_years(series("2024", " 1949.0", 1950.0, 1951)).tolist() == [2024, 1949, 1950, 1951]
    table = pd.DataFrame({"k": ["a"], "1949.0": ["7"], "1950": ["8"], "1949.5": ["9"]})
    assert parsing.melt_years(table, "k").to_dict("list") == {"k": ["a", "a"], "year": [1949, 1950], "cell": ["7", "8"]}


@pytest.mark.parametrize("cells", [("2024-12-31", ""), ("2024-12-31", None), ("",)])
def test_an_empty_cell_is_no_date(cells):
    with pytest.raises(Changed, match="dates such as 2024-12-31; found an empty cell"):
        parsing.dates(series(*cells))
    with pytest.raises(Changed, match="an empty cell"):
        parsing.month_ends(series(*cells))


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1,5", "-0,25", "7"], [1.5, -0.25, 7]),
        (["1,234", "12,3456"], [1.234, 12.3456]),
        (["0,125"], [0.125]),
        (["1234,567"], [1234.567]),
        (["1,5E-05", ""], [1.5e-5, np.nan]),
    ],
)
def test_decimal_commas_are_read_where_they_can_be_nothing_else(cells, values):
    assert np.array_equal(parsing.numbers(series(*cells)), values, equal_nan=True)


def test_commas_that_may_stand_for_thousands_are_refused_with_the_step_that_helps():
    with pytest.raises(
        Invalid, match="such as 1,234 may be thousands or a fraction. Save the file with decimal points"
    ):
        parsing.numbers(series("1,234", "5", "12,345"))


@pytest.mark.parametrize("cells", [("1,234.5",), ("1,234,567",), ("1.5", "2,5"), ("1,5,7",)])
def test_numbers_with_points_and_commas_are_none(cells):
    with pytest.raises(Changed, match="numbers"):
        parsing.numbers(series(*cells))


def test_a_last_row_that_is_short_breaks_off():
    whole = "a,b,c\n1,2,3\n4,5,6\n"
    assert len(parsing.read_table(whole, ["a"])) == 2
    assert len(parsing.read_table(whole + "\r\n\n", ["a"])) == 2
    assert len(parsing.read_table(whole.replace("6", "6\u2028six"), ["a"])) == 2
    for cut in ("4,5", "4"):
        with pytest.raises(Invalid, match=rf"breaks off in its last row, which has {cut.count(',') + 1} of 3 cells"):
            parsing.read_table(f"a,b,c\n1,2,3\n{cut}", ["a"])
    with pytest.raises(Invalid, match="breaks off within a cell"):
        parsing.read_table('a,b,c\n1,2,3\n4,"5', ["a"])


def test_empty_cells_and_lines_within_a_cell_are_no_break():
    table = parsing.read_table("a\tb\tc\n1\t2\t3\n4\t\t\n", ["a"], sep="\t")
    assert table.iloc[-1].tolist() == ["4", "", ""]
    assert parsing.read_table('a,b,c\n1,2,3\n4,5,"six\nand, more"\n', ["a"]).iloc[-1]["c"] == "six\nand, more"


def test_a_table_that_was_put_behind_itself_is_refused():
    rows = "1,2\n3,4\n"
    with pytest.raises(Invalid, match="4 of 4 rows stand in the file more than once"):
        parsing.read_table("a,b\n" + rows * 2, ["a"])
    many = "".join(f"{n},1\n" for n in range(100))
    assert len(parsing.read_table(f"a,b\n{many}{many[:20]}", ["a"])) == 105
    with pytest.raises(Invalid, match="holds itself, or a part, twice"):
        parsing.read_table(f"a,b\n{many}{many[:40]}", ["a"])
    with pytest.raises(Invalid, match="The header stands in the file again"):
        parsing.read_table(f"a,b\n{rows}a,b\n{rows}", ["a"])
    assert len(parsing.read_table("a,b\n" + rows + "5,6\na,2\n", ["a"])) == 4


@pytest.mark.parametrize(
    ("others", "again"),
    [
        # One row of ten may stand twice, in a table of a few more.
        (18, 0), (17, 2),
        (1, 0), (2, 2),
    ],
)  # fmt: skip
def test_of_more_than_three_rows_a_tenth_may_stand_twice(others, again):
    text = "a,b\n5,x\n5,x\n" + "".join(f"{n},y\n" for n in range(others))
    if not again:
        assert len(parsing.read_table(text, ["a"])) == others + 2
        return
    with pytest.raises(Invalid) as told:
        parsing.read_table(text, ["a"])
    assert str(told.value) == (
        f"2 of {others + 2} rows stand in the file more than once: it holds itself, or a part, twice. Download it again."
    )


@pytest.mark.parametrize("last", ['"4",5', '"4","5"', '4,"5 ""x"""'])
def test_a_last_row_between_quotation_marks_that_is_short_breaks_off_too(last):
    with pytest.raises(Invalid) as told:
        parsing.read_table(f"a,b,c\n1,2,3\n{last}\n", ["a"])
    assert str(told.value) == "The file breaks off in its last row, which has 2 of 3 cells. Download it again."


@pytest.mark.parametrize("end", ['six\nand, ""more"""', 'six\nand more"'])
def test_a_last_line_with_an_odd_quotation_mark_ends_a_cell_of_several_lines(end):
    assert len(parsing.read_table(f'a,b,c\n1,2,3\n4,5,"{end}\n', ["a"])) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_text_is_decoded_by_its_mark(encoding):
    assert parsing.text_of("T\u00fcrkiye;1".encode(encoding)) == "T\u00fcrkiye;1"


@pytest.mark.parametrize("cell", ["1976tq", "2024.5", "", "nan"])
def test_what_is_no_year_is_refused(cell):
    with pytest.raises(Changed, match="years"):
        parsing.year_ends(series("2023", cell))


def test_monthly_means_leave_out_a_last_month_that_is_not_over():
    days = series("2024-05-30", "2024-05-31", "2024-06-03", "2024-06-04")
    means = monthly_means(days, pd.Series([1.0, 2.0, 5.0, 6.0]), digits=4)
    assert means["value"].tolist() == [1.5]
    assert means["date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-31"]


def test_a_month_is_over_on_its_last_working_day():
    days = series("2024-06-27", "2024-06-28")  # 30 June 2024 was a Sunday
    assert monthly_means(days, pd.Series([1.0, 2.0]), digits=4)["value"].tolist() == [1.5]


def test_monthly_means_are_rounded():
    assert monthly_means(series("2024-05-30", "2024-05-31"), pd.Series([1.0, 1.00015]), digits=4)["value"].tolist() == [
        1.0001
    ]


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


def test_of_what_nobody_has_a_figure_there_is_no_total():
    days = pd.to_datetime(["2020-12-31", "2020-12-31", "2021-12-31", "2021-12-31"])
    frame = pd.DataFrame(
        {"entity": ["A", "B"] * 2, "counterpart": "", "value": [1, np.nan, np.nan, np.nan], "date": days}
    )
    both = parsing.with_totals(frame, entity=True)
    assert both.loc[both["entity"] == "WLD", "value"].tolist() == [1, pytest.approx(np.nan, nan_ok=True)]


def test_only_one_file_is_meant_by_one_file():
    with pytest.raises(Changed, match="a.csv, b.csv"):
        parsing.only({"a.csv": b"", "b.csv": b""})


@pytest.mark.parametrize(("n", "shown"), [(0, "no columns"), (2, "c0, c1"), (12, "c10, c11"), (13, "c10, c11 ...")])
def test_columns_that_are_missing_are_told_with_up_to_twelve_that_are_there(n, shown):
    with pytest.raises(Changed, match=rf"the columns a, b.*{shown}") as told:
        parsing.require([f"c{i}" for i in range(n)], ["a", "b"])
    assert ("..." in str(told.value)) == (n > 12)
    parsing.require(["a", "b"], ["b"])


def test_tidy_figures_are_sorted_and_numbered_anew():
    found = parsing.tidy(
        pd.Series(["USA", "CHN", "CHN"]),
        pd.to_datetime(pd.Series(["2001-12-31", "2001-12-31", "2000-12-31"])),
        pd.Series([1.0, 2, 3]),
    )
    assert found["value"].tolist() == [3, 2, 1]
    assert found.index.tolist() == [0, 1, 2]


def test_what_nobody_knows_the_sides_of_is_in_the_world():
    day = pd.Timestamp("2001-12-31")
    flows = pd.DataFrame(
        {"entity": ["USA", None, "USA"], "counterpart": ["DEU", "DEU", None], "date": [day] * 3, "value": [1.0, 2, 4]},
        dtype=object,
    ).astype({"value": float})
    found = parsing.with_totals(flows, entity=True, counterpart=True)
    sums = {
        (row.entity, row.counterpart): row.value for row in found.itertuples() if "WLD" in (row.entity, row.counterpart)
    }
    assert (sums["WLD", "WLD"], sums["USA", "WLD"], sums["WLD", "DEU"]) == (7, 5, 3)


def test_of_what_nobody_has_a_figure_there_is_no_sum():
    day = pd.Timestamp("2001-12-31")
    flows = pd.DataFrame({"entity": ["USA", "CHN"], "counterpart": "DEU", "date": [day] * 2, "value": [np.nan] * 2})
    assert parsing.with_totals(flows, entity=True)["value"].isna().all()


@pytest.mark.parametrize(("last", "months"), [("2024-03-28", 2), ("2024-03-29", 3), ("2024-03-31", 3)])
def test_a_month_is_over_once_the_days_reach_its_last_working_day(last, months):
    # The last working day of March 2024 is Friday, the 29th.
    days = pd.Series(["2024-02-10", "2024-01-31", "2024-02-20", last])
    found = monthly_means(days, pd.Series([1.0, 2, 4, 8]), digits=2)
    assert found["value"].tolist() == [2, 2.5, 8][:months]
    assert found["date"].dt.strftime("%m-%d").tolist() == ["01-31", "02-29", "03-31"][:months]


def zipped(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", content)
    return packed.getvalue()


@pytest.mark.parametrize("pack", [bytes, zipped])
def test_the_first_lines_are_those_within_the_first_bytes(pack):
    content = b"\xef\xbb\xbfone\ntwo\nthree\n" + b"x\n" * 30
    assert parsing.first_lines(pack(content), 2) == ["one", "two"]
    assert parsing.first_lines(pack(content), most=9) == ["one", "tw"]
    assert len(parsing.first_lines(pack(content))) == 20


@pytest.mark.parametrize(
    ("columns", "expected"), [([], "a table"), (["a"], "a table with the columns a"), (["a", "b"], "a table with the columns a, b")]
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_it_is_taken_to_be(columns, expected):
    with pytest.raises(Changed) as told:
        parsing.read_table("", columns)
    assert f"{told.value}".startswith(f"{Changed(expected, 'none (No columns to parse from file)')}")


def test_the_first_figure_that_stands_twice_is_named_whichever_comes_again_first():
    of = [("USA", "2020", 1), ("CHN", "2021", 2), ("CHN", "2021", 3), ("USA", "2020", 4)]
    with pytest.raises(Invalid) as told:
        parsing.tidy(*rows(*of), counterpart="DEU")
    assert str(told.value) == "USA DEU has two figures for 2020-12-31."


def test_flows_with_their_totals_are_numbered_anew():
    flows = pd.DataFrame(
        {"entity": ["A", "B"], "counterpart": ["X", "X"], "value": [1.0, 2.0], "date": pd.Timestamp("2020-12-31")}
    )
    both = parsing.with_totals(flows, entity=True, counterpart=True)
    assert both.index.tolist() == list(range(2 + 2 + 1 + 1))


@pytest.mark.parametrize("quarter", ["2024-Q4", "2024Q4"])
def test_a_quarter_is_read_with_a_hyphen_or_without(quarter):
    assert parsing.quarter_ends(pd.Series([quarter], index=[7])).to_dict() == {7: pd.Timestamp("2024-12-31")}
