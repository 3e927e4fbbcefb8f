"""The map of Explore: who is coloured how, what is said of the rest, and that nothing is fetched."""

import json
import re

import pytest
from explored import SAID

from charts.classes import class_bounds, class_colours, class_of
from charts.drawing import Room
from charts.explore_map import world_drawing
from charts.outlines import NOTE, world
from charts.page import on_page
from charts.text import width
from charts.theme import PALETTES

SLIDE = Room(940, 380)


@pytest.fixture(scope="module")
def values(case):
    """A value for every country but Brazil and Malta, evenly from 0 to 100."""
    countries = [code for code in case.catalog.members_of("WLD") if code not in ("BRA", "MLT")]
    return {code: 100 * i / len(countries) for i, code in enumerate(countries)}


@pytest.fixture(scope="module", params=[None, SLIDE], ids=["page", "picture"])
def drawing(request, values, case):
    return world_drawing({**values, "EU": 3.0}, "% of GDP", SAID, "2024", case.catalog, room=request.param)


def trace(drawing, name):
    return next(one for one in drawing.data if one["name"] == name)


def test_land_is_drawn_in_few_traces_one_for_each_class(drawing):
    names = [one["name"] for one in drawing.data]
    assert names == [
        "no figures",
        "0 to 20",
        "20 to 40",
        "40 to 60",
        "60 to 80",
        "80 to 100",
        "small states",
        "countries",
    ]
    fills = [one["fillcolor"] for one in drawing.data if "fillcolor" in one]
    assert fills == class_colours((0, 20, 40, 60, 80, 100))


def test_each_country_is_in_the_trace_of_its_class(drawing, values):
    outlines = world()
    bounds = class_bounds(values.values())
    for code in ("AFG", "CHN", "USA", "ZWE"):
        place = class_of(values[code], bounds)
        x = trace(drawing, f"{bounds[place]:g} to {bounds[place + 1]:g}")["x"]
        own = outlines.land[code][0]
        first = own[: own.index(None)] if None in own else own
        assert any(x[i : i + len(first)] == first for i in range(len(x))), code


def test_who_has_no_figures_is_hatched_and_says_so(drawing):
    hatched = trace(drawing, "no figures")
    brazil = world().land["BRA"][0]
    assert any(hatched["x"][i : i + len(brazil)] == brazil for i in range(len(hatched["x"])))
    assert hatched["fillpattern"]["shape"]
    assert "no figures" in [note["text"] for note in drawing.notes]
    assert "Brazil: no figures" in trace(drawing, "countries")["text"]
    assert "Malta: no figures" in trace(drawing, "countries")["text"]


def test_a_pointer_finds_every_country_s_name_and_value(drawing, values):
    told = set(trace(drawing, "countries")["text"])
    assert len(told) == len(values) + 2
    assert "Aruba: 0% of GDP" in told
    assert trace(drawing, "countries")["marker"]["opacity"] == 0


def test_small_states_are_dots_in_the_colour_of_their_class(drawing, values):
    dots = trace(drawing, "small states")
    at = list(zip(dots["x"], dots["y"], strict=True)).index(world().places["SGP"])
    bounds = class_bounds(values.values())
    assert dots["marker"]["color"][at] == class_colours(bounds)[class_of(values["SGP"], bounds)]
    assert len(dots["x"]) == len(world().places) - 1  # Malta has no figures.


def test_the_legend_names_each_bound_once_and_stands_above_the_map(drawing):
    bounds = [note for note in drawing.notes if note["text"] != "no figures"]
    assert [note["text"] for note in bounds] == ["0", "20", "40", "60", "80", "100%"]
    shifts = [note["xshift"] for note in bounds]
    assert shifts == sorted(shifts)
    assert min(shifts) > 0
    for item in drawing.notes:
        assert (item["yref"], item["y"]) == ("paper", 1)
        assert 0 < item["yshift"] < drawing.above
    for shape in drawing.shapes:
        ups = [float(pair.split()[1]) for pair in re.findall(r"[\d.-]+ [\d.-]+", shape["path"])]
        assert 0 < min(ups) <= max(ups) <= drawing.above


def test_the_legend_fits_the_smallest_phone(case):
    wide = {code: 10.0**i for i, code in enumerate(["USA", "CHN", "DEU", "FRA", "POL", "ITA", "ESP", "JPN"])}
    drawing = world_drawing(wide, "US$", SAID, "2024", case.catalog)
    for shape in drawing.shapes:
        assert max(float(x) for x in re.findall(r"[ML]([\d.]+) ", shape["path"])) <= 288
    for note in drawing.notes:
        beyond = {"left": 1.0, "center": 0.5}[note["xanchor"]] * width(note["text"], 12)
        assert note["xshift"] + beyond <= 288


def test_the_map_keeps_its_shape_on_any_screen(drawing):
    assert drawing.axes["yaxis"]["scaleanchor"] == "x"
    assert {drawing.axes[axis]["constrain"] for axis in ("xaxis", "yaxis")} == {"domain"}


def test_what_is_no_country_is_named_and_borders_are_explained(drawing):
    assert "Not on the map: EU." in drawing.under
    assert NOTE in drawing.under
    assert drawing.subtitle == "Output, % of GDP, 2024"


def test_nobody_on_the_map_is_no_map(case):
    with pytest.raises(ValueError, match="country"):
        world_drawing({"EU": 1.0, "GOLD": 2.0}, "US$", SAID, "2024", case.catalog)


def test_losses_and_gains_have_colours_of_their_own(case, mode):
    drawing = world_drawing({"DEU": -2.0, "FRA": 3.0, "SGP": -1.0}, "%", SAID, "2024", case.catalog, mode)
    colours = {one["name"]: one["fillcolor"] for one in drawing.data if "fillcolor" in one}
    below, above = (next(c for name, c in colours.items() if name.startswith("-") == loses) for loses in (True, False))
    assert below != above
    assert trace(drawing, "small states")["marker"]["color"][0] not in (above, PALETTES[mode].paper)


def test_nothing_is_asked_of_a_network(drawing):
    """plotly's own maps are traces and layouts of other kinds, which fetch their outlines."""
    chart = on_page(drawing, PALETTES["light"])
    assert {one["type"] for one in chart["data"]} == {"scatter"}
    assert "geo" not in chart["layout"]
    assert "http" not in json.dumps(chart)
