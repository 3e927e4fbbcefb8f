"""What a view shows: the same as the engine's own command, and as raw observations come to by hand."""

import csv
import dataclasses
import io

import numpy as np
import pytest
from opened import CASE

import cli
from exports.exhibit import Exhibit
from verdicts.seen import COVERED
from verdicts.view import View
from verdicts.view_reading import parse


def exhibit(**asked):
    read = parse({name.rstrip("_"): value for name, value in asked.items()}, CASE)
    assert not read.dropped
    return Exhibit(read.view, CASE)


def raw(indicator, entity, counterpart=""):
    """Figures by year, read from the table of observations itself."""
    part = CASE.observations.part(indicator)
    part = part[(part["entity"] == entity) & (part["counterpart"] == counterpart) & (part["status"] != "projection")]
    return {date.year: value for date, value in zip(part["date"], part["value"], strict=True)}


def by_year(series):
    return {date.item().year: value for date, value in zip(series.dates, series.values, strict=True)}


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "milex_share_gdp", "entity": "POL", "from_": "2000"},
        {"indicator": "arms_transfers", "entity": "USA", "counterpart": "NATO-EUR@2024", "measure": "share", "versus_entity": "WLD", "smoothing": "5"},
        {"indicator": "gdp_nominal", "entity": "NATO@2014", "from_": "1995", "to": "2020"},
        {"indicator": "gdp_ppp", "entity": "CHN", "measure": "rank", "versus_entity": "WLD", "to": "2020"},
        {"indicator": "gdp_ppp", "entity": "CHN", "measure": "index", "from_": "2000"},
        {"indicator": "milex_share_gdp", "entity": "RUS", "edition": "publication"},
    ],
)  # fmt: skip
def test_values_are_those_of_the_command_for_the_same_request(asked, capsys):
    view = exhibit(**asked)
    as_of = {"today": "latest", "publication": "article"}[view.view.edition]
    options = {
        name.rstrip("_").replace("_", "-"): value
        for name, value in asked.items()
        if name not in ("indicator", "edition")
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    assert cli.main(["series", asked["indicator"], *words, "--as-of", as_of]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    (one,) = view.shown
    assert len(rows) > 5
    assert [str(date) for date in one.series.dates] == [row["date"] for row in rows]
    assert one.series.values == pytest.approx([float(row["value"]) for row in rows])


def test_per_head_is_the_figure_divided_by_the_people_of_the_year():
    (one,) = exhibit(indicator="gdp_ppp", entity="POL", measure="ratio", versus_indicator="population").shown
    people, output = raw("population", "POL"), raw("gdp_ppp", "POL")
    assert by_year(one.series) == pytest.approx({year: output[year] / people[year] for year in output.keys() & people})
    assert exhibit(indicator="gdp_ppp", entity="POL", measure="ratio", versus_indicator="population").what.startswith(
        "GDP at purchasing power parity per head"
    )


def test_a_share_of_the_world_is_the_part_of_the_published_total():
    (one,) = exhibit(indicator="gdp_nominal", entity="CHN", measure="share", versus_entity="WLD").shown
    mine, world = raw("gdp_nominal", "CHN"), raw("gdp_nominal", "WLD")
    assert by_year(one.series) == pytest.approx({year: 100 * mine[year] / world[year] for year in mine.keys() & world})


def test_both_sides_are_what_a_share_is_made_of():
    of = exhibit(indicator="gdp_nominal", entity="CHN,USA", measure="share", versus_entity="WLD", sides="1")
    assert [(side.seen.entity, side.is_own) for side in of.sides] == [("CHN", True), ("USA", True), ("WLD", False)]
    assert by_year(of.sides[0].seen.series) == pytest.approx(raw("gdp_nominal", "CHN"))
    assert by_year(of.sides[2].seen.series) == pytest.approx(raw("gdp_nominal", "WLD"))


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "gdp_nominal", "entity": "CHN"},
        {"indicator": "gdp_ppp", "entity": "CHN", "measure": "ratio", "versus_indicator": "population"},
    ],
)
def test_there_are_no_two_sides_of_one_figure_nor_in_two_units(asked):
    assert exhibit(**asked, sides="1").sides == ()


def test_the_last_common_period_is_the_last_that_nearly_all_countries_have():
    common = exhibit(indicator="gdp_nominal", entity="CHN", form="map").common
    countries = [row.id for row in CASE.catalog.entities.rows if row.kind == "country"]
    lines = {code: found for code in countries if (found := raw("gdp_nominal", code))}
    counts = {year: sum(year in line for line in lines.values()) for year in range(1990, 2027)}
    year = max(y for y, n in counts.items() if n >= COVERED * max(counts.values()))
    assert common.date == np.datetime64(f"{year}-12-31")
    assert common.values == pytest.approx({code: line[year] for code, line in lines.items() if year in line})
    assert list(common.values)[0] == "USA"
    assert set(common.without) == {code for code, line in lines.items() if year not in line}


def test_projections_are_never_part_of_a_line():
    of = exhibit(indicator="gdp_growth_imf", entity="POL")
    (told,) = of.told
    part = CASE.observations.part("gdp_growth_imf")
    ahead = part[(part["entity"] == "POL") & (part["status"] == "projection")]
    assert len(ahead)
    assert [date.item() for date in told.ahead.dates] == [date.date() for date in sorted(ahead["date"])]
    assert told.seen.series.dates[-1] < told.ahead.dates[0]
    for other in ({"measure": "index"}, {"smoothing": "3"}, {"edition": "publication"}):
        (none,) = exhibit(indicator="gdp_growth_imf", entity="POL", **other).told
        assert not len(none.ahead.dates)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"indicator": "milex_share_gdp", "entity": "NATO@2024"}, "cannot be added up for a group"),
        ({"indicator": "arms_transfers", "entity": "GBR", "counterpart": "UKR"}, "Nearest: exports of major arms."),
        (
            {"indicator": "us_troops", "entity": "USA", "counterpart": "CHN"},
            "No figures for the United States with China. There are some with Germany",
        ),
        ({"indicator": "gdp_nominal", "entity": "POL", "to": "1950"}, "Figures for Poland go from 1990 to"),
    ],
)
def test_whoever_has_no_figures_is_named_with_why_and_what_is_nearest(asked, words):
    of = exhibit(**asked)
    assert not of.has_figures
    (why,) = of.missing
    assert words in why


def test_a_pinned_view_is_of_the_day_of_its_figures():
    of = Exhibit(View("gdp_nominal", ("POL",)), CASE)
    pinned = of.pinned()
    assert pinned.view == dataclasses.replace(of.view, edition=CASE.now.day.isoformat())
    assert pinned.shown[0].series.values.tolist() == of.shown[0].series.values.tolist()
    assert pinned.pinned() is pinned
