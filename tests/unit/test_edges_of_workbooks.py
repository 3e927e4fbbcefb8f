"""Edges of the workbooks of Kiel, NATO and the World Bank: which lines are headers, titles and figures."""

import datetime as dt

import pytest
from loading import parse, values, workbook
from official import kiel, pink_sheet

from loaders.errors import Changed, Redefined
from loaders.sources import Recognised
from loaders.sources import pink_sheet as prices_of
from loaders.sources.kiel import COLUMNS, MAIN, PAID, SUMMARY, TYPES, recognise

BLANK = ["x"]


def allocations(*rows):
    """The main sheet: Italy's thousand million of each type in March 2022, and rows of donor, type, value, month and whether it is known."""
    given = [*(("Italy", kind, 1e9, 3, 1) for kind in TYPES), *rows]
    return [list(COLUMNS), *([donor, kind, "Allocation", *rest] for donor, kind, *rest in given)]


def test_months_are_counted_from_january_2022():
    rows = [("Italy", "Military", month * 1e9, month, 1) for month in (1, 11, 12, 13, 24, 25)]
    frame = parse("kiel", "Military", kiel(**{MAIN: allocations(*rows)}))
    assert values(frame, "ITA", "UKR") == {
        "2022-01-31": 1e9, "2022-03-31": 1e9, "2022-11-30": 11e9, "2022-12-31": 12e9, "2023-01-31": 13e9, "2023-12-31": 24e9,
        "2024-01-31": 25e9,
    }  # fmt: skip


@pytest.mark.filterwarnings("error")
def test_a_row_without_a_value_may_lack_its_type_and_one_without_a_month_is_of_no_month():
    rows = [("Italy", None, value, month, 1) for value, month in ((None, 4), (".", 5), (0, 6))]
    frame = parse("kiel", "Total", kiel(**{MAIN: allocations(*rows, ("Italy", "Military", 7e9, None, 0))}))
    assert values(frame, "ITA", "UKR") == {"2022-03-31": 3e9}


def test_a_row_with_a_value_must_have_a_type():
    with pytest.raises(Changed) as caught:
        parse("kiel", "Total", kiel(**{MAIN: allocations(("Italy", None, 1, 4, 1))}))
    assert str(caught.value) == (
        "Expected the types Military, Financial, Humanitarian; found , Financial, Humanitarian, Military."
    )


TOTAL = "Total bilateral allocations"
UNITS = [["Country", TOTAL, TOTAL], [None, "€ billion", "% 2021 GDP"]]
GIVEN = allocations(
    ("United States", "Military", 10e9, 3, 1), ("United States", "Military", 5e9, 4, 0), ("United States", "Military", 1e9, 14, 1),
    ("Malta", "Military", 1e9, 3, 1), ("Cyprus", "Military", 1e9, 3, 1), ("Italy", "Military", 1e9, 30, 0),
)  # fmt: skip


def test_shares_count_months_that_kiel_counts_and_donors_whose_gdp_follows():
    summary = [*UNITS, ["United States", 100, 0.5], ["Malta", "n/a", "n/a"], ["Cyprus", 0.001, 0], ["Note: the GDP is that of 2021", "of", "banks"]]  # fmt: skip
    frame = parse("kiel", "allocation_pct_gdp", kiel(**{MAIN: GIVEN, SUMMARY: summary}))
    # A hundred billion are half a per cent of 20,000, and of these ten are a twentieth; of 2023 nothing but its last month is known.
    assert values(frame, "USA", "UKR") == {"2022-12-31": pytest.approx(0.05, rel=1e-14, abs=0)}
    assert set(frame["entity"]) == {"USA"}


@pytest.mark.parametrize(("above", "read"), [(0, True), (29, True), (30, False)])
def test_the_names_of_the_summarys_columns_stand_in_its_first_thirty_lines(above, read):
    content = kiel(**{MAIN: GIVEN, SUMMARY: [*[BLANK] * above, *UNITS, ["United States", 100, 0.5]]})
    if read:
        assert set(parse("kiel", "allocation_pct_gdp", content)["entity"]) == {"USA"}
    else:
        with pytest.raises(Changed, match="a line with Country"):
            parse("kiel", "allocation_pct_gdp", content)


@pytest.mark.parametrize("summary", [[BLANK], UNITS[:1], [BLANK, UNITS[0]]])
def test_a_summary_without_a_line_of_units_is_refused(summary):
    with pytest.raises(Changed) as caught:
        parse("kiel", "allocation_pct_gdp", kiel(**{SUMMARY: summary}))
    assert str(caught.value) == ("Expected a line with Country in Country Summary (€), and units below it; found none.")


@pytest.mark.parametrize("above", [[], [[None, "Year", 2022, 2022, 2022]], [BLANK, [None, "Year", 2022, 2022, 2022]]])
def test_payments_stand_below_the_months_whatever_stands_above(above):
    months = [None, "Country", "January", "February", "March"]
    rows = [*above, months, [None, "Italy", 1, 2, 3], [None, "France", 4, 5, 6]]
    frame = parse("kiel", "disbursement", kiel(**{PAID: rows}))
    days = ["2022-01-31", "2022-02-28", "2022-03-31"]
    assert values(frame, "ITA", "UKR") == dict(zip(days, [1e9, 2e9, 3e9], strict=True))
    assert values(frame, "FRA", "UKR") == dict(zip(days, [4e9, 5e9, 6e9], strict=True))


def test_kiels_workbook_is_known_by_the_first_line_of_its_main_sheet():
    codes = (*TYPES, "Total", "allocation_pct_gdp", "disbursement")
    assert recognise(kiel(**{MAIN: [list(COLUMNS)]})) == Recognised(codes, "", None)
    assert recognise(kiel(**{MAIN: [["Main data"], list(COLUMNS)]})) is None
    assert recognise(kiel(**{MAIN: [list(COLUMNS[1:])]})) is None


@pytest.mark.parametrize(("above", "edition"), [(11, "Release 28"), (12, "")])
def test_the_release_is_looked_for_in_the_first_twelve_lines_of_the_readme(above, edition):
    assert recognise(kiel(Readme=[*[BLANK] * above, ["Release 28"]])).edition == edition


SHARES = [["Share of real GDP (%)"], [None, 2021, 2022, "2023e"], ["Poland", 2.2, 2.2, 3.3]]
CORE = ["Table 3: Core defence expenditure as a share of GDP"]


def shares(*rows):
    return parse("nato", "share", workbook({"Table 3": list(rows)}))


def test_only_the_title_of_natos_table_says_what_it_counts():
    notes = [["Expenditures on equipment stand in Table 5"], ["Core defence expenditure is not counted here"]]
    frame = shares(["Table 3: Defence expenditure as a share of GDP"], *notes, *SHARES)
    assert values(frame, "POL") == {"2021-12-31": 2.2, "2022-12-31": 2.2, "2023-12-31": 3.3}


def test_natos_title_is_looked_for_in_the_first_twelve_lines():
    with pytest.raises(Redefined) as caught:
        shares(*[BLANK] * 11, CORE, *SHARES)
    assert str(caught.value) == (
        f"The table is called {CORE[0]!r}. The figures in use are defence expenditure as NATO counted it until 2025: "
        "that is another definition, and the two are never mixed."
    )
    # What is said further down is a note.
    assert values(shares(*[BLANK] * 9, *SHARES, CORE), "POL")["2023-12-31"] == 3.3


@pytest.mark.parametrize("rows", [SHARES[:2], SHARES[:1], SHARES[1:]], ids=["no figures", "no years", "no section"])
def test_a_table_of_nato_without_the_section_or_its_figures_is_refused(rows):
    with pytest.raises(Changed) as caught:
        shares(["Table 3: Defence expenditure"], *rows)
    assert str(caught.value) == "Expected a section of table 3 with figures by year for share; found none."


def prices(updated, *months, above=2):
    """The World Bank's workbook, with so many lines between its title and the day of the update."""
    rows = [["World Bank Commodity Price Data (The Pink Sheet)"], *[BLANK] * above, [updated], [None, "Gold"], [None, "($/troy oz)"]]  # fmt: skip
    return workbook({"Monthly Prices": [*rows, *([month, 4700.5] for month in months)]})


@pytest.mark.parametrize(
    ("day", "published"),
    [("June 30, 2026", None), ("May 31, 2026", None), ("March 03, 2026", None), ("July 01, 2026", dt.date(2026, 7, 1))],
)
def test_prices_of_a_month_are_published_after_it(day, published):
    months = [f"{year}M{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)][:30]
    assert months[-1] == "2026M06"
    edition = f"Updated on {day}"
    assert prices_of.recognise(prices(edition, *months)) == Recognised(("Gold",), edition, published)


def test_a_workbook_of_prices_without_months_is_known_still():
    found = prices_of.recognise(prices("Updated on July 01, 2026"))
    assert found == Recognised(("Gold",), "Updated on July 01, 2026", dt.date(2026, 7, 1))


@pytest.mark.parametrize(("above", "edition"), [(6, "Updated on July 01, 2026"), (7, "")])
def test_the_day_of_the_update_stands_in_the_first_eight_lines(above, edition):
    found = prices_of.recognise(prices("Updated on July 01, 2026", "2026M06", above=above))
    assert (found.codes, found.edition) == (("Gold",), edition)


def test_a_price_may_be_whole_or_missing():
    assert values(parse("pink_sheet", "Natural gas, US", pink_sheet()), "HENRY-HUB") == {
        "2026-01-31": 3.5, "2026-02-28": 3.25,
    }  # fmt: skip
