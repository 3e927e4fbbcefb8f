"""Lines of several countries: names that do not meet, a logarithmic axis, marks, projections; and their colours."""

import json

import numpy as np
import pytest
from opened import CASE
from plotly.graph_objects import Figure
from test_signs import PAPERS, ciede2000, seen

from charts.country_colours import COUNTRY_COLOURS, country_colours
from charts.explore_lines import NO_LOG, PROJECTED, Drawn, Said, lines_drawing
from charts.labels import HIGH, LINE
from charts.page import on_page
from charts.theme import MARKS, PALETTES, contrast
from exports.exhibit import Exhibit
from exports.view_pictures import view_drawing
from loaders.observations import Line
from verdicts.rule import SCALE
from verdicts.view import FORMS, View

TWELVE = ("USA", "CHN", "DEU", "JPN", "IND", "GBR", "FRA", "ITA", "BRA", "CAN", "RUS", "KOR")


def drawn(*entities, ahead=None, **changes):
    options = {name: changes.pop(name) for name in ("log", "events") if name in changes}
    exhibit = Exhibit(View(changes.pop("indicator", "gdp_nominal"), entities, **changes), CASE)
    lines = [
        Drawn(one, colour, *([ahead] if ahead else []))
        for one, colour in zip(exhibit.shown, country_colours(12, "light"), strict=False)
    ]
    return lines_drawing(lines, Said("Head", "What"), CASE.catalog, **options)


@pytest.mark.parametrize("log", [False, True])
def test_twelve_names_stand_at_the_ends_of_their_lines_and_meet_nowhere(log):
    drawing = drawn(*TWELVE, log=log)
    assert len(drawing.data) == 12
    low, high = drawing.axes["yaxis"]["range"]
    heights = sorted((note["y"] - low) / (high - low) * HIGH + note["yshift"] for note in drawing.notes)
    assert len(heights) == 12
    assert min(np.diff(heights)) >= LINE - 1 - 0.2
    assert heights[0] >= -1
    assert heights[-1] <= HIGH + 1


def test_a_logarithmic_axis_spans_all_figures_and_is_refused_where_some_are_not_above_zero():
    drawing = drawn("USA", "RUS", log=True)
    low, high = drawing.axes["yaxis"]["range"]
    values = [value for trace in drawing.data for value in trace["y"]]
    assert drawing.axes["yaxis"]["type"] == "log"
    assert 10**low <= min(values) <= max(values) <= 10**high
    flat = drawn("USA", "RUS", indicator="gdp_growth", log=True)
    assert "type" not in flat.axes["yaxis"]
    assert NO_LOG in flat.under


def test_events_are_marked_with_their_names():
    drawing = drawn("USA", first="2000", events=("crimea-2014", "invasion-2022"))
    assert {shape["x0"] for shape in drawing.shapes} == {"2014-02-27", "2022-02-24"}
    assert {"Seizure of Crimea", "Invasion of Ukraine"} <= {note["text"] for note in drawing.notes}


def test_projections_are_dotted_lines_of_their_own_and_told():
    ahead = Line(np.array(["2030-12-31"], "datetime64[D]"), np.array([4e13]))
    solid, dotted = drawn("USA", ahead=ahead).data
    assert dotted["line"]["dash"] == "dot"
    assert "dash" not in solid["line"]
    assert 40.0 not in solid["y"]
    assert dotted["y"][-1] == pytest.approx(40.0)
    assert PROJECTED in drawn("USA", ahead=ahead).under


def test_what_has_no_figures_is_not_drawn_and_nothing_at_all_is_an_error():
    assert len(drawn("USA", "PRK").data) == 1
    with pytest.raises(ValueError, match="no figures"):
        drawn("PRK")


def test_both_sides_are_drawn_what_they_are_set_against_quietly():
    view = View("gdp_nominal", ("CHN", "USA"), measure="share", versus_entity="WLD", sides=True)
    drawing = view_drawing(Exhibit(view, CASE))
    assert [trace["name"] for trace in drawing.data] == ["China", "US", "World"]
    assert drawing.data[2]["line"]["width"] < drawing.data[0]["line"]["width"]
    assert drawing.subtitle == "GDP at market exchange rates, $tn, 1990–2025"


def test_colours_of_countries_can_be_read_and_told_apart_and_are_no_verdict_s(mode):
    colours = COUNTRY_COLOURS[mode]
    assert len(set(colours)) == 12
    for at, colour in enumerate(colours):
        assert min(contrast(colour, paper) for paper in PAPERS[mode]) >= 4.5
        apart = [ciede2000(seen(colour, "full"), seen(other, "full")) for other in colours[:at]]
        assert min(apart, default=99) >= (15 if at < 6 else 9)
        for label in SCALE:
            if label != "conflicting":
                for verdict in (MARKS[label].colour(mode), MARKS[label].fill(mode)):
                    assert ciede2000(seen(colour, "full"), seen(verdict, "full")) >= 12


@pytest.mark.parametrize("form", FORMS)
def test_plotly_takes_the_chart_of_every_form_as_it_is(form, mode):
    view = View("gdp_nominal", TWELVE, form=form, log=True, events=("invasion-2022",))
    drawing = view_drawing(Exhibit(view, CASE), mode)
    kept = Figure(on_page(drawing, PALETTES[mode]), _validate=False)
    assert json.loads(kept.to_json())["data"] == json.loads(Figure(on_page(drawing, PALETTES[mode])).to_json())["data"]
