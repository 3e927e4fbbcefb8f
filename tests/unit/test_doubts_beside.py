"""Figures that cannot be right beside those in hand: too few of them, of another size, or of an older edition."""

import numpy as np
import pandas as pd
import pytest
from builders import catalog, indicator
from hypothesis import given, settings
from hypothesis import strategies as st
from living import made_up

from loaders import plausibility
from loaders.moves import SAME
from loaders.plausibility import range_of

TONNES = indicator()
GROWTH = indicator(unit="% a year")
BALANCE = indicator("current_account", unit="% of GDP")
SHARE = indicator(unit="% of GDP")


def doubts_beside(frame, former, row):
    return plausibility.doubts_beside(frame, former, row, catalog())


def years(count, value=10.0, last=2024, **changes):
    """As many yearly figures, up to the same year: what is gone is gone from the beginning."""
    return made_up([value] * count, first=last + 1 - count, **changes)


def scattered(count, of):
    """So many figures of two states, of which the second lacks some at the beginning: no year and no state is gone."""
    first = (of + 1) // 2
    return pd.concat([years(first), years(count - first, entity="CHN")], ignore_index=True)


@pytest.mark.parametrize(("former", "new"), [(10, 9), (100, 90), (70, 63), (2, 2)])
def test_a_tenth_may_go(former, new):
    assert doubts_beside(scattered(new, former), scattered(former, former), TONNES) == []


@pytest.mark.parametrize(("former", "new"), [(1, 1), (10, 11), (0, 0), (0, 5)])
def test_as_many_figures_or_more_raise_no_doubt(former, new):
    assert doubts_beside(years(new), years(former), TONNES) == []


@pytest.mark.parametrize(("former", "new"), [(10, 8), (100, 89), (70, 62), (5, 4)])
def test_more_than_that_may_not(former, new):
    assert doubts_beside(scattered(new, former), scattered(former, former), TONNES) == [
        f"{new} figures where there were {former}: more than a tenth is gone."
    ]


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(0, 80))
@pytest.mark.slow
def test_what_is_lost_is_counted_exactly(former, new):
    found = doubts_beside(years(new), years(former), TONNES)
    assert any("more than a tenth is gone" in doubt for doubt in found) == (10 * new < 9 * former)


@pytest.mark.parametrize("factor", [1.99, 1.0, 0.51, 0.5])
def test_up_to_double_and_down_to_half_is_a_revision(factor):
    assert doubts_beside(years(9, 10 * factor), years(9), TONNES) == []


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (2.01, "Half of the 9 figures that both editions have are 2.01 times the former ones or more"),
        (1000, "are 1e+03 times the former ones or more"),
        (0.49, "Half of the 9 figures that both editions have are 0.49 of the former ones or less"),
        (1e-6, "are 1e-06 of the former ones or less"),
    ],
)
def test_more_than_that_is_another_unit_or_base(factor, words):
    (found,) = doubts_beside(years(9, 10 * factor), years(9), TONNES)
    assert words in found
    assert found.endswith(": another unit or base.")


def test_a_few_figures_of_another_size_are_revisions():
    new = years(9)
    new.loc[:3, "value"] *= 1000
    assert doubts_beside(new, years(9), TONNES) == []
    new.loc[:4, "value"] = 10_000
    assert len(doubts_beside(new, years(9), TONNES)) == 1


@pytest.mark.parametrize("end", [2023, 2000])
def test_figures_that_end_earlier_are_an_older_edition(end):
    assert doubts_beside(years(9, last=end), years(9), TONNES) == [
        f"They end on {end}-12-31, those in hand on 2024-12-31: an older edition."
    ]
    assert doubts_beside(years(9 + 2024 - end), years(9, last=end), TONNES) == []


def test_projections_that_go_less_far_are_no_figures_gone():
    ahead = years(20, last=2029).assign(status=["", *[""] * 14, *["projection"] * 5])
    assert doubts_beside(years(15, last=2024), ahead, TONNES) == []


def test_an_older_edition_lacks_nothing_but_what_came_later():
    assert doubts_beside(years(9, last=2014), years(19), TONNES) == [
        "They end on 2014-12-31, those in hand on 2024-12-31: an older edition."
    ]


def test_projections_do_not_say_where_an_edition_ends():
    in_hand = years(9)
    in_hand.loc[7:, "status"] = "projection"
    assert doubts_beside(years(9, last=2022), in_hand, TONNES) == []
    assert len(doubts_beside(years(9, last=2021), in_hand, TONNES)) == 1


def test_all_doubts_are_told():
    few, years_gone, unit = doubts_beside(years(5, 1000), years(9), TONNES)
    assert "more than a tenth" in few
    assert (
        years_gone == "There is no figure of 4 periods from 2016 to 2019, and there were some in the edition in hand."
    )
    assert "another unit" in unit


@pytest.mark.parametrize("row", [GROWTH, BALANCE])
def test_where_figures_may_be_negative_their_ratio_says_nothing(row):
    assert range_of(row)[0] < 0
    assert doubts_beside(years(9, 0.1), years(9, 3), row) == []
    assert doubts_beside(years(9, -4), years(9, 3), row) == []
    # Fewer of them is a doubt all the same.
    assert len(doubts_beside(scattered(7, 9), scattered(9, 9), row)) == 1


def test_shares_are_judged_by_size_too():
    assert len(doubts_beside(years(9, 0.2), years(9, 20), SHARE)) == 1


def test_editions_that_share_no_period_or_entity_say_nothing_of_their_unit():
    assert not any("unit or base" in doubt for doubt in doubts_beside(years(9, 1e6), years(9, last=1924), TONNES))
    assert not any("unit or base" in doubt for doubt in doubts_beside(years(9, 1e6, entity="CHN"), years(9), TONNES))


def test_zeros_have_no_ratio():
    assert doubts_beside(years(9, 0), years(9), TONNES) == []
    assert doubts_beside(years(9), years(9, 0), TONNES) == []


def test_the_sides_of_flows_are_compared_each_with_its_own():
    small, large = years(9, 1).assign(counterpart="UKR"), years(9, 1000).assign(counterpart="POL")
    both = pd.concat([small, large], ignore_index=True)
    assert doubts_beside(both[::-1], both, TONNES) == []


def test_frames_as_they_are_in_hand_are_compared_with_those_just_read():
    in_hand = years(9).astype({"entity": "category", "counterpart": "category", "status": "category"})
    in_hand = in_hand.assign(indicator=pd.Categorical(["x"] * 9), date=in_hand["date"].astype("datetime64[ms]"))
    assert doubts_beside(years(9, 9), in_hand, TONNES) == []
    assert len(doubts_beside(years(9, 90), in_hand, TONNES)) == 1


@pytest.mark.parametrize(("first", "words"), [(2017, "2016"), (2018, "2 periods from 2016 to 2017")])
def test_past_years_that_vanish_are_a_doubt_even_where_others_have_come(first, words):
    newer = made_up([10.0] * 20, first=first)
    assert doubts_beside(newer, years(9), TONNES) == [
        f"There is no figure of {words}, and there were some in the edition in hand."
    ]


def test_a_period_may_go_where_there_are_many_but_no_month_of_a_file():
    def daily(days):
        return pd.DataFrame({"entity": "USA", "counterpart": "", "date": days, "value": 1.0, "status": ""})

    days = pd.date_range("2024-01-01", periods=100).astype("datetime64[s]")
    for of_file in (True, False):
        found = [
            plausibility.doubts_beside(
                daily(days.delete(lost)), daily(days), indicator(frequency="D"), catalog(), of_file=of_file
            )
            for lost in ([50, 51], [50, 51, 52])
        ]
        assert [len(doubts) for doubts in found] == [0, 1]
    months = pd.date_range("2016-01-31", periods=100, freq="ME").astype("datetime64[s]")
    assert doubts_beside(daily(months.delete(50)), daily(months), indicator(frequency="M")) == []
    lost = plausibility.doubts_beside(
        daily(months.delete(50)), daily(months), indicator(frequency="M"), catalog(), of_file=True
    )
    assert lost == ["There is no figure of 2020-03, and there were some in the edition in hand."]


def test_a_state_that_vanishes_is_named_unless_there_are_a_great_many():
    def world(*missing):
        kept = [code for code in ["USA", "CHN", "RUS", *(f"S{n:02}" for n in range(97))] if code not in missing]
        days = pd.Series([f"{year}-12-31" for year in (2022, 2023, 2024)] * len(kept)).astype("datetime64[s]")
        return pd.DataFrame(
            {"entity": np.repeat(kept, 3), "counterpart": "", "date": days, "value": 10.0, "status": ""}
        )

    assert doubts_beside(world("CHN", "RUS"), world(), TONNES) == []
    assert doubts_beside(world("CHN", "RUS", "S05", "S07"), world(), TONNES) == [
        "There is no figure of Chn, Rus, S05 and 1 more, and there were some in the edition in hand."
    ]
    few = pd.concat([years(30), years(1, entity="RUS").assign(counterpart="CHN")], ignore_index=True)
    assert doubts_beside(years(30), few, TONNES) == [
        "There is no figure of Rus and Chn, and there were some in the edition in hand."
    ]


def test_a_flow_of_which_only_zeros_are_left_has_vanished():
    zeros = indicator(absent="zero")
    both = pd.concat([years(30), years(2, entity="RUS")], ignore_index=True)
    quiet = both.assign(value=both["value"].where(both["entity"] != "RUS", 0.0))
    assert doubts_beside(quiet, both, zeros) == [
        "There is no figure of Rus, and there were some in the edition in hand."
    ]
    assert doubts_beside(quiet, both, TONNES) == []


def test_what_is_exactly_twice_as_much_stands_twice_in_the_file():
    newer = made_up([20.0] * 9 + [7.0], first=2016)
    (found,) = doubts_beside(newer, years(9), TONNES)
    assert found == (
        "Half of the 9 figures that both editions have are exactly twice the former ones: every row may stand in the file twice."
    )
    # Of one or two figures it may be chance.
    assert doubts_beside(years(2, 20.0), years(2), TONNES) == []


def of_world(world, state):
    """Yearly sums of the world, and the figures of one state."""
    return pd.concat([made_up(world, entity="WLD"), made_up(state)], ignore_index=True)


def test_sums_that_are_lower_while_none_is_higher_are_a_doubt():
    cat = catalog(groups={"WLD": ["USA", "CHN", "RUS", "DEU"]})
    before = of_world([100.0, 200, 300, 400], [10.0] * 4)

    def doubts(world, state=(10.0,) * 4, row=TONNES):
        return plausibility.doubts_beside(of_world(world, state), before, row, cat, of_file=True)

    assert doubts([99.0, 200, 290, 399]) == [
        "3 of 4 past sums are lower than in the edition in hand and none is higher, as where rows are missing: Wld, 2002-12-31, from 300 to 290."
    ]
    assert doubts([94.0, 188, 282, 500]) == [
        "Half of the 4 past sums are more than 5 % lower than in the edition in hand: rows may be missing."
    ]
    assert doubts([96.0, 192, 288, 500]) == []
    # Revisions go both ways; two figures may be corrected; and of figures that are no sums it says nothing.
    assert doubts([99.0, 201, 290, 399]) == []
    assert doubts([99.0, 200, 300, 399]) == []
    assert doubts([99.0, 200, 290, 399], row=indicator(aggregation="mean")) == []
    # States that are revised, up or down, are no sums either.
    assert doubts([100.0, 200, 300, 400], [9.0] * 4) == []
    assert doubts([99.0, 200, 290, 399], [11.0] * 4) != []
    # A service answers whole or not at all.
    assert plausibility.doubts_beside(of_world([99.0, 200, 290, 399], [10.0] * 4), before, TONNES, cat) == []


def test_a_past_sum_that_is_gone_is_nothing_where_absent_means_that_nothing_happened():
    cat = catalog(groups={"WLD": ["USA", "CHN"]})
    before, after = (made_up([100.0] * n, entity="WLD") for n in (7, 4))
    quiet, unknown = (indicator(absent=absent) for absent in ("zero", "unknown"))
    (told,) = plausibility._lowered(after, before, quiet, cat)
    assert told.startswith("3 of 7 past sums are lower than in the edition in hand and none is higher")
    assert told.endswith("from 100 to 0.")
    assert plausibility._lowered(after, before, unknown, cat) == []
    for factor, words in (
        (0.94, "Half of the 7 past sums are more than 5 % lower"),
        (0.96, "7 of 7 past sums are lower"),
    ):
        (told,) = plausibility._lowered(before.assign(value=100 * factor), before, unknown, cat)
        assert told.startswith(words)


@pytest.mark.parametrize(("apart", "doubled"), [(0, True), (-1.9, True), (1.9, True), (-2.1, False), (2.1, False)])
def test_twice_the_former_figure_is_so_to_a_part_of_it(apart, doubled):
    # Half of the figures are near twice what they were, by so many times the part that is taken for the same.
    newer = made_up([10.0 * (2 + apart * SAME)] * 5 + [10.0] * 5, first=2015)
    assert any("exactly twice" in doubt for doubt in doubts_beside(newer, years(10), TONNES)) == doubled


def test_a_line_that_is_shorter_in_a_file_than_in_hand_is_named_and_one_of_a_service_is_a_revision():
    before = pd.concat([years(9), years(9, entity="CHN"), years(9, entity="RUS")], ignore_index=True)
    cut = before[~((before["entity"] == "RUS") & (before["date"].dt.year > 2022))]
    late = before[~((before["entity"] == "CHN") & (before["date"].dt.year < 2017))]
    words = "than in the edition in hand: rows may be missing."
    of_file = {"of_file": True}
    assert plausibility.doubts_beside(cut, before, TONNES, catalog(), **of_file) == [
        f"The figures of Rus end earlier {words}"
    ]
    assert plausibility.doubts_beside(late, before, TONNES, catalog(), **of_file) == [
        f"The figures of Chn begin later {words}"
    ]
    assert doubts_beside(cut, before, TONNES) == doubts_beside(late, before, TONNES) == []


@given(st.lists(st.floats(1e-6, 1e12), min_size=1, max_size=20), st.floats(0.51, 1.99))
@settings(deadline=None, max_examples=30)
def test_an_edition_that_is_all_a_little_larger_or_smaller_raises_no_doubt(values, factor):
    assert doubts_beside(made_up(list(np.array(values) * factor)), made_up(values), TONNES) == []
