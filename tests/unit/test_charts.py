"""Figures: valid, whole, in their own colours, and showing the very figures the finding rests on."""

import csv
import datetime as dt
import io
import math
import re
from base64 import b64decode

import numpy as np
import plotly.graph_objects as go
import pytest
from builders import catalog, indicator, known, observations

from charts.board import board_figure
from charts.evidence import evidence_figure, source_line, whole_series
from charts.figures_table import COLUMNS, figure_rows, figures_csv
from charts.sparkline import sparkline
from charts.theme import MARKS, PALETTES
from verdicts.findings import find
from verdicts.measures import Series
from verdicts.project import open_project
from verdicts.sentences import ANSWERS
from verdicts.summary import Standing
from verdicts.tables import Evidence
from verdicts.verdict import SCALE
from verdicts.words import quantity

MODES = ["light", "dark"]
SCALES = (1, 1e6, 1e9, 1e12)
PROJECTED = {
    "us-policy-contrast-economic-current-account",
    "war-drains-russia-finances-deficit",
    "war-drains-russia-economy-inflation",
    "perilous-economic-phase-inflation",
}
"""The rows that show figures as published by the IMF, which also gives projections."""


@pytest.fixture(scope="module")
def project():
    return open_project()


@pytest.fixture(scope="module")
def standings(project):
    pairs = zip(project.verdicts(project.then), project.verdicts(project.now), strict=True)
    return [Standing(then, now) for then, now in pairs]


@pytest.fixture(scope="module", params=MODES)
def mode(request):
    return request.param


@pytest.fixture(scope="module", params=["then", "now"])
def drawn(request, project, mode):
    """Every finding that can be drawn, with its figure."""
    verdicts = project.verdicts(getattr(project, request.param))
    findings = [f for v in verdicts for f in v.findings if f.series is not None and len(f.series)]
    assert len(findings) > 180
    return [(f, evidence_figure(f, project.observations, project.catalog, mode)) for f in findings]


def row(**changes):
    fields = {
        "id": "c-x", "claim": "c", "question": "Is it?", "indicator": "x", "entity": "USA", "check": "at_least",
        "threshold": 2, "weight": 1, "proxy": "near: close", "note": "why",
    }  # fmt: skip
    return Evidence.model_validate({**fields, **changes})


def small(obs, cat=None, mode="light", **changes):
    cat = cat or catalog()
    finding = find(row(**changes), obs, cat, known(obs, cat).as_of)
    return finding, evidence_figure(finding, obs, cat, mode)


def colours(value):
    """Every colour named anywhere in a figure."""
    if isinstance(value, dict):
        return {c for k, v in value.items() if "color" in k and isinstance(v, str) for c in [v]}.union(
            *(colours(v) for v in value.values())
        )
    return set().union(*map(colours, value)) if isinstance(value, list) else set()


def lines(figure, dash):
    return [s for s in figure["layout"]["shapes"] if s["type"] == "line" and s["line"].get("dash") == dash]


def plain(text):
    """A text of a figure on one line, as it is read."""
    return (
        text.replace("-<br>", "-").replace("<br>", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )


def test_every_figure_is_one_plotly_accepts(drawn):
    for _, figure in drawn:
        go.Figure(figure)


def test_a_figure_carries_its_own_colours(drawn, mode):
    palette = PALETTES[mode]
    for finding, figure in drawn:
        layout = figure["layout"]
        assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == palette.paper, finding.evidence.id
        assert layout["font"]["color"] == palette.ink
        assert colours(figure) <= {*vars(palette).values(), "rgba(0,0,0,0)"}
        assert "template" not in layout


def test_a_title_begins_with_the_answer_and_the_source_is_named(project, drawn):
    for finding, figure in drawn:
        assert plain(figure["layout"]["title"]["text"]).startswith(f"{ANSWERS[finding.outcome]}: ")
        notes = " ".join(plain(note["text"]) for note in figure["layout"]["annotations"])
        for name in filter(None, (finding.evidence.indicator, finding.evidence.versus_indicator)):
            source = project.catalog.source[project.catalog.indicator[name].source]
            assert source.publisher in notes, finding.evidence.id
            assert f"({source.licence})" in notes
            assert project.observations.provenance[name].edition in notes


def test_lines_of_text_fit_a_phone(drawn):
    for finding, figure in drawn:
        title = figure["layout"]["title"]
        texts = [title["text"], title["subtitle"]["text"], *(n["text"] for n in figure["layout"]["annotations"])]
        assert max(len(line) for text in texts for line in text.split("<br>")) <= 66, finding.evidence.id


def test_the_line_is_the_series_and_the_threshold_stands_where_it_should(project, drawn):
    for finding, figure in drawn:
        whole = whole_series(finding, project.observations, project.catalog)
        y = np.array(figure["data"][0]["y"])
        scale = next(s for s in reversed(SCALES) if np.abs(whole.values).max() >= s or s == 1)
        assert y * scale == pytest.approx(whole.values), finding.evidence.id
        inside = np.isin(whole.dates, finding.series.dates)
        assert whole.values[inside] == pytest.approx(finding.series.values), finding.evidence.id
        level = finding.evidence.check in ("at_least", "at_most")
        assert [s["y0"] * scale for s in lines(figure, "dash")] == (
            [pytest.approx(finding.evidence.threshold)] if level else []
        )


def test_nothing_drawn_is_not_a_number(drawn):
    for finding, figure in drawn:
        for trace in figure["data"]:
            assert len(trace["x"]) == len(trace["y"]) > 0
            assert all(math.isfinite(y) for y in trace["y"]), finding.evidence.id
            assert all(dt.date.fromisoformat(x) for x in trace["x"])
            assert trace["x"] == sorted(trace["x"])


def test_projections_are_dotted_and_only_where_a_source_has_them(project, drawn):
    found = {}
    for finding, figure in drawn:
        for trace in figure["data"]:
            if trace["line"].get("dash") if "line" in trace else False:
                found[finding.evidence.id] = trace
    assert set(found) == PROJECTED
    for name, trace in found.items():
        r = project.argument.evidence.by_key()[name]
        projected = project.observations.projected(r.indicator, r.entity, r.counterpart)
        assert trace["y"][1:] == pytest.approx(projected.values)
        assert all("projection, never used" in text for text in trace["text"][1:])


def test_a_level_by_hand(mode):
    obs = observations({("x", "USA"): [1e9, 2e9, 4e9]})
    cat = catalog(indicator(unit="US$", margin_pct=10))
    finding, figure = small(obs, cat, mode, threshold=3e9)
    series, last = figure["data"]
    assert finding.outcome == "supports"
    assert plain(figure["layout"]["title"]["text"]) == "Yes: US$ 4 bn in 2002"
    assert plain(figure["layout"]["title"]["subtitle"]["text"]) == "X of Usa, US$ bn"
    assert series["y"] == [1, 2, 4]
    assert [x[:4] for x in series["x"]] == ["2000", "2001", "2002"]
    assert series["text"][0] == "2000: US$ 1 bn"
    assert last["y"] == [4]
    assert last["error_y"]["array"] == [pytest.approx(0.4)]
    (threshold,) = lines(figure, "dash")
    assert threshold["y0"] == threshold["y1"] == 3
    assert "at least US$ 3 bn" in [n["text"] for n in figure["layout"]["annotations"]]


def test_a_trend_by_hand():
    obs = observations({("x", "USA"): [0, 2, 4, 6, 8, 10, 12, 14]})
    _, figure = small(obs, check="rises", threshold=5, **{"from": "2001"})
    assert plain(figure["layout"]["title"]["text"]) == "Yes: up 12 tonnes, 2001 to 2007"
    assert figure["data"][0]["y"] == [0, 2, 4, 6, 8, 10, 12, 14]
    assert figure["data"][1]["y"] == pytest.approx([2, 14])
    assert [s["type"] for s in figure["layout"]["shapes"]][0] == "rect"
    assert not lines(figure, "dash")


def test_a_step_by_hand():
    obs = observations({("x", "USA"): [1, 1, 1.2, 5, 5, 5.2]}, first="2007")
    finding, figure = small(obs, check="steps_up", threshold=1, event="break")
    _, before, after = figure["data"]
    assert finding.outcome == "supports"
    assert before["y"] == pytest.approx([3.2 / 3] * 2)
    assert after["y"] == pytest.approx([15.2 / 3] * 2)
    assert before["x"][1] == after["x"][0]
    assert "Break" in [n["text"] for n in figure["layout"]["annotations"]]


def test_names_from_tables_are_escaped():
    cat = catalog(indicator().model_copy(update={"name": "<b>Salt</b> & <a href='x'>pepper</a>"}))
    _, figure = small(observations({("x", "USA"): [1, 2, 3]}), cat)
    for text in (figure["layout"]["title"]["subtitle"]["text"], figure["layout"]["title"]["text"]):
        assert not re.search(r"<(?!br>)|&(?!amp;|lt;|gt;)", text)
    assert "<b>Salt</b> & <a href='x'>pepper</a> of Usa" in plain(figure["layout"]["title"]["subtitle"]["text"])


def test_a_finding_without_figures_is_refused():
    obs, cat = observations({("x", "CHN"): [1]}), catalog()
    with pytest.raises(ValueError, match="no figures to draw"):
        small(obs, cat)


def test_the_source_line_names_each_indicator_once(project, standings):
    findings = {f.evidence.id: f for s in standings for f in s.now.findings}
    both = source_line(findings["us-policy-contrast-economic-imports"], project.observations, project.catalog)
    assert both.count("UNCTAD") >= 1
    assert both.count("World Bank") == 1
    one = source_line(findings["us-still-powerful-gdp"], project.observations, project.catalog)
    assert one.count("World Bank") == 1


def marks(figure):
    """The hollow and the filled marks: place and claim."""
    return [list(zip(t["x"], t["y"], t["customdata"], strict=True)) for t in figure["data"][1:]]


def test_the_board_has_one_filled_mark_a_claim(project, standings, mode):
    figure = board_figure(project.argument.topics.rows, standings, mode)
    go.Figure(figure)
    _, filled = marks(figure)
    assert sorted(name for *_, name in filled) == sorted(project.argument.claim)
    assert figure["layout"]["paper_bgcolor"] == PALETTES[mode].paper
    labels = {s.now.claim.id: s.now.label for s in standings}
    shown = zip(filled, figure["data"][2]["marker"]["symbol"], figure["data"][2]["marker"]["color"], strict=True)
    for (x, _, name), symbol, colour in shown:
        column = SCALE.index(labels[name]) if labels[name] in SCALE else len(SCALE)
        assert round(x) == column, name
        assert (symbol, colour) == (MARKS[labels[name]].shape, MARKS[labels[name]].colour(mode))


def test_hollow_marks_only_for_claims_that_changed_their_column(project, standings):
    def column(verdict):
        return SCALE.index(verdict.label) if verdict.label in SCALE else len(SCALE)

    figure = board_figure(project.argument.topics.rows, standings)
    hollow, _ = marks(figure)
    moved = {s.now.claim.id: column(s.then) for s in standings if column(s.then) != column(s.now)}
    assert moved
    assert {name: x for x, _, name in hollow} == moved
    assert all(symbol.endswith("-open") for symbol in figure["data"][1]["marker"]["symbol"])


def test_no_two_marks_share_a_place_and_no_way_runs_through_a_mark(project, standings):
    hollow, filled = marks(board_figure(project.argument.topics.rows, standings))
    places = hollow + filled
    for i, (x, y, name) in enumerate(places):
        for other_x, other_y, other in places[i + 1 :]:
            assert y != other_y or abs(x - other_x) > 0.1, (name, other)
    now = {name: (x, y) for x, y, name in filled}
    for x, y, name in hollow:
        left, right = sorted((x, now[name][0]))
        assert now[name][1] == y
        assert not [other for ox, oy, other in places if oy == y and left < ox < right and other != name]


@pytest.mark.parametrize("topics", [False, True])
def test_an_empty_board_draws_nothing(project, topics):
    figure = board_figure(project.argument.topics.rows if topics else [], [])
    go.Figure(figure)
    assert marks(figure) == [[], []]
    assert not figure["layout"]["annotations"]


def test_text_on_the_board_is_escaped(project, standings):
    nasty = "<b>A</b> & <script>"
    topic = project.argument.topics.rows[0].model_copy(update={"title": nasty})
    standing = next(s for s in standings if s.now.claim.topic == topic.id)
    (note,) = board_figure([topic], [standing])["layout"]["annotations"]
    assert note["text"] == "<b>&lt;b>A&lt;/b> &amp; &lt;script></b>"


def series(values, unit="US$", first=2000):
    dates = np.array([f"{first + i}-12-31" for i in range(len(values))], "datetime64[D]")
    return Series(dates, np.array(values, float), unit, "A", np.zeros(len(values)))


def drawing(image):
    return b64decode(re.search(r"base64,([^\"]+)", image)[1]).decode()


def test_a_sparkline_says_its_first_and_last_figure():
    assert 'alt="From US$ 1 bn in 2000 to US$ 3 bn in 2002"' in sparkline(series([1e9, 9e9, 3e9]))


@pytest.mark.parametrize("nothing", [None, series([]), series([1])], ids=["none", "empty", "one"])
def test_no_sparkline_without_a_series(nothing):
    assert sparkline(nothing) == ""


def test_a_sparkline_has_the_colours_of_its_mode():
    for mode in MODES:
        assert PALETTES[mode].accent in drawing(sparkline(series([1, 2]), mode))
    assert sparkline(series([1, 2]), "light") != sparkline(series([1, 2]), "dark")


@pytest.mark.parametrize(("unit", "rises"), [("US$", True), ("rank", False)])
def test_a_sparkline_goes_up_for_more_and_for_a_better_rank(unit, rises):
    ys = [
        float(p.split(",")[1])
        for p in re.search(r'points="([^"]+)"', drawing(sparkline(series([1, 5], unit))))[1].split()
    ]
    assert (ys[1] < ys[0]) == rises


def test_a_level_sparkline_is_in_the_middle_and_a_number():
    assert "nan" not in drawing(sparkline(series([7, 7, 7])))


def test_figures_csv_reads_back_with_units_and_sources(project, standings):
    for standing in standings:
        for finding in standing.now.findings:
            rows = figure_rows(finding, project.observations, project.catalog)
            if finding.series is None or not len(finding.series):
                assert rows == []
                continue
            back = list(csv.DictReader(io.StringIO(figures_csv(rows), newline="")))
            assert [dict.fromkeys(COLUMNS) for _ in back[:1]] == [dict.fromkeys(back[0])]
            assert [r["date"] for r in back] == sorted(r["date"] for r in back)
            assert len(back) == len(rows)
            row = finding.evidence
            indicators = list(dict.fromkeys(filter(None, (row.indicator, row.versus_indicator))))
            sources = [project.catalog.source[project.catalog.indicator[i].source] for i in indicators]
            inside = [float(r["value"]) for r in back if r["in_window"] == "True"]
            assert inside == pytest.approx(finding.series.values, rel=1e-9)
            for r in back:
                assert r["unit"] == finding.series.unit
                assert r["indicator"].split(" | ") == indicators
                assert r["citation"].split(" | ") == list(dict.fromkeys(s.citation for s in sources))
                assert all(s.publisher in r["source"] and s.licence in r["licence"] for s in sources)
                assert "projection" not in r["status"]


def test_the_csv_of_a_small_series():
    obs = observations({("x", "USA"): [1, 2]})
    finding, _ = small(obs)
    one, two = csv.DictReader(io.StringIO(figures_csv(figure_rows(finding, obs, catalog()))))
    assert (one["date"], one["period"], one["value"], one["unit"]) == ("2000-12-31", "2000", "1.0", "tonnes")
    assert (two["series"], two["in_window"], two["source"]) == ("X of Usa", "True", "Office, Series")


def test_what_a_point_says_is_the_figure_with_its_unit(project, drawn):
    for finding, figure in drawn:
        last = whole_series(finding, project.observations, project.catalog).values[-1]
        assert figure["data"][0]["text"][-1].endswith(f": {quantity(last, finding.series.unit)}"), finding.evidence.id
