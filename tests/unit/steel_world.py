"""Worlds of twelve countries for tests of what readers choose: whom figures are of, who is a group, what happened."""

import datetime as dt
from dataclasses import replace

from builders import catalog, indicator, known, observations, table

from loaders.rows import Entity, Event, Member

COUNTRIES = ("USA", "CHN", "RUS", "DEU", "FRA", "ITA", "ESP", "POL", "GBR", "JPN", "IND", "BRA")
GROUPS = {"ZONE": COUNTRIES[:11], "NEAR": COUNTRIES[2:]}
"""Beside the world, which has all twelve: eleven, and ten without the first two."""
EVENTS = {"early": "2004-06-01", "middle": "2019-06-01", "late": "2024-03-01"}
LINES = {
    # From 10 in 2000 by one a year to 34 in 2024.
    ("steel", "USA"): list(range(10, 35)),
    **{("steel", one): [7.0] * 25 for one in COUNTRIES[1:]},
    ("rate", "CHN"): [2.0] * 25,
    ("rate", "DEU"): [2.0] * 25,
    ("rate", "USA"): [-4.0] * 20 + [1.0] * 5,
    ("aid", "USA", "CHN"): [50.0] * 25,
    ("aid", "USA", "WLD"): [80.0] * 25,
    ("aid", "DEU", "CHN"): [25.0] * 25,
    ("aid", "WLD", "CHN"): [90.0] * 25,
    ("aid", "WLD", "WLD"): [250.0] * 25,
    **{("loans", "DEU", one): [value] * 25 for one, value in {"RUS": 50.0, "ITA": 30.0, "WLD": 100.0}.items()},
    **{("bonds", "DEU", one): [value] * 25 for one, value in {"RUS": 50.0, "ITA": 30.0}.items()},
    ("iron", "USA"): [None] * 20 + [0.0, 4.0, 9.5, 20.0, 30.0],
    ("iron", "CHN"): [None] * 24 + [9.5],
    ("iron", "RUS"): [None] * 20 + [0.0] * 5,
    # Up to 2017, in 2018, and since.
    ("iron", "DEU"): [10.0] * 18 + [100.0] + [500.0] * 5 + [700.0],
    # Beside all its iron, of one trade.
    ("iron", "DEU", "RUS"): [1.0] * 25,
}  # fmt: skip


def of_countries(rows, groups):
    """A catalog with the twelve countries, the world and other groups of them, and what is none of these."""
    kinds = {"country": COUNTRIES, "group": ("WLD", *groups), "institution": ("UN",), "instrument": ("OIL",)}
    return replace(
        rows,
        entities=table([Entity(id=one, name=one.title(), kind=kind) for kind, ones in kinds.items() for one in ones]),
        members=table([Member(group=group, entity=one) for group, ones in groups.items() for one in ones]),
    )


def world(groups=GROUPS, events=EVENTS, firsts="CHN USA", lines=LINES, frequency="M", oil=96):
    """What is known: figures of all years up to 2024, and of oil from July 2016 on, by one more a period from 20.

    ``firsts`` are those whom the table of steel names; ``oil`` is for how many periods its figures are held.
    """
    rows = catalog(
        indicator("steel", entities=firsts), indicator("rate", unit="% of GDP", aggregation="mean"), indicator("iron"),
        indicator("aid", unit="US$"), indicator("loans", unit="US$"), indicator("bonds", unit="US$"),
        indicator("oil", frequency=frequency, unit="US$ a barrel", aggregation="none", wording="none"), indicator("salt"),
    )  # fmt: skip
    happened = [
        Event(id=name, date=dt.date.fromisoformat(day), label=name, description="It was so.", source="https://example.org")
        for name, day in events.items()
    ]  # fmt: skip
    rows = replace(of_countries(rows, groups), events=table(happened))
    later = observations({("oil", "OIL"): [20.0 + n for n in range(oil)]} if oil else {}, frequency, "2016-07")
    return known(observations(lines).plus(later), rows)
