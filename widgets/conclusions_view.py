"""The conclusions of the article as a list, what falls with a claim, and the map of both."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.theme import MARKS
from exports.conclusion_views import ConclusionView, PremiseView, conclusion_views
from exports.pictures import picture_id
from verdicts import doubt
from verdicts.conclusions import could_fall, footings, shifts_with
from widgets.argument_map import argument_map
from widgets.download_menu import download_menu
from widgets.markup import claim_anchor, plain, standing_badge, standing_key, verdict_key
from widgets.signs import sign as sign_of
from widgets.state import case, certainties, charts, labels, mode

SIDES = {"for": "In favour", "against": "Against", "undecided": "Undecided"}


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
            placeholder="Choose a claim",
            format_func=lambda claim: argument.claim[claim].claim,
            key="fallen",
            bind="query-params",
        )
        or ""
    )


def supposed(fallen: str) -> None:
    """What stands otherwise without a claim, in a sentence."""
    argument = case().argument
    said = doubt.shifts_sentence(shifts_with(fallen, argument, labels()), labels()[fallen])
    claim = argument.claim[fallen].claim.rstrip(".")
    st.info(
        f"Shown as if \N{LEFT DOUBLE QUOTATION MARK}{plain(claim)}\N{RIGHT DOUBLE QUOTATION MARK} were contradicted. {plain(said)}"
    )


def the_map(fallen: str) -> None:
    """The claims in words and the conclusions beside them; on a narrow screen, that the list says the same."""
    argument, shown = case().argument, labels(fallen)
    st.html(
        '<p class="quiet">Full lines support a conclusion, broken lines speak against it. Each claim leads to its page.</p>'
        + verdict_key(shown.values(), mode())
        + standing_key(mode())
    )
    st.html(
        argument_map(argument, charts().places(), shown, footings(argument, shown), mode(), fallen)
        + '<p class="narrow">The map needs a wider screen. The list of conclusions says the same.</p>'
    )
    download_menu(picture_id("map"), "The map of the argument, as the verdicts are")


def conclusions(fallen: str) -> None:
    """Each conclusion with how it stands and, folded, everything that bears on it."""
    found = conclusion_views(case().argument, labels(fallen), fallen, certainties())
    st.html("".join(_conclusion(one, fallen) for one in found))


def _conclusion(one: ConclusionView, fallen: str) -> str:
    touched = fallen and any(premise.claim == fallen for premise in one.premises)
    return (
        f'<details class="conclusion"{" open" if touched else ""}><summary>{standing_badge(one.standing, mode())}'
        f'<span class="words"><b>{escape(one.words)}</b><span class="quiet">{escape(one.evidence.capitalize())}: {escape(one.counted)}</span></span>'
        f"</summary>{''.join(_side(one, side, fallen) for side in SIDES)}</details>"
    )


def _side(one: ConclusionView, side: str, fallen: str) -> str:
    """The premises that bear on a conclusion in one direction."""
    premises = [premise for premise in one.premises if premise.side == side]
    items = "".join(_premise(premise, fallen) for premise in premises)
    return f'<p class="side">{SIDES[side]}</p><ul class="claims">{items}</ul>' if premises else ""


def _premise(premise: PremiseView, fallen: str) -> str:
    sign, words = "", escape(premise.words)
    if premise.claim:
        label, words = labels(fallen)[premise.claim], claim_anchor(case().argument.claim[premise.claim])
        sign = f'<span style="color:{MARKS[label].colour(mode())}">{sign_of(label)}</span> '
    turned = "; if true, it speaks against the conclusion" if premise.attacks else ""
    return f"<li>{sign}{words} <span class='quiet'>({escape(premise.state)}{turned})</span></li>"
