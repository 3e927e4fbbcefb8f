"""Edges of what a reader may choose: the ways that make sense of figures, what each is set against, what is shown at first."""

import dataclasses

import pytest
from small_views import made, small_case

from loaders.rows import Entity
from verdicts.usual_view import counterparts, usual_counterpart, usual_entities, usual_indicator
from verdicts.view import View
from verdicts.view_ways import way_of, ways, with_way

LINES = {
    ("x", "USA"): [1],
    ("x", "CHN"): [5],
    ("population", "USA"): [2],
    ("rate", "USA"): [1],
    ("aid", "USA", "POL"): [3],
    ("aid", "DEU", "POL"): [3],
    ("aid", "CHN", "DEU"): [3],
}
INDICATORS = [made(name) for name in ("x", "population", "aid", "rate")] + [made("monthly", frequency="M")]
CASE = small_case({**LINES, ("monthly", "USA"): [1]}, *INDICATORS)
ANY = ["level", "index", "growth", "rank", "ratio", "gap", "distance"]
ALL = ["level", "head", "world", "index", "growth", "rank", "share", "ratio", "gap", "distance", "powers"]


def without(*names):
    return [name for name in ALL if name not in names]


@pytest.mark.parametrize(
    ("view", "offered"),
    [
        (View("x", ("USA",)), without("powers")),
        (View("x", ("USA", "PACT@2014")), ALL),
        (View("monthly", ("USA",)), without("powers", "head")),
        (View("population", ("PACT",)), without("head")),
        (View("rate", ("USA", "PACT")), ANY),
        # The way that a view has is offered whatever its figures are.
        (View("rate", ("USA",), measure="effective_number"), [*ANY, "powers"]),
        (View("rate", ("USA",), measure="ratio", versus_indicator="population"), ["level", "head", *ANY[1:]]),
    ],
)
def test_the_ways_that_make_sense_of_the_figures_are_offered(view, offered):
    assert [way.id for way in ways(view, CASE)] == offered


def test_per_head_is_offered_where_the_people_are_known():
    nobody = small_case({("x", "USA"): [1]}, *INDICATORS)
    assert [way.id for way in ways(View("x", ("USA",)), nobody)] == without("head", "powers")


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({}, "level"),
        ({"measure": "effective_number"}, "powers"),
        ({"measure": "ratio", "versus_indicator": "population"}, "head"),
        ({"measure": "ratio", "versus_indicator": "population", "versus_entity": "USA"}, "ratio"),
        ({"measure": "ratio", "versus_indicator": "population", "versus_counterpart": "USA"}, "ratio"),
        ({"measure": "ratio", "versus_indicator": "aid"}, "ratio"),
        ({"measure": "gap", "versus_indicator": "population"}, "gap"),
        ({"measure": "share", "versus_entity": "WLD"}, "world"),
        ({"measure": "share", "versus_entity": "WLD", "versus_indicator": "x"}, "share"),
        ({"measure": "share", "versus_entity": "PACT"}, "share"),
        ({"measure": "ratio", "versus_entity": "WLD"}, "ratio"),
        ({"measure": "rank", "versus_entity": "WLD"}, "rank"),
    ],
)
def test_a_view_has_one_way(changes, way):
    assert way_of(View("x", ("USA",), **changes)).id == way


BOTH = {"smoothing": 3, "first": "1999", "form": "bars", "log": True, "edition": "publication"}


@pytest.mark.parametrize(
    ("view", "way", "changes"),
    [
        (View("x", ("USA",)), "head", {"measure": "ratio", "versus_indicator": "population"}),
        (View("x", ("USA",)), "world", {"measure": "share", "versus_entity": "WLD"}),
        (View("x", ("PACT",)), "powers", {"measure": "effective_number"}),
        (View("x", ("USA",), measure="gap", versus_indicator="aid", versus_entity="CHN", versus_counterpart="POL"), "index",
            {"measure": "index"}),
        # Against whom it was set, the last of several, the first other with such figures, or itself.
        (View("x", ("USA", "DEU"), measure="gap", versus_entity="POL", versus_indicator="aid"), "ratio",
            {"measure": "ratio", "versus_entity": "POL"}),
        (View("x", ("USA", "CHN", "DEU")), "gap", {"measure": "gap", "versus_entity": "DEU"}),
        (View("x", ("USA", "DEU")), "gap", {"measure": "gap", "versus_entity": "DEU"}),
        (View("x", ("USA",)), "gap", {"measure": "gap", "versus_entity": "CHN"}),
        (View("x", ("POL",)), "distance", {"measure": "distance", "versus_entity": "USA"}),
        (View("aid", ("USA",), "POL"), "share", {"measure": "share", "versus_entity": "DEU"}),
        (View("aid", ("USA",), "DEU"), "share", {"measure": "share", "versus_entity": "CHN"}),
        (View("aid", ("CHN",), "DEU"), "share", {"measure": "share", "versus_entity": "CHN"}),
        # A rank is among a group: the one there is, else the world.
        (View("x", ("USA", "PACT")), "rank", {"measure": "rank", "versus_entity": "WLD"}),
        (View("x", ("USA",), measure="share", versus_entity="PACT"), "rank", {"measure": "rank", "versus_entity": "PACT"}),
        (View("x", ("USA",), measure="gap", versus_entity="CHN"), "rank", {"measure": "rank", "versus_entity": "WLD"}),
    ],
)  # fmt: skip
def test_another_way_is_set_against_whom_it_was_or_the_likeliest_and_the_rest_stays(view, way, changes):
    one = dataclasses.replace(view, **BOTH)
    assert with_way(one, way, CASE) == View(view.indicator, view.entities, view.counterpart, **changes, **BOTH)


@pytest.mark.parametrize(
    "view",
    [
        View("x", ("USA",), measure="ratio", versus_indicator="aid", versus_entity="CHN", versus_counterpart="POL"),
        View("x", ("USA",), measure="rank", versus_entity="PACT", versus_indicator="population"),
    ],
)
def test_the_way_that_a_view_has_leaves_it_as_it_is(view):
    assert with_way(view, way_of(view).id, CASE) == view


def test_the_other_sides_are_told_in_the_order_of_names():
    assert counterparts(CASE.observations, "aid") == ("DEU", "POL")
    assert counterparts(CASE.observations, "x") == ("",)
    assert counterparts(CASE.observations, "none") == ()


@pytest.mark.parametrize(
    ("tests", "usual"),
    [
        ([("rate", "USA"), ("x", "USA"), ("x", "CHN")], "x"),
        # Of two that are looked at as often the first; what has no figures, or needs another side, does not count.
        ([("rate", "USA"), ("x", "USA")], "rate"),
        ([("none", "USA"), ("none", "USA"), ("aid", "USA", "POL"), ("aid", "USA", "POL"), ("x", "USA")], "x"),
        # Without tests the first that has figures without another side.
        ([], "population"),
    ],
)
def test_the_usual_indicator_is_the_one_that_most_tests_look_at(tests, usual):
    lines = {("aid", "USA", "POL"): [3], ("population", "USA"): [2], ("x", "USA"): [1], ("rate", "USA"): [1]}
    assert usual_indicator(small_case(lines, tests=tests)) == usual


def test_without_any_figures_the_first_indicator_of_the_catalog_is_the_usual_one():
    assert usual_indicator(small_case({}, *INDICATORS, tests=[("rate", "USA")])) == "x"


@pytest.mark.parametrize(
    ("sides", "tests", "usual"),
    [
        (("POL", "WLD", "DEU"), [("aid", "USA", "POL")], "WLD"),
        (("POL", "DEU", "FRA"), [("aid", "USA", "POL"), ("aid", "USA", "FRA"), ("aid", "CHN", "FRA")], "FRA"),
        (("POL", "DEU"), [("aid", "USA", "POL"), ("aid", "USA", "DEU")], "POL"),
        # A test of other figures, or of another side than there is, does not count.
        (("POL", "DEU"), [("x", "USA", "DEU"), ("x", "CHN", "DEU"), ("aid", "USA", "CHN"), ("aid", "CHN", "CHN"),
            ("aid", "USA", "POL")], "POL"),
        (("POL", "DEU"), [], "DEU"),
    ],
)  # fmt: skip
def test_the_usual_other_side_is_all_or_the_one_that_most_tests_look_at(sides, tests, usual):
    case = small_case({("aid", "USA", side): [1] for side in sides}, tests=tests)
    assert usual_counterpart(case, "aid") == usual


@pytest.mark.parametrize(
    ("tests", "shown"),
    [
        # The largest of the last year first; Poland's last figure is older, and so it comes behind.
        ([], ("CHN", "FRA", "USA", "DEU")),
        ([("x", "DEU"), *[("x", "USA")] * 2, *[("x", "POL")] * 3], ("POL", "USA", "DEU", "CHN")),
        # Whoever has no such figures is not shown, nor is the world among several.
        ([("x", "COD"), ("x", "WLD"), ("rate", "USA"), ("x", "USA")], ("USA", "CHN", "FRA", "DEU")),
    ],
)
def test_those_whom_tests_look_at_are_shown_first_then_the_largest(tests, shown):
    lines = {
        ("x", "WLD"): [99, 99], ("x", "POL"): [90, None], ("x", "DEU"): [50, 1], ("x", "USA"): [40, 2], ("x", "FRA"): [2, 3],
        ("x", "CHN"): [1, 4], ("aid", "COD", "POL"): [1, 1],
    }  # fmt: skip
    assert usual_entities(small_case(lines, tests=tests), "x", "") == shown


def test_whom_a_view_shows_has_figures_with_the_other_side():
    lines = {("aid", "WLD", "POL"): [1], ("aid", "USA", "POL"): [1], ("aid", "CHN", "DEU"): [1]}
    case = small_case(lines, tests=[("aid", "CHN", "DEU")])
    # Of few the world is the last.
    assert usual_entities(case, "aid", "POL") == ("USA", "WLD")
    assert usual_entities(case, "aid", "DEU") == ("CHN",)
    assert usual_entities(case, "aid", "FRA") == ("WLD",)


def test_of_those_that_as_many_tests_look_at_the_first_of_the_table_is_first():
    """Whatever order a process keeps its sets in."""
    codes = [f"C{n:02}" for n in range(14)]
    more = [Entity(id=code, name=code, kind="country") for code in codes]
    asked = [codes[n] for n in (9, 3, 12, 0, 7, 5)]
    many = small_case({("x", code): [1] for code in codes}, entities=more, tests=[("x", code) for code in asked])
    assert list(usual_entities(many, "x", "")) == [*asked, *codes][: len(usual_entities(many, "x", ""))]
    assert len(usual_entities(many, "x", "")) > 2
