"""SIPRI's transfer register: both layouts, what the page may have been asked for, and what a file may have lost."""

import logging

import pytest
from arms_tables import RECIPIENTS, SUPPLIERS, YEARS, Deal, by_deal, by_year, head, whole
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import CATALOG, parse, statuses, values
from pandas.testing import assert_frame_equal

from loaders.arms_register import read_register, require_years
from loaders.errors import Invalid, SourceError
from loaders.sources.sipri_arms import figures, recognise

few = settings(max_examples=30, deadline=None)
LAYOUTS = pytest.mark.parametrize("written", [by_year, by_deal])


def read(content):
    return parse("sipri_arms", "register", content)


@pytest.mark.parametrize("end", ["", ";"])
@pytest.mark.parametrize("before", [None, []])
def test_a_register_by_year_is_read_as_it_stands(end, before):
    deals = [*whole(), Deal(99, "France", "Poland", "Ships", "frigate", "New", "No", {2001: 7.5, 2004: 2})]
    frame = read(by_year(deals, before, end))
    pair = next(deal for deal in whole() if (deal.supplier, deal.recipient) == ("France", "Poland"))
    expected = {2001: 7.5, 2004: 2.0}
    for year, tiv in pair.delivered.items():
        expected[year] = expected.get(year, 0) + tiv
    assert values(frame, "FRA", "POL") == {f"{year}-12-31": expected[year] for year in sorted(expected)}
    assert set(frame["status"]) == {""}
    assert figures({"f": by_year(deals, before, end)}, "register") == sum(len(deal.delivered) for deal in deals)


@LAYOUTS
def test_a_spreadsheet_that_fills_up_every_line_changes_nothing(written):
    lines = [line if line.count(b",") > 9 else line + b"," * 15 for line in written().splitlines()]
    padded = b"".join(line + b",,\r\n" for line in lines)
    assert_frame_equal(read(padded), read(written()))
    with pytest.raises(Invalid, match="only deliveries to Iraq"):
        read(padded.replace(b"to All countries", b"to Iraq"))


def ships(*delivered, supplier="Russia", recipient="Israel"):
    return [
        Deal(90 + i, supplier, recipient, "Ships", "frigate", "New", "No", years) for i, years in enumerate(delivered)
    ]


def test_a_register_by_deal_is_spread_evenly_and_what_is_spread_is_an_estimate():
    def without(deals):
        return [deal for deal in deals if (deal.supplier, deal.recipient) != ("Russia", "Israel")]

    # 9 in two years are 4.5 a year, whatever they were; of two deals that meet in 2024 both count. 5 in 2001 are 5.
    frame = read(by_deal([*without(whole()), *ships({2023: 8.0, 2024: 1.0}, {2024: 6.0}, {2001: 5.0})]))
    assert values(frame, "RUS", "ISR") == {"2001-12-31": 5, "2023-12-31": 4.5, "2024-12-31": 10.5}
    assert statuses(frame, "RUS", "ISR") == {"2001-12-31": "", "2023-12-31": "estimate", "2024-12-31": "estimate"}
    # A sum is an estimate where one of its parts is.
    assert statuses(frame, "WLD", "ISR")["2023-12-31"] == statuses(frame, "WLD", "WLD")["2023-12-31"] == "estimate"
    assert values(frame, "WLD", "WLD").keys() == {f"{year}-12-31" for year in YEARS}


def test_both_layouts_agree_where_all_years_of_a_deal_are_alike():
    exact, spread = read(by_year()), read(by_deal())
    assert_frame_equal(exact.drop(columns="status"), spread.drop(columns="status"))
    assert set(exact["status"]) == {""}


def test_what_is_counted_from_estimates_is_an_estimate():
    exact, spread = (parse("sipri_arms", "first_supplier NATO-EUR@2024", content) for content in (by_year(), by_deal()))
    assert [set(frame["status"]) for frame in (exact, spread)] == [{""}, {"estimate"}]
    assert_frame_equal(exact.drop(columns="status"), spread.drop(columns="status"))


def test_an_extract_may_say_which_figures_were_spread():
    rows = ["Supplier,Recipient,Delivery year,TIV delivery values,method", "France,Iraq,2001,5,even split"]
    frame = read("\n".join([*rows, "United States,Iraq,2001,7,exact", "United States,Iraq,2002,7,exact"]))
    assert [statuses(frame, supplier, "IRQ")["2001-12-31"] for supplier in ("FRA", "USA", "WLD")] == [
        "estimate",
        "",
        "estimate",
    ]
    assert statuses(frame, "WLD", "WLD") == {"2001-12-31": "estimate", "2002-12-31": ""}


def test_an_order_without_deliveries_is_none_and_a_deal_without_a_year_is_left_out_and_counted(caplog):
    order = Deal(98, "France", "Iraq", "Ships", "frigate", "New", "No", {})
    undated = (
        by_deal()
        .replace(b"; ", b";")
        .replace(b"\r\nZimbabwe,Russia", b"\r\nIraq,France,2001,,1,,X,tank,1,,,New,,1,1,0.5\r\nZimbabwe,Russia")
    )
    with caplog.at_level(logging.INFO, "plumbline.loaders"):
        assert_frame_equal(read(by_deal([*whole(), order])), read(by_deal()))
        assert not caplog.records
        assert_frame_equal(read(undated), read(by_deal()))
    (told,) = caplog.records
    assert (told.deals, told.tiv_million) == (1, 0.5)
    with pytest.raises(Invalid, match="1 deals of this register have deliveries and no year"):
        read(undated.replace(b"1,1,0.5", b"1,1,500"))


@pytest.mark.parametrize(("part", "refused"), [(0.0098, False), (0.0102, True)])
def test_deals_without_a_year_may_be_one_hundredth_of_all_and_no_more(part, refused):
    deals = whole()
    dated = sum(sum(deal.delivered.values()) for deal in deals)
    row = f"\r\nIraq,France,2001,,1,,X,tank,1,,,New,,1,1,{dated * part / (1 - part):.4f}\r\nZimbabwe,Russia".encode()
    content = by_deal().replace(b"; ", b";").replace(b"\r\nZimbabwe,Russia", row)
    if refused:
        with pytest.raises(Invalid, match="no year"):
            read(content)
    else:
        assert_frame_equal(read(content), read(by_deal()))


@LAYOUTS
def test_a_range_of_years_that_reaches_back_far_enough_is_read(written):
    early = Deal(97, "Russia", "Iraq", "Ships", "frigate", "New", "No", {1960: 4.0})
    frame = read(written([early, *whole()], head(years="'1950' to '2024'")))
    assert values(frame, "RUS", "IRQ")["1960-12-31"] == 4
    assert_frame_equal(read(written(whole(), head(years="'1995' to '2024'"))), read(written()))


def since(first):
    return [d._replace(delivered={y: v for y, v in d.delivered.items() if y >= first}) for d in whole()]


def only(**wanted):
    """Deals that have what is wanted of them."""
    return [deal for deal in whole() if all(getattr(deal, column) in values for column, values in wanted.items())]


ALL_BUT_SHIPS = [deal.category for deal in whole() if deal.category != "Ships"]
CHOSEN = {
    "suppliers": (only(supplier=["France"]), head(suppliers="France  "), "has only deliveries from France. On SIPRI.*choose all suppliers"),
    "several suppliers": (only(supplier=SUPPLIERS[1:5]), head(suppliers="China, France, Germany, Russia  "), "only deliveries from China, France, Germany and 1 more"),
    "recipients": (only(recipient=["Iraq"]), head(recipients="Iraq  "), "only deliveries to Iraq.*choose all recipients"),
    "years": (since(1996), head(years="'1996' to '2024'"), "begins in 1996; deliveries from 1995 on are needed.*leave the range of years open"),
    "years that end early": (whole(), head(years="'1950' to '2023'"), "ends in 2023, and was made in 2026.*leave the range of years open"),
    "years without a head": (since(1996), [], "begins in 1996"),
    "a category": (only(category=["Aircraft"]), None, "weapon category Air-defence systems, Armoured vehicles, Artillery and 7 more.*choose all weapon categories"),
    "all categories but one": (only(category=ALL_BUT_SHIPS), None, "a part of the whole: it has no deals of weapon category Ships"),
    "new arms": (only(status=["New"]), None, "status Second hand, Second hand but modernized.*choose new and second-hand"),
    "a choice of later": (whole(), [*head(), "Armament categories: all"], "a choice that is not known here: 'Armament categories: all'"),
    "another first line": (whole(), ["Transfers of major arms: Ships"], "a choice that is not known here"),
}  # fmt: skip


@LAYOUTS
@pytest.mark.parametrize("name", CHOSEN)
def test_a_part_of_the_register_is_refused_with_what_to_choose(name, written):
    deals, before, said = CHOSEN[name]
    with pytest.raises(Invalid, match=said):
        read(written(deals, before))


@pytest.mark.parametrize(("local", "missing"), [("No", "Yes"), ("Yes", "No")])
def test_licensed_production_alone_or_left_out_is_refused(local, missing):
    with pytest.raises(Invalid, match=f"no deals of local production {missing}"):
        read(by_year(only(local=[local])))


@LAYOUTS
def test_a_year_that_is_missing_in_the_middle_is_named(written):
    deals = [d._replace(delivered={y: v for y, v in d.delivered.items() if y not in (2003, 2004)}) for d in whole()]
    with pytest.raises(Invalid, match="no deliveries of 2003, 2004"):
        read(written(deals))


def test_a_filtered_register_has_one_sentence_for_all_its_series():
    content = by_year(only(supplier=["France"]), head(suppliers="France  "))
    said = set()
    for code in recognise(content).codes:
        with pytest.raises(Invalid) as raised:
            parse("sipri_arms", code, content)
        said.add(str(raised.value))
    assert len(said) == 1


def lines_of(written):
    """The lines before the rows, and the rows."""
    lines = written().splitlines(keepends=True)
    return lines[:12], lines[12:]


def deliveries(content):
    """What is read of a register, once it has passed for a whole one; in an order of its own."""
    register = read_register(content)
    require_years(register, YEARS[0])
    return register.deliveries.sort_values(list(register.deliveries), ignore_index=True)


@LAYOUTS
@few
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(written, chance):
    before, rows = lines_of(written)
    chance.shuffle(rows)
    assert_frame_equal(deliveries(b"".join(before + rows)), deliveries(written()))


@LAYOUTS
@few
@given(kept=st.floats(0.1, 1))
def test_a_register_that_was_cut_is_never_taken_for_the_whole(written, kept):
    before, rows = lines_of(written)
    # At the end of a row, and anywhere.
    at_row, at_byte = before + rows[: min(int(len(rows) * kept), len(rows) - 1)], b"".join(before + rows)
    for content in (b"".join(at_row), at_byte[: min(int(len(at_byte) * kept), len(at_byte) - 2)]):
        with pytest.raises(SourceError):
            deliveries(content)


@LAYOUTS
@few
@given(data=st.data())
def test_a_register_that_holds_rows_twice_is_never_taken_for_the_whole(written, data):
    before, rows = lines_of(written)
    place = data.draw(st.integers(0, len(rows) - 1))
    for content in (before + rows + rows[place:], before + rows + before + rows, before + rows[: place + 1] + rows):
        with pytest.raises(Invalid, match="twice"):
            deliveries(b"".join(content))


@LAYOUTS
@few
@given(data=st.data())
def test_a_choice_on_the_page_is_never_read_in_silence(written, data):
    column = data.draw(st.sampled_from(["category", "status", *(["local"] if written is by_year else [])]))
    values = sorted({getattr(deal, column) for deal in whole()})
    chosen = data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=len(values) - 1, unique=True))
    with pytest.raises(Invalid, match="a part of the whole"):
        deliveries(written(only(**{column: chosen})))


@pytest.mark.parametrize("side", ["suppliers", "recipients"])
@few
@given(data=st.data())
def test_a_choice_of_states_that_the_head_tells_is_never_read_in_silence(side, data):
    names = SUPPLIERS if side == "suppliers" else RECIPIENTS
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    with pytest.raises(Invalid, match=f"only deliveries .* choose all {side}"):
        deliveries(by_year(whole(), head(**{side: ", ".join(chosen) + "  "})))


def test_the_first_year_needed_is_that_of_the_catalog():
    assert CATALOG.indicator["arms_transfers"].start == YEARS[0]
