"""Both sides of a comparison, by hand."""

import plotly.graph_objects as go
import pytest
from builders import catalog, indicator, known, observations, row

from charts.both_sides import sides_chart, sides_of
from charts.evidence import whole_series
from verdicts.findings import find

LINES = {("x", "USA"): [10, 20, 30], ("x", "CHN"): [20, 20, 20], ("y", "USA"): [1, 2, 3]}


def sides(obs=None, cat=None, **changes):
    obs, cat = obs or observations(LINES), cat or catalog(indicator(), indicator("y", unit="US$"))
    finding = find(row(**changes), known(obs, cat))
    whole = whole_series(finding, obs, cat)
    return finding, whole, obs, cat


@pytest.mark.parametrize("measure", ["ratio", "share", "gap", "distance"])
def test_a_comparison_with_one_other_shows_both_in_their_own_unit(measure, mode):
    chart = sides_chart(*sides(measure=measure, versus_entity="CHN"), mode)
    go.Figure(chart)
    ours, theirs = chart["data"]
    assert (ours["y"], theirs["y"]) == ([10, 20, 30], [20, 20, 20])
    assert [note["text"] for note in chart["layout"]["annotations"]] == ["<b>Usa 30</b>", "Chn 20"]
    assert chart["layout"]["meta"]["head"] == "Both sides: Usa and Chn"
    assert chart["layout"]["meta"]["subtitle"] == "X, tonnes, 2000\N{EN DASH}02"
    assert chart["layout"]["yaxis"]["range"][0] == 0


def test_what_has_one_side_or_two_units_has_no_such_chart():
    for changes in ({}, {"measure": "ratio", "versus_indicator": "y"}, {"measure": "growth"}):
        assert sides_of(*sides(**changes)) is None
    with pytest.raises(ValueError, match="no two sides"):
        sides_chart(*sides())


def test_all_are_called_all():
    lines = {("x", "USA", "CHN"): [1, 2], ("x", "USA", "WLD"): [10, 10]}
    found = sides(observations(lines), catalog(), counterpart="CHN", measure="share", versus_counterpart="WLD")
    assert sides_of(*found).names == ("Chn", "All")
