"""What a view shows of which a reader has said little: the indicator, the other side and the entities that it begins with."""

from __future__ import annotations

from loaders.observations import Observations
from verdicts.case import Case
from verdicts.panels import WORLD

FIRST_SHOWN = 4
"""Countries and groups of a view that names none."""


def counterparts(observations: Observations, indicator: str) -> tuple[str, ...]:
    """The other sides of an indicator's figures, in the order of names; the empty one for figures without."""
    return tuple(sorted({other for _, other in observations.sides_of(indicator)}))


def usual_indicator(case: Case) -> str:
    """The indicator that most tests of the argument look at; the first of the catalog that has figures where there are no tests.

    Figures that need another side named (of what flows from one to the other) are for those who ask for them.
    """
    held = [name for name in case.observations.provenance if "" in counterparts(case.observations, name)]
    used = [row.indicator for row in case.argument.evidence.rows if row.indicator in held]
    return max(dict.fromkeys(used), key=used.count) if used else next(iter(held), next(iter(case.catalog.indicator)))


def usual_counterpart(case: Case, indicator: str) -> str:
    """The other side of a flow that a view has when none is named: all, or else the one that tests look at most."""
    held = counterparts(case.observations, indicator)
    if WORLD in held:
        return WORLD
    used = [
        row.counterpart for row in case.argument.evidence.rows if row.indicator == indicator and row.counterpart in held
    ]
    return max(dict.fromkeys(used), key=used.count) if used else held[0]


def usual_entities(case: Case, indicator: str, counterpart: str) -> tuple[str, ...]:
    """Whom a view shows that names nobody: those the tests look at, then the largest; at least one, figures or not."""
    held = [entity for entity, other in case.observations.sides_of(indicator) if other == counterpart]
    used = [row.entity for row in case.argument.evidence.rows if row.indicator == indicator]
    lines = {entity: case.observations.line(indicator, entity, counterpart) for entity in held if entity != WORLD}
    last = max((line.dates[-1] for line in lines.values()), default=None)
    now = [entity for entity, line in lines.items() if line.dates[-1] == last]
    largest = sorted(now, key=lambda entity: -float(lines[entity].values[-1]))
    order = dict.fromkeys([*sorted((u for u in used if u in lines), key=lambda u: -used.count(u)), *largest, *held])
    return tuple(order)[:FIRST_SHOWN] or (WORLD,)
