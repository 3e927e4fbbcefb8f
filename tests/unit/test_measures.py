"""Measures on figures small enough to work out by hand, and the properties that hold for all."""

import datetime as dt

import numpy as np
import pytest
from builders import catalog, indicator, known, observations
from hypothesis import given
from hypothesis import strategies as st

from loaders.rows import Member
from verdicts.measures import NoSuchMeasure, Request, measure
from verdicts.periods import OPEN, Window

POSITIVE = st.floats(0.1, 1e6, allow_nan=False)
LISTS = st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE), min_size=2, max_size=25)


def run(obs, cat, window=OPEN, day=None, **request):
    return measure(known(obs, cat, day), Request(**{"indicator": "x", "entity": "USA", **request}), window)


def test_share_is_per_cent_of_the_other_side_on_common_dates_only():
    obs = observations({("x", "USA"): [10, 20, 30], ("x", "WLD"): [100, None, 120]})
    series = run(obs, catalog(), measure="share", versus_entity="WLD")
    assert series.values.tolist() == [10, 25]
    assert [str(d) for d in series.dates] == ["2000-12-31", "2002-12-31"]
    assert series.unit == "%"


def test_periods_with_nothing_to_divide_by_have_no_value_and_are_named():
    obs = observations({("x", "USA"): [0, 1, 0, 0, 2], ("x", "WLD"): [0, 4, 0, 0, 4]})
    series = run(obs, catalog(), measure="share", versus_entity="WLD")
    assert series.values.tolist() == [25, 50]
    assert [str(d)[:4] for d in series.undefined] == ["2000", "2002", "2003"]
    later = run(obs, catalog(), Window(dt.date(2003, 1, 1)), measure="share", versus_entity="WLD")
    assert [str(d)[:4] for d in later.undefined] == ["2003"]
    assert len(run(obs, catalog()).undefined) == 0


def test_a_smoothed_share_is_the_sum_over_the_sum_not_the_mean_of_shares():
    obs = observations({("x", "USA"): [1, 9], ("x", "WLD"): [10, 10]})
    assert run(obs, catalog(), measure="share", versus_entity="WLD", smoothing=2).values.tolist() == [50]
    uneven = observations({("x", "USA"): [1, 30], ("x", "WLD"): [10, 90]})
    assert run(uneven, catalog(), measure="share", versus_entity="WLD", smoothing=2).values.tolist() == [31]


def test_a_trailing_mean_does_not_reach_across_a_gap():
    obs = observations({("x", "USA"): [1, 2, None, 4, 6]})
    assert run(obs, catalog(), smoothing=2).values.tolist() == [1.5, 5]


def test_growth_compares_with_the_same_month_a_year_before():
    obs = observations({("x", "USA"): [100] * 12 + [110, 50]}, "M", "2000-01")
    series = run(obs, catalog(indicator(frequency="M")), measure="growth")
    assert series.values.tolist() == [10, -50]
    assert str(series.dates[0]) == "2001-01-31"


def test_rank_counts_members_above_and_needs_a_group():
    obs = observations({("x", "USA"): [3, 1], ("x", "CHN"): [2, 2], ("x", "RUS"): [5, None]})
    assert run(obs, catalog(), measure="rank", versus_entity="WLD").values.tolist() == [2, 2]
    with pytest.raises(NoSuchMeasure, match="needs a group"):
        run(obs, catalog(), measure="rank", versus_entity="CHN")


def test_nobody_has_a_share_in_figures_that_cannot_be_added_up():
    obs = observations({("x", "USA"): [3, 1], ("x", "WLD"): [4, 4], ("y", "USA"): [6, 4]})
    rates = catalog(indicator(aggregation="none"), indicator("y", aggregation="none"))
    with pytest.raises(NoSuchMeasure, match="cannot be added up"):
        run(obs, rates, measure="share", versus_entity="WLD")
    # A part of another figure is the row's own affair: gold in reserves.
    assert run(obs, rates, measure="share", versus_indicator="y").values.tolist() == [50, 25]
    assert run(obs, catalog(), measure="share", versus_entity="WLD").values.tolist() == [75, 25]


def test_effective_number_of_equal_powers_is_their_number():
    cat = catalog(groups={"POWERS": ["USA", "CHN", "RUS"]})
    obs = observations({("x", "USA"): [5, 8], ("x", "CHN"): [5, 1], ("x", "RUS"): [5, 1]})
    values = run(obs, cat, entity="POWERS", measure="effective_number").values
    assert values[0] == pytest.approx(3)
    assert values[1] == pytest.approx(1 / (0.64 + 0.01 + 0.01))


def test_there_is_no_number_of_powers_where_nobody_has_anything():
    cat = catalog(groups={"POWERS": ["USA", "CHN"]})
    found = run(
        observations({("x", "USA"): [5, 0], ("x", "CHN"): [5, 0]}), cat, entity="POWERS", measure="effective_number"
    )
    assert found.values.tolist() == [pytest.approx(2)]


def test_a_group_without_published_figures_is_the_sum_of_its_members():
    cat = catalog(groups={"EU": ["DEU", "CHN", "RUS"]})
    obs = observations({("x", "DEU"): [1, 2], ("x", "CHN"): [3, 4], ("x", "RUS"): [5, 6]})
    assert run(obs, cat, entity="EU").values.tolist() == [9, 12]


def test_a_published_group_is_taken_as_published():
    cat = catalog(groups={"EU": ["DEU"]})
    obs = observations({("x", "EU"): [7], ("x", "DEU"): [1]})
    assert run(obs, cat, entity="EU").values.tolist() == [7]


def test_the_world_is_whoever_has_figures():
    obs = observations({("x", "USA"): [1, 1], ("x", "CHN"): [3, 3]})
    series = run(obs, catalog(), entity="WLD")
    assert (series.values.tolist(), series.without) == ([4, 4], ())


def test_of_all_tables_without_a_gap_the_largest_is_taken():
    """Ten members over ten periods; two enter late. Leaving them out keeps 80 figures, their late start 40."""
    names = [f"C{i}" for i in range(8)]
    lines = {("x", n): [1.0] * 10 for n in names} | {("x", n): [None] * 6 + [1.0] * 4 for n in ("DEU", "RUS")}
    cat = catalog(groups={"ALL": [*names, "DEU", "RUS"]})
    series = run(observations(lines), cat, entity="ALL")
    assert (series.values.tolist(), set(series.without)) == ([8.0] * 10, {"DEU", "RUS"})


def test_members_left_out_are_named_the_largest_first():
    names = [f"C{i:02}" for i in range(21)]
    lines = {("x", n): [1.0, 1, 1, 1] for n in names}
    lines |= {("x", "DEU"): [None, 5, None, 5], ("x", "RUS"): [9, None, None, 9]}
    cat = catalog(groups={"ALL": [*names, "DEU", "RUS"]})
    assert run(observations(lines), cat, entity="ALL").without == ("RUS", "DEU")


def test_periods_in_which_a_member_is_silent_are_left_out_while_most_remain():
    cat = catalog(groups={"EU": ["DEU", "CHN", "RUS"]})
    obs = observations({("x", "DEU"): [1, 1, 1], ("x", "CHN"): [2, 2, 2], ("x", "RUS"): [None, 9, 9]})
    series = run(obs, cat, entity="EU")
    assert series.values.tolist() == [12, 12]
    assert series.without == ()


def test_a_member_that_is_silent_most_of_the_time_is_left_out_throughout_and_named():
    cat = catalog(groups={"EU": ["DEU", "CHN", "RUS"]})
    obs = observations({("x", "DEU"): [1, 1, 1], ("x", "CHN"): [2, 2, 2], ("x", "RUS"): [9, None, None]})
    series = run(obs, cat, entity="EU")
    assert series.values.tolist() == [3, 3, 3]
    assert series.without == ("RUS",)


def test_with_too_few_members_a_group_has_no_figures():
    cat = catalog(groups={"EU": ["DEU", "CHN", "RUS"]})
    assert len(run(observations({("x", "DEU"): [1, 1]}), cat, entity="EU")) == 0


def test_where_absent_means_zero_a_silent_member_adds_nothing():
    cat = catalog(indicator(absent="zero"), groups={"EU": ["DEU", "CHN", "RUS"]})
    obs = observations({("x", "DEU"): [1, 1], ("x", "CHN"): [2, None], ("x", "RUS"): [0, 0]})
    assert run(obs, cat, entity="EU").values.tolist() == [3, 1]


def test_where_absent_means_zero_a_member_never_heard_of_is_unknown_all_the_same():
    cat = catalog(indicator(absent="zero"), groups={"EU": ["DEU", "CHN", "RUS"]})
    assert len(run(observations({("x", "DEU"): [1, 1], ("x", "CHN"): [2, 2]}), cat, entity="EU")) == 0


def test_a_group_may_stand_on_the_other_side_of_a_flow():
    cat = catalog(indicator(absent="zero"), groups={"EU": ["DEU", "RUS"]})
    obs = observations({("x", "USA", "DEU"): [1, 2], ("x", "USA", "RUS"): [3, 4]})
    assert run(obs, cat, counterpart="EU").values.tolist() == [4, 6]


def test_members_are_those_at_the_end_of_the_window_or_of_the_year_named():
    late = Member.model_validate({"group": "EU", "entity": "RUS", "from": "2005-06-01"})
    cat = catalog(groups={"EU": ["DEU", late]})
    obs = observations({("x", "DEU"): [1] * 8, ("x", "RUS"): [1] * 8})
    assert run(obs, cat, entity="EU").values.tolist() == [2] * 8
    assert run(obs, cat, entity="EU", window=Window(end=dt.date(2003, 12, 31))).values.tolist() == [1] * 4
    assert run(obs, cat, entity="EU@2004").values.tolist() == [1] * 8


def test_a_group_that_cannot_be_added_up_has_no_figures():
    cat = catalog(indicator(aggregation="none"), groups={"EU": ["DEU"]})
    assert len(run(observations({("x", "DEU"): [1]}), cat, entity="EU")) == 0


def test_only_what_was_published_by_the_day_is_known():
    obs = observations({("x", "USA"): [1, 2, 3]})
    assert run(obs, catalog(), day=dt.date(2002, 4, 10)).values.tolist() == [1, 2]
    assert run(obs, catalog(), day=dt.date(2002, 4, 9)).values.tolist() == [1]


def test_projections_are_not_figures():
    obs = observations({("x", "USA"): [1, 2]}, marks={1: "projection"})
    assert run(obs, catalog()).values.tolist() == [1]
    assert obs.projected("x", "USA").values.tolist() == [2]


def test_index_begins_at_100_in_the_window():
    obs = observations({("x", "USA"): [50, 80, 100]})
    assert run(obs, catalog(), measure="index", window=Window(dt.date(2001, 1, 1))).values.tolist() == [100, 125]


def test_division_by_zero_leaves_the_date_out():
    obs = observations({("x", "USA"): [1, 2], ("x", "WLD"): [0, 4]})
    assert run(obs, catalog(), measure="ratio", versus_entity="WLD").values.tolist() == [0.5]


def test_an_unknown_measure_names_those_there_are():
    with pytest.raises(NoSuchMeasure, match="effective_number"):
        run(observations({("x", "USA"): [1]}), catalog(), measure="median")


@given(LISTS)
def test_shares_of_all_members_add_up_to_a_hundred(figures):
    names = ("USA", "CHN", "RUS")
    obs = observations({("x", n): [row[i] for row in figures] for i, n in enumerate(names)})
    cat = catalog(groups={"ALL": list(names)})
    total = sum(run(obs, cat, entity=n, measure="share", versus_entity="ALL").values for n in names)
    assert np.allclose(total, 100)


@given(LISTS)
def test_the_effective_number_lies_between_one_and_the_number_of_members(figures):
    names = ("USA", "CHN", "RUS")
    obs = observations({("x", n): [row[i] for row in figures] for i, n in enumerate(names)})
    values = run(obs, catalog(groups={"ALL": list(names)}), entity="ALL", measure="effective_number").values
    assert (values >= 1 - 1e-9).all()
    assert (values <= 3 + 1e-9).all()


@pytest.mark.slow
@given(LISTS, st.floats(0.01, 100))
def test_shares_ranks_and_effective_numbers_do_not_depend_on_the_unit(figures, factor):
    def all_of(scale):
        obs = observations({("x", n): [row[i] * scale for row in figures] for i, n in enumerate(("USA", "CHN", "RUS"))})
        cat = catalog(groups={"ALL": ["USA", "CHN", "RUS"]})
        return [
            run(obs, cat, measure="share", versus_entity="ALL").values,
            run(obs, cat, entity="ALL", measure="effective_number").values,
        ]

    for one, other in zip(all_of(1), all_of(factor), strict=True):
        assert np.allclose(one, other)


@pytest.mark.slow
@given(LISTS, st.integers(1, 4))
def test_distance_is_symmetric_and_gap_changes_sign(figures, n):
    obs = observations({("x", e): [row[i] for row in figures] for i, e in enumerate(("USA", "CHN"))})
    cat = catalog()
    there = run(obs, cat, measure="gap", versus_entity="CHN", smoothing=n).values
    back = run(obs, cat, entity="CHN", measure="gap", versus_entity="USA", smoothing=n).values
    assert np.allclose(there, -back)
    assert np.allclose(np.abs(there), run(obs, cat, measure="distance", versus_entity="CHN", smoothing=n).values)
