"""The tests of a claim in a list beside the chart: each with its answer, what it decides, and a link that shows its chart."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from charts.theme import Mode
from exports.addresses import EVIDENCE_ON_PAGE
from verdicts.brief import brief, brief_since, name_of, role_of
from verdicts.describe import about_claim
from verdicts.findings import EventFinding, Finding, has_figures
from verdicts.summary import Standing
from verdicts.words import capitalised, count
from widgets.markup import definitions
from widgets.signs import answer_badge
from widgets.state import mode, site

CONTEXT = "Context: shows, does not judge"


Pair = tuple[Finding, Finding]
"""A test at publication and today."""


def chosen(standing: Standing, asked: str) -> tuple[Pair, ...]:
    """What is shown: the test asked for, else the one that decides; after an event, which has no chart, the heaviest that has one.

    Asked for by its id, or by its question as addresses did until November 2026. Nothing for a claim without tests.
    """
    pairs = list(zip(standing.then.findings, standing.now.findings, strict=True))
    named = (pair for pair in pairs if asked and asked in (pair[1].evidence.id, pair[1].evidence.question))
    first = next(named, None) or next((pair for pair in pairs if pair[1] is standing.now.deciding), None)
    if first is None or not isinstance(first[1], EventFinding):
        return (first,) if first else ()
    drawn = [pair for pair in pairs if has_figures(pair[1])]
    return (first, *sorted(drawn, key=lambda pair: -pair[1].evidence.weight)[:1])


def tests_beside(standing: Standing, shown: Finding, view: str) -> None:
    """The list of tests, the one that is shown marked, and under it what was tested and what to bear in mind."""
    key = ("claim tests", site().served.stamp, standing.now.claim.id, shown.evidence.id, view, mode())
    st.html(site().markup(key, lambda: _tests(standing, shown, view, mode())))


def _tests(standing: Standing, shown: Finding, view: str, mode: Mode) -> str:
    findings = sorted(standing.now.findings, key=lambda f: (f is not standing.now.deciding, -f.evidence.weight))
    n = len(findings)
    heading = "The test" if n == 1 else f"The {count(n)} tests"
    items = "".join(_item(finding, finding.evidence.id == shown.evidence.id, view, mode) for finding in findings)
    # Of a claim that is not scored the head has said what it is, and why.
    about = definitions(about_claim(standing.now.claim)) if standing.now.scored else ""
    return f'<h2 class="small-head">{heading}</h2><ul class="tests">{items}</ul><div class="about">{about}</div>'


def _item(finding: Finding, is_shown: bool, view: str, mode: Mode) -> str:
    row = finding.evidence
    address = EVIDENCE_ON_PAGE.link(claim=row.claim, evidence=row.id) + (
        f"&{urlencode({'view': view})}" if view else ""
    )
    said = f"{answer_badge(finding, mode)} \N{MIDDLE DOT} {escape(role_of(finding))}" if row.weight else CONTEXT
    since = brief_since(finding)
    later = f" <span>Since: {escape(since)}.</span>" if since else ""
    classes = f"{'shown' if is_shown else ''}{'' if row.weight else ' context'}".strip()
    return (
        f'<li id="{escape(row.id)}" class="{classes}"><span class="role">{said}</span>'
        f'<a href="{escape(address)}" target="_self"{" aria-current=true" if is_shown else ""}>{escape(capitalised(name_of(row)))}</a>'
        f'<span class="found">{escape(brief(finding))}{later}</span></li>'
    )
