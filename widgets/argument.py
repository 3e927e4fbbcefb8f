"""The load-bearing map and the list that says the same in words."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.theme import MARKS, config
from verdicts import doubt
from verdicts.conclusions import Footing, falls_with, footings
from widgets.figures import map_of
from widgets.markup import claim_anchor, standing_badge, standing_key
from widgets.state import labels, mode, project


def fallen_claim() -> str:
    """Ask which claim to take as contradicted for the sake of argument; empty for none."""
    argument = project().argument
    claims = [row.id for row in argument.claims.rows if any(link.premise == row.id for link in argument.links.rows)]
    return (
        st.selectbox(
            "Suppose that a claim is contradicted",
            claims,
            index=None,
            placeholder="none: as the verdicts are",
            format_func=lambda claim: argument.claim[claim].claim,
            key="fallen",
            bind="query-params",
        )
        or ""
    )


def argument_map(fallen: str) -> None:
    """The picture, and what falls with the claim that was chosen."""
    if fallen:
        st.markdown(doubt.falls_sentence(falls_with(fallen, project().argument, labels())))
    st.html(standing_key(mode()))
    with st.container(key="map"):
        chosen = st.plotly_chart(
            map_of(fallen),
            theme=None,
            key="argument-map",
            on_select="rerun",
            selection_mode="points",
            config=config("plumbline-argument"),
            alt="Claims on the left, conclusions to the right, lines for what supports and what attacks. The list below says the same.",
        )
    points = chosen["selection"]["points"] if chosen else []
    if points and points[0]["customdata"] in project().argument.claim:
        st.switch_page("pages/claim.py", query_params={"id": points[0]["customdata"]})


def conclusions(fallen: str) -> None:
    """Each conclusion with how it stands and everything that bears on it."""
    for footing in footings(project().argument, labels(fallen)).values():
        st.html(_conclusion(footing, fallen))


def _conclusion(footing: Footing, fallen: str) -> str:
    argument, verdicts = project().argument, labels(fallen)
    items = []
    for premise in footing.premises:
        name, attacks = premise.link.premise, premise.link.relation == "attacks"
        if name in argument.claim:
            mark, words = MARKS[verdicts[name]], claim_anchor(argument.claim[name])
            state = verdicts[name]
        else:
            stand = footings(argument, verdicts)[name]
            mark, words, state = None, escape(stand.conclusion.conclusion), stand.standing
        sign = f'<span style="color:{mark.colour(mode())}" aria-hidden="true">{mark.symbol}</span> ' if mark else ""
        items.append(
            f"<li>{sign}{'against: ' if attacks else ''}{words} <span class='quiet'>({escape(state)})</span></li>"
        )
    strength = "" if footing.strength is None else f", strength {footing.strength:+.2f}".replace("-", "\N{MINUS SIGN}")
    counted = f"{len(footing.counted)} of {len(footing.premises)} premises count{strength}"
    return (
        f'<details class="conclusion"><summary><b>{escape(footing.conclusion.conclusion)}</b> {standing_badge(footing.standing, mode())} '
        f'<span class="quiet">{counted}</span></summary><ul class="claims">{"".join(items)}</ul></details>'
    )
