"""What a reader chooses on Explore: a sentence with choices in it, countries and groups, the form, and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from charts.country_colours import country_colours
from loaders.catalog import Catalog
from verdicts.measures import NEEDS_VERSUS
from verdicts.usual_view import counterparts
from verdicts.view import EDITIONS, MOST, View
from verdicts.view_ways import way_of, ways
from verdicts.words import capitalised, day
from widgets.explore_state import bound, field, in_way, with_entities, with_indicator
from widgets.state import case, exhibit_of, mode

FORM_WORDS = {
    "line": "Lines",
    "bars": "Bars",
    "ranks": "Ranks",
    "map": "Map",
    "multiples": "Small multiples",
    "table": "Table",
}
MANY = 6
"""Countries from which on small multiples are offered."""
EACH = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}
AVERAGES = {"A": (1, 3, 5, 10), "Q": (1, 4, 8), "M": (1, 3, 12), "D": (1, 30, 90)}
"""Periods in the mean that are offered, by the frequency of figures."""


def sentence(view: View) -> None:
    """The choices, as a sentence."""
    of, catalog = case(), case().catalog
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sentence"):
        held = [
            row.id for row in catalog.indicators.rows if of.observations.sides_of(row.id) or row.id == view.indicator
        ]
        held.sort(key=lambda one: catalog.indicator[one].name.casefold())
        _word("Show")
        _choice(
            "indicator",
            "What is shown",
            held,
            view.indicator,
            lambda one: catalog.indicator[one].name,
            330,
            with_indicator,
        )
        _counterpart(view)
        offered = {way.id: way.words for way in ways(view, of)}
        _choice("way", "How it is looked at", list(offered), way_of(view).id, offered.__getitem__, 230, in_way)
        _versus(view)
        _window(view)
        _averages(view)
        editions = {"today": "as known today", "publication": f"as known on {day(of.article.day)}"}
        if view.edition not in EDITIONS:
            editions[view.edition] = f"as known on {day(view.as_of(of).day)}"
        _choice("edition", "Which edition", list(editions), view.edition, editions.__getitem__, 250, field("edition"))
        _word("for")


def _word(text: str) -> None:
    st.html(f"<span>{text}</span>", width="content")


def _choice(name: str, label: str, options: Sequence[Any], value: Any, words: Any, width: int, change: Any) -> None:
    known = list(options) if value in options else [value, *options]
    st.selectbox(
        label, known, format_func=words, label_visibility="collapsed", width=width, **bound(name, value, change)
    )


def _counterpart(view: View) -> None:
    """The other side of a flow, where there is one."""
    of = case()
    held = counterparts(of.observations, view.indicator)
    groups = [row.id for row in of.catalog.entities.rows if row.kind == "group" and row.id in held]
    order = [*(one for one in held if one in groups), *(one for one in held if one not in groups)]
    if any(held) and (len(held) > 1 or held[0]):
        words = "with or to"
        _word(words)
        _choice(
            "counterpart",
            "The other side",
            order,
            view.counterpart,
            lambda one: _called(one, of.catalog) or "nobody",
            220,
            field("counterpart"),
        )


def _versus(view: View) -> None:
    """What a view is set against, where its way leaves that open."""
    way, of = way_of(view), case()
    if not way.asks or view.measure not in NEEDS_VERSUS:
        return
    _word(way.asks)
    if view.measure == "rank":
        options = [row.id for row in of.catalog.entities.rows if row.kind == "group" and of.catalog.is_group(row.id)]
    else:
        options = ["", *_having(view)]
    _choice(
        "versus",
        "Set against whom",
        options,
        view.versus_entity,
        lambda one: _called(one, of.catalog) or "its own",
        200,
        field("versus_entity"),
    )
    if view.measure == "rank":
        return
    names = {row.id: row.name for row in of.catalog.indicators.rows if of.observations.sides_of(row.id)}
    own = sorted(names, key=lambda one: names[one].casefold())
    _choice(
        "versus-of",
        "Set against what",
        ["", *own],
        view.versus_indicator,
        lambda one: names.get(one, "in the same figures"),
        240,
        field("versus_indicator"),
    )
    others = counterparts(of.observations, view.versus_indicator or view.indicator)
    if any(others):
        _choice("versus-with", "Set against figures with", ["", *filter(None, others)], view.versus_counterpart,
                lambda one: f"with {_called(one, of.catalog)}" if one else "with the same", 200, field("versus_counterpart"))  # fmt: skip


def _window(view: View) -> None:
    of = case()
    lines = [of.observations.line(view.indicator, entity, view.counterpart) for entity in view.entities]
    lines = [line for line in lines if len(line.dates)]
    if not lines:
        lines = [of.observations.line(view.indicator, *side) for side in of.observations.sides_of(view.indicator)[:20]]
    if not lines:
        return
    first, last = (
        edge.astype("datetime64[Y]").astype(int) + 1970
        for edge in (min(x.dates[0] for x in lines), max(x.dates[-1] for x in lines))
    )
    years = [str(year) for year in range(first, last + 1)]
    _word("from")
    _choice("from", "From", ["", *years], view.first, lambda one: one or f"{first}, the first", 140, field("first"))
    _word("to")
    _choice("to", "To", ["", *reversed(years)], view.last, lambda one: one or f"{last}, the latest", 140, field("last"))


def _averages(view: View) -> None:
    each = case().catalog.indicator[view.indicator].frequency
    word = EACH[each]
    _choice("smoothing", "Averaged over", AVERAGES[each], view.smoothing,
            lambda n: f"each {word}" if n == 1 else f"averages of {n} {word}s", 170, field("smoothing"))  # fmt: skip


def entities(view: View) -> None:
    """The countries and groups, each in the colour of its line."""
    of = case()
    groups = [row.id for row in of.catalog.entities.rows if row.kind == "group" and of.catalog.is_group(row.id)]
    options = list(dict.fromkeys([*view.entities, *_having(view), *groups]))
    st.html(f"<style>{_chips(view)}</style>")
    st.multiselect(
        "Countries and groups", options, format_func=lambda one: _called(one, of.catalog), max_selections=MOST, placeholder="Add a country or group",
        **bound("entities", list(view.entities), with_entities),
    )  # fmt: skip


def _having(view: View) -> list[str]:
    """Who has figures of a view's indicator with its counterpart, by name."""
    of = case()
    found = {entity for entity, other in of.observations.sides_of(view.indicator) if other == view.counterpart}
    return sorted(found, key=lambda one: of.catalog.name_of(one).casefold())


def _called(entity: str, catalog: Catalog) -> str:
    return capitalised(catalog.name_of(entity))


def _chips(view: View) -> str:
    """The colour of each line at the edge of its chip."""
    colours = country_colours(len(view.entities), mode())
    return "".join(
        f'.st-key-explore-entities [data-tag-index="{at}"] {{ border-color: {colour}; }}'
        for at, colour in enumerate(colours)
    )


def forms(view: View) -> None:
    """Lines, bars, ranks, a map, a table; small multiples where there are many; and in a menu what else can be drawn."""
    offered = [form for form in FORM_WORDS if form != "multiples" or len(view.entities) > MANY or view.form == form]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="forms"):
        st.segmented_control(
            "Form", offered, format_func=FORM_WORDS.__getitem__, required=True, label_visibility="collapsed", **bound("form", view.form, field("form"))
        )  # fmt: skip
        with st.popover("Marks and scale", icon=":material/tune:", key="explore-more"):
            _marks(view)


def _marks(view: View) -> None:
    events = case().catalog.event
    names = {name: f"{capitalised(event.label)}, {event.date.year}" for name, event in events.items()}
    st.multiselect(
        "Events",
        list(names),
        format_func=names.__getitem__,
        placeholder="None",
        **bound("events", list(view.events), field("events")),
    )
    st.toggle("Logarithmic scale", **bound("log", view.log, field("log")))
    if view.measure in NEEDS_VERSUS and view.measure != "rank":
        st.toggle("Both sides of what is compared", **bound("sides", view.sides, field("sides")))
        if view.sides and not exhibit_of(view).sides:
            st.caption("The two sides have other units, so they do not fit into one chart.")
