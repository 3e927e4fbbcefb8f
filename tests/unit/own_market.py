"""A small world for tests of readers' own claims: eleven countries, four groups, and seven figures that can be counted by hand.

Ten of the countries report a grain harvest; hay is of two of them and adds up to nothing; coal is quarterly, oil monthly and
the rate daily; trade is from one country to another; of salt nothing is held.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import reduce

from builders import catalog, indicator, observations, table

from loaders.observations import Observations
from loaders.rows import Entity, Event, Indicator
from verdicts.clock import AsOf, Knowledge

DAY = dt.date(2024, 6, 30)
TEN = ("AUT", "BEL", "CHN", "DEU", "ESP", "FRA", "GBR", "ITA", "JPN", "USA")
GROUPS = {"BIG": list(TEN), "PAIR": ["CHN", "USA"], "ALPS": ["AUT", "DEU"]}
_NAMES = {
    "USA": "United States", "GBR": "United Kingdom", "CHN": "China", "AUT": "Austria", "BEL": "Belgium", "DEU": "Germany",
    "ESP": "Spain", "FRA": "France", "ITA": "Italy", "JPN": "Japan",
}  # fmt: skip
_WITH_ARTICLE = ("USA", "GBR")
_ENTITIES = [
    *(Entity(id=c, name=n, kind="country", article="the" if c in _WITH_ARTICLE else "") for c, n in _NAMES.items()),
    Entity(id="NLD", name="Kingdom of the Netherlands", short="Netherlands", kind="country"),
    Entity(id="WLD", name="world", kind="group", article="the"),
    Entity(id="BIG", name="ten large countries", kind="group"),
    Entity(id="PAIR", name="two giants", kind="group", article="the"),
    Entity(id="ALPS", name="Alps", kind="group", article="the"),
]


def event(name: str, day: str, label: str) -> Event:
    return Event(id=name, date=dt.date.fromisoformat(day), label=label, description="It happened.")


def named(code: str, name: str, **changes) -> Indicator:
    """An indicator with a name of its own; yearly tonnes that add up, unless it is said."""
    return indicator(code, **changes).model_copy(update={"name": name})


EVENTS = [event("flood", "2022-03-01", "the flood"), event("drought", "2021-07-01", "the drought")]


FIGURES = reduce(
    Observations.plus,
    [
        observations({("grain", country): [100, 110, 120, 130] for country in TEN}, first="2020"),
        observations({("hay", country): [5, 4, 3, 2] for country in ("CHN", "USA")}, first="2020"),
        observations({("coal", country): [1, 2, 3, 4, 5] for country in ("DEU", "USA")}, "Q", "2023Q1"),
        observations({("oil", "USA"): [70, 75, 80]}, "M", "2023-11"),
        observations({("rate", "USA"): [90, 91, 92]}, "D", "2024-01-30"),
        observations(
            {
                ("trade", "CHN", "PAIR"): [1, 1, 1, 1],
                ("trade", "DEU", "CHN"): [2, 2, 2, 2],
                ("trade", "DEU", "USA"): [3, 3, 3, 3],
                ("trade", "USA", "AUT"): [4, 4, 4, 4],
                ("trade", "USA", "DEU"): [5, 5, 5, 5],
            },
            first="2020",
        ),
    ],
)
"""Grain rises by ten a year, from 100 on; the rest is as plain."""


def market(*more, figures=(), groups=None, events=(), **tables) -> Knowledge:
    """What is known of it on the day; ``more`` indicators with ``figures`` of their own, and groups, may be added."""
    rows = (
        named("grain", "grain harvest"),
        named("hay", "Hay harvest", aggregation="none"),
        named("coal", "coal output", frequency="Q"),
        named("oil", "price of oil", frequency="M", unit="US$"),
        named("rate", "exchange rate", frequency="D", unit="roubles a US$", aggregation="none"),
        named("trade", "sales of arms", unit="US$", wording="from {entity} to {counterpart}"),
        named("salt", "salt output"),
    )
    found = dataclasses.replace(
        catalog(*rows, *more, groups={**GROUPS, **(groups or {})}),
        entities=table([*_ENTITIES, *(Entity(id=g, name=g.title(), kind="group") for g in groups or ())]),
        events=table([*EVENTS, *events]),
        **tables,
    )
    return Knowledge(reduce(Observations.plus, figures, FIGURES), found, AsOf(DAY, DAY, latest=True))
