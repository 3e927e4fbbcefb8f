"""A view in words, and the ways to look at figures that a reader can choose."""

import pytest
from builders import ARTICLE, catalog, indicator, observations
from opened import CASE

from exports.exhibit import Exhibit
from verdicts.case import Case
from verdicts.view import View
from verdicts.view_ways import way_of, ways, with_way


@pytest.fixture
def small(case):
    """Tonnes of three countries from 2000 on, and the people of two."""
    lines = {
        ("x", "USA"): [1, 2, 4],
        ("x", "CHN"): [1, 3, 9],
        ("x", "RUS"): [5, 5, 5],
        ("population", "USA"): [2, 2, 2],
    }
    cat = catalog(indicator("x").model_copy(update={"name": "steel, crude"}), indicator("population", unit="persons"))
    return Case(ARTICLE, cat, case.argument, observations(lines))


def of(case, *entities, **changes):
    return Exhibit(View("x", entities, **changes), case)


@pytest.mark.parametrize(
    ("entities", "changes", "head"),
    [
        (("USA",), {}, "Usa: 4 tonnes in 2002, up from 1 tonne in 2000"),
        (("RUS",), {}, "Rus: 5 tonnes in 2002, as in 2000"),
        (("CHN",), {"first": "2002"}, "Chn: 9 tonnes in 2002"),
        (("USA", "CHN", "RUS"), {}, "Chn was highest in 2002, at 9 tonnes; Usa was lowest, at 4 tonnes"),
        (("USA", "CHN"), {}, "Chn stood at 9 tonnes in 2002, Usa at 4 tonnes"),
        (("USA", "CHN"), {"last": "2000"}, "Both stood at 1 tonne in 2000"),
        (("USA",), {"smoothing": 2, "measure": "index"}, "Usa: 200 on average in 2001–02, up from 100 in 2000–01"),
        (("USA",), {"smoothing": 3}, "Usa: 2.33 tonnes a year on average in 2000–02"),
        (("USA", "CHN"), {"measure": "rank", "versus_entity": "WLD"}, "Chn stood first in 2002, Usa third"),
        (("DEU",), {}, "No figures for this choice"),
    ],
)
def test_the_headline_says_what_is_seen(small, entities, changes, head):
    assert of(small, *entities, **changes).head == head


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({}, "Steel, crude"),
        ({"measure": "ratio", "versus_indicator": "population"}, "Steel per head, crude"),
        ({"measure": "share", "versus_entity": "WLD"}, "Steel as a share of the world total, crude"),
        ({"measure": "growth"}, "Yearly change of steel, crude"),
        ({"measure": "gap", "versus_entity": "USA"}, "Steel, crude less that of Usa"),
        ({"measure": "rank", "versus_entity": "WLD"}, "Rank by steel, crude in Wld"),
    ],
)
def test_what_is_measured_is_said_without_whom_it_is_of(small, changes, what):
    assert of(small, "CHN", **changes).what == what


def test_of_figures_that_cannot_be_added_up_no_share_is_offered():
    assert {"world", "share", "head", "powers"}.isdisjoint(way.id for way in ways(View("gdp_growth", ("USA",)), CASE))


def test_each_way_is_found_again_in_the_view_it_makes(small):
    view = View("x", ("USA", "CHN"))
    offered = ways(view, small)
    assert [way.id for way in offered] == [
        "level",
        "head",
        "world",
        "index",
        "growth",
        "rank",
        "share",
        "ratio",
        "gap",
        "distance",
    ]
    for way in offered:
        assert way_of(with_way(view, way.id, small)).id == way.id
    assert with_way(view, "gap", small).versus_entity == "CHN"
    assert with_way(view, "rank", small).versus_entity == "WLD"


def test_lines_without_a_common_period_are_said_to_have_none(small):
    lines = observations({("x", "USA"): [1, 2, None, None], ("x", "CHN"): [None, None, 1, 2]})
    apart = Case(small.article, small.catalog, small.argument, lines)
    assert of(apart, "USA", "CHN").head == "There is no period of which all have figures"
