"""Edges of SIPRI's transfer register: where its table begins and ends, what is cut or stands twice, and what is spread."""

import logging
from fractions import Fraction

import pandas as pd
import pytest
from arms_tables import by_deal, by_year, head, whole
from pandas.testing import assert_frame_equal

from loaders import arms_register
from loaders.arms_register import (
    AGAIN,
    BY_DEAL,
    BY_YEAR,
    PAGE,
    Register,
    layout_of,
    official_layout,
    read_register,
    require_years,
)
from loaders.errors import Changed, Invalid

LAYOUTS = pytest.mark.parametrize("written", [by_year, by_deal])
HEADERS = {
    BY_YEAR: "Supplier,Recipient,Delivery year,TIV delivery values",
    BY_DEAL: "Supplier,Recipient,Year(s) of delivery,SIPRI TIV of delivered weapons",
}


def refused(content):
    """What is said of a register that is no whole one."""
    with pytest.raises(Invalid) as raised:
        read_register(content)
    return str(raised.value)


def lines_of(written, deals=None):
    """The lines before the rows, with the header, and the rows."""
    lines = written(deals).splitlines(keepends=True)
    return lines[:12], lines[12:]


def extract(layout, *rows):
    return "\n".join([HEADERS[layout], *rows]).encode()


@pytest.mark.parametrize("end", ["", ";", ";;"])
@pytest.mark.parametrize("layout", HEADERS)
def test_a_header_is_found_among_the_first_twenty_lines_with_a_semicolon_behind_it_or_without(layout, end):
    assert layout_of(["x"] * 19 + [HEADERS[layout] + end]) == (layout, 19)
    assert layout_of(["x"] * 20 + [HEADERS[layout] + end]) is None
    assert official_layout([HEADERS[layout] + end]) is None


def test_lines_that_end_with_a_semicolon_are_read_as_they_are_without():
    rows = ["France,Iraq,2001,5", "France,Iraq,2002,7.5"]
    content = "".join(f"{line};\n" for line in (HEADERS[BY_YEAR], *rows)).encode()
    assert_frame_equal(read_register(content).deliveries, read_register(extract(BY_YEAR, *rows)).deliveries)
    assert list(read_register(content).deliveries["value"]) == [5, 7.5]


def test_a_register_by_deal_is_a_row_a_deal_and_year_and_only_what_is_spread_an_estimate():
    found = read_register(
        extract(BY_DEAL, "France,Iraq,2001; 2003,5", "China,Iraq,2002,7", "Russia,Iraq,1999 ;2000;2001,6")
    )
    suppliers = ["France", "France", "China", "Russia", "Russia", "Russia"]
    expected = {
        "supplier": suppliers, "recipient": ["Iraq"] * 6, "year": [2001, 2003, 2002, 1999, 2000, 2001],
        "value": [2.5, 2.5, 7, 2, 2, 2], "status": ["estimate", "estimate", "", "estimate", "estimate", "estimate"],
    }  # fmt: skip
    assert not found.official
    assert_frame_equal(found.deliveries, pd.DataFrame(expected), check_dtype=False)


def test_a_register_by_year_has_no_estimates():
    found = read_register(extract(BY_YEAR, "France,Iraq,2001,5")).deliveries
    assert found.to_dict("records") == [
        {"supplier": "France", "recipient": "Iraq", "year": 2001, "value": 5, "status": ""}
    ]


@pytest.mark.parametrize(("undated", "read"), [("1", True), ("1.01", False)])
def test_one_hundredth_of_all_deliveries_may_lack_a_year(undated, read):
    content = extract(BY_DEAL, "France,Iraq,2001,99", f"China,Iraq,,{undated}", "Russia,Iraq,,0")
    if read:
        assert list(read_register(content).deliveries["supplier"]) == ["France"]
    else:
        assert refused(content) == f"1 deals of this register have deliveries and no year of delivery. {AGAIN}"


@pytest.mark.parametrize(("undated", "told"), [("0", []), ("0.5", [(1, 0.5)])])
def test_the_log_counts_deals_without_a_year_but_none_of_which_nothing_was_delivered(caplog, undated, told):
    content = extract(BY_DEAL, "France,Iraq,2001,90", f"China,Iraq,,{undated}", "Russia,Iraq,,")
    with caplog.at_level(logging.INFO, "plumbline.loaders"):
        assert list(read_register(content).deliveries["supplier"]) == ["France"]
    assert [(record.deals, record.tiv_million) for record in caplog.records] == told


def test_a_register_without_deliveries_begins_in_no_year():
    none = read_register(extract(BY_YEAR, "France,Iraq,2001,5")).deliveries[:0]
    with pytest.raises(Invalid) as raised:
        require_years(Register(none, official=True), 1995)
    assert str(raised.value) == (
        f"This register begins in no year; deliveries from 1995 on are needed. {PAGE} leave the range of years open, "
        "or begin it in 1995 or before, and download it again."
    )
    # What somebody has taken from it need not have all years.
    require_years(Register(none, official=False), 1995)


CUT = f"The register's last row is cut short: this file is not whole. {AGAIN}"


@LAYOUTS
def test_a_last_row_without_its_end_or_all_its_cells_is_cut_short(written):
    before, rows = lines_of(written)
    assert refused(b"".join(before + rows)[:-2]) == CUT
    assert refused(b"".join([*before, *rows[:-1], rows[-1].rsplit(b",", 1)[0] + b"\r\n"])) == CUT
    assert refused(b"".join([*before, *rows[:-1], rows[-1].rsplit(b",", 1)[0]])) == CUT


@LAYOUTS
@pytest.mark.parametrize("cells", [1, 2])
@pytest.mark.parametrize("place", [0, 40, -2])
def test_a_row_in_the_middle_that_lacks_cells_is_not_filled_up(written, cells, place):
    before, rows = lines_of(written)
    rows[place] = rows[place].rsplit(b",", cells)[0] + b"\r\n"
    assert refused(b"".join(before + rows)) == f"Rows of this register are cut short (1 of {len(rows)}). {AGAIN}"


@LAYOUTS
def test_a_cell_that_goes_over_several_lines_cuts_no_row_short(written):
    before, rows = lines_of(written)
    field = b"X-" if written is by_deal else b'"X, '
    assert field in rows[40]
    rows[40] = rows[40].replace(b'"X, ', b'"X,\r\n\r\n').replace(b"Aid; 2 more", b'"Aid;\r\n\r\n2 more"')
    assert_frame_equal(read_register(b"".join(before + rows)).deliveries, read_register(written()).deliveries)


def test_a_cell_that_is_too_long_is_told():
    before, rows = lines_of(by_deal)
    rows[3] = rows[3].replace(b"Aid; 2 more", b'"%s"' % (b"x" * 140_000))
    with pytest.raises(Changed, match="Expected cells of a register; found field larger than field limit"):
        read_register(b"".join(before + rows))


@LAYOUTS
def test_two_registers_in_one_file_are_refused_whatever_their_rows(written):
    deals = whole()
    halves = [deals[:40], deals[40:]]
    content = b"".join(b"".join([*before, *rows]) for before, rows in (lines_of(written, half) for half in halves))
    assert refused(content) == f"The register stands twice in this file. {AGAIN}"


@LAYOUTS
def test_a_register_without_rows_is_a_part_of_one(written):
    before, _ = lines_of(written)
    assert refused(b"".join(before)).startswith("This register is a part of the whole: it has no deals of ")


@pytest.mark.parametrize(("part", "read"), [(1, True), (Fraction(99, 100), False)])
def test_as_many_rows_may_stand_twice_as_are_known_to(monkeypatch, part, read):
    before, rows = lines_of(by_deal)
    monkeypatch.setattr(arms_register, "TWICE", Fraction(part, len(rows) + 1))
    read_register.cache_clear()
    content = b"".join([*before, rows[0], *rows])
    if read:
        assert len(read_register(content).deliveries) > len(rows)
    else:
        assert refused(content) == f"1 of the {len(rows) + 1} rows of this register stand there twice. {AGAIN}"


@LAYOUTS
@pytest.mark.parametrize(
    ("side", "state", "told"),
    [
        ("supplier", "Albania", "no deliveries from Albania, where the alphabet begins"),
        ("supplier", "Zimbabwe", "no deliveries from Zimbabwe, where the alphabet ends"),
        ("recipient", "Afghanistan", "no deliveries to Afghanistan, where the alphabet begins"),
        ("recipient", "Zimbabwe", "no deliveries to Zimbabwe, where the alphabet ends"),
    ],
)
def test_a_register_without_the_first_or_the_last_state_is_a_part(written, side, state, told):
    deals = [deal for deal in whole() if getattr(deal, side) != state]
    assert refused(written(deals)) == (
        f"This register has {told}: a part is missing. {PAGE} choose all suppliers and all recipients, and download it again."
    )


@pytest.mark.parametrize(
    ("suppliers", "told"),
    [
        ("China, France", "China, France"),
        ("China, France, Russia", "China, France, Russia"),
        ("China, France, Russia, Germany", "China, France, Russia and 1 more"),
    ],
)
def test_of_what_was_chosen_three_are_named(suppliers, told):
    assert refused(by_year(whole(), head(suppliers=f"{suppliers}  "))) == (
        f"This register has only deliveries from {told}. {PAGE} choose all suppliers, and download it again."
    )
