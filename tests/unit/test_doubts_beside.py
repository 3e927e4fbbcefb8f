"""Figures that cannot be right beside those in hand: too few of them, of another size, or of an older edition."""

import numpy as np
import pandas as pd
import pytest
from builders import indicator
from hypothesis import given, settings
from hypothesis import strategies as st
from living import made_up

from loaders.plausibility import doubts_beside, range_of

TONNES = indicator()
GROWTH = indicator(unit="% a year")
BALANCE = indicator("current_account", unit="% of GDP")
SHARE = indicator(unit="% of GDP")


def years(count, value=10.0, last=2024, **changes):
    """As many yearly figures, up to the same year: what is gone is gone from the beginning."""
    return made_up([value] * count, first=last + 1 - count, **changes)


@pytest.mark.parametrize(("former", "new"), [(10, 9), (100, 90), (70, 63), (1, 1), (10, 11), (0, 0), (0, 5)])
def test_a_tenth_may_go(former, new):
    assert doubts_beside(years(new), years(former), TONNES) == []


@pytest.mark.parametrize(("former", "new"), [(10, 8), (100, 89), (70, 62), (1, 0), (5, 4)])
def test_more_than_a_tenth_may_not(former, new):
    assert doubts_beside(years(new), years(former), TONNES) == [
        f"{new} figures where there were {former}: more than a tenth is gone."
    ]


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(0, 80))
@pytest.mark.slow
def test_what_is_lost_is_counted_exactly(former, new):
    found = doubts_beside(years(new), years(former), TONNES)
    assert bool(found) == (10 * new < 9 * former)


@pytest.mark.parametrize("factor", [2.0, 1.99, 1.0, 0.51, 0.5])
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
    assert doubts_beside(years(9), years(9, last=end), TONNES) == []


def test_projections_do_not_say_where_an_edition_ends():
    in_hand = years(9)
    in_hand.loc[7:, "status"] = "projection"
    assert doubts_beside(years(9, last=2022), in_hand, TONNES) == []
    assert len(doubts_beside(years(9, last=2021), in_hand, TONNES)) == 1


def test_both_doubts_are_told():
    assert len(doubts_beside(years(5, 1000), years(9), TONNES)) == 2


@pytest.mark.parametrize("row", [GROWTH, BALANCE])
def test_where_figures_may_be_negative_their_ratio_says_nothing(row):
    assert range_of(row)[0] < 0
    assert doubts_beside(years(9, 0.1), years(9, 3), row) == []
    assert doubts_beside(years(9, -4), years(9, 3), row) == []
    # Fewer of them is a doubt all the same.
    assert len(doubts_beside(years(7, 3), years(9, 3), row)) == 1


def test_shares_are_judged_by_size_too():
    assert len(doubts_beside(years(9, 0.2), years(9, 20), SHARE)) == 1


def test_editions_that_share_no_period_or_entity_raise_no_doubt():
    assert doubts_beside(years(9, 1e6, last=2024), years(9, last=1924), TONNES) == []
    assert doubts_beside(years(9, 1e6, entity="CHN"), years(9), TONNES) == []


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


@settings(max_examples=40)
@given(st.lists(st.floats(1e-6, 1e12), min_size=1, max_size=20), st.floats(0.5, 2, exclude_min=True, exclude_max=True))
def test_an_edition_that_is_all_a_little_larger_or_smaller_raises_no_doubt(values, factor):
    assert doubts_beside(made_up(list(np.array(values) * factor)), made_up(values), TONNES) == []
