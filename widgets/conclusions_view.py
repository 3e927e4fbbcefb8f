"""The load-bearing map and the list that says the same in words."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.theme import MARKS
from exports.conclusion_views import ConclusionView, PremiseView, conclusion_views
from exports.pictures import picture_id
from verdicts import doubt
from verdicts.conclusions import could_fall, shifts_with
from widgets.chart import chart as draw
from widgets.download_menu import download_menu
from widgets.markup import claim_anchor, plain, standing_badge, standing_key, verdict_key
from widgets.signs import sign as sign_of
from widgets.state import case, certainties, charts, labels, mode


def fallen_claim() -> str:
    """Ask which claim to take as contradicted for the sake of argument; empty for none."""
    argument = case().argument
    linked = {link.premise for link in argument.links.rows}
    claims = [claim.id for claim in could_fall(argument) if claim.id in linked]
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
        st.markdown(plain(supposed(fallen)))
    st.html(verdict_key(labels(fallen).values(), mode()) + standing_key(mode()))
    with st.container(key="map"):
        chosen = draw(
            charts().map(mode(), fallen),
            key="argument-map",
            on_select="rerun",
            selection_mode="points",
            alt="Claims on the left, conclusions to the right, lines for what supports and what attacks; the list of conclusions says the "
            f"same. {supposed(fallen) if fallen else ''}",
        )
    download_menu(picture_id("map"), "The map of the argument, as the verdicts are")
    points = chosen["selection"]["points"] if chosen else []
    if points and points[0]["customdata"] in case().argument.claim:
        st.switch_page("pages/claim.py", query_params={"id": points[0]["customdata"]})


def supposed(fallen: str) -> str:
    """What stands otherwise without a claim, in a sentence."""
    return doubt.shifts_sentence(shifts_with(fallen, case().argument, labels()), labels()[fallen])


def conclusions(fallen: str) -> None:
    """Each conclusion with how it stands and everything that bears on it."""
    found = conclusion_views(case().argument, labels(fallen), fallen, certainties())
    st.html("".join(_conclusion(one, fallen) for one in found))


def _conclusion(one: ConclusionView, fallen: str) -> str:
    items = "".join(_premise(premise, fallen) for premise in one.premises)
    touched = fallen and any(premise.claim == fallen for premise in one.premises)
    return (
        f'<details class="conclusion"{" open" if touched else ""}><summary><b>{escape(one.words)}</b> {standing_badge(one.standing, mode())} '
        f'<span class="quiet">{one.counted}</span></summary><ul class="claims">{items}</ul></details>'
    )


def _premise(premise: PremiseView, fallen: str) -> str:
    sign, words = "", escape(premise.words)
    if premise.claim:
        label, words = labels(fallen)[premise.claim], claim_anchor(case().argument.claim[premise.claim])
        sign = f'<span style="color:{MARKS[label].colour(mode())}">{sign_of(label)}</span> '
    against = "against: " if premise.attacks else ""
    return f"<li>{sign}{against}{words} <span class='quiet'>({escape(premise.state)})</span></li>"
