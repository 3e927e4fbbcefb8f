"""Axes by hand: ranges, what is outside them, ticks of whole periods, and where words have room."""

import numpy as np
import pytest
from builders import catalog, indicator, known, observations, row, small

from charts.axes import Range, middle, outside_words, period_ticks, place_range, place_ticks, value_range
from charts.labels import End, apart, end_labels, free_spot
from verdicts.measures import measure

NOTHING = np.array([])


def dates(*days):
    return np.array(days, "datetime64[D]")


@pytest.mark.parametrize(
    ("inside", "asked", "shown"),
    [
        ([60, 75], 15, (0, 80.25)),  # An amount begins at nothing.
        ([1000, 1010], 10, (999.3, 1010.7)),  # Ten in a thousand could not be seen above nothing.
        ([-5, 15], 2, (-6.4, 16.4)),
        ([-8, -2], 6, (-8.56, 0)),
        ([0, 0], None, (0, 0.07)),
    ],
)
def test_zero_is_shown_unless_it_hides_the_answer(inside, asked, shown):
    assert value_range(np.array(inside, float), [], NOTHING, asked) == pytest.approx(shown)


def test_a_threshold_and_the_ends_of_a_doubt_are_always_in_view():
    assert value_range(np.array([10.0, 20.0]), [50.0, -10.0], NOTHING, 30) == pytest.approx((-14.2, 54.2))


def test_what_lies_outside_the_window_widens_the_axis_to_four_times_at_most():
    inside, quiet = np.array([5.0, 15.0]), [9.0, 10.0, 12.0, 14.0]
    assert value_range(inside, [], np.array([*quiet, 58.0]), 10) == pytest.approx((0, 58 * 1.07))
    assert value_range(inside, [], np.array([*quiet, 875.0]), 10) == pytest.approx((0, 15 * 1.07))
    # Where something is left out anyway, what is near stays: up to twice the range.
    assert value_range(inside, [], np.array([*quiet, 9.0, 25.0, 875.0]), 10) == pytest.approx((0, 25 * 1.07))


def test_a_series_that_is_wild_throughout_is_shown_whole():
    rest = np.array([9.0, 10.0, 12.0, 14.0, 60.0, 90.0, -80.0])
    assert value_range(np.array([5.0, 15.0]), [], rest, 10) == pytest.approx((-80 - 170 * 0.07, 90 + 170 * 0.07))


def test_figures_outside_the_chart_are_told():
    series = measure(
        known(observations({("x", "USA"): [875, 300, 10, 12, 9]}), catalog(indicator(unit="%"))), row().request
    )
    assert outside_words(series, Range(0, 900)) == ""
    assert outside_words(series, Range(0, 20)) == "Outside the chart: 875% in 2000 and 300% in 2001."
    told = "Outside the chart: 4 figures between 2000 and 2003, the furthest 875% in 2000."
    assert outside_words(series, Range(0, 9.5)) == told


def test_ticks_of_yearly_figures_are_years_below_their_points():
    ends = dates("1990-12-31", "2025-12-31")
    days, names = period_ticks(*ends, "A")
    assert names == ["1990", "2000", "2010", "2020"]
    assert days == [str(day) for day in middle(dates("1990-12-31", "2000-12-31", "2010-12-31", "2020-12-31"), "A")]
    assert period_ticks(*dates("2021-12-31", "2023-12-31"), "A")[1] == ["2021", "2022", "2023"]
    assert period_ticks(*dates("2012-12-31", "2025-12-31"), "A")[1] == ["2015", "2020", "2025"]


def test_ticks_of_monthly_and_quarterly_figures_are_whole_periods():
    assert period_ticks(*dates("2019-02-28", "2025-01-31"), "M") == (
        [f"{year}-01-01" for year in range(2020, 2026)],
        [str(year) for year in range(2020, 2026)],
    )
    assert period_ticks(*dates("2025-01-31", "2026-01-31"), "M")[1] == ["Jan 2025", "Jul 2025", "Jan 2026"]
    assert period_ticks(*dates("2024-03-31", "2024-12-31"), "Q")[1] == ["Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024"]


def test_places_have_the_first_on_top_and_whole_ticks():
    assert place_range(5) == (5.6, 0.4)
    assert place_ticks(5) == [1, 2, 3, 4, 5]
    assert place_ticks(30) == [1, 5, 10, 15, 20, 25, 30]


def test_words_of_a_threshold_stand_where_no_line_runs():
    x = np.linspace(0, 1, 11)
    above_first = free_spot("asked: 20%", 20, 0, 40, [(x, np.full(11, 30.0))])
    assert (above_first.along, above_first.above, above_first.free) == (0, True, True)
    below = free_spot("asked: 20%", 20, 0, 40, [(x, np.full(11, 21.0))])
    assert (below.above, below.free) == (False, True)
    # A line that lies on the threshold at first leaves room only to the right.
    right = free_spot("asked: 20%", 20, 0, 40, [(x, np.where(x < 0.45, 20.0, 38.0))])
    assert right.free
    assert right.along > 0.4
    assert not free_spot("asked: 20%", 20, 0, 40, [(x, np.full(11, 21.0)), (x, np.full(11, 19.0))]).free


def test_names_at_the_ends_of_lines_keep_apart():
    assert apart([10, 12, 100], 15, 0, 300) == pytest.approx([3.5, 18.5, 100])
    assert apart([0, 0], 15, 0, 300) == pytest.approx([0, 15])
    moved = apart([299, 300, 300], 15, 0, 300)
    assert max(moved) <= 300
    assert sorted(np.diff(sorted(moved)).round(6)) == [15, 15]
    notes = end_labels([End("A", 50, "#000000"), End("B", 50, "#000000")], 0, 100)
    assert sorted(note["yshift"] for note in notes) == [-7.5, 7.5]


def test_a_rank_and_a_count_of_members_have_steps():
    groups = {"G": ["USA", "CHN", "RUS"]}
    lines = {("x", "USA"): [3, 1, 3, 3], ("x", "CHN"): [2, 2, 2, 2], ("x", "RUS"): [1, 3, 1, 1]}
    cat = catalog(indicator(), groups=groups)
    asked = {"measure": "rank", "versus_entity": "G", "check": "at_most", "threshold": 2, "among": "G"}
    _, chart = small(observations(lines), cat, **asked)
    ours, *_, one, other = chart["data"]
    assert ours["y"] == [1, 3, 1, 1]
    assert {trace["line"]["shape"] for trace in (ours, one, other)} == {"hvh"}
    assert chart["layout"]["yaxis"]["range"] == [3.6, 0.4]
    assert "asked: top two" in [note["text"] for note in chart["layout"]["annotations"]]
    _, members = small(observations({("x", "USA"): [12, 16, 16]}), catalog(indicator(unit="countries")))
    assert members["data"][0]["line"]["shape"] == "hvh"
    _, tonnes = small(observations({("x", "USA"): [12, 16, 16]}))
    assert "shape" not in tonnes["data"][0]["line"]


def test_a_share_shows_the_largest_of_its_comparables_as_quiet_lines_with_their_names():
    lines = {
        ("x", "USA"): [50, 40], ("x", "CHN"): [20, 30], ("x", "RUS"): [20, 10], ("x", "DEU"): [10, 0], ("x", "WLD"): [100, 80],
    }  # fmt: skip
    cat = catalog(indicator(), groups={"G": ["USA", "CHN", "RUS", "DEU"]})
    finding, chart = small(observations(lines), cat, measure="share", versus_entity="WLD", among="G", threshold=20)
    ours, *_, one, other = chart["data"]
    assert finding.evidence.entity == "USA"
    assert (ours["y"], one["y"], other["y"]) == ([50, 50], [20, 37.5], [20, 12.5])  # Who has nothing is left out.
    named = [note["text"] for note in chart["layout"]["annotations"]]
    assert {"<b>Usa 50%</b>", "Chn 37.5%", "Rus 12.5%"} <= set(named)
    assert one["line"]["color"] != ours["line"]["color"]
