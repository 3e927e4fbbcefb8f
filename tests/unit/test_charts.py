"""Figures: valid, whole, in their own colours, and showing the very figures the finding rests on."""

import dataclasses
import datetime as dt
import math
import re

import numpy as np
import plotly.graph_objects as go
import pytest
from builders import catalog, indicator, observations, small, table

from charts.captions import headline, source_line
from charts.evidence import evidence_chart, whole_series
from charts.labels import PHONE
from charts.text import width, wrapped
from charts.theme import PALETTES
from verdicts.clock import Knowledge
from verdicts.findings import has_figures
from verdicts.sentences import ANSWERS
from verdicts.words import capitalised, quantity

SCALES = (1, 1e6, 1e9, 1e12)
PROJECTED = {
    "us-policy-contrast-economic-current-account",
    "war-drains-russia-finances-deficit",
    "war-drains-russia-economy-inflation",
    "perilous-economic-phase-inflation",
}
"""The rows that show figures as published by the IMF, which also gives projections."""


@pytest.fixture(scope="module", params=["then", "now"])
def drawn(request, case, mode):
    """Every finding that can be drawn, with its figure."""
    verdicts = case.verdicts(getattr(case, request.param))
    findings = [f for v in verdicts for f in v.findings if has_figures(f)]
    assert len(findings) > 180
    return [(f, evidence_chart(f, case.observations, case.catalog, mode)) for f in findings]


def colours(value):
    """Every colour named anywhere in a figure."""
    if isinstance(value, dict):
        return {c for k, v in value.items() if "color" in k and isinstance(v, str) for c in [v]}.union(
            *(colours(v) for v in value.values())
        )
    return set().union(*map(colours, value)) if isinstance(value, list) else set()


def lines(chart, dash):
    return [s for s in chart["layout"]["shapes"] if s["type"] == "line" and s["line"].get("dash") == dash]


def plain(text):
    """A text of a figure on one line, as it is read."""
    return (
        text.replace("-<br>", "-").replace("<br>", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )


@pytest.mark.slow
def test_every_figure_is_one_plotly_accepts(drawn, mode):
    """Each in one of the two colours and as of one of the two dates, by turns: what is checked is what they have in common."""
    turn = 2 * (mode == "dark") + drawn[0][0].as_of.latest
    for _, chart in drawn[turn::4]:
        go.Figure(chart)


def test_a_figure_carries_its_own_colours(drawn, mode):
    palette = PALETTES[mode]
    for finding, chart in drawn:
        layout = chart["layout"]
        assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == palette.paper, finding.evidence.id
        assert layout["font"]["color"] == palette.ink
        assert colours(chart) <= {*vars(palette).values(), "rgba(0,0,0,0)"}
        assert "template" not in layout


def test_the_words_around_a_chart_say_what_was_found_and_name_the_source(case, drawn):
    for finding, chart in drawn:
        said = chart["layout"]["meta"]
        assert finding.evidence.label in said["head"]
        assert not said["head"].startswith(tuple(ANSWERS.values()))
        assert said["head"] == capitalised(said["head"])
        assert headline(finding).startswith(f"{finding.answer}: ") == bool(finding.evidence.weight)
        notes = said["source"]
        for name in filter(None, (finding.evidence.indicator, finding.evidence.versus_indicator)):
            source = case.catalog.source[case.catalog.indicator[name].source]
            assert source.publisher in notes, finding.evidence.id
            assert f"({source.licence})" in notes
            known = Knowledge(case.observations, case.catalog, finding.as_of)
            assert known.provenance(name).edition in notes


def test_no_sentence_stands_inside_a_chart_and_its_type_is_large_enough(drawn):
    for finding, chart in drawn:
        layout = chart["layout"]
        assert "title" not in layout
        for note in layout["annotations"]:
            assert width(plain(note["text"]), note["font"]["size"]) <= PHONE, (finding.evidence.id, note["text"])
            assert note["font"]["size"] >= 12
        assert min(layout[axis]["tickfont"]["size"] for axis in ("xaxis", "yaxis")) >= 12
        assert layout["height"] >= 300


def test_the_line_is_the_series_and_the_threshold_stands_where_it_should(case, drawn):
    for finding, chart in drawn:
        whole = whole_series(finding, case.observations, case.catalog)
        if len(whole) == 1:
            continue  # Drawn as one among its comparables, or as a bar: tests/unit/test_strip.py.
        y = np.array(chart["data"][0]["y"])
        scale = next(s for s in reversed(SCALES) if np.abs(whole.values).max() >= s or s == 1)
        assert y * scale == pytest.approx(whole.values), finding.evidence.id
        inside = np.isin(whole.dates, finding.series.dates)
        assert whole.values[inside] == pytest.approx(finding.series.values), finding.evidence.id
        level = finding.evidence.check in ("at_least", "at_most") and finding.evidence.weight
        assert [s["y0"] * scale for s in lines(chart, "dash")] == (
            [pytest.approx(finding.evidence.threshold)] if level else []
        )


def test_nothing_drawn_is_not_a_number(drawn):
    for finding, chart in drawn:
        for trace in chart["data"]:
            assert len(trace["x"]) == len(trace["y"]) > 0
            assert all(math.isfinite(y) for y in trace["y"]), finding.evidence.id
            if chart["layout"]["xaxis"].get("type") == "date":
                assert all(dt.date.fromisoformat(x) for x in trace["x"])
                assert trace["x"] == sorted(trace["x"])


def test_projections_are_dotted_and_only_where_a_source_has_them(case, drawn):
    """And only in a chart of now: what the edition in hand projects was not known on an earlier day."""
    found = {}
    for finding, chart in drawn:
        for trace in chart["data"]:
            if trace.get("line", {}).get("dash") == "dot":
                found[finding.evidence.id] = trace
    # Of an earlier day it is not on record which projections there were.
    read = PROJECTED & case.argument.evidence.by_key().keys()
    assert set(found) == (read if drawn[0][0].as_of.latest else set())
    for name, trace in found.items():
        r = case.argument.evidence.by_key()[name]
        projected = case.observations.projected(r.indicator, r.entity, r.counterpart)
        assert trace["y"][1:] == pytest.approx(projected.values)
        assert all("projection, never used" in text for text in trace["text"][1:])


def test_a_level_by_hand(mode):
    obs = observations({("x", "USA"): [1e9, 2e9, 4e9]})
    cat = catalog(indicator(unit="US$", margin_pct=10))
    finding, chart = small(obs, cat, mode, threshold=3e9)
    series, last = chart["data"]
    assert finding.outcome == "supports"
    assert chart["layout"]["meta"]["head"] == "X of Usa came to $4bn in 2002"
    assert headline(finding) == "Yes: $4bn in 2002"
    assert chart["layout"]["meta"]["subtitle"] == "X of Usa, $bn, 2000\N{EN DASH}02"
    assert series["y"] == [1, 2, 4]
    assert [x[:4] for x in series["x"]] == ["2000", "2001", "2002"]
    assert series["text"][0] == "2000: $1bn"
    assert last["y"] == [4]
    assert last["error_y"]["array"] == [pytest.approx(0.4)]
    (threshold,) = lines(chart, "dash")
    assert threshold["y0"] == threshold["y1"] == 3
    assert "asked: at least $3bn" in [n["text"] for n in chart["layout"]["annotations"]]


def test_a_change_by_hand_is_two_figures_joined():
    obs = observations({("x", "USA"): [0, 2, 4, 9, 8, 10, 1, 14]})
    finding, chart = small(obs, check="rises", threshold=5, **{"from": "2001"})
    assert headline(finding) == "Yes: up 12 tonnes, 2001 to 2007"
    assert chart["layout"]["meta"]["head"] == "X of Usa rose by 12 tonnes, from 2 tonnes in 2001 to 14 in 2007"
    series, ends = chart["data"]
    assert series["y"] == [0, 2, 4, 9, 8, 10, 1, 14]
    assert (ends["y"], ends["x"]) == ([2, 14], [series["x"][1], series["x"][-1]])
    assert (ends["mode"], ends["line"]["dash"]) == ("lines+markers", "dash")
    assert [s["type"] for s in chart["layout"]["shapes"]][0] == "rect"
    assert not lines(chart, "dash")


def test_a_change_between_ends_of_some_years_is_a_bar_at_each_mean():
    obs = observations({("x", "USA"): [1, 2, 3, 7, 8, 7, 8, 9]})
    finding, chart = small(obs, check="rises", threshold=5, ends=3)
    assert headline(finding) == "Yes: up 6 tonnes, 2000\N{EN DASH}02 to 2005\N{EN DASH}07"
    _, first, last = chart["data"]
    assert (first["y"], last["y"]) == ([2, 2], [8, 8])
    assert [x[:4] for x in first["x"] + last["x"]] == ["2000", "2002", "2004", "2007"]


def test_the_doubt_of_a_level_may_be_larger_on_one_side():
    line = {("x", "USA"): [1, 2, 4]}
    obs = observations({**line, ("low", "USA"): [1, 2, 1], ("high", "USA"): [1, 2, 6]})
    finding, chart = small(obs, catalog(indicator(low="low", high="high"), indicator("low"), indicator("high")))
    (error,) = [trace["error_y"] for trace in chart["data"] if "error_y" in trace]
    assert (error["symmetric"], error["arrayminus"], error["array"]) == (False, [3], [2])
    assert finding.answer == "Too close to call"


def test_context_answers_nothing_and_is_held_against_no_line():
    finding, chart = small(observations({("x", "USA"): [1, 2, 4]}), weight=0)
    assert headline(finding) == "4 tonnes in 2002"
    assert finding.sentence == "X of Usa came to 4 tonnes in 2002."
    assert not lines(chart, "dash")


def test_a_step_by_hand():
    obs = observations({("x", "USA"): [1, 1, 1.2, 5, 5, 5.2]}, first="2007")
    finding, chart = small(obs, check="steps_up", threshold=1, event="break")
    _, before, after = chart["data"]
    assert finding.outcome == "supports"
    assert before["y"] == pytest.approx([3.2 / 3] * 2)
    assert after["y"] == pytest.approx([15.2 / 3] * 2)
    assert before["x"][1] == after["x"][0]
    assert "Break" in [n["text"] for n in chart["layout"]["annotations"]]


def test_names_from_tables_are_escaped():
    cat = catalog(indicator().model_copy(update={"name": "<b>Salt</b> & <a href='x'>pepper</a>"}))
    _, chart = small(observations({("x", "USA"): [1, 2, 3]}), cat)
    assert not re.search(r"<(?!br>)|&(?!amp;|lt;|gt;)", chart["data"][0]["name"])
    # What stands around a chart is escaped where it becomes HTML.
    assert "<b>Salt</b> & <a href='x'>pepper</a> of Usa" in chart["layout"]["meta"]["subtitle"]


def test_a_finding_without_figures_is_refused():
    obs, cat = observations({("x", "CHN"): [1]}), catalog()
    with pytest.raises(ValueError, match="no figures to draw"):
        small(obs, cat)


def test_the_source_line_names_each_indicator_once(case, standings):
    findings = {f.evidence.id: f for s in standings for f in s.now.findings}
    both = source_line(findings["us-policy-contrast-economic-imports"], case.observations, case.catalog)
    assert both.count("UNCTAD") >= 1
    assert both.count("World Bank") == 1
    one = source_line(findings["us-still-powerful-gdp"], case.observations, case.catalog)
    assert one.count("World Bank") == 1


def test_what_a_point_says_is_the_figure_with_its_unit(case, drawn):
    for finding, chart in drawn:
        if chart["layout"]["xaxis"].get("type") != "date":
            continue  # One figure: tests/unit/test_strip.py.
        last = whole_series(finding, case.observations, case.catalog).values[-1]
        assert chart["data"][0]["text"][-1].endswith(f": {quantity(last, finding.series.unit)}"), finding.evidence.id


def test_events_and_units_from_tables_are_escaped():
    obs = observations({("x", "USA"): [1] * 10 + [5] * 10})
    cat = catalog(indicator(unit="<i>t"))
    event = cat.event["break"].model_copy(update={"label": "the <b>end"})
    cat = dataclasses.replace(cat, events=table([event]))
    _, stepped = small(obs, cat, check="steps_up", event="break")
    assert "&lt;b&gt;end" in [note["text"] for note in stepped["layout"]["annotations"]]
    _, level = small(obs, cat)
    said = [note["text"] for note in level["layout"]["annotations"]] + level["data"][0]["text"]
    assert "<i>" not in "".join(said)
    assert "asked: at least 2 &lt;i&gt;t" in said


def test_a_word_longer_than_a_line_is_cut_between_characters():
    assert wrapped("&" * 5, 3) == "&amp;&amp;&amp;<br>&amp;&amp;"
