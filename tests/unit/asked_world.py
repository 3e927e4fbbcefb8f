"""A small world to be asked about in plain words: two flows, output, debt, people, a rate and a mood, with few figures."""

import dataclasses
import datetime as dt

from builders import catalog, indicator, observations, table

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Entity, Event, Member
from loaders.word_rows import IndicatorWords, Nickname, NotHeld, QuestionWord, Synonym

ROLES = {
    "the": "ignored", "as": "ignored", "and": "and", "from": "from", "to": "to", "by": "by", "of": "of", "in": "in",
    "with": "with", "since": "since",
    "until": "until", "between": "between", "last": "last", "years": "ignored", "bought": "buys", "sold": "sells", "share": "share",
    "per head": "per head", "rank": "rank", "most": "largest", "growth": "growth", "compared with": "ratio", "beside": "ratio",
    "gap": "gap", "apart": "distance",
    "index": "index",
}  # fmt: skip
ENTITIES = {
    "USA": "United States", "RUS": "Russia", "CHN": "China", "DEU": "Germany", "FRA": "France", "ITA": "Italy", "POL": "Poland",
    "WLD": "world", "PAIR": "the two", "EURO": "Europe", "BANK": "Bank", "YARD": "yardstick", "PACT": "pact",
}  # fmt: skip
KINDS = {"WLD": "group", "PAIR": "group", "EURO": "group", "PACT": "group", "BANK": "institution", "YARD": "currency"}
MEMBERS = [
    *(Member(group="EURO", entity=code) for code in ("DEU", "FRA", "ITA")),
    *(Member(group="PAIR", entity=code) for code in ("DEU", "FRA")),
    Member.model_validate({"group": "PACT", "entity": "USA"}),
    Member.model_validate({"group": "PACT", "entity": "POL", "from": "2005-01-01"}),
]
INDICATORS = {
    "arms": {"name": "weapons delivered", "wording": "from {entity} to {counterpart}"},
    "trade": {"name": "goods traded", "unit": "US$", "wording": "of {entity} with {counterpart}"},
    "gdp_nominal": {"name": "output", "unit": "US$"},
    "debt": {"name": "government debt", "unit": "US$"},
    "population": {"name": "inhabitants", "unit": "persons"},
    "rate": {"name": "interest rate", "unit": "% a year", "frequency": "M", "aggregation": "none"},
    "mood": {"name": "mood of people", "unit": "points", "aggregation": "mean"},
    "flights": {"name": "flights counted"},
    "cars": {"name": "cars made", "unit": "cars", "frequency": "Q"},
}
WORDS = [
    IndicatorWords(indicator="arms", words="arms|weapons", entity_is="gives", entity="USA", counterpart="WLD"),
    IndicatorWords(indicator="trade", words="trade", entity="USA"),
    IndicatorWords(indicator="debt", words="debt|borrowing", entity="EURO"),
    IndicatorWords(indicator="gdp_nominal", words="GDP|economy", entity="WLD"),
]
FIGURES = {
    ("arms", "USA", "DEU"): [4, 5], ("arms", "USA", "WLD"): [40, 50], ("arms", "USA", "EURO"): [8, 9],
    ("arms", "RUS", "CHN"): [6, 7],
    ("arms", "RUS", "WLD"): [30, 20], ("arms", "DEU", "POL"): [1, 2], ("arms", "WLD", "POL"): [2, 3],
    ("trade", "USA", "CHN"): [9, 8], ("trade", "CHN", "USA"): [9, 8], ("trade", "RUS", "CHN"): [5, 6],
    ("flights", "WLD", "WLD"): [100, 110], ("flights", "WLD", "CHN"): [20, 30], ("flights", "USA", "WLD"): [50, 40],
    ("flights", "USA", "CHN"): [7, 8],
    ("gdp_nominal", "USA", ""): [20, 21], ("gdp_nominal", "RUS", ""): [2, 3], ("gdp_nominal", "CHN", ""): [15, 16],
    ("gdp_nominal", "WLD", ""): [80, 90], ("gdp_nominal", "DEU", ""): [4, 4], ("gdp_nominal", "FRA", ""): [3, 3],
    ("debt", "USA", ""): [30, 31], ("debt", "DEU", ""): [2, 2], ("debt", "FRA", ""): [3, 3], ("debt", "ITA", ""): [3, 3],
    ("population", "USA", ""): [300, 310], ("population", "RUS", ""): [140, 141],
    ("mood", "DEU", ""): [5, 6], ("mood", "FRA", ""): [6, 7], ("mood", "BANK", ""): [9, 9],
}  # fmt: skip


def asked_catalog(**changes) -> Catalog:
    """Its tables."""
    kinds = {id: KINDS.get(id, "country") for id in ENTITIES}
    tables = {
        "entities": [Entity(id=id, name=name, kind=kinds[id], article="the" if id in ("USA", "WLD") else "") for id,
            name in ENTITIES.items()],
        "members": MEMBERS,
        "events": [Event(id="wall", date=dt.date(2001, 5, 1), label="Fall of the wall", description="It fell.")],
        "question_words": [QuestionWord(word=word, role=role) for word, role in ROLES.items()],
        "indicator_words": WORDS,
        "nicknames": [Nickname(id="USA", words="USA|America"), Nickname(id="RUS", words="Moscow", note="Read with care."),
            Nickname(id="FRA", words="land"), Nickname(id="ITA", words="land"), Nickname(id="wall", words="iron curtain|great divide")],
        "not_held": [NotHeld(words="wheat|corn harvest", nearest="debt none mood arms rate cars")],
        "synonyms": [Synonym(word="guns", means="weapons")],
    }  # fmt: skip
    known = catalog(*(indicator(id).model_copy(update=own) for id, own in INDICATORS.items()))
    return dataclasses.replace(known, **{name: table(rows) for name, rows in (tables | changes).items()})


def asked_figures() -> Observations:
    """Its figures: of two years, of some months and quarters."""
    years = observations(FIGURES)
    months = observations({("rate", "USA"): [1, 2, 3], ("rate", "RUS"): [9, 8, 7]}, "M")
    quarters = observations(
        {
            ("cars", "USA"): [1, 2, 3, 4, 5, 6, 7, 8], ("cars", "DEU"): [9] * 7 + [1], ("cars", "FRA"): [50] * 4,
            ("cars", "BANK"): [99] * 8,
            ("cars", "EURO"): [98] * 8, ("cars", "ITA"): [9] * 7 + [1], ("cars", "CHN"): [60] * 8, ("cars", "RUS"): [2] * 8,
            ("cars", "POL"): [None] * 7 + [90],
        },
        "Q",
    )  # fmt: skip
    return years.plus(months).plus(quarters)
