"""How sure a verdict is, on a claim's page: what would change it, other settings, best cases, the years, what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go
import streamlit as st

from charts.said import answered, signed
from exports.addresses import MAP_PAGE
from exports.pictures import picture_id
from verdicts import doubt, tipping_text
from verdicts.brief import name_of
from verdicts.clock import Knowledge
from verdicts.conclusions import footings, shifts_with
from verdicts.findings import told
from verdicts.multiverse import Multiverse, Reading
from verdicts.rule import Label
from verdicts.summary import Standing
from verdicts.tipping import swings
from verdicts.words import several
from widgets.chart import chart as draw
from widgets.claim_tests import chosen
from widgets.download_menu import download_menu
from widgets.markup import badge, definitions, link, plain, standing_badge, verdict_key
from widgets.state import case, charts, history_of, labels, mode, multiverse_of


def what_would_change(standing: Standing) -> None:
    """Each single setting and each single answer that would give another verdict, and how close each answer was."""
    verdict, of = standing.now, multiverse_of(standing.now.claim.id)[1]
    found = swings(verdict)
    none = " Changing one setting does not flip it." if of.size > 1 and not of.pivotal_choices else ""
    st.markdown(plain(f"{tipping_text.swing_sentence(found, verdict)}{none}"))
    rows = [(doubt.if_we(one, of, case().catalog), name_of(one.evidence), one.label) for one in of.pivotal_choices]
    # Of several answers to a test that make the same verdict the nearest.
    nearest = {(one.finding.evidence.id, one.label): one for one in reversed(found)}
    rows += [
        (tipping_text.found_words(one), name_of(one.finding.evidence), one.label) for one in reversed(nearest.values())
    ]
    if rows:
        st.html(_table_of(rows))
    scored = [finding for finding in verdict.findings if finding.evidence.weight]
    if scored:
        st.subheader("How close was it?", anchor=False)
        st.html(definitions((name_of(f.evidence), tipping_text.tipping_sentence(f)) for f in scored))


def _table_of(rows: Sequence[tuple[str, str, Label]]) -> str:
    """What we would have done or found otherwise, in which test, and the verdict that makes."""
    cells = "".join(
        f'<tr><td>{escape(words)}<span class="quiet">{escape(test)}</span></td><td>{badge(label, mode())}</td></tr>'
        for words, test, label in rows
    )
    return (
        '<table class="if-we"><thead><tr><th scope="col">If we\N{HORIZONTAL ELLIPSIS}</th><th scope="col">the verdict becomes</th></tr></thead>'
        f"<tbody>{cells}</tbody></table>"
    )


def other_choices(standing: Standing) -> None:
    """The multiverse: all tests together, then each of them."""
    claim = standing.now.claim.id
    of = multiverse_of(claim)[1]
    if of.size == 1:
        _empty("No other way to test this claim is declared.")
        return
    if of.contested:
        _curve(claim, of)
    else:
        _empty(doubt.robustness_sentence(of))
    st.subheader("Test by test", anchor=False)
    shown = chosen(standing, st.query_params.get("test", ""))
    _by_test(claim, of, shown[0][1].evidence.id if shown else "")


def _curve(claim: str, of: Multiverse) -> None:
    """All tests together: in words, and as a curve."""
    words = f"{doubt.robustness_sentence(of)} {doubt.influence_sentence(of)}"
    st.markdown(plain(words))
    st.caption(
        "Every setting below was declared with its reason before it was tried. The curve is no better estimate than the verdict: it shows "
        "how choices move the answer, and choices nobody thought of are not in it."
    )
    st.html(verdict_key(of.shares, mode()))
    _picture(charts().claim_curve(claim, mode()), picture_id("claim choices", claim), f"Specification curve. {words}")


def _by_test(claim: str, of: Multiverse, shown: str) -> None:
    """The curve of one of the claim's tests, first that of the test whose chart is shown."""
    tests = {test.evidence.id: test for test in of.tests if len(test.all) > 1}
    first = list(tests).index(shown) if shown in tests else 0
    name = st.selectbox(
        "Test",
        list(tests),
        index=first,
        format_func=lambda one: tests[one].evidence.question,
        key="curve",
        bind="query-params",
    )
    test = tests[name]
    chart = charts().finding_curve(claim, name, mode())
    words = doubt.specifications_sentence(test)
    # The whole question once more: on a phone the box has room for half of it.
    st.markdown(plain(f"{test.evidence.question} {signed(test.headline.result)} in our main setting. {words}"))
    if chart is None:
        _empty("In none of its settings has it figures to draw.")
    else:
        _picture(chart, picture_id("test choices", name), f"{test.evidence.question} {words}", level=4)


def both_readings(standing: Standing) -> None:
    """The strongest case for the claim and the strongest against it, side by side."""
    of = multiverse_of(standing.now.claim.id)[1]
    if not of.tests or of.strongest_for.score is None:
        _empty(doubt.unread_sentence(standing.now))
        return
    if of.size == 1:
        _empty("No other way to test it is declared, so the best case for and against is the same one.")
        st.html(f'<div class="panel">{_reading("The only case", of.strongest_for, of)}</div>')
        return
    st.caption(
        "From the same figures: the declared settings that speak most for the claim, and those that speak most against it."
    )
    sides = ((of.strongest_for, +1), (of.strongest_against, -1))
    readings = (_reading(doubt.reading_title(reading, sign), reading, of) for reading, sign in sides)
    st.html(f'<div class="panel">{"".join(readings)}</div>')


def _reading(title: str, reading: Reading, of: Multiverse) -> str:
    catalog = case().catalog
    known = Knowledge(case().observations, catalog, of.as_of)
    made = f"after {several(reading.changes, 'change')}" if reading.changes else "in our main setting"
    items = []
    for test, specification in zip(of.tests, reading.specifications, strict=True):
        finding = told(specification.row, known, of.claim.kind, specification.result)
        changes = doubt.changes_words(test, specification, catalog)
        items.append(
            f"<li><div><b>{answered(finding)}.</b> {escape(finding.statement)}</div>"
            + (f'<div class="changed">With {escape(changes)}.</div>' if changes else "")
            + "</li>"
        )
    return (
        f'<div><div class="quiet">{escape(title)}, {made}</div>{badge(reading.label, mode())}'
        f'<ul class="reading">{"".join(items)}</ul></div>'
    )


def through_the_years(standing: Standing) -> None:
    """The same rule, asked at each year end."""
    claim = standing.now.claim
    if claim.kind == "judgement":
        _empty("An opinion is never scored, at no date.")
        return
    moments = history_of(claim.id)
    words = doubt.years_sentence(moments)
    st.markdown(words)
    if any(moment.scored for moment in moments):
        _picture(
            charts().years(claim.id, mode()), picture_id("years", claim.id), f"The verdict at each year end. {words}"
        )
        st.caption(doubt.editions_sentence(moments))


def what_rests_on_it(standing: Standing) -> None:
    """The conclusions that a claim bears on, and what stands otherwise without it."""
    claim, argument = standing.now.claim, case().argument
    links = [link for link in argument.links.rows if link.premise == claim.id]
    if not links:
        _empty("No conclusion of the article is linked to this claim.")
        return
    stand = footings(argument, labels())
    rows = "".join(
        f"<li><div>{'Supports' if x.relation == 'supports' else 'Attacks'}: <b>{escape(stand[x.conclusion].conclusion.conclusion)}</b> "
        f'{standing_badge(stand[x.conclusion].standing, mode())}</div><div class="quiet">{escape(x.why)}</div></li>'
        for x in links
    )
    st.html(f'<ul class="reading">{rows}</ul>')
    if claim.kind == "judgement":
        st.markdown("An opinion does not count for or against a conclusion: no figure can contradict it.")
        return
    st.markdown(plain(doubt.shifts_sentence(shifts_with(claim.id, argument, labels()), standing.now.label)))
    st.html(link(MAP_PAGE.link(claim=claim.claim), "See how the argument fits together"))


def _empty(words: str) -> None:
    """Why there is nothing to show."""
    st.info(words, icon=":material/rule:")


def _picture(chart: go.Figure, name: str, alt: str, level: int = 3) -> None:
    """A picture with its heading, its text alternative and what can be taken of it, under its name."""
    draw(chart, key=name, alt=alt, level=level)
    download_menu(name, alt)
