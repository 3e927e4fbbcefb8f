"""Edges of a view in words: what is measured of whom, who is highest, how one moved, with which digits."""

import pytest
from small_views import FLOW, made, small_case

from exports.exhibit import Exhibit
from loaders.rows import Entity
from verdicts.view import View
from verdicts.view_words import briefly, per_head

LINES = {
    ("x", "USA"): [1, 2, 4],
    ("x", "CHN"): [1, 3, 9],
    ("x", "COD"): [8, 5, 5],
    ("population", "USA"): [2, 2, 2],
    ("aid", "USA", "POL"): [3, 3, 3],
}
CASE = small_case(LINES)


def of(case, *entities, indicator="x", **changes):
    return Exhibit(View(indicator, entities, **changes), case)


def head(line, *, frequency="A", unit="tonnes", margin=0.0, **changes):
    """The headline of one line of the United States."""
    of_it = made("x", unit=unit, frequency=frequency, margin_pct=margin)
    case = small_case({("x", "USA"): line}, of_it, frequency=frequency)
    return of(case, "USA", **changes).head


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Aid"),
        ({"counterpart": "WLD"}, "Aid"),
        ({"counterpart": "USA"}, "Aid to the United States"),
        ({"counterpart": "POL", "measure": "index"}, "Aid to Poland"),
        ({"counterpart": "POL", "measure": "growth"}, "Yearly change of aid to Poland"),
        ({"counterpart": "POL", "measure": "effective_number"}, "Number of equal powers, by aid to Poland"),
        ({"measure": "rank", "versus_entity": "WLD"}, "Rank by aid in the world"),
        ({"measure": "rank", "versus_entity": "PACT@2014"}, "Rank by aid among the pact (members of 2014)"),
        ({"measure": "ratio", "versus_indicator": "population"}, "Aid per head"),
        ({"measure": "ratio", "versus_indicator": "population", "versus_entity": "USA"},
            "Aid as a multiple of population of the United States"),
        ({"measure": "ratio", "versus_indicator": "population", "versus_counterpart": "USA"},
            "Aid as a multiple of population with the United States"),
        ({"measure": "ratio", "versus_indicator": "x"}, "Aid as a multiple of crude steel"),
        ({"measure": "ratio", "versus_entity": "USA"}, "Aid as a multiple of that of the United States"),
        ({"measure": "share", "versus_indicator": "population"}, "Aid as a share of population"),
        ({"measure": "share", "versus_entity": "WLD"}, "Aid as a share of the world total"),
        ({"measure": "share", "versus_entity": "WLD", "versus_indicator": "x"}, "Aid as a share of crude steel of the world"),
        ({"measure": "share", "versus_entity": "WLD", "versus_counterpart": "POL"},
            "Aid as a share of all of the world with Poland"),
        ({"measure": "share", "versus_entity": "WLD", "versus_counterpart": "WLD"}, "Aid as a share of all of the world"),
        ({"measure": "share", "versus_counterpart": "WLD", "counterpart": "USA"}, "Aid to the United States as a share of all"),
        ({"measure": "gap", "versus_entity": "USA", "counterpart": "POL"}, "Aid to Poland less that of the United States"),
        ({"measure": "gap", "versus_counterpart": "USA"}, "Aid less all with the United States"),
        ({"measure": "distance", "versus_entity": "DEU"}, "Aid and its distance to that of Germany"),
    ],
)  # fmt: skip
def test_what_is_measured_is_said_with_the_other_side_and_what_it_is_set_against(changes, words):
    assert of(CASE, "CHN", indicator="aid", **changes).what == words


@pytest.mark.parametrize(
    ("name", "wording", "words"),
    [
        ("arms exports", FLOW, "Arms exports to Poland less those of Germany"),
        ("troops abroad", "of {entity} in {counterpart}", "Troops abroad in Poland less that of Germany"),
        ("votes", "{entity} with {counterpart}", "Votes with Poland less those of Germany"),
        ("trust", "in {counterpart} {entity}", "Trust in Poland less that of Germany"),
    ],
)
def test_the_other_side_of_a_flow_is_said_as_its_wording_has_it_without_whom_it_is_of(name, wording, words):
    case = small_case({("x", "USA", "POL"): [1]}, made("x", name=name, wording=wording))
    assert of(case, "USA", counterpart="POL", measure="gap", versus_entity="DEU").what == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("steel (crude), by weight", "Steel per head (crude), by weight"),
        ("steel, crude (by weight)", "Steel per head, crude (by weight)"),
        ("steel", "Steel per head"),
    ],
)
def test_per_head_stands_before_what_a_name_adds(name, words):
    case = small_case(LINES, made("x", name=name), made("population"), made("aid"))
    assert of(case, "USA", measure="ratio", versus_indicator="population").what == words


def test_only_a_ratio_to_the_people_of_each_is_per_head():
    each = View("x", ("USA",), measure="ratio", versus_indicator="population")
    assert per_head(each)
    for other in (
        View("x", ("USA",), measure="share", versus_indicator="population"),
        View("x", ("USA",), measure="ratio", versus_indicator="aid"),
        View("x", ("USA",), measure="ratio", versus_indicator="population", versus_entity="USA"),
        View("x", ("USA",), measure="ratio", versus_indicator="population", versus_counterpart="USA"),
    ):
        assert not per_head(other)


@pytest.mark.parametrize(
    ("entities", "changes", "words"),
    [
        (("USA",), {}, "US: 4 tonnes in 2002, up from 1 tonne in 2000"),
        (("COD",), {}, "DR Congo: 5 tonnes in 2002, down from 8 tonnes in 2000"),
        (("COD",), {"first": "2001"}, "DR Congo: 5 tonnes in 2002, as in 2001"),
        (("COD",), {"first": "2001", "smoothing": 2},
            "DR Congo: 5 tonnes a year on average in 2001\u201302, down from 6.5 tonnes in 2000\u201301"),
        (("USA",), {"last": "2001", "smoothing": 2}, "US: 1.5 tonnes a year on average in 2000\u201301"),
        (("COD",), {"measure": "rank", "versus_entity": "WLD"}, "DR Congo: second in 2002, first in 2000"),
        (("USA",), {"measure": "rank", "versus_entity": "WLD", "first": "2001"}, "US: third in 2002, as in 2001"),
        (("USA", "COD"), {}, "DR Congo stood at 5 tonnes in 2002, the US at 4 tonnes"),
        (("COD", "USA"), {}, "DR Congo stood at 5 tonnes in 2002, the US at 4 tonnes"),
        (("CHN", "USA"), {"last": "2001"}, "China stood at 3 tonnes in 2001, the US at 2 tonnes"),
        (("USA", "COD"), {"last": "2001", "smoothing": 2},
            "DR Congo stood at 6.5 tonnes a year on average in 2000\u201301, the US at 1.5 tonnes a year on average"),
        (("COD", "CHN", "USA"), {}, "China was highest in 2002, at 9 tonnes; the US was lowest, at 4 tonnes"),
        (("USA", "COD", "CHN"), {"measure": "rank", "versus_entity": "WLD"}, "China stood first in 2002, the US third"),
        (("USA", "CHN"), {"last": "2000"}, "Both stood at 1 tonne in 2000"),
        (("USA", "CHN", "COD"), {"measure": "index", "last": "2000"}, "All stood at 100 in 2000"),
        (("USA", "CHN", "DEU"), {}, "China stood at 9 tonnes in 2002, the US at 4 tonnes"),
        (("DEU", "USA"), {}, "US: 4 tonnes in 2002, up from 1 tonne in 2000"),
        (("DEU", "FRA"), {}, "No figures for this choice"),
    ],
)  # fmt: skip
def test_the_headline_says_who_is_highest_or_how_the_one_moved(entities, changes, words):
    assert of(CASE, *entities, **changes).head == words


def test_several_are_held_together_in_the_last_period_that_all_have():
    lines = {("x", "USA"): [None, 2, 4, 90], ("x", "CHN"): [7, 3, 9, None], ("x", "FRA"): [8, 1, None, 70]}
    case = small_case(lines)
    for entities in (("USA", "CHN"), ("CHN", "USA")):
        assert of(case, *entities).head == "China stood at 9 tonnes in 2002, the US at 4 tonnes"
    assert of(case, "USA", "CHN", "FRA").head == (
        "China was highest in 2001, at 3 tonnes; France was lowest, at 1 tonne"
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((9, 12, 10), "China was highest in 2000, at 12 tonnes; the US was lowest, at 9 tonnes"),
        ((100, 20, 3), "The US was highest in 2000, at 100 tonnes; France was lowest, at 3 tonnes"),
        # Of those that are as high the last of the view is named, of those that are as low the first.
        ((9, 9, 3), "China was highest in 2000, at 9 tonnes; France was lowest, at 3 tonnes"),
        ((3, 9, 3), "China was highest in 2000, at 9 tonnes; the US was lowest, at 3 tonnes"),
    ],
)
def test_highest_and_lowest_are_told_by_their_figures(values, words):
    countries = ("USA", "CHN", "FRA")
    case = small_case({("x", one): [value] for one, value in zip(countries, values, strict=True)})
    assert of(case, *countries).head == words


@pytest.mark.parametrize(
    ("line", "frequency", "changes", "words"),
    [
        ([1, 2], "Q", {}, "US: 2 tonnes in Q2 2000, up from 1 tonne in Q1 2000"),
        ([1, 2], "D", {}, "US: 2 tonnes on 2 January 2000, up from 1 tonne on 1 January 2000"),
        ([4, 2, 2], "M", {"smoothing": 2},
            "US: 2 tonnes a month on average in the 2 months to March 2000, down from 3 tonnes in the 2 months to February 2000"),
        ([5], "M", {}, "US: 5 tonnes in January 2000"),
        ([3, 3], "M", {}, "US: 3 tonnes in February 2000, as in January 2000"),
    ],
)  # fmt: skip
def test_a_period_is_named_as_its_frequency_has_it(line, frequency, changes, words):
    assert head(line, frequency=frequency, **changes) == words


def test_of_several_a_month_is_named_and_the_months_of_an_average():
    lines = {("x", "USA"): [1, 3], ("x", "CHN"): [4, 6]}
    case = small_case(lines, made("x", frequency="M"), frequency="M")
    assert of(case, "USA", "CHN").head == "China stood at 6 tonnes in February 2000, the US at 3 tonnes"
    assert of(case, "USA", "CHN", smoothing=2).head == (
        "China stood at 5 tonnes a month on average in the 2 months to February 2000, the US at 2 tonnes a month on average"
    )


@pytest.mark.parametrize(
    ("value", "unit", "margin", "words"),
    [
        # Doubts of 2.5 on either side, of 1.28 and of 0.85, and none.
        (42.63, "tonnes", 6, "43 tonnes"), (42.63, "tonnes", 3, "43 tonnes"), (42.63, "tonnes", 2, "42.6 tonnes"),
        (42.634, "tonnes", 0, "42.6 tonnes"),
        (426.3, "tonnes", 10, "430 tonnes"), (426.3, "tonnes", 1, "426 tonnes"),
        # What is counted one by one is whole where nothing is in doubt.
        (1234, "warheads", 0, "1,234 warheads"), (1234, "warheads", 2, "1,230 warheads"), (1234, "tonnes", 0, "1,230 tonnes"),
        (7.5, "% of GDP", 0, "7.5%"), (120, "2020 = 100", 0, "120"), (3e9, "2015 US$", 0, "$3bn"),
        (5, "scale points", 0, "5 scale points"),
    ],
)  # fmt: skip
def test_a_figure_has_the_digits_that_its_doubt_carries_and_no_more_of_its_unit_than_needed(value, unit, margin, words):
    assert head([value], unit=unit, margin=margin) == f"US: {words} in 2000"


@pytest.mark.parametrize(
    ("value", "unit", "place", "words"),
    [
        (-7.5, "% a year", None, "\u22127.5%"),
        (42.63, "%", 1, "40%"),
        (2, "rank", None, "second"),
        (1, "times", None, "1 time"),
        (2.5, "EUR a day", None, "\u20ac2.5 a day"),
    ],
)
def test_a_figure_is_told_briefly(value, unit, place, words):
    assert briefly(value, unit, place) == words


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"name": "United States", "short": "US", "article": "the"}, "the US"),
        ({"name": "United States", "article": "the"}, "the United States"),
        ({"name": "Sahel", "short": "Sahel (all)", "article": "the"}, "the Sahel (all)"),
        ({"name": "euro area", "short": "Euro area", "article": "the"}, "the euro area"),
        ({"name": "euro area", "short": "Eurozone", "article": "the"}, "Eurozone"),
        ({"name": "mRNA makers", "short": "MRNA makers", "article": "the"}, "the mRNA makers"),
        ({"name": "Democratic Republic of the Congo", "short": "DR Congo", "article": "the"}, "DR Congo"),
        ({"name": "Germany"}, "Germany"),
        ({"name": "NATO"}, "NATO"),
    ],
)
def test_in_a_sentence_a_short_name_keeps_the_article_of_the_long_one_where_it_fits(entity, words):
    entities = (Entity(id="USA", kind="country", **entity), Entity(id="CHN", name="China", kind="country"))
    case = small_case({("x", "USA"): [1], ("x", "CHN"): [2]}, entities=entities)
    assert of(case, "USA", "CHN").head == f"China stood at 2 tonnes in 2000, {words} at 1 tonne"


def test_a_group_of_a_year_keeps_its_article():
    lines = {("x", "USA"): [1], ("x", "DEU"): [2], ("x", "CHN"): [9]}
    assert of(small_case(lines), "PACT@2014", "CHN").head == (
        "China stood at 9 tonnes in 2000, the pact (2014) at 3 tonnes"
    )
