"""Edges of doubts about figures beside those in hand: what just may be gone, the words for what is, sums of nothing."""

import pandas as pd
import pytest
from builders import catalog, indicator
from living import made_up

from loaders.plausibility import doubts_beside

TAIL = ", and there were some in the edition in hand."


def joined(*lines):
    return pd.concat(lines, ignore_index=True)


def on(days):
    return pd.DataFrame({"entity": "USA", "counterpart": "", "date": days, "value": 1.0, "status": ""}).astype(
        {"date": "datetime64[s]"}
    )


def states(codes):
    """One figure of each, of the same year."""
    return joined(*(made_up([10.0], entity=code) for code in codes))


@pytest.mark.parametrize(
    ("gone", "names"),
    [
        (("CHN",), "Chn"),
        (("CHN", "DEU"), "Chn, Deu"),
        (("CHN", "DEU", "RUS"), "Chn, Deu, Rus"),
        (("CHN", "DEU", "RUS", "S01"), "Chn, Deu, Rus and 1 more"),
        (("CHN", "DEU", "RUS", "S01", "S02"), "Chn, Deu, Rus and 2 more"),
    ],
)
def test_up_to_three_states_that_are_gone_are_named_and_of_a_file_none_may_be_gone(gone, names):
    """Of a service two of a hundred may be gone."""
    every = ["CHN", "DEU", "RUS", "USA", *(f"S{n:02}" for n in range(1, 97))]
    newer, former = states([code for code in every if code not in gone]), states(every)
    told = [f"There is no figure of {names}{TAIL}"]
    assert doubts_beside(newer, former, indicator(), catalog(), of_file=True) == told
    assert doubts_beside(newer, former, indicator(), catalog()) == (told if len(gone) > 2 else [])


@pytest.mark.parametrize(
    ("frequency", "days", "lost", "words"),
    [
        ("D", pd.date_range("2024-01-01", periods=100), [50, 51], ""),
        ("D", pd.date_range("2024-01-01", periods=100), [50, 51, 52], "3 periods from 2024-02-20 to 2024-02-22"),
        ("D", pd.date_range("2024-01-01", periods=49), [3], "2024-01-04"),
        ("Q", pd.date_range("2020-03-31", periods=12, freq="QE"), [2], "2020-09-30"),
        ("M", pd.date_range("2020-01-31", periods=30, freq="ME"), [1], "2020-02"),
        ("A", pd.date_range("2000-12-31", periods=20, freq="YE"), [4, 7], "2 periods from 2004 to 2007"),
    ],
)
def test_periods_that_are_gone_are_told_as_their_frequency_has_them(frequency, days, lost, words):
    found = doubts_beside(on(days.delete(lost)), on(days), indicator(frequency=frequency), catalog())
    assert found == ([f"There is no figure of {words}{TAIL}"] if words else [])


def test_of_an_older_edition_what_its_own_last_year_had_in_hand_counts():
    """To the end of 2014 eight figures are in hand, three of them of states that have no other; in 2015 one more."""
    only_2014 = [made_up([10.0], entity=code, first=2014) for code in ("CHN", "DEU", "RUS")]
    former = joined(made_up([10.0] * 6, first=2010), *only_2014)
    assert doubts_beside(made_up([10.0] * 5, first=2010), former, indicator(), catalog()) == [
        "5 figures where there were 8: more than a tenth is gone.",
        "They end on 2014-12-31, those in hand on 2015-12-31: an older edition.",
        f"There is no figure of Chn, Deu, Rus{TAIL}",
    ]


@pytest.mark.parametrize(
    ("absent", "told"),
    [
        # The United States sells to two, and one sale is gone; both sides are known of other deals.
        ("zero", []),
        ("unknown", [f"There is no figure of Usa and Chn{TAIL}"]),
    ],
)
def test_between_two_states_that_are_both_there_what_went_may_be_withdrawn(absent, told):
    newer = joined(*(made_up([10.0] * 20, entity=a).assign(counterpart=b) for a, b in (("USA", "DEU"), ("RUS", "CHN"))))
    former = joined(newer, made_up([10.0]).assign(counterpart="CHN"))
    assert doubts_beside(newer, former, indicator(absent=absent), catalog()) == told


def sums(*values):
    return made_up(list(values), entity="WLD")


def doubts_about_sums(newer, former):
    return doubts_beside(newer, former, indicator(), catalog(groups={"WLD": ["USA", "CHN"]}), of_file=True)


def test_sums_that_are_lower_by_just_a_twentieth_are_not_lower_by_more():
    assert doubts_about_sums(sums(95, 190, 285), sums(100, 200, 300)) == [
        "3 of 3 past sums are lower than in the edition in hand and none is higher, as where rows are missing: "
        "Wld, 2000-12-31, from 100 to 95."
    ]
    assert doubts_about_sums(sums(94.9, 189.9, 284.9), sums(100, 200, 300)) == [
        "Half of the 3 past sums are more than 5 % lower than in the edition in hand: rows may be missing."
    ]


def test_a_sum_of_nothing_that_stays_nothing_is_one_that_is_not_lower():
    """Three of seven are lower by more than a twentieth: not half of them."""
    assert doubts_about_sums(sums(93, 188, 282, 0, 0, 0, 0), sums(100, 200, 300, 0, 0, 0, 0)) == [
        "3 of 7 past sums are lower than in the edition in hand and none is higher, as where rows are missing: "
        "Wld, 2000-12-31, from 100 to 93."
    ]


def test_a_sum_of_nothing_that_is_something_now_is_higher():
    assert doubts_about_sums(sums(99, 198, 297, 0.001), sums(100, 200, 300, 0)) == []


@pytest.mark.parametrize("missing", ["past", "new"])
def test_a_line_that_only_one_of_the_two_has_is_not_shorter(missing):
    both = joined(made_up([10.0] * 3), made_up([10.0] * 3, entity="CHN"))
    one = both[both["entity"] == "USA"]
    newer, former = (both, one) if missing == "past" else (one, both)
    found = doubts_beside(newer, former, indicator(), catalog(), of_file=True)
    few = ["3 figures where there were 6: more than a tenth is gone.", f"There is no figure of Chn{TAIL}"]
    assert found == ([] if missing == "past" else few)
