"""Whom a reader's sentence may be about: of whom there are figures, which groups can be put together, and who is compared."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from builders import observations
from own_market import TEN, market

from loaders.rows import Member
from verdicts.own_figures import comparable, comparables, entities, indicators, others, reported, stands, whole_series
from verdicts.own_test import OwnTest
from verdicts.sides import Request


def joins_later(group, country="NLD"):
    """A member from 2025 on, half a year after the day."""
    return Member(group=group, entity=country, **{"from": dt.date(2025, 1, 1)})


KNOWN = market(
    groups={
        "TRIO": ["USA", "CHN", "NLD"], "FOUR": ["USA", "CHN", "DEU", "NLD"],
        "LATER": ["USA", joins_later("LATER")], "SOON": [joins_later("SOON")], "NINE": list(TEN[:9]),
        "SELLERS": ["AUT", "DEU", "FRA"], "BUYERS": ["AUT", "CHN", "FRA"], "NEIGHBOURS": ["AUT", joins_later("NEIGHBOURS")],
        "TENTH": [*TEN[:8], joins_later("TENTH", "USA")],
    },
    figures=[observations({("hay", "WLD"): [9, 9, 9, 9], ("grain", "PAIR"): [1, 1, 1, 1]}, first="2020")],
)  # fmt: skip
GRAIN = OwnTest("grain", "USA")


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        (("grain", "USA"), True), (("grain", "NLD"), False), (("grain", "ZZZ"), False), (("salt", "USA"), False),
        (("barley", "USA"), False),
        # Two of three members are enough, and so are three of four; one of three is not.
        (("grain", "TRIO"), True), (("grain", "FOUR"), True), (("coal", "TRIO"), False), (("grain", "WLD"), True),
        # Of four two report coal.
        (("coal", "FOUR"), False),
        # Hay does not add up: the world has a figure of its own, the pair has none though both its members have.
        (("hay", "WLD"), True), (("hay", "PAIR"), False),
        # Members are those of the day, and nobody is no group.
        (("grain", "LATER"), True), (("grain", "SOON"), False),
        # On either side of a flow.
        (("trade", "DEU", "CHN"), True), (("trade", "CHN", "DEU"), False), (("trade", "DEU", "PAIR"), True),
        (("trade", "USA", "SELLERS"), True), (("trade", "USA", "BUYERS"), False), (("trade", "CHN", "SELLERS"), False),
        (("trade", "USA", "NEIGHBOURS"), True), (("trade", "ALPS", "CHN"), False), (("trade", "PAIR", "AUT"), False),
        (("trade", "LATER", "AUT"), True), (("trade", "USA"), False),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_there_are_figures_of_a_country_or_of_two_thirds_of_a_group(sides, found):
    assert stands(KNOWN, *sides) is found


def test_groups_come_before_countries_whether_they_are_published_or_put_together():
    assert entities(KNOWN, "hay") == ("WLD", "CHN", "USA")
    assert entities(KNOWN, "trade", "CHN") == ("DEU",)
    assert entities(KNOWN, "coal") == ("LATER", "DEU", "USA")
    assert entities(KNOWN, "salt") == ()


def test_figures_with_another_side_are_apart_from_those_without():
    assert others(KNOWN, "trade") == ("PAIR", "CHN", "USA", "AUT", "DEU")
    assert others(KNOWN, "grain") == ()
    assert reported(KNOWN, "trade", "CHN") == {"DEU"}
    assert reported(KNOWN, "trade", "") == frozenset()
    assert reported(KNOWN, "grain", "") == {*TEN, "PAIR"}
    assert indicators(KNOWN) == ("coal", "rate", "grain", "hay", "oil", "trade")


@pytest.mark.parametrize(
    ("test", "groups"),
    [
        # Nine others are enough, and eight are not. Of TENTH the ninth joins later.
        (GRAIN, ("WLD", "BIG", "NINE")),
        (replace(GRAIN, entity="NLD"), ("WLD", "BIG", "NINE")),
        (replace(GRAIN, entity="CHN"), ("WLD", "BIG")),
        (replace(GRAIN, versus_entity="CHN"), ()),
        (replace(GRAIN, check="happened", event="flood"), ()),
        (replace(GRAIN, measure="effective_number"), ()),
        (replace(GRAIN, entity="PAIR"), ()),
        (replace(GRAIN, counterpart="CHN"), ()),
        (OwnTest("salt", "USA"), ()),
    ],
)
def test_nine_others_of_a_group_can_be_compared(test, groups):
    assert comparables(KNOWN, test) == groups


@pytest.mark.parametrize(
    ("changes", "group", "count"),
    [
        ({}, "BIG", 9), ({}, "NINE", 9), ({}, "TRIO", 1), ({"entity": "NLD"}, "BIG", 10), ({"versus_entity": "CHN"}, "BIG", 8),
        ({"entity": "NLD"}, "TENTH", 8), ({"indicator": "hay"}, "BIG", 1), ({"indicator": "trade", "counterpart": "CHN"}, "BIG", 1),
    ],
)  # fmt: skip
def test_the_comparable_of_a_group_are_counted_without_those_of_the_sentence(changes, group, count):
    assert comparable(KNOWN, replace(GRAIN, **changes), group) == count


@pytest.mark.parametrize(
    ("request_", "values", "unit"),
    [
        (Request("grain", "USA"), [100, 110, 120, 130], "tonnes"),
        # A comparison that does not say yet with what is of its own side.
        (Request("grain", "USA", measure="ratio"), [100, 110, 120, 130], "tonnes"),
        (Request("grain", "USA", measure="ratio", versus_indicator="hay"), [20, 27.5, 40, 65], "times"),
        (Request("grain", "USA", measure="gap", versus_entity="CHN"), [0, 0, 0, 0], "tonnes"),
        (Request("trade", "USA", "DEU", "share", versus_counterpart="AUT"), [125, 125, 125, 125], "%"),
        (Request("grain", "USA", measure="index"), [100, 110, 120, 130], "2020 = 100"),
        (Request("grain", "USA", smoothing=2), [105, 115, 125], "tonnes"),
        (Request("grain", "NLD"), [], "tonnes"),
    ],
)  # fmt: skip
def test_all_that_a_request_measures_is_looked_at(request_, values, unit):
    series = whole_series(KNOWN, request_)
    assert np.allclose(series.values, values)
    assert (series.unit, series.frequency) == (unit, "A")


@pytest.mark.parametrize(
    "request_",
    [
        Request("barley", "USA"),
        Request("coal", "ZZZ"),
        Request("trade", "USA", "ZZZ"),
        Request("coal", "USA", measure="ratio", versus_indicator="barley"),
        Request("coal", "USA", measure="ratio", versus_entity="ZZZ"),
        Request("trade", "USA", "DEU", "ratio", versus_counterpart="ZZZ"),
        Request("coal", "USA@2014"),
        Request("hay", "USA", measure="share", versus_entity="WLD"),
        Request("coal", "USA", measure="rank", versus_entity="DEU"),
    ],
)
def test_what_names_nothing_or_cannot_be_measured_is_an_empty_series_without_a_unit(request_):
    series = whole_series(KNOWN, request_)
    assert (len(series), len(series.values), len(series.below), len(series.above)) == (0, 0, 0, 0)
    assert (series.unit, series.frequency) == ("", "A")
