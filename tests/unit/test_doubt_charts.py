"""Pictures of doubt: the curve with its panel, the years, the scoreboard; what they show and that they are whole."""

import plotly.graph_objects as go
import pytest
from drawn_signs import signs_at

from charts.curve import MOST_DRAWN, claim_curve, finding_curve
from charts.page import on_page
from charts.scoreboard import scoreboard_drawing
from charts.theme import MARKS, PALETTES
from charts.years import ROWS, years_chart
from verdicts.rule import SCALE


@pytest.fixture(scope="module")
def everything(standings):
    return [standing.now.multiverse for standing in standings]


def every(everything, mode):
    """All in light colours, some in dark ones, which differ in nothing else."""
    return everything if mode == "light" else everything[::6]


def heat(chart):
    return next(t for t in chart["data"] if t["type"] == "heatmap")


@pytest.mark.slow
def test_every_curve_is_a_figure_whose_panel_has_a_cell_for_each_specification(case, everything, mode):
    for of in every(everything, mode):
        if not of.contested:
            continue
        chart = claim_curve(of, case.catalog, mode)
        go.Figure(chart)
        points = chart["data"][0]
        n = min(of.size, MOST_DRAWN)
        assert len(points["y"]) == n
        assert points["y"] == sorted(points["y"])
        if any(t["type"] == "heatmap" for t in chart["data"]):
            cells = heat(chart)["z"]
            assert {len(line) for line in cells} == {n}
            shown = [line for line in cells if any(c is not None for c in line)]
            assert len(shown) <= len(chart["layout"]["yaxis2"]["ticktext"])


def test_each_specification_has_one_value_of_each_choice(case, everything):
    of = next(m for m in everything if m.claim.id == "us-still-powerful")
    chart = finding_curve(of.tests[0], case.catalog)
    cells, n = heat(chart)["z"], len(of.tests[0].measured)
    chosen = [sum(line[i] is not None for line in cells) for i in range(n)]
    # The edition is a choice beside those that the row declares.
    assert chosen == [len(of.tests[0].evidence.options) + 1] * n
    named = [note["text"] for note in chart["layout"]["annotations"]]
    assert "<b>Edition</b>" in named


def test_the_curve_marks_the_rule_as_written(case, everything):
    of = next(m for m in everything if m.claim.id == "us-still-powerful")
    for chart in (claim_curve(of, case.catalog), finding_curve(of.tests[0], case.catalog)):
        (line,) = chart["layout"]["shapes"]
        assert "as written" in [note["text"] for note in chart["layout"]["annotations"]]
        assert chart["data"][0]["x"][line["x0"]] == line["x0"]
    at = finding_curve(of.tests[0], case.catalog)
    assert at["data"][0]["y"][at["layout"]["shapes"][0]["x0"]] == pytest.approx(
        of.tests[0].measured[0].interval.estimate
    )


@pytest.mark.slow
def test_every_curve_of_a_test_is_drawn_or_refused_with_a_reason(case, everything, mode):
    for of in every(everything, mode):
        for test in of.tests:
            if test.measured:
                chart = finding_curve(test, case.catalog, mode)
                go.Figure(chart)
                assert len(chart["data"][0]["x"]) == len(test.measured)
            else:
                with pytest.raises(ValueError, match=test.evidence.id):
                    finding_curve(test, case.catalog, mode)


def test_no_curve_names_the_base_of_one_index_for_all(case, everything):
    """A base hangs on the start of the window, which other combinations have elsewhere."""
    for of in everything:
        for test in of.tests:
            if test.evidence.measure == "index" and test.measured:
                assert "= 100" not in str(finding_curve(test, case.catalog)), test.evidence.id
        if of.contested:
            assert "= 100" not in str(claim_curve(of, case.catalog)), of.claim.id


@pytest.mark.slow
def test_the_years_of_every_claim_are_marks_by_verdict(case, mode):
    for claim in case.argument.claims.rows[::6]:
        moments = case.history(claim)
        chart = years_chart(moments, mode)
        go.Figure(chart)
        marks = chart["data"][1]
        assert len(marks["x"]) == len(moments)
        for y, moment in zip(marks["y"], moments, strict=True):
            assert ROWS[y] == (moment.label if moment.label in ROWS else "no verdict")
        hollow = [colour == PALETTES[mode].paper for colour in marks["marker"]["color"]]
        assert hollow == [m.of_the_time < m.scored for m in moments]


def test_the_scoreboard_has_a_whole_bar_for_each_claim_the_firmest_on_top(standings, mode):
    shown = [s.now for s in standings if s.now.multiverse.contested]
    contested = [verdict.multiverse for verdict in shown]
    chart = on_page(scoreboard_drawing(shown, mode), PALETTES[mode])
    go.Figure(chart)
    *bars, headlines = chart["data"]
    totals = [sum(bar["x"][i] for bar in bars) for i in range(len(contested))]
    assert totals == pytest.approx([100] * len(contested))
    names = bars[0]["customdata"]
    words = dict(zip(names, chart["layout"]["yaxis"]["ticktext"], strict=True))
    assert len(set(words.values())) == len(contested)
    for verdict in shown:
        assert words[verdict.claim.id][:12] == verdict.claim.claim[:12]
    firm = {m.claim.id: m.robustness for m in contested}
    assert [firm[n] for n in names] == sorted(firm.values())
    verdicts = {m.claim.id: m.headline for m in contested}
    certain = {v.claim.id: v.certainty.degree for v in shown}
    assert [note["text"] for note in chart["layout"]["annotations"]] == [certain[n] for n in names]
    signs = signs_at(chart["layout"], {label: MARKS[label] for label in SCALE})
    assert [signs[(x, y)] for x, y in zip(headlines["x"], headlines["y"], strict=True)] == [verdicts[n] for n in names]
    for i, name in enumerate(names):
        before = 0.0
        for bar in bars:
            if bar["name"] == verdicts[name]:
                assert before <= headlines["x"][i] <= before + bar["x"][i]
            before += bar["x"][i]
