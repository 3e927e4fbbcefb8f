"""How sure a verdict is, on a claim's page: other choices, both readings, what would change it, the years, what rests on it."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import plotly.graph_objects as go
import streamlit as st

from charts.theme import OUTCOMES, config
from verdicts import doubt
from verdicts.conclusions import falls_with, footings
from verdicts.findings import find
from verdicts.multiverse import Multiverse, Reading
from verdicts.summary import Standing
from verdicts.turning import swings
from widgets.figures import claim_curve_of, finding_curve_of, years_of
from widgets.markup import badge, definitions, link, standing_badge, verdict_key
from widgets.state import history_of, labels, mode, multiverse_of, project


def other_choices(standing: Standing) -> None:
    """The multiverse: in words, as a curve, and row by row."""
    claim = standing.now.claim.id
    of = multiverse_of(claim)[1]
    if of.size == 1:
        st.info("No other choice is declared for this claim.", icon=":material/rule:")
        return
    st.markdown(f"{doubt.robustness_sentence(of)} {doubt.influence_sentence(of)}")
    st.caption(
        "Every choice below was declared with its reason before it was tried. The curve is no better estimate than the verdict: it shows "
        "how choices move the answer, and choices nobody thought of are not in it."
    )
    st.html(verdict_key(of.shares, mode()))
    words = f"Specification curve. {doubt.robustness_sentence(of)} {doubt.influence_sentence(of)}"
    _picture(claim_curve_of(claim), f"{claim}-choices", words)
    st.subheader("One choice that changes the verdict", anchor=False)
    if of.hinges:
        st.html(definitions(doubt.hinge_words(hinge, of, project().catalog) for hinge in of.hinges))
    else:
        st.markdown("There is none: with all else as written, no single declared choice gives another verdict.")
    st.subheader("Test by test", anchor=False)
    _fan(claim, of)


def _fan(claim: str, of: Multiverse) -> None:
    """The curve of one of the claim's tests."""
    fans = {fan.evidence.id: fan for fan in of.fans if len(fan.specifications) > 1}
    chosen = st.selectbox("Test", list(fans), format_func=lambda name: fans[name].evidence.question, key="test")
    fan = fans[chosen]
    figure = finding_curve_of(claim, chosen)
    share = doubt.percent(fan.robustness)
    st.markdown(
        f"{OUTCOMES[fan.headline.outcome]}: the answer of {share} of its {len(fan.specifications)} combinations of choices."
    )
    if figure is None:
        st.info("Under no choice has it figures to draw.", icon=":material/data_alert:")
        return
    words = f"{fan.evidence.question} The statistic under each of {len(fan.specifications)} combinations of choices."
    _picture(figure, f"{chosen}-choices", words)


def both_readings(standing: Standing) -> None:
    """The strongest case for the claim and the strongest against it, side by side."""
    of = multiverse_of(standing.now.claim.id)[1]
    if not of.fans or of.strongest_for.score is None:
        st.info(
            "Nothing is scored for this claim yet, so there is no reading to make stronger.", icon=":material/rule:"
        )
        return
    st.caption(
        "From the same figures: the declared choices that speak most for the claim, and those that speak most against it."
    )
    st.html(
        f'<div class="panel">{_reading("The strongest reading for", of.strongest_for, of)}'
        f"{_reading('The strongest reading against', of.strongest_against, of)}</div>"
    )


def _reading(title: str, reading: Reading, of: Multiverse) -> str:
    catalog = project().catalog
    made = f"{reading.changes} changed choice{'' if reading.changes == 1 else 's'}" if reading.changes else "as written"
    items = []
    for fan, specification in zip(of.fans, reading.specifications, strict=True):
        finding = find(specification.row, project().observations, catalog, of.as_of)
        changes = doubt.changes_words(fan, specification, catalog)
        items.append(
            f"<li><div><b>{OUTCOMES[finding.outcome]}.</b> {escape(finding.statement)}</div>"
            + (f'<div class="changed">With {escape(changes)}.</div>' if changes else "")
            + "</li>"
        )
    return (
        f'<div><div class="quiet">{escape(title)}: {made}</div>{badge(reading.label, mode())}'
        f'<ul class="reading">{"".join(items)}</ul></div>'
    )


def what_would_change(standing: Standing) -> None:
    """Where each answer turns, and which answers the verdict hangs on."""
    verdict = standing.now
    found = swings(verdict)
    st.markdown(doubt.swing_sentence(found, len(verdict.scored)))
    if found:
        st.html(definitions(doubt.swing_words(found)))
    st.subheader("How far each answer is from turning", anchor=False)
    st.html(definitions((f.evidence.question, doubt.turn_sentence(f)) for f in verdict.findings))
    checks = sum(bool(s.evidence.weight) for s in verdict.findings)
    if checks:
        of = sum(bool(row.weight) for row in project().argument.evidence.rows)
        st.caption(doubt.multiplicity_sentence(checks, of))


def through_the_years(standing: Standing) -> None:
    """The same rule, asked at each year end."""
    claim = standing.now.claim.id
    moments = history_of(claim)
    st.markdown(doubt.years_sentence(moments))
    _picture(years_of(claim), f"{claim}-years", f"The verdict at each year end. {doubt.years_sentence(moments)}")
    st.caption(doubt.editions_sentence(moments))


def what_rests_on_it(standing: Standing) -> None:
    """The conclusions that a claim bears on, and what falls with it."""
    claim, argument = standing.now.claim.id, project().argument
    links = [link for link in argument.links.rows if link.premise == claim]
    if not links:
        st.info("No conclusion of the article is linked to this claim.", icon=":material/account_tree:")
        return
    stand = footings(argument, labels())
    rows = "".join(
        f"<li><div>{'Supports' if x.relation == 'supports' else 'Attacks'}: <b>{escape(stand[x.conclusion].conclusion.conclusion)}</b> "
        f'{standing_badge(stand[x.conclusion].standing, mode())}</div><div class="quiet">{escape(x.why)}</div></li>'
        for x in links
    )
    st.html(f'<ul class="reading">{rows}</ul>')
    falls = falls_with(claim, argument, labels())
    st.markdown(doubt.falls_sentence(falls))
    st.html(link(f"argument?fallen={quote(standing.now.claim.claim)}", "See it on the map of the argument"))


def _picture(figure: go.Figure, name: str, alt: str) -> None:
    """A picture with its text alternative, to be saved under its name."""
    st.plotly_chart(figure, theme=None, key=name, config=config(f"plumbline-{name}"), alt=alt)
