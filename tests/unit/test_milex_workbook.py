"""SIPRI's spending workbook: the colours of estimates, years with a decimal, prices of another year."""

import io

import openpyxl
import pytest
from loading import parse, statuses, values, workbook
from official import member, milex, milex_csv, with_member
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from pandas.testing import assert_frame_equal

from loaders.errors import Changed, Invalid
from loaders.sources.sipri_milex import recognise

CURRENT = "Current US$"


def coloured(content, sheet, colors):
    """The workbook with the fonts of some cells in these colours."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, color in colors.items():
        book[sheet][place].font = Font(color=color)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


# In the sample Russia stands in row 7, the Soviet Union in 8, Germany in 9; 1990 and 1991 in the columns C and D.
@pytest.mark.parametrize(
    ("color", "mark"),
    [
        (Color(indexed=12), "estimate"),
        (Color(indexed=10), "estimate"),
        (Color(rgb="FF0000FF"), "estimate"),  # as other programs save the same blue
        (Color(rgb="00FF0000"), "estimate"),
        (Color(indexed=8), ""),
        (Color(rgb="FF000000"), ""),
        (Color(theme=1), ""),
    ],
)
def test_the_colours_by_which_sipri_marks_its_estimates_are_kept(color, mark):
    frame = parse("sipri_milex", "current", coloured(milex(), CURRENT, {"D7": color}))
    assert statuses(frame, "RUS") == {"1991-12-31": mark}
    assert statuses(frame, "DEU") == {"1990-12-31": ""}
    # The world is an estimate where one of its states is.
    assert statuses(frame, "WLD") == {"1990-12-31": "", "1991-12-31": mark}
    share = parse("sipri_milex", "share", coloured(milex(), "Share of GDP", {"C7": color}))
    assert statuses(share, "DEU") == {"1990-12-31": mark, "1991-12-31": ""}


def test_years_that_a_program_stored_with_a_decimal_are_years():
    place = "xl/worksheets/sheet4.xml"
    sheet = member(milex(), place)
    assert b"<v>1990</v>" in sheet
    stored = with_member(milex(), place, sheet.replace(b"<v>1990</v>", b"<v>1990.0</v>"))
    assert recognise(stored) == recognise(milex())
    assert_frame_equal(parse("sipri_milex", "current", stored), parse("sipri_milex", "current", milex()))
    saved = milex_csv().decode().replace("Notes,1990", "Notes,1990.0")
    assert_frame_equal(parse("sipri_milex", "constant", saved), parse("sipri_milex", "constant", milex_csv()))


def book(constant, current, base=2023):
    """A workbook of three years up to 2024, with constant prices of ``base``."""

    def sheet(words, states):
        title = f"Military expenditure by country, {words}, 1949-2024      © SIPRI 2025"
        return [[title], ["Country", "Notes", 2022, 2023, 2024], *[[name, None, *row] for name, row in states.items()]]

    return workbook(
        {
            f"Constant ({base}) US$": sheet(f"in constant ({base}) US$ m.", constant),
            CURRENT: sheet("in millions of US$ at current prices and exchange rates", current),
            "Share of GDP": sheet("as percentage of gross domestic product", {"Germany": [0.01, 0.02, 0.03]}),
        }
    )


def test_prices_of_another_year_are_brought_to_those_in_use_by_the_file_s_own_figures():
    # Germany's 30 at prices of 2023 are 33 at those of 2024: a tenth more, in every year. So are France's.
    constant = {"Germany": [10, 20, 30], "France": [100, 200, 250]}
    current = {"Germany": [9, 20, 33], "France": [95, 200, 275]}
    frame = parse("sipri_milex", "constant", book(constant, current))
    days = ["2022-12-31", "2023-12-31", "2024-12-31"]
    assert list(values(frame, "DEU").values()) == pytest.approx([11e6, 22e6, 33e6])
    assert dict(zip(days, values(frame, "WLD").values(), strict=True)) == pytest.approx(
        {days[0]: 121e6, days[1]: 242e6, days[2]: 308e6}
    )


def test_a_state_without_a_figure_in_that_year_is_counted_with_the_world_while_it_is_small():
    # Qatar has none of 2024: 3 of 113 in 2022 are counted as the other 110 are, at 1.1; 10 of 230 in 2023 are too many.
    constant = {"Germany": [10, 20, 30], "France": [100, 200, 250], "Qatar": [3, 10, "..."]}
    current = {"Germany": [9, 20, 33], "France": [95, 200, 275], "Qatar": [2.5, 10, "..."]}
    frame = parse("sipri_milex", "constant", book(constant, current))
    assert values(frame, "QAT") == {}
    assert values(frame, "WLD") == pytest.approx({"2022-12-31": 1.1 * 113e6, "2024-12-31": 308e6})


def test_a_state_whose_sheets_disagree_in_the_year_of_prices_is_not_brought_to_others():
    constant = {"Germany": [10, 20, 30], "France": [1000, 2000, 2500]}
    frame = parse("sipri_milex", "constant", book(constant, {"Germany": [9, 25, 33], "France": [950, 2000, 2750]}))
    assert values(frame, "DEU") == {}
    assert values(frame, "FRA")["2022-12-31"] == pytest.approx(1100e6)


def test_prices_that_are_those_in_use_are_taken_as_they_are():
    states = {"Germany": [10, 20, 30]}
    assert (
        values(parse("sipri_milex", "constant", book(states, {"Germany": [7, 7, 7]}, 2024)), "DEU")["2022-12-31"]
        == 10e6
    )


@pytest.mark.parametrize(
    "content",
    [milex(2023), milex_csv("in constant (2023) US$ m."), book({"Germany": [10, 20, 30]}, {"Germany": [9, 20, "..."]})],
    ids=["a file that ends before", "one sheet alone", "nothing at current prices of that year"],
)
def test_prices_that_cannot_be_brought_to_those_in_use_are_refused(content):
    with pytest.raises(
        Invalid, match=r"those of 2023, and the figures here are in prices of 2024\..* edition that reaches 2024\."
    ):
        parse("sipri_milex", "constant", content)


def test_a_title_that_nobody_quoted_is_read_to_its_end():
    title, rest = milex_csv().decode().split("\n", 1)
    plain = title.replace('"', "") + "\n" + rest
    assert_frame_equal(parse("sipri_milex", "constant", plain), parse("sipri_milex", "constant", milex_csv()))
    with pytest.raises(Invalid, match="those of 2023"):
        parse("sipri_milex", "constant", plain.replace("(2024)", "(2023)"))


def test_a_sheet_saved_as_csv_that_breaks_off_is_refused():
    saved = milex_csv().decode() + "Greece,,,51\nPoland,,"
    with pytest.raises(Invalid, match="breaks off in its last row"):
        parse("sipri_milex", "constant", saved)


def test_a_sheet_without_years_is_refused():
    with pytest.raises(Changed, match="a column for each year"):
        parse("sipri_milex", "constant", milex_csv().decode().replace(",1990", ",x"))


def test_a_state_without_a_figure_in_the_file_s_own_year_of_prices_is_brought_by_that_of_the_year_in_use():
    # Nothing says that France's sheets disagree in 2023; its 250 at prices of 2023 are 275 at those of 2024.
    constant = {"Germany": [10, 20, 30], "France": [100, "...", 250]}
    current = {"Germany": [9, 20, 33], "France": [95, "...", 275]}
    frame = parse("sipri_milex", "constant", book(constant, current))
    assert values(frame, "FRA") == pytest.approx({"2022-12-31": 110e6, "2024-12-31": 275e6})


@pytest.mark.parametrize(("current", "brought"), [(20.019, True), (20.021, False), (19.981, True), (19.979, False)])
def test_sheets_may_differ_by_a_thousandth_in_the_year_of_prices(current, brought):
    frame = parse(
        "sipri_milex",
        "constant",
        book(
            {"Germany": [10, 20, 30], "France": [1000, 2000, 2500]},
            {"Germany": [9, current, 33], "France": [950, 2000, 2750]},
        ),
    )
    assert bool(values(frame, "DEU")) == brought


@pytest.mark.parametrize(("qatar", "told"), [(3, True), (4, False)])
def test_the_world_is_told_where_97_of_100_can_be_brought_to_other_prices(qatar, told):
    # 97 of 100 are just enough, 97 of 101 are not.
    constant = {"Germany": [97, 20, 30], "Qatar": [qatar, 0, "..."]}
    frame = parse("sipri_milex", "constant", book(constant, {"Germany": [9, 20, 33], "Qatar": [1, 0, "..."]}))
    assert values(frame, "WLD").get("2022-12-31") == (pytest.approx(110e6) if told else None)


def test_two_figures_of_one_state_and_year_are_told_of_prices_of_another_year_too():
    twice = openpyxl.load_workbook(io.BytesIO(book({"Germany": [10, 20, 30]}, {"Germany": [9, 20, 33]})))
    for name in ("Constant (2023) US$", CURRENT):
        twice[name].append(["Germany", None, 11, 20, 30])
    sink = io.BytesIO()
    twice.save(sink)
    with pytest.raises(Invalid, match="DEU .*two figures for 2022-12-31"):
        parse("sipri_milex", "constant", sink.getvalue())


def test_a_state_at_nothing_in_the_year_of_prices_has_none():
    # By a factor of five by nothing Iceland's other years would be without end.
    constant = {"Germany": [10, 20, 30], "Iceland": [1, "...", 0]}
    frame = parse("sipri_milex", "constant", book(constant, {"Germany": [9, 20, 33], "Iceland": [1, "...", 5]}))
    assert values(frame, "ISL") == {}


def test_a_state_of_which_little_is_on_record_in_the_year_of_prices_is_brought_to_them():
    # Half a dollar at prices of 2023 is a dollar at those of 2024.
    constant = {"Germany": [10, 20, 30], "Iceland": [1, "...", 5e-7]}
    frame = parse("sipri_milex", "constant", book(constant, {"Germany": [9, 20, 33], "Iceland": [1, "...", 1e-6]}))
    assert values(frame, "ISL") == pytest.approx({"2022-12-31": 2e6, "2024-12-31": 1})


def test_a_sheet_saved_as_csv_marks_no_estimate():
    frame = parse("sipri_milex", "constant", milex_csv())
    assert statuses(frame, "DEU") == statuses(frame, "WLD") == {"1990-12-31": ""}


TITLE, *_, HEADER, GERMANY = milex_csv().decode().splitlines()


@pytest.mark.parametrize(("line", "read"), [(2, True), (20, True), (21, False)])
def test_the_line_of_years_stands_within_the_first_twenty(line, read):
    content = "\n".join([TITLE, *(f"Note {n},,," for n in range(line - 2)), HEADER, GERMANY])
    if read:
        assert values(parse("sipri_milex", "constant", content), "DEU") == {"1990-12-31": 50e6}
        return
    with pytest.raises(Changed) as told:
        parse("sipri_milex", "constant", content)
    assert str(told.value) == "Expected a header line that begins with Country; found none in the first twenty lines."


@pytest.mark.parametrize("region", ["Europe", "Europe,", "Europe,,"])
def test_the_heading_of_a_region_may_be_shorter_than_the_rows_of_states(region):
    frame = parse("sipri_milex", "constant", "\n".join([TITLE, HEADER, region, GERMANY]))
    assert values(frame, "DEU") == values(frame, "WLD") == {"1990-12-31": 50e6}
