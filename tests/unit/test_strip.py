"""The strip of comparables and the chart of a single figure, by hand."""

import numpy as np
import plotly.graph_objects as go
import pytest
from builders import catalog, indicator, known, observations, row, small

from charts.axes import Range
from charts.dots import PITCHES, stacked
from charts.strip import compared, strip_chart
from charts.theme import PALETTES
from verdicts.findings import find, has_figures

GROUP = {"G": ["USA", "CHN", "RUS", "DEU"]}
LINES = {("x", "USA"): [5, 8], ("x", "CHN"): [6, 7], ("x", "RUS"): [1, 2], ("x", "DEU"): [2, 1]}


def strip(mode="light", **changes):
    cat = catalog(indicator(), groups=GROUP)
    finding = find(row(among="G", **{"threshold": 4, **changes}), known(observations(LINES, first="2009"), cat))
    return finding, strip_chart(finding, cat, mode)


def test_a_dot_for_each_comparable_filled_where_it_passes_and_ours_named(mode):
    finding, chart = strip(mode)
    go.Figure(chart)
    palette, (others, ours) = PALETTES[mode], chart["data"]
    assert compared(finding)
    assert dict(zip(others["text"], others["marker"]["color"], strict=True)) == {
        "Chn: 7 tonnes": palette.contrast, "Rus: 2 tonnes": palette.paper, "Deu: 1 tonne": palette.paper,
    }  # fmt: skip
    assert (ours["x"], ours["y"], ours["text"]) == ([8], [0], ["Usa: 8 tonnes"])
    assert ours["marker"]["size"] > others["marker"]["size"]
    assert [(s["x0"], s["x1"]) for s in chart["layout"]["shapes"]] == [(4, 4)]
    notes = [note["text"] for note in chart["layout"]["annotations"]]
    assert notes == ["asked: at least 4 tonnes", "<b>Usa 8</b>"]
    head = chart["layout"]["meta"]["head"]
    assert head == "Is that out of the ordinary? 1 of 3 comparable states (G) passes."


def test_a_change_is_compared_with_changes_and_its_line_lies_the_way_that_is_asked():
    _, chart = strip(check="falls", threshold=1)
    others, ours = chart["data"]
    assert sorted(others["x"]) == [-1, 1, 1]
    assert ours["x"] == [3]
    assert chart["layout"]["shapes"][0]["x0"] == -1
    assert "asked: a fall of 1 tonne" in [note["text"] for note in chart["layout"]["annotations"]]
    both = strip(check="unchanged", threshold=2, event="break")[1]
    assert [s["x0"] for s in both["layout"]["shapes"]] == [-2, 2]


def test_context_and_what_is_compared_with_nobody_have_no_strip():
    cat = catalog(indicator(), groups=GROUP)
    for changes in ({"among": "G", "weight": 0}, {}):
        finding = find(row(threshold=4, **changes), known(observations(LINES), cat))
        assert has_figures(finding)
        assert not compared(finding)
    with pytest.raises(ValueError, match="compared with nobody"):
        strip_chart(finding, cat)


def test_dots_stand_at_their_values_and_touch_none():
    values = np.array([1.0, 1.0, 1.0, 5.0, 9.0])
    dots = stacked(values, 9.0, Range(0, 10), 300, 170)
    places = dict(zip(dots.drawn, dots.rows, strict=True))
    assert sorted(places[i] for i in (0, 1, 2)) == [0, 1, 2]
    assert (places[3], places[4]) == (0, 1)  # The lowest place at nine is ours.
    assert dots.pitch == PITCHES[0]
    assert dots.piles == []


def test_dots_without_room_are_counted():
    dots = stacked(np.zeros(200), 9.0, Range(0, 10), 300, 170)
    assert len(dots.drawn) == dots.highest + 1
    assert [(pile.value, len(dots.drawn) + pile.n) for pile in dots.piles] == [(0, 200)]
    assert dots.pitch == PITCHES[-1]


def test_a_figure_that_stands_alone_is_no_dot_in_an_empty_field():
    alone, with_others = {("x", "USA"): [8]}, {key: values[1:] for key, values in LINES.items()}
    _, bar = small(observations(alone), threshold=4)
    assert [trace["type"] for trace in bar["data"]] == ["bar"]
    assert bar["layout"]["yaxis"]["ticktext"] == ["2000"]
    assert bar["layout"]["xaxis"]["range"][0] == 0
    assert {"<b>8</b>", "asked: at least 4 tonnes"} <= {note["text"] for note in bar["layout"]["annotations"]}
    _, among = small(observations(with_others), catalog(indicator(), groups=GROUP), threshold=4, among="G")
    others, ours = among["data"]
    assert (sorted(others["x"]), ours["x"]) == ([1, 2, 7], [8])
