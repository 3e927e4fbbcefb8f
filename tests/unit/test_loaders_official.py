"""Parsers on the layouts of the publishers' own downloads."""

import pytest
from loading import CATALOG, parse, statuses, values, workbook
from official import (
    COW,
    SAMPLES,
    UNGA,
    kiel,
    member,
    milex,
    milex_csv,
    nato_2024,
    nato_2025,
    pink_sheet,
    values_table,
    with_member,
    zipped,
)

from loaders.errors import Changed, Invalid, Redefined
from loaders.sources import values_in
from loaders.sources.kiel import MAIN, PAID, SUMMARY
from loaders.sources.sipri_arms import figures, recognise

YEAR_ENDS = ["2021-12-31", "2022-12-31", "2023-12-31"]


@pytest.mark.parametrize(("flow", "first"), [("export", "Exports by"), ("import", "Recipient")])
def test_the_table_of_values_has_the_worlds_total_before_rounding(flow, first):
    content = values_table(first, f"Total world {flow}")
    frame = parse("sipri_arms", f"totals_{flow}", content)
    early = {f"{year}-12-31": 5 for year in range(1992, 2021)}
    assert values(frame, "USA") == {**early, "2021-12-31": 10, "2022-12-31": 12}
    assert values(frame, "CIV") == {"2022-12-31": 0}
    assert values(frame, "WLD") == {**early, "2021-12-31": 19, "2022-12-31": 12}
    assert set(frame["entity"]) == {"USA", "CIV", "WLD"}
    assert figures({"f": content}, f"totals_{flow}") == 2 * len(early) + 6


def test_a_table_of_one_flow_has_no_figures_of_the_other():
    with pytest.raises(Changed, match="totals of arms imports; found those of exports"):
        parse("sipri_arms", "totals_import", values_table("Exports by", "Total world export"))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("Supplier", "Total exports to Israel", r"one state alone \(Total exports to Israel\).*totals of all suppliers"),
        ("Recipient", "Total imports from Israel", r"one state alone \(Total imports from Israel\).*totals of all recipients"),
    ],
)  # fmt: skip
def test_a_table_of_one_states_partners_is_refused_with_what_to_choose(first, last, said):
    content = values_table(first, last)
    (code,) = recognise(content).codes
    with pytest.raises(Invalid, match=said):
        parse("sipri_arms", code, content)


EXPORTS = values_table("Exports by", "Total world export").decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (EXPORTS[: EXPORTS.index("Total world")], "the total, is missing: the file is not whole"),
        (EXPORTS + EXPORTS, "more than one table"),
        # 10 and 8 are 18, and with the roundings of two rows may be 19; without the 8 of Libya's rebels they may not.
        ("".join(line for line in EXPORTS.splitlines(True) if "Libya" not in line), "add up to 10 in 2021, .* says 19"),
        (EXPORTS.replace(",2021,", ",x,", 1), "no deliveries of 2021"),
        (values_table("Exports by", "Total world export", begin=1993).decode(), "begins in 1993; deliveries from 1992 on are needed"),
    ],
)  # fmt: skip
def test_a_table_of_values_that_is_not_whole_is_refused(content, said):
    with pytest.raises(Invalid, match=said):
        parse("sipri_arms", "totals_export", content)


def test_the_spending_workbook_sheet_by_sheet():
    constant = parse("sipri_milex", "constant", milex())
    assert values(constant, "RUS") == {"1991-12-31": 200.5e6}
    assert values(constant, "WLD") == {"1990-12-31": 300e6, "1991-12-31": 200.5e6}
    assert values(parse("sipri_milex", "current", milex()), "DEU") == {"1990-12-31": 50e6}
    assert values(parse("sipri_milex", "share", milex()), "DEU") == {"1990-12-31": 2.5, "1991-12-31": 2}
    assert values_in("sipri_milex", {"f": milex()}, "constant") == 3


def test_a_sheet_and_the_same_sheet_saved_as_csv_agree():
    assert values(parse("sipri_milex", "constant", milex_csv()), "DEU") == {"1990-12-31": 50e6}
    assert parse("sipri_milex", "current", milex()).equals(parse("sipri_milex", "current", milex(2023)))


def test_a_spending_workbook_without_the_sheet_or_its_header_is_refused():
    with pytest.raises(Changed, match="gross domestic product; found Front page"):
        parse("sipri_milex", "share", workbook({"Front page": [["x"]]}))
    with pytest.raises(Changed, match="begins with Country"):
        parse("sipri_milex", "share", workbook({"Share of GDP": [["% of gross domestic product"], ["x"]]}))


def test_nato_tables_up_to_2024():
    frame = parse("nato", "share", nato_2024())
    assert values(frame, "POL") == dict(zip(YEAR_ENDS, [2.2, 2.2, 3.3], strict=True))
    assert values(frame, "NATO") == {"2021-12-31": 2.6, "2023-12-31": 2.5}  # a gap is a gap, and no end of the section
    assert statuses(frame, "NATO") == {"2021-12-31": "", "2023-12-31": "estimate"}
    assert values(parse("nato", "constant", nato_2024()), "NATO")["2023-12-31"] == 9e6


def test_nato_tables_from_2025_have_years_in_each_section_and_other_prices():
    frame = parse("nato", "share", nato_2025())
    assert values(frame, "POL") == {"2021-12-31": 2.2, "2024-12-31": 4.1, "2025-12-31": 4.5}
    assert set(frame["entity"]) == {"POL", "NATO"}
    with pytest.raises(Changed, match="constant prices of 2015.*those of 2021"):
        parse("nato", "constant", nato_2025())


@pytest.mark.parametrize("code", ["share", "constant"])
def test_core_defence_expenditure_is_another_indicator_and_no_revision(code):
    with pytest.raises(Redefined, match=r"called 'Table \d: Core defence expenditure.*another definition"):
        parse("nato", code, nato_2025("Core defence expenditure"))


def test_years_that_a_spreadsheet_wrote_with_a_decimal_are_years():
    rows = [["Country", 1990.0, 1991.0], ["Germany", 50, 60]]
    sheet = [["Military expenditure by country, in millions of US$ at current prices, 1949-2025, SIPRI 2026"], *rows]
    content = "\n".join(",".join(map(str, row)) for row in sheet)
    assert values(parse("sipri_milex", "current", content), "DEU") == {"1990-12-31": 50e6, "1991-12-31": 60e6}
    assert values(parse("unga", "idealpointfp", UNGA), "USA") == {"1946-12-31": 1.5, "2025-12-31": 2.5}


def test_former_states_of_the_ideal_points_are_left_out_on_purpose():
    assert set(parse("unga", "idealpointfp", UNGA)["entity"]) == {"USA"}


def test_the_pink_sheets_workbook():
    assert values(parse("pink_sheet", "Gold", pink_sheet()), "GOLD") == {"2026-01-31": 4700.5, "2026-02-28": 4800}
    starred = pink_sheet(europe="Natural gas, Europe **")
    assert values(parse("pink_sheet", "Natural gas, Europe", starred), "TTF") == {"2026-01-31": 11.25}


def test_a_price_in_another_unit_is_refused():
    sheet = "xl/worksheets/sheet1.xml"
    renamed = with_member(pink_sheet(), sheet, member(pink_sheet(), sheet).replace(b"troy oz", b"kg"))
    with pytest.raises(Changed, match=r"Gold in \$/troy oz"):
        parse("pink_sheet", "Gold", renamed)


def test_kiels_main_sheet_by_type_and_month():
    military, total = parse("kiel", "Military", kiel()), parse("kiel", "Total", kiel())
    assert values(military, "USA", "UKR") == {"2022-03-31": 10e9, "2023-01-31": 0}
    assert values(total, "USA", "UKR") == {"2022-03-31": 10e9, "2023-01-31": 5e9}  # no commitments, no unknown month
    assert values(total, "EST", "UKR") == {"2024-02-29": 1e9}


def test_kiels_shares_divide_by_the_gdp_that_its_own_share_implies():
    frame = parse("kiel", "allocation_pct_gdp", kiel())
    # 85 billion are half a per cent of 17,000; the year that is the last one is partial.
    assert values(frame, "USA", "UKR") == {"2022-12-31": pytest.approx(10 / 17000 * 100)}
    assert set(frame["entity"]) == {"USA"}  # the Bank has no GDP, Estonia only a month that Kiel does not count


def test_kiels_payments_are_billions_by_month():
    frame = parse("kiel", "disbursement", kiel())
    assert values(frame, "EU-INST", "UKR") == {"2022-03-31": 0.5e9, "2023-01-31": 1.5e9}
    assert set(frame["entity"]) == {"EU-INST"}


@pytest.mark.parametrize(
    ("code", "sheet", "rows", "found"),
    [
        ("Total", MAIN, [["donor", "Announcement Date"]], "the columns aid_type_general"),
        ("Total", MAIN, [], "the columns donor"),
        ("allocation_pct_gdp", SUMMARY, [["Country", "Total"], [None, "€ billion"]], "Total bilateral allocations: %"),
        ("allocation_pct_gdp", SUMMARY, [["x"]], "a line with Country"),
        ("disbursement", PAID, [["x"]], "a line of months"),
        ("disbursement", PAID, [[None, "January", "March", "April"], ["Country"]], "one after the other"),
        ("disbursement", PAID, [[None, *"January February March".split()], ["Country"], ["Italy", "1,5"]], "'1,5'"),
    ],
)  # fmt: skip
def test_another_layout_of_kiels_workbook_is_refused(code, sheet, rows, found):
    with pytest.raises(Changed, match=found):
        parse("kiel", code, kiel(**{sheet: rows}))


def test_the_country_of_a_payment_stands_in_or_just_below_the_line_of_months():
    months = [None, "Country", "January", "February", "March"]
    for between, read in (([], True), ([[None] * 5], True), ([[None] * 5] * 2, False)):
        rows = [[None, None, *months[2:]], *between, [None, "Country", 1, 2, 3], [None, "Italy", 1, 2, 3]]
        if read:
            assert values(parse("kiel", "disbursement", kiel(**{PAID: rows})), "ITA", "UKR")["2022-03-31"] == 3e9
        else:
            with pytest.raises(Changed, match="Country below it"):
                parse("kiel", "disbursement", kiel(**{PAID: rows}))
    aside = [months, [None, "Italy", 1, 2, 3]]
    assert values(parse("kiel", "disbursement", kiel(**{PAID: aside})), "ITA", "UKR")["2022-01-31"] == 1e9


def test_a_new_type_of_aid_in_kiels_workbook_is_noticed():
    rows = [
        ["donor", "aid_type_general", "measure", "tot_sub_activity_value_EUR_redistr", "month", "month_exists_dummy"]
    ]
    rows += [["Italy", kind, "Allocation", 1, 3, 1] for kind in ("Military", "Financial", "Humanitarian", "Moral")]
    with pytest.raises(Changed, match="Moral"):
        parse("kiel", "Military", kiel(**{MAIN: rows}))


def test_correlates_of_war_as_it_is_or_in_a_zip_file():
    for content in (COW, zipped({"NMC-70-abridged.csv": COW})):
        frame = parse("cow", "cinc", content)
        assert values(frame, "USA") == {"1816-12-31": 25}
        assert len(frame) == 1  # -9 is no figure


@pytest.mark.parametrize("name", ["ucdp", "ucdp zipped"])
def test_ucdp_as_it_is_or_in_its_zip_file(name):
    content = SAMPLES[name][2]
    assert values(parse("ucdp", "low", content), "UKR") == {"2024-12-31": 70}
    assert values(parse("ucdp", "interstate", content), "WLD") == {"2024-12-31": 60}


def test_a_zip_file_with_no_or_two_tables_says_so():
    with pytest.raises(Changed, match="one CSV file; found none"):
        parse("ucdp", "best", zipped({"readme.txt": "x"}))
    with pytest.raises(Changed, match=r"found a\.csv, b\.csv"):
        parse("ucdp", "best", zipped({"a.csv": "x", "b.csv": "x"}))


def test_the_price_years_of_the_catalog_are_those_the_tests_know():
    units = {(row.source, row.code): row.unit for row in CATALOG.indicators.rows}
    assert units["sipri_milex", "constant"] == "2024 US$"
    assert units["nato", "constant"] == "2015 US$"
