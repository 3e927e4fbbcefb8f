"""The view that a page of Explore shows. Its address says which; widgets are set from it, and what a reader changes is written into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from verdicts.case import Case
from verdicts.usual_view import counterparts, usual_counterpart, usual_entities
from verdicts.view import PARAMETERS, View, canonical
from verdicts.view_reading import Parsed, parse
from verdicts.view_ways import with_way
from widgets.state import case

Change = Callable[[View, Any], View]


def asked(of: Case) -> Parsed:
    """The view that the address asks for, and what of it cannot be had."""
    found = {name: ",".join(values) for name in st.query_params if (values := st.query_params.get_all(name))}
    return parse(found, of)


def bound(key: str, value: Any, change: Change) -> dict[str, Any]:
    """Key and callback of a widget that shows a value of the view; what a reader puts in its place is written into the address.

    All widgets are set anew from the address in each run: so Back and Forward, and links, lead to what they say.
    """
    name = f"explore-{key}"
    st.session_state[name] = value
    return {"key": name, "on_change": _write, "args": (name, change)}


def _write(name: str, change: Change) -> None:
    view = change(asked(case()).view, st.session_state[name])
    others = {one: st.query_params.get_all(one) for one in st.query_params if one not in PARAMETERS}
    # Set at once: each change of an address is a step of Back.
    st.query_params.from_dict({**others, **canonical(view)})


def field(name: str) -> Change:
    """The change of one field; a list becomes a tuple."""

    def changed(view: View, value: Any) -> View:
        fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value}
        return replace(view, **fields)

    return changed


def with_indicator(view: View, indicator: str) -> View:
    """Another indicator: the same countries where it has figures of them, everything else as usual."""
    of = case()
    held = counterparts(of.observations, indicator)
    counterpart = (
        view.counterpart
        if view.counterpart in held
        else ""
        if not held or "" in held
        else usual_counterpart(of, indicator)
    )
    having = {entity for entity, other in of.observations.sides_of(indicator) if other == counterpart}
    kept = tuple(entity for entity in view.entities if entity in having)
    return View(
        indicator, kept or usual_entities(of, indicator, counterpart), counterpart, first=view.first, last=view.last, edition=view.edition,
        form=view.form, events=view.events,
    )  # fmt: skip


def in_way(view: View, way: str) -> View:
    """Looked at in another way."""
    return with_way(view, way, case())


def with_entities(view: View, entities: list[str]) -> View:
    """Other countries; with none the view keeps those it has."""
    return replace(view, entities=tuple(entities) or view.entities)
