"""Edges of SIPRI's files: how far they are looked into, roundings of a table, one state under two names, sheets of firms."""

import datetime as dt
from dataclasses import replace

import pytest
from arms_tables import by_year
from builders import table
from loading import CATALOG, parse, statuses, values, workbook
from official import milex_csv, values_table, zipped

from loaders.errors import Changed, Invalid
from loaders.sources import Recognised, parser_of, sipri_arms, sipri_industry, sipri_milex, values_in

EXPORTS = values_table("Exports by", "Total world export")
VOLUME = "Volume of transfers of major arms"


def exports(states, world, years=(1992, 1993), before=(VOLUME,)):
    """A table of values with these figures in each year."""
    rows = {"Exports by": None, **states, "Total world export": world}
    lines = [",".join([name, *(str(figure or year) for year in years)]) for name, figure in rows.items()]
    return "\n".join([*before, *lines])


def test_a_table_of_values_is_known_in_a_zip_file_too():
    found = sipri_arms.recognise(zipped({"exports.csv": EXPORTS}))
    assert found == Recognised(("totals_export",), "Data generated: 13 Oct 2024", dt.date(2024, 10, 13))


@pytest.mark.parametrize(
    ("rows", "width", "known"),
    [(1_998, 10, True), (1_999, 10, False), (1_000, 1_000, True), (1_060, 1_000, False)],
    ids=["the 2,000th line", "the 2,001st line", "before a mebibyte", "behind a mebibyte"],
)
def test_a_tables_last_line_is_looked_for_in_its_first_lines(rows, width, known):
    row = "France,1".ljust(width - 1, "1")
    content = "\n".join(["Supplier,2000", *[row] * rows, "Total world export,1"]).encode()
    assert sipri_arms.recognise(content) == (Recognised(("totals_export",), "", None) if known else None)


@pytest.mark.parametrize(("blank", "known"), [(18, True), (19, False)])
def test_what_a_table_has_is_said_in_its_first_twenty_lines(blank, known):
    content = "\n".join(["Supplier,2000", *[""] * blank, VOLUME]).encode()
    assert (sipri_arms.recognise(content) is not None) == known


@pytest.mark.parametrize("day", ["１２ Feb 2026", "12 Fév 2026", "12 Feb ２０２６"])
def test_a_day_in_other_signs_than_sipris_is_not_guessed(day):
    found = sipri_arms.recognise(by_year().replace(b"12 Feb 2026", day.encode()))
    assert (found.edition, found.published) == ("", None)


@pytest.mark.parametrize(
    ("largest", "world", "whole"),
    # Each of two rows may be half a million off, and the last line a hundredth of itself.
    [(10, 19, True), (10, 20, False), (10, 17, True), (10, 16, False), (1000, 1018, True), (1000, 1020, False)],
)
def test_rows_add_up_to_the_last_line_within_their_rounding(largest, world, whole):
    content = exports({"United States": largest, "Libya HoR*": 8}, world)
    if whole:
        assert values(parse("sipri_arms", "totals_export", content), "WLD")["1992-12-31"] == world
        return
    with pytest.raises(Invalid) as caught:
        parse("sipri_arms", "totals_export", content)
    assert str(caught.value) == (
        f"The rows of this table add up to {largest + 8:,} in 1992, and its last line says {world:,}: rows are missing, or stand "
        "there twice. Download it from SIPRI's page once more."
    )


def test_a_note_before_a_table_is_not_its_last_line():
    content = exports({"France": 5}, 5, before=(VOLUME, "Total figures may not add up."))
    assert values(parse("sipri_arms", "totals_export", content), "FRA") == {"1992-12-31": 5, "1993-12-31": 5}


def test_lines_behind_a_tables_last_one_may_be_blank_only():
    content = exports({"France": 5}, 5)
    assert values(parse("sipri_arms", "totals_export", content + "\n \n\n"), "WLD")["1992-12-31"] == 5
    for more in ("A note", "Total world export,5,5"):
        with pytest.raises(Invalid) as caught:
            parse("sipri_arms", "totals_export", f"{content}\n\n{more}")
        assert str(caught.value) == (
            "This file has more than one table. Bring one at a time, as SIPRI's page gives it out."
        )


def test_a_catalog_without_totals_asks_for_no_first_year():
    content = exports({"France": 5}, 5, years=(2001, 2005))
    with pytest.raises(Invalid, match="begins in 2001"):
        parse("sipri_arms", "totals_export", content)
    frame = parser_of("sipri_arms")({"f": content.encode()}, "totals_export", replace(CATALOG, indicators=table([])))
    assert values(frame, "FRA") == {"2001-12-31": 5, "2005-12-31": 5}


TWO_NAMES = "Supplier,Recipient,Delivery year,TIV delivery values\n" + "".join(
    f"{row}\n" for row in ("United Kingdom,Poland,2001,5", "UK,Poland,2001,3", "UK,Greece,2005,7", "France,Poland,2005,7")
)  # fmt: skip


def test_what_a_state_delivers_under_two_names_is_its_own():
    frame = parse("sipri_arms", "register", TWO_NAMES)
    assert values(frame, "GBR", "POL") == {"2001-12-31": 8}
    assert values(frame, "GBR", "WLD") == {"2001-12-31": 8, "2005-12-31": 7}


def test_members_that_a_state_supplies_first_under_two_names_are_counted_together():
    first = TWO_NAMES.replace("UK,Poland,2001,3", "Italy,Poland,2001,3").replace("France,Poland,2005,7", "")
    frame = parse("sipri_arms", "first_supplier NATO-EUR@2024", first)
    assert values(frame, "GBR", "NATO-EUR@2024") == {"2005-12-31": 2}


HEADER = ["Rank (2002)", "Rank (2001)", "Company", "Country", "Arms Revenue (2002)"]


def firms(*before, header=HEADER, homes=("France",)):
    """A sheet of a hundred firms, each with 10 million."""
    return [*before, header, *([i + 1, "–", f"Firm {i}", homes[i % len(homes)], 10] for i in range(100))]


@pytest.mark.parametrize("before", [[], [[2002, None, None, "World", 10]]], ids=["nothing", "a line with figures"])
def test_firms_stand_below_the_header_whatever_stands_above(before):
    frame = parse("sipri_industry", "top100", workbook({"2002": firms(*before)}))
    assert values(frame, "FRA") == values(frame, "WLD") == {"2002-12-31": 1000e6}


def test_firms_of_one_country_under_two_names_are_added_up():
    frame = parse("sipri_industry", "top100", workbook({"2002": firms(homes=("UK", "United Kingdom"))}))
    assert values(frame, "GBR") == {"2002-12-31": 1000e6}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["Place", *HEADER[1:]], "Expected a header line that begins with Rank in the sheet 2002; found none."),
        (
            [*HEADER[:3], "Home", HEADER[4]],
            "Expected the columns Country and Arms Revenue (2002); found Rank (2002), Rank (2001), Company, Home, Arms Revenue (2002).",
        ),
        (
            [*HEADER[:4], "Arms Revenue (2001)"],
            "Expected the columns Country and Arms Revenue (2002); found Rank (2002), Rank (2001), Company, Country, Arms Revenue (2001).",
        ),
    ],
    ids=["no header", "no country", "revenue of another year"],
)  # fmt: skip
def test_a_sheet_of_firms_with_another_header_is_refused(header, said):
    with pytest.raises(Changed) as caught:
        parse("sipri_industry", "top100", workbook({"2002": firms(header=header)}))
    assert str(caught.value) == said


def test_a_workbook_of_firms_has_a_hundred_figures_a_year():
    book = workbook({"Notes": [["x"]], "2003": [["x"]], "2002 ": [["x"]]})
    assert values_in("sipri_industry", {"f": book}, "top100") == 200


@pytest.mark.parametrize(("place", "known"), [(4, True), (5, False)])
def test_the_title_of_a_sheet_of_firms_stands_in_its_first_four_lines(place, known):
    title = "The SIPRI Top 100 arms-producing and military services companies in the world"
    found = sipri_industry.recognise(workbook({"2002": [*[["x"]] * (place - 1), [title]], "2003 ": [["x"]]}))
    assert found is None  # the newest sheet tells
    found = sipri_industry.recognise(workbook({"2002": [["x"]], "2003 ": [*[["x"]] * (place - 1), [title]]}))
    assert found == (Recognised(("top100",), "2002-2003", None) if known else None)


def test_a_spending_sheet_whose_title_names_no_years_has_no_edition():
    found = sipri_milex.recognise(milex_csv().replace(", 1949–2025".encode(), b""))
    assert found == Recognised(("constant",), "", None)


def test_figures_of_a_sheet_without_colours_are_as_published():
    frame = parse("sipri_milex", "constant", milex_csv())
    assert statuses(frame, "DEU") == statuses(frame, "WLD") == {"1990-12-31": ""}
