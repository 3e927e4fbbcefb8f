"""Edges of what a view shows: periods that nearly all have, both sides of a comparison, projections, short names."""

import dataclasses

import pytest
from small_views import ENTITIES, made, of_each, small_case

from loaders.rows import Entity
from verdicts.seen import ahead, both_sides, called, common, countries, knowledge, seen
from verdicts.view import View

LINES = {
    ("x", "USA"): [1, 2, 4],
    ("x", "CHN"): [3, 6, 12],
    ("x", "PACT"): [5, 5, 5],
    ("x", "WLD"): [10, 20, 40],
    ("iron", "USA"): [2, 8, 4],
    ("population", "USA"): [2, 2, 2],
    ("aid", "USA", "POL"): [3, 3, 3],
    ("aid", "USA", "DEU"): [6, 6, 6],
    ("aid", "BANK", "POL"): [7, 7, 7],
    ("aid", "DEU", "POL"): [9, 9, 9],
}
CASE = small_case(LINES, *map(made, ("x", "iron", "population", "aid")))


def years(*values, first=2000):
    return {f"{first + n}-12-31": value for n, value in enumerate(values)}


def test_each_entity_of_a_view_has_its_figures_in_the_views_order_and_an_empty_line_without():
    view = View("x", ("CHN", "DEU", "PACT@2014", "USA"), first="2001")
    shown = seen(view, CASE)
    assert [one.entity for one in shown] == ["CHN", "DEU", "PACT@2014", "USA"]
    assert of_each(shown) == {
        "China": years(6, 12, first=2001),
        "Germany": {},
        "Pact (2014)": {},
        "US": years(2, 4, first=2001),
    }


SIDES = {
    "share": ({"versus_entity": "WLD"}, [("US", True, years(1, 2, 4)), ("China", True, years(3, 6, 12)),
              ("World", False, years(10, 20, 40))]),
    "gap": ({"versus_entity": "CHN"}, [("US", True, years(1, 2, 4)), ("China", True, years(3, 6, 12))]),
    "ratio": ({"versus_indicator": "iron"}, [("US", True, years(1, 2, 4)), ("China", True, years(3, 6, 12)),
              ("US, iron", False, years(2, 8, 4)), ("China, iron", False, {})]),
    "distance": ({"versus_entity": "USA", "versus_indicator": "iron"}, [("US", True, years(1, 2, 4)),
                 ("China", True, years(3, 6, 12)), ("US, iron", False, years(2, 8, 4))]),
}  # fmt: skip


@pytest.mark.parametrize(("measure", "versus", "told"), [(name, *rest) for name, rest in SIDES.items()])
def test_both_sides_of_each_comparison_are_shown_once_as_published(measure, versus, told):
    view = View("x", ("USA", "CHN"), measure=measure, **versus)
    sides = both_sides(view, CASE)
    assert [(one.seen.name, one.is_own, of_each((one.seen,))[one.seen.name]) for one in sides] == told
    assert {one.request.measure for one in sides} == {"level"}
    assert [one.request.entity for one in sides] == [one.seen.entity for one in sides]


def test_the_other_side_of_a_flow_is_named_where_it_is_another():
    view = View("aid", ("USA",), "POL", "share", versus_counterpart="DEU", smoothing=2, first="2002")
    one, other = both_sides(view, CASE)
    assert of_each((one.seen, other.seen)) == {"US": years(3, first=2002), "US, Germany": years(6, first=2002)}
    assert [side.request.counterpart for side in (one, other)] == ["POL", "DEU"]
    assert [side.request.smoothing for side in (one, other)] == [2, 2]
    assert [side.is_own for side in (one, other)] == [True, False]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"measure": "index"},
        {"measure": "growth"},
        {"measure": "rank", "versus_entity": "WLD"},
        {"measure": "ratio", "versus_indicator": "population"},
    ],
)
def test_there_are_no_sides_of_one_figure_of_a_rank_or_in_two_units(changes):
    assert both_sides(View("x", ("USA",), **changes), CASE) == ()


def test_figures_are_those_of_the_day_whose_knowledge_is_given():
    then = knowledge(View("x", ("USA",), edition="2002-12-01"), CASE)
    view = View("x", ("USA", "CHN"), measure="gap", versus_entity="WLD")
    level = View("x", ("USA", "CHN"))
    # On 1 December 2002 the figures of 2001 were known, those of 2002 were not.
    assert of_each(seen(level, CASE, then)) == {"US": years(1, 2), "China": years(3, 6)}
    assert [dict(of_each((side.seen,))) for side in both_sides(view, CASE, then)] == [
        {"US": years(1, 2)},
        {"China": years(3, 6)},
        {"World": years(10, 20)},
    ]
    assert str(common(level, CASE, then).date) == "2001-12-31"
    assert str(common(level, CASE).date) == "2002-12-31"
    assert of_each(seen(dataclasses.replace(level, edition="2002-12-01"), CASE)) == of_each(seen(level, CASE, then))


def test_the_common_period_has_countries_alone_the_largest_first():
    found = common(View("x", ("USA",)), CASE)
    assert (str(found.date), found.values, found.without, found.unit) == (
        "2002-12-31",
        {"CHN": 12, "USA": 4},
        (),
        "tonnes",
    )
    assert of_each(found.shown) == {"China": {"2002-12-31": 12}, "US": {"2002-12-31": 4}}


def test_of_ranks_the_first_place_comes_first():
    lines = {("x", "USA"): [1], ("x", "CHN"): [9], ("x", "DEU"): [5]}
    found = common(View("x", ("USA",), measure="rank", versus_entity="WLD"), small_case(lines))
    assert list(found.values.items()) == [("CHN", 1), ("DEU", 2), ("USA", 3)]


@pytest.mark.parametrize(
    ("last", "date", "without"),
    [
        # Nine in ten are enough, eight are not.
        (9, "2001-12-31", ("C09",)),
        (8, "2000-12-31", ()),
    ],
)
def test_the_common_period_is_the_last_that_nine_in_ten_have(last, date, without):
    codes = [f"C{n:02}" for n in range(10)]
    entities = (*ENTITIES, *(Entity(id=code, name=f"Country {code}", kind="country") for code in codes))
    lines = {("x", code): [n + 1, 2 * n + 1 if n < last else None] for n, code in enumerate(codes)}
    found = common(View("x", ("C00",)), small_case(lines, entities=entities))
    assert (str(found.date), found.without) == (date, without)
    # Some have figures after it; what is shown is of that one period.
    assert [list(line) for line in of_each(found.shown).values()] == [[date]] * len(found.values)
    assert found.values == (
        {code: 2 * n + 1 for n, code in enumerate(codes[:9])} if last == 9 else {code: n + 1 for n, code in enumerate(codes)}
    )  # fmt: skip


def test_a_country_with_figures_before_and_after_the_common_period_has_none_in_it():
    lines = {("x", "USA"): [1, 2, None], ("x", "CHN"): [3, 6, None], ("x", "DEU"): [7, None, 8]}
    more = {("x", "POL"): [4, 5, None], ("x", "FRA"): [1, 3, None], ("x", "COD"): [2, 9, None]}
    found = common(View("x", ("USA",), first="2001"), small_case({**lines, **more}))
    assert (str(found.date), found.without) == ("2001-12-31", ("DEU",))
    assert list(found.values.items()) == [("COD", 9), ("CHN", 6), ("POL", 5), ("FRA", 3), ("USA", 2)]


def test_one_country_alone_has_a_common_period():
    found = common(View("x", ("USA",)), small_case({("x", "USA"): [1, 2]}))
    assert (str(found.date), found.values, found.without, found.unit) == ("2001-12-31", {"USA": 2}, (), "tonnes")


def test_within_a_window_the_last_of_its_periods_is_the_common_one():
    assert common(View("x", ("USA",), last="2001"), CASE).values == {"CHN": 6, "USA": 2}


@pytest.mark.parametrize(
    "view",
    [
        View("x", ("PACT",), measure="effective_number"),
        View("x", ("USA",), first="2003"),
        View("aid", ("USA",)),
    ],
)
def test_there_is_no_common_period_of_groups_nor_where_nobody_has_figures(view):
    assert common(view, CASE) is None


def test_countries_are_those_with_figures_with_the_other_side_asked_for():
    assert countries(View("x", ("USA",)), CASE) == ["USA", "CHN"]
    assert countries(View("aid", ("USA",), "POL"), CASE) == ["USA", "DEU"]
    assert countries(View("aid", ("USA",), "DEU"), CASE) == ["USA"]
    assert countries(View("x", ("USA",)), small_case({("x", "USA"): [1], ("x", "XKX"): [1]})) == ["USA"]


# Figures of 2000, 2001, 2003 and 2004, projections of 2002 and from 2005 on.
PROJECTED = small_case(
    {("x", "USA"): [1, 2, 3, 4, 5, 6, 7, 8], ("x", "CHN"): [1, 9], ("x", "DEU"): [1, 2]},
    marks={2: "projection", 5: "projection", 6: "projection", 7: "projection", 9: "projection", 10: "projection", 11: "projection"},
)  # fmt: skip


def going_on(view, entity="USA"):
    (one,) = [one for one in seen(view, PROJECTED) if one.entity == entity]
    line = ahead(view, one, PROJECTED)
    return dict(zip(map(str, line.dates), line.values.tolist(), strict=True))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, years(6, 7, 8, first=2005)),
        ({"last": "2006"}, years(6, 7, first=2005)),
        ({"last": "2003"}, {}),
        ({"last": "2001"}, {}),
        ({"measure": "index"}, {}),
        ({"smoothing": 2}, {}),
        ({"edition": "publication"}, {}),
        ({"first": "2005"}, {}),
    ],
)
def test_projections_go_on_from_the_last_figure_within_the_window(changes, line):
    assert going_on(View("x", ("USA", "CHN"), **changes)) == line


def test_projections_go_on_from_a_single_figure_and_never_without_one():
    assert going_on(View("x", ("USA", "CHN")), "CHN") == years(9, first=2001)
    assert going_on(View("x", ("DEU",)), "DEU") == {}


def test_projections_of_a_flow_are_those_with_the_other_side_of_the_view():
    case = small_case(
        {("aid", "USA", "POL"): [1, 2], ("aid", "USA", "DEU"): [3, 4]}, marks={1: "projection", 3: "projection"}
    )
    for side, value in (("POL", 2), ("DEU", 4)):
        view = View("aid", ("USA",), side)
        (one,) = seen(view, case)
        assert ahead(view, one, case).values.tolist() == [value]


@pytest.mark.parametrize(
    ("entity", "name"),
    [("USA", "US"), ("CHN", "China"), ("PACT", "Pact"), ("PACT@2014", "Pact (2014)"), ("XKX", "XKX"), ("XKX@2014", "XKX@2014")],
)  # fmt: skip
def test_an_entity_is_called_by_its_short_name_with_the_year_of_its_members(entity, name):
    assert called(entity, CASE.catalog) == name
