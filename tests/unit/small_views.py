"""A small case for views: a few figures by hand, countries with names as readers know them, tests as they are asked for."""

from __future__ import annotations

import dataclasses

from builders import ARTICLE, catalog, indicator, observations, row, table

from loaders.rows import Entity
from verdicts.argument import Argument
from verdicts.case import Case
from verdicts.view import Seen

ENTITIES = (
    Entity(id="USA", name="United States", short="US", kind="country", article="the"),
    Entity(id="CHN", name="China", kind="country"),
    Entity(id="DEU", name="Germany", kind="country"),
    Entity(id="POL", name="Poland", kind="country"),
    Entity(id="FRA", name="France", kind="country"),
    Entity(id="COD", name="Democratic Republic of the Congo", short="DR Congo", kind="country", article="the"),
    Entity(id="BANK", name="central bank", kind="institution", article="the"),
    Entity(id="WLD", name="world", short="World", kind="group", article="the"),
    Entity(id="PACT", name="pact", short="Pact", kind="group", article="the"),
)
MEMBERS = ("USA", "DEU")
"""Of the pact."""
FLOW = "from {entity} to {counterpart}"
NAMES = {"x": "crude steel", "population": "population", "aid": "aid", "rate": "growth rate"}
CHANGES = {
    "population": {"unit": "persons"},
    "aid": {"unit": "US$", "wording": FLOW},
    "rate": {"unit": "% a year", "aggregation": "none"},
}


def made(name, /, **changes):
    """An indicator with its name in words."""
    called = {"name": NAMES.get(name, name), **CHANGES.get(name, {}), **changes}
    return indicator(name).model_copy(update=called)


def small_case(lines, *indicators, tests=(), entities=ENTITIES, **figures):
    """A case with figures by line, and tests that look at (indicator, entity[, counterpart]); figures stand in the order given."""
    cat = catalog(*(indicators or map(made, NAMES)), groups={"PACT": MEMBERS})
    cat = dataclasses.replace(cat, entities=table(entities))
    held = observations(lines, **figures)
    provenance = {name: held.provenance[name] for name in dict.fromkeys(key[0] for key in lines)}
    evidence = [
        row(id=f"c-{n}", indicator=name, entity=entity, counterpart="".join(other))
        for n, (name, entity, *other) in enumerate(tests)
    ]
    argument = Argument(*(table(rows) for rows in ([], [], evidence, [], [])))
    return Case(ARTICLE, cat, argument, dataclasses.replace(held, provenance=provenance))


def of_each(shown: tuple[Seen, ...]) -> dict[str, dict[str, float]]:
    """The values of what is shown, by name and date."""
    return {one.name: dict(zip(map(str, one.series.dates), one.series.values.tolist(), strict=True)) for one in shown}
