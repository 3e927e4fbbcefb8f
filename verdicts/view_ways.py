"""Ways to look at figures, as a reader chooses them: each is a measure, and what it is set against.

``per head`` and ``share of the world`` are no measures of their own: they are a ratio and a share, and so the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from verdicts.case import Case
from verdicts.panels import WORLD
from verdicts.view import View
from verdicts.view_words import HEAD

OPEN = ""
"""What a way leaves for the reader to choose."""


@dataclass(frozen=True)
class Way:
    """A choice of how figures are looked at."""

    id: str
    words: str
    """As they follow 'Show military spending'."""
    measure: str
    versus_indicator: str = ""
    versus_entity: str = ""
    asks: str = ""
    """What a reader is asked, where there is more to choose: whom it is set against."""


WAYS: tuple[Way, ...] = (
    Way("level", "as published", "level"),
    Way("head", "per head", "ratio", versus_indicator=HEAD),
    Way("world", "as a share of the world", "share", versus_entity=WORLD),
    Way("index", "as an index", "index"),
    Way("growth", "as a yearly change", "growth"),
    Way("rank", "as a rank", "rank", asks="among"),
    Way("share", "as a share of something", "share", asks="of"),
    Way("ratio", "as a multiple", "ratio", asks="of"),
    Way("gap", "as a difference", "gap", asks="from"),
    Way("distance", "as a distance", "distance", asks="from"),
    Way("powers", "as a number of equal powers", "effective_number"),
)
_WAY = {way.id: way for way in WAYS}


def ways(view: View, case: Case) -> tuple[Way, ...]:
    """The ways that make sense of a view's indicator; that of the view is always among them."""
    row = case.catalog.indicator[view.indicator]
    amounts = row.aggregation == "sum"
    groups = any(case.catalog.is_group(entity) for entity in view.entities)
    fits = {
        "head": amounts and HEAD in case.observations.provenance and view.indicator != HEAD and row.frequency == "A",
        "world": amounts,
        "share": amounts,
        "powers": amounts and groups,
    }
    own = way_of(view)
    return tuple(way for way in WAYS if fits.get(way.id, True) or way.id == own.id)


def way_of(view: View) -> Way:
    """The way that a view has."""
    if view.measure == "ratio" and _versus(view) == (HEAD, "", ""):
        return _WAY["head"]
    if view.measure == "share" and _versus(view) == ("", WORLD, ""):
        return _WAY["world"]
    return next(way for way in WAYS if way.measure == view.measure and way.id not in ("head", "world"))


def with_way(view: View, way: str, case: Case) -> View:
    """A view looked at in another way; where that is set against somebody, against those it was, or else the likeliest."""
    to = _WAY[way]
    if to == way_of(view):
        return view
    versus = {"versus_indicator": to.versus_indicator, "versus_entity": to.versus_entity, "versus_counterpart": ""}
    if to.asks and to.measure == "rank":
        versus["versus_entity"] = view.versus_entity if case.catalog.is_group(view.versus_entity) else WORLD
    elif to.asks:
        versus["versus_entity"] = _rival(view, case)
    return replace(view, measure=to.measure, **versus)  # type: ignore[arg-type]


def _versus(view: View) -> tuple[str, str, str]:
    return view.versus_indicator, view.versus_entity, view.versus_counterpart


def _rival(view: View, case: Case) -> str:
    """Whom figures are set against before a reader has said: who was, else the last of several shown, else the first with figures."""
    if view.versus_entity:
        return view.versus_entity
    if len(view.entities) > 1:
        return view.entities[-1]
    held = [entity for entity, other in case.observations.sides_of(view.indicator) if other == view.counterpart]
    return next((entity for entity in held if entity not in view.entities), view.entities[0])
