"""Edges of comparables: who is one, over which periods, and what each measure gives for each of them, by hand."""

import datetime as dt

import pytest
from builders import catalog, indicator, known, observations, row

from loaders.rows import Member
from verdicts.comparables import statistics
from verdicts.measures import measure

GROUP = {"ALL": ["USA", "CHN", "RUS", "DEU"]}


def asked(lines, cat=None, day=None, **changes):
    """What a row on the USA gives for each of the others."""
    one = row(among="ALL", **changes)
    at = known(observations({("x", name): values for name, values in lines.items()}), cat or catalog(groups=GROUP), day)
    names, values = statistics(one, at, one.window, measure(at, one.request, one.window))
    return dict(zip(names, values.tolist(), strict=True))


def test_comparables_whose_figures_end_before_ours_or_begin_after_are_none():
    # 2000 to 2002; China's end in 2001, Russia's begin in 2002, and nobody else has a figure of the other end.
    lines = {"USA": [1, 2, 3], "CHN": [5, 6]}
    assert asked(lines) == {}
    assert asked(lines, check="rises") == {}
    late = {"USA": [1, 2, 3], "RUS": [None, None, 9]}
    assert asked(late) == {"RUS": 9}
    assert asked(late, check="rises") == {}


def test_of_a_window_that_begins_before_comparables_do_the_shared_part_is_theirs():
    # Columns are counted from the first figure of any of them: 2001.
    lines = {"USA": [1, 2, 3], "CHN": [None, 5, 8], "RUS": [None, 7, 7]}
    assert asked(lines, check="rises", **{"from": "2001"}) == {"CHN": 3, "RUS": 0}


def test_a_mean_over_more_periods_than_comparables_have_is_none():
    lines = {"USA": [3, 3, 3, 9], "CHN": [1, 2], "RUS": [4, 5]}
    assert asked(lines, smoothing=3) == {}
    assert asked({"USA": [3, 3, 3, 9], "CHN": [None, None, None, 2]}, smoothing=3) == {}
    # Just as many as it takes give one: (1 + 2 + 6) / 3.
    assert asked({"USA": [3, 3, 3], "CHN": [1, 2, 6]}, smoothing=3) == {"CHN": 3}


def test_a_mean_reaches_over_no_gap():
    lines = {"USA": [3, 3, 3, 3], "CHN": [1, None, 2, 6], "RUS": [1, 2, None, 6]}
    assert asked(lines, smoothing=2) == {"CHN": 4}


def test_comparables_are_the_members_of_the_windows_last_day():
    left = Member(group="ALL", entity="CHN", **{"to": dt.date(2005, 6, 30)})
    joined = Member(group="ALL", entity="RUS", **{"from": dt.date(2005, 7, 1)})
    cat = catalog(groups={"ALL": [left, joined, "DEU"]})
    lines = {"USA": [1] * 10, "CHN": [2] * 10, "RUS": [3] * 10, "DEU": [4] * 10}
    assert asked(lines, cat, to="2004") == {"CHN": 2, "DEU": 4}
    assert asked(lines, cat, to="2005") == {"RUS": 3, "DEU": 4}
    # The day of which is asked, where that comes first.
    assert asked(lines, cat, dt.date(2005, 6, 30), to="2009") == {"CHN": 2, "DEU": 4}
    assert asked(lines, cat, dt.date(2005, 7, 1)) == {"RUS": 3, "DEU": 4}


def test_members_of_a_group_that_a_row_is_about_are_those_of_that_day():
    # China has left the group that the row is about, and so is comparable to it.
    left = Member(group="OURS", entity="CHN", **{"to": dt.date(2001, 12, 31)})
    cat = catalog(groups={**GROUP, "OURS": ["USA", left]})
    lines = {"USA": [1] * 4, "CHN": [2] * 4, "RUS": [3] * 4}
    assert asked(lines, cat, entity="OURS") == {"CHN": 2, "RUS": 3}
    assert asked(lines, cat, entity="OURS", to="2001") == {"RUS": 3}
    # A group as of a year has its members held for good.
    assert set(asked(lines, cat, entity="OURS@2001")) == {"RUS"}


def test_how_many_equal_powers_a_group_has_is_asked_of_no_single_state():
    cat = catalog(groups={**GROUP, "PAIR": ["USA", "CHN"]})
    assert asked({"USA": [1], "CHN": [2], "RUS": [3]}, cat, entity="PAIR", measure="effective_number") == {}


MEASURES = {
    "level": ({}, {"CHN": 12, "RUS": 8}),
    # 12 is 120 of the first, 10; 8 is 200 of 4.
    "index": ({}, {"CHN": 120, "RUS": 200}),
    # From 6 to 12, and from 5 to 8.
    "growth": ({}, {"CHN": 100, "RUS": 60}),
    # Of Germany's 16.
    "share": ({"versus_entity": "DEU"}, {"CHN": 75, "RUS": 50}),
    "ratio": ({"versus_entity": "DEU"}, {"CHN": 0.75, "RUS": 0.5}),
    "gap": ({"versus_entity": "DEU"}, {"CHN": -4, "RUS": -8}),
    "distance": ({"versus_entity": "DEU"}, {"CHN": 4, "RUS": 8}),
    # Of 16, 12, 10 and 8.
    "rank": ({"versus_entity": "ALL"}, {"CHN": 2, "RUS": 4, "DEU": 1}),
}


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_of_each_comparable_by_hand(name):
    changes, expected = MEASURES[name]
    lines = {"USA": [1, 2, 10], "CHN": [10, 6, 12], "RUS": [4, 5, 8], "DEU": [2, 2, 16]}
    found = asked(lines, measure=name, **changes)
    if name in ("level", "index", "growth"):
        expected = {**expected, "DEU": {"level": 16, "index": 800, "growth": 700}[name]}
    assert found == pytest.approx(expected)


def test_growth_from_below_nothing_has_the_sign_of_the_change():
    # From -10 to -5 is half of ten better.
    assert asked({"USA": [1, 2], "CHN": [-10, -5], "RUS": [0, 5]}, measure="growth") == {"CHN": 50}


def test_what_has_no_figure_of_its_own_has_no_rank():
    lines = {"USA": [1, 2], "CHN": [5, 6], "RUS": [5, None]}
    assert asked(lines, measure="rank", versus_entity="ALL") == {"CHN": 1}


def test_an_index_needs_its_first_period_and_a_level_only_its_last():
    lines = {"USA": [1, 2, 3], "CHN": [None, 5, 8], "RUS": [2, None, 8], "DEU": [0, 4, 8]}
    assert asked(lines) == {"CHN": 8, "RUS": 8, "DEU": 8}
    # From nothing there is none.
    assert asked(lines, measure="index") == {"RUS": 400}


def test_ends_of_several_periods_are_means_of_all_of_them():
    lines = {"USA": [1] * 4, "CHN": [1, 3, 7, 9], "RUS": [1, None, 7, 9], "DEU": [1, 3, None, 9]}
    assert asked(lines, ends=2) == {"CHN": 8, "RUS": 8}
    assert asked(lines, ends=2, check="rises") == {"CHN": 6}


def test_a_step_takes_the_periods_of_our_own_series_on_either_side():
    # The break is of 2010; ours has figures of 2008 and 2009, 2010 and 2011.
    lines = {"USA": [None] * 8 + [1] * 4, "CHN": [99] * 8 + [1, 3, 8, 10], "RUS": [None] * 9 + [3, 8, 10]}
    assert asked(lines, check="steps_up", event="break") == {"CHN": 7}


def test_another_indicator_is_that_of_each_comparable():
    figures = {("x", "USA"): [1], ("y", "USA"): [2], ("x", "CHN"): [3], ("y", "CHN"): [4], ("x", "RUS"): [5]}
    at = known(observations(figures), catalog(indicator(), indicator("y"), groups=GROUP))
    one = row(among="ALL", measure="share", versus_indicator="y")
    names, values = statistics(one, at, one.window, measure(at, one.request))
    # Russia has nothing to be compared with.
    assert (names, values.tolist()) == (("CHN",), [75])


def test_figures_that_more_than_one_row_asks_for_are_the_same_and_others_are_not():
    figures = {("x", name): values for name, values in {"USA": [1, 2, 3], "CHN": [2, 4, 9]}.items()}
    at = known(observations(figures), catalog(groups=GROUP))

    def found(**changes):
        one = row(among="ALL", **changes)
        return statistics(one, at, one.window, measure(at, one.request, one.window))[1].tolist()

    assert found() == found() == [9]
    assert found(smoothing=3) == [5]
    assert found() == [9]


def test_the_places_of_comparables_are_among_the_members_of_the_day_that_is_asked():
    # Germany, above them all, had joined in 2005.
    joined = Member(group="CLUB", entity="DEU", **{"from": dt.date(2005, 7, 1)})
    cat = catalog(groups={**GROUP, "CLUB": ["USA", "CHN", "RUS", joined]})
    lines = {"USA": [1] * 9, "CHN": [2] * 9, "RUS": [3] * 9, "DEU": [4] * 9}
    rank = {"measure": "rank", "versus_entity": "CLUB"}
    assert asked(lines, cat, dt.date(2005, 6, 30), **rank) == {"CHN": 2, "RUS": 1, "DEU": 1}
    assert asked(lines, cat, dt.date(2005, 7, 1), **rank) == {"CHN": 3, "RUS": 2, "DEU": 1}


def test_a_flow_is_that_of_each_comparable_to_the_same_counterpart():
    figures = {
        ("x", "USA", "UKR"): [1, 2], ("x", "CHN", "UKR"): [3, 4], ("x", "RUS", "DEU"): [5, 6], ("x", "CHN"): [7, 8],
    }  # fmt: skip
    at = known(observations(figures), catalog(groups=GROUP))

    one = row(among="ALL", counterpart="UKR")
    names, values = statistics(one, at, one.window, measure(at, one.request))
    assert (names, values.tolist()) == (("CHN",), [4])


def test_a_flow_may_be_held_against_one_to_somebody_else():
    # Each comparable's flow to Germany as a ratio of what it sends to Russia.
    figures = {
        ("x", name, other): [value]
        for name, to_germany, to_russia in (("USA", 1, 2), ("CHN", 6, 3))
        for other, value in (("DEU", to_germany), ("RUS", to_russia))
    }
    at = known(observations(figures), catalog(groups=GROUP))
    one = row(among="ALL", counterpart="DEU", measure="ratio", versus_counterpart="RUS")
    names, values = statistics(one, at, one.window, measure(at, one.request))
    assert (names, values.tolist()) == (("CHN",), [2])


def test_among_nobody_everybody_is_first():
    # On the day asked the club had no member yet.
    later = Member(group="CLUB", entity="DEU", **{"from": dt.date(2005, 7, 1)})
    cat = catalog(groups={**GROUP, "CLUB": [later]})
    lines = {"USA": [1] * 3, "CHN": [2] * 3}
    assert asked(lines, cat, dt.date(2004, 6, 30), measure="rank", versus_entity="CLUB") == {"CHN": 1}
