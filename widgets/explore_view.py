"""What a view shows: its chart or its table, what there is to take, the way to a claim of one's own, and claims that use the same measure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from exports import addresses
from exports.exhibit import Exhibit
from exports.view_values import view_rows
from verdicts.case import Case
from verdicts.freshness import freshness_sentence
from verdicts.indicator_search import Proposal
from verdicts.measures import Request
from verdicts.view import View, canonical
from verdicts.view_reading import Dropped
from verdicts.words import capitalised, shortened
from widgets.arrow import as_arrow, sortable_table
from widgets.chart import chart
from widgets.download_menu import view_menu
from widgets.markup import link, plain
from widgets.state import charts, exhibit_of, find_indicators, freshness_of, mode

LONGEST = 120
"""Letters of a search."""
MOST_CLAIMS = 8
SHORT = 70
"""Letters of a claim where it is named in a line of others."""
EXAMPLES = "how much does Poland spend on its army"


def search_box(of: Case) -> None:
    """Figures by plain words: each that is found is a link to its view."""
    words = st.text_input(
        "Search for figures in plain words", key="explore-q", type="search", live=True, max_chars=LONGEST, label_visibility="collapsed",
        placeholder=f"Ask in plain words: {EXAMPLES}", icon=":material/search:",
    )  # fmt: skip
    if not words or not words.strip():
        return
    found = find_indicators(words[:LONGEST])
    told = [found.missing, *(f"Read “{typed}” as “{meant}”." for typed, meant in found.read_as)]
    if not found.matches and not found.missing:
        told.append(
            "No figures are called so. Try the name of what is counted, such as: arms imports, oil, aid, population."
        )
    notes = "".join(f'<p class="quiet">{escape(text)}</p>' for text in told if text)
    st.html(f'<div class="explore-found">{_found(found.matches, of)}{notes}</div>')


def _found(matches: Sequence[Proposal], of: Case) -> str:
    rows = "".join(f"<li>{_row(one, of)}</li>" for one in matches)
    return f"<ul>{rows}</ul>" if rows else ""


def _row(one: Proposal, of: Case) -> str:
    row = of.catalog.indicator[one.indicator]
    parts = {
        "indicator": one.indicator, "entity": ",".join(one.entities), "counterpart": one.counterpart, "measure": one.measure,
        "versus_indicator": one.versus_indicator, "versus_entity": one.versus_entity, "versus_counterpart": one.versus_counterpart,
        "from": str(one.first or ""), "to": str(one.last or ""), "events": one.event,
    }  # fmt: skip
    asks = {name: value for name, value in parts.items() if value and (name, value) != ("measure", "level")}
    who = ", ".join(of.catalog.name_of(entity) for entity in one.entities)
    return (
        f"{link(addresses.EXPLORE_PAGE.asking('', asks), capitalised(row.name))} <span>{escape(who)}</span> "
        f'<span class="quiet">{escape(one.why)}</span> <b class="quiet">{escape(of.catalog.source[row.source].publisher)}</b>'
    )


def not_used(dropped: Sequence[Dropped]) -> None:
    """What of the address was not used, and the nearest there is."""
    for one in dropped[:5]:
        st.caption(f"Not used from the address: {plain(one.why)}")


def shown(view: View) -> None:
    """The chart or the table of a view, with the words around it."""
    exhibit = exhibit_of(view)
    figure = charts().view(view, mode())
    if isinstance(figure, str):
        st.html(f'<h2 class="chart-head">{escape(exhibit.head)}</h2>')
        st.info(plain(figure), icon=":material/data_alert:")
        return
    if view.form != "table":
        names = {name: exhibit.case.catalog.indicator[name].name for name in exhibit.indicators}
        fresh = freshness_sentence(freshness_of(tuple(names)), names)
        key = "explore-map" if view.form == "map" else "explore-chart"
        chart(figure, key=key, alt=f"{exhibit.head}. {exhibit.what}.", level=2, fresh=fresh)
    else:
        _table(exhibit)
    if exhibit.missing and view.form != "map":
        st.html("".join(f'<p class="chart-note">{escape(text)}</p>' for text in exhibit.missing))
    view_menu(exhibit.name, exhibit.what, canonical(view))


def _table(exhibit: Exhibit) -> None:
    rows = view_rows(exhibit)
    unit = exhibit.shown[0].series.unit if exhibit.shown else ""
    st.html(
        f'<h2 class="chart-head">{escape(exhibit.head)}</h2><p class="chart-unit">{escape(exhibit.what)}, {escape(unit)}</p>'
    )
    names = {one.entity: one.name for one in exhibit.shown}
    periods: dict[str, dict[str, float]] = {}
    words: dict[str, str] = {}
    for row in rows:
        if row["status"] != "projection" and row["series"] == rows[0]["series"] or row["entity"] in names:
            periods.setdefault(row["date"], {}).setdefault(row["entity"], row["value"])
            words[row["date"]] = row["period"]
    table = [
        {"Period": words[date], **{name: periods[date].get(entity) for entity, name in names.items()}}
        for date in sorted(periods, reverse=True)
    ]
    alt = f"Figures: {exhibit.what}"
    # The table that sorts has a download of its own; figures that may not be passed on stand in the one that has none.
    if exhibit.withheld:
        st.table(as_arrow(table), hide_index=True, height=420, alt=alt)
        st.caption(plain(exhibit.withheld))
    else:
        sortable_table(table, height=420, alt=alt)


def onward(view: View, of: Case) -> None:
    """The way to a claim of one's own, and the claims whose tests measure the same."""
    own = link(addresses.OWN_CLAIM_PAGE.asking("", _as_claim(view)), "Test this as a claim →")
    st.html(f'<p class="test-this">{own}</p>{_users(view, of)}')


def _as_claim(view: View) -> dict[str, str]:
    """The parts of a view that a claim has too, of its first country."""
    request: Request = view.request(view.entities[0])
    parts = {**{name: str(value) for name, value in vars(request).items()}, "from": view.first, "to": view.last}
    return {
        name: value
        for name, value in parts.items()
        if value and (name, value) not in (("measure", "level"), ("smoothing", "1"))
    }


def _users(view: View, of: Case) -> str:
    argument = of.argument
    using = dict.fromkeys(
        row.claim for row in argument.evidence.rows if row.indicator and view.indicator in row.request.indicators
    )
    if not using:
        return ""
    some = list(using)[:MOST_CLAIMS]
    names = shortened([argument.claim[claim].claim.rstrip(".") for claim in some], SHORT)
    links = "; ".join(
        link(addresses.CLAIM_PAGE.link(claim=claim), name) for claim, name in zip(some, names, strict=True)
    )
    more = f" and {len(using) - len(some)} more" if len(using) > len(some) else ""
    return f'<p class="quiet">Claims that use this measure: {links}{more}</p>'
