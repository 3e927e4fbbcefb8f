"""The world's totals of a new edition beside those in hand."""

import pytest
from arms_tables import by_deal, by_year, whole
from living import made_up, provenance
from loading import CATALOG
from official import values_table

from loaders import wall_clock
from loaders.observations import Observations, as_table
from loaders.sources import doubts_of

ARMS = CATALOG.indicator["arms_transfers"]
FIRST = CATALOG.indicator["arms_first_supplier"]


def in_hand(name, values, first=2000, **columns):
    frame = made_up(values, "WLD", first).assign(**columns)
    row = provenance(name, frame, wall_clock.now().date())
    return Observations(as_table(frame.assign(indicator=name)), {name: row})


FORMER = in_hand("arms_transfers", [100.0] * 10, counterpart="WLD")


def extract(values):
    rows = [
        f"France,Iraq,{2000 + i},{value / 2}\nFrance,Nobody,{2000 + i},{value / 2}" for i, value in enumerate(values)
    ]
    return {"f.csv": "\n".join(["Supplier,Recipient,Delivery year,TIV delivery values", *rows]).encode()}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([100] * 10, []),
        ([100] * 10 + [500], []),  # a year that was not in hand
        # A year lower by a seventh and the next higher by as much: a revision.
        ([100] * 8 + [86, 114], []),
        ([98.1] * 10, []),
        ([97.9] * 10, ["The world's total of 2000 to 2009 is 2 % below the one in hand: deals are missing."]),
        ([50] * 10, ["The world's total of 2000 to 2009 is 50 % below the one in hand: deals are missing."]),
        ([200] * 10, ["The world's total of 2000 to 2009 is 100 % above the one in hand: deals may stand there twice."]),
        ([84, 116] + [100] * 8, ["The world's total of 2000 is 16 % below the one in hand.", "The world's total of 2001 is 16 % above the one in hand."]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("of", [ARMS, FIRST])
def test_the_worlds_total_may_move_as_far_as_revisions_go(values, said, of):
    """Also of what is counted from the same deals."""
    assert doubts_of(of, extract(values), FORMER) == said


def test_of_many_years_that_moved_three_are_told():
    told = doubts_of(ARMS, extract([80, 120, 80, 120] + [100] * 6), FORMER)
    assert told == [
        f"The world's total of {year} is 20 % {way} the one in hand."
        for year, way in ((2000, "below"), (2001, "above"), (2002, "below"))
    ]


def test_a_year_without_deliveries_in_hand_has_nothing_to_be_held_against():
    quiet = in_hand("arms_transfers", [0.0] + [100.0] * 9, counterpart="WLD")
    assert doubts_of(ARMS, extract([1] + [100] * 9), quiet) == []


@pytest.mark.filterwarnings("error")
def test_of_editions_without_a_year_in_common_nothing_is_said():
    assert doubts_of(ARMS, extract([1]), in_hand("arms_transfers", [100.0] * 5, 1990, counterpart="WLD")) == []


@pytest.mark.parametrize("written", [by_year, by_deal])
def test_deals_that_vanish_in_the_middle_show_in_the_worlds_totals(written):
    sums = [sum(deal.delivered.get(year, 0) for deal in whole()) for year in range(1995, 2025)]
    former = in_hand("arms_transfers", sums, 1995, counterpart="WLD")
    assert doubts_of(ARMS, {"f.csv": written()}, former) == []
    (told,) = doubts_of(ARMS, {"f.csv": written([d for d in whole() if d.supplier != "France"])}, former)
    assert told.startswith("The world's total of 1995 to 2024 is ")
    assert told.endswith(" below the one in hand: deals are missing.")


def test_the_tables_of_all_states_have_totals_of_their_own():
    # 5 a year to 2020 in the table.
    content = {"f.csv": values_table("Exports by", "Total world export")}
    of = CATALOG.indicator["arms_exports"]
    assert doubts_of(of, content, in_hand("arms_exports", [5.0] * 21)) == []
    assert doubts_of(of, content, in_hand("arms_exports", [10.0] * 21)) == [
        "The world's total of 2000 to 2020 is 50 % below the one in hand: deals are missing."
    ]


def test_other_sources_are_left_alone_and_so_is_what_has_no_edition_in_hand():
    assert doubts_of(CATALOG.indicator["gold_price"], extract([1]), FORMER) == []
    assert doubts_of(ARMS, extract([1]), in_hand("arms_exports", [5.0])) == []
