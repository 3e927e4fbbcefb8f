"""Outlines of countries: whose they are, where they stand on the map, and that the map keeps areas."""

import gzip
import json
from itertools import pairwise
from math import pi, radians, sin

import numpy as np
import pytest

from charts.outlines import FILE, NOTE, world
from charts.outlines.build import SMALL
from charts.outlines.geometry import EDGE, RADIUS, WHOLE, area, crossings, middle, projected

MILLION = 1e6
WITHOUT = frozenset[str]()
"""Countries of more than a million people without outline or place: none."""


@pytest.fixture(scope="module")
def record():
    return json.loads(FILE.read_text(encoding="utf-8"))


def test_the_file_is_small_and_says_where_it_is_from(record):
    content = FILE.read_bytes()
    assert len(content) < 200_000
    assert len(gzip.compress(content)) < 60_000
    assert record["about"]["licence"] == "public domain"
    assert "Natural Earth" in record["about"]["source"]


def test_every_code_is_a_country_of_the_catalog(record, case):
    known = case.catalog.entity
    for code in {**record["countries"], **record["places"]}:
        assert known[code].kind == "country"


def test_every_country_of_the_catalog_is_on_the_map(record, case):
    countries = {e.id for e in case.catalog.entities.rows if e.kind == "country"}
    assert countries == {**record["countries"], **record["places"]}.keys()


def test_every_country_of_more_than_a_million_people_is_on_the_map(record, case):
    people = {}
    for entity in case.catalog.members_of("WLD"):
        line = case.observations.line("population", entity, "")
        if len(line.dates):
            people[entity] = float(line.values[-1])
    large = {entity for entity, n in people.items() if n > MILLION}
    assert len(large) > 150
    assert large - record["countries"].keys() - record["places"].keys() == WITHOUT


def test_who_is_too_small_to_be_seen_has_a_place(record):
    for code, rings in record["countries"].items():
        assert (sum(map(area, rings)) < SMALL) == (code in record["places"]), code
    assert {"SGP", "MLT", "BHR", "LUX", "XKX"} <= record["places"].keys()


def rings_of(record):
    for name, rings in (*record["countries"].items(), *record["others"].items()):
        for ring in rings:
            yield name, ring


def test_no_ring_spans_the_edge_of_the_map(record):
    for name, ring in rings_of(record):
        assert all(abs(a - b) < WHOLE / 4 for a, b in pairwise(ring[::2])), name
        # A few islands of Alaska lie across the edge, by less than three degrees.
        assert min(ring[::2]) >= EDGE - 30, name
        assert max(ring[::2]) <= EDGE + WHOLE + 30, name


def test_rings_are_closed_and_have_an_area(record):
    for name, ring in rings_of(record):
        assert ring[:2] == ring[-2:], name
        assert area(ring) > 0, name


@pytest.mark.parametrize(
    ("west", "south", "east", "north"), [(-60, -10, -40, 10), (100, 40, 140, 70), (-20, -50, 60, -20)]
)
def test_the_map_keeps_areas(west, south, east, north):
    """That of a box of the globe is known: R² times its width times the difference of the sines of its parallels."""
    n = 400
    lons = np.concatenate([np.linspace(west, east, n), np.full(n, east), np.linspace(east, west, n), np.full(n, west)])
    lats = np.concatenate(
        [np.full(n, south), np.linspace(south, north, n), np.full(n, north), np.linspace(north, south, n)]
    )
    known = RADIUS**2 * radians(east - west) * (sin(radians(north)) - sin(radians(south)))
    assert area((np.column_stack([lons, lats]) * 10).ravel()) == pytest.approx(known, rel=1e-4)


def test_the_map_has_the_shape_that_its_authors_state():
    """Equal Earth is 2.05458 times as wide as high, and its poles are 0.59247 times as long as the equator."""
    middle_ = EDGE + WHOLE / 2
    (east, pole), (_, north) = projected([middle_ + WHOLE / 2, 0, middle_ + WHOLE / 2, 900])
    assert east / north == pytest.approx(2.05458, abs=1e-4)
    assert pole / east == pytest.approx(0.59247, abs=1e-4)
    assert 0 < pole < east < pi


def test_a_parallel_runs_through_an_area_but_not_through_its_holes():
    square, hole = [0, 0, 100, 0, 100, 100, 0, 100, 0, 0], [40, 40, 60, 40, 60, 60, 40, 60, 40, 40]
    assert crossings([square, hole], 50) == [(0, 40), (60, 100)]
    assert crossings([square, hole], 10) == [(0, 100)]
    assert crossings([square], 200) == []
    assert middle(square) == [50, 50]
    horseshoe = [0, 0, 30, 0, 30, 80, 60, 80, 60, 0, 100, 0, 100, 100, 0, 100, 0, 0]
    assert middle(horseshoe) == [80, 50]


def test_the_note_says_what_the_outlines_show(record):
    """Simferopol, whose place is no matter of dispute, lies in the outline that the note names."""
    lon, lat = 341, 449
    holders = [
        code
        for code, rings in record["countries"].items()
        if any(left <= lon <= right for left, right in crossings(rings, lat + 0.5))
    ]
    assert holders == ["RUS"]
    assert "Crimea is with Russia" in NOTE


def test_every_country_answers_a_pointer_on_its_own_land():
    outlines = world()
    assert outlines.spots.keys() == {**outlines.land, **outlines.places}.keys()
    assert all(outlines.spots.values())
    for code in ("RUS", "USA", "BRA", "ZAF", "IDN", "NOR", "FRA"):
        xs, ys = outlines.land[code]
        x = np.array([np.nan if v is None else v for v in xs])
        y = np.array([np.nan if v is None else v for v in ys])
        own = [_winds(x, y, *spot) for spot in outlines.spots[code]]
        # On a coast they may be off by what rounding moved it.
        assert np.mean(own) > 0.85, code


def _winds(x, y, at_x, at_y):
    """Whether a ray to the east from a place crosses rings an odd number of times."""
    with np.errstate(invalid="ignore", divide="ignore"):
        crosses = (y[1:] > at_y) != (y[:-1] > at_y)
        crosses &= ~np.isnan(y[1:]) & ~np.isnan(y[:-1])
        at = x[:-1] + (at_y - y[:-1]) / (y[1:] - y[:-1]) * (x[1:] - x[:-1])
    return bool((crosses & (at > at_x)).sum() % 2)


def test_all_land_lies_within_the_extent():
    outlines = world()
    for xs, ys in (*outlines.land.values(), outlines.others):
        assert all(x is None or outlines.x[0] <= x <= outlines.x[1] for x in xs)
        assert all(y is None or outlines.y[0] <= y <= outlines.y[1] for y in ys)
