"""A finding on a page: the answer, then chart, table, rule and source in tabs, with the figures to download."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.evidence import headline
from charts.said import answered, editions
from exports.pictures import picture_id
from exports.value_files import as_csv
from exports.values import file_rows, withheld
from verdicts.describe import rule_of, source_of
from verdicts.findings import EventFinding, Finding, SeriesFinding, has_figures
from verdicts.freshness import freshness_sentence
from verdicts.summary import Standing
from widgets.arrow import as_arrow, sortable_table
from widgets.chart import chart as draw
from widgets.download_menu import download_menu
from widgets.markup import definitions, plain
from widgets.source_view import stated_of
from widgets.state import case, charts, freshness_of, mode, rows_of


def finding_blocks(standing: Standing) -> None:
    """All evidence on a claim, one piece after the other."""
    claim = standing.now.claim
    if not standing.now.findings:
        st.info("No figures are set against this claim. The reason is given above.", icon=":material/data_alert:")
        return
    for then, now in zip(standing.then.findings, standing.now.findings, strict=True):
        finding_block(claim.id, then, now)


def finding_block(claim: str, then: Finding, now: Finding) -> None:
    """One piece of evidence: its question, its answer at both dates, and the working in tabs."""
    row = now.evidence
    st.subheader(plain(row.question), anchor=row.id)
    st.markdown(_answer(now))
    if isinstance(now, SeriesFinding):
        beside(now)
    if then.sentence != now.sentence:
        st.caption(f"As of the article: {_answer(then)}")
    chart, table, rule, source = st.tabs(["Chart", "Table", "Rule", "Source"])
    with chart:
        finding_chart(claim, now)
    with table:
        _table(claim, now)
    with rule:
        st.html(definitions(rule_of(now, case().catalog)))
    with source:
        st.html(definitions(_editions(then, now)))
        for heading, pairs in source_of(now, case().observations, case().catalog):
            st.markdown(f"**{plain(heading)}**")
            st.html(definitions(pair for pair in pairs if pair[0] != "Edition"))
        stated_of(now.evidence.request.indicators)


def _answer(finding: Finding) -> str:
    """The answer with its sign, and what was found; of context what was found alone."""
    said = answered(finding)
    return f"**{said}.** {plain(finding.statement)}" if said else plain(finding.statement)


def beside(finding: SeriesFinding) -> None:
    """How often others show the same, and what the same test shows since: both beside the answer, neither part of it."""
    words = "".join(f"<p>{escape(text)}</p>" for text in (finding.base_words, finding.since_words) if text)
    if words:
        st.html(f'<div class="beside">{words}</div>')


def _editions(then: Finding, now: Finding) -> list[tuple[str, str]]:
    """What a finding rests on, now and as of the article, and whether that had been published by the day."""
    return [("Edition", "; ".join(editions(now))), ("Edition as of the article", "; ".join(editions(then)))]


def finding_chart(claim: str, finding: Finding, key: str = "") -> None:
    """The chart of a finding, or a word on why there is none."""
    if isinstance(finding, EventFinding):
        st.info("This test looks up a documented event; there are no figures to draw.", icon=":material/event:")
        return
    if not has_figures(finding):
        st.info(f"No chart: {finding.reason}.", icon=":material/data_alert:")
        return
    indicators = {name: case().catalog.indicator[name].name for name in finding.evidence.request.indicators}
    draw(
        charts().evidence(claim, finding.evidence.id, mode()),
        key=f"chart-{key}{finding.evidence.id}",
        alt=f"{finding.evidence.question} {headline(finding)}. {finding.sentence}",
    )
    st.caption(plain(freshness_sentence(freshness_of(tuple(indicators)), indicators)))
    download_menu(picture_id("evidence", finding.evidence.id), finding.evidence.question, key)
    comparisons(claim, finding, key)


def comparisons(claim: str, finding: SeriesFinding, key: str = "") -> None:
    """What a finding is made of, and how its comparables answer the same question; nothing where there are none."""
    sides = charts().sides(claim, finding.evidence.id, mode())
    if sides is not None:
        with st.expander("What it is made of"):
            draw(sides, key=f"sides-{key}{finding.evidence.id}", alt=sides.layout.meta["head"])
    strip = charts().strip(claim, finding.evidence.id, mode())
    if strip is not None:
        draw(strip, key=f"strip-{key}{finding.evidence.id}", alt=strip.layout.meta["head"])
        download_menu(picture_id("strip", finding.evidence.id), strip.layout.meta["head"], key)


def _table(claim: str, finding: Finding) -> None:
    rows = rows_of(claim, finding.evidence.id)
    if not rows:
        st.info(f"No figures: {finding.reason or 'this test looks up an event'}.", icon=":material/data_alert:")
        return
    of = case()
    kept = withheld(finding, of.catalog)
    shown = [
        {
            "Period": r["period"],
            f"Value ({r['unit']})": r["value"],
            "Marked": r["status"],
            "In the window": r["in_window"],
        }
        for r in rows
    ]
    alt = f"Figures of {rows[0]['series']}"
    # The table that sorts has a download of its own; figures that may not be passed on stand in the one that has none.
    if kept:
        st.table(as_arrow(shown), hide_index=True, height=320, alt=alt)
        st.caption(plain(kept))
    else:
        sortable_table(shown, height=320, alt=alt)
    st.download_button(
        "Figures as CSV",
        data=lambda: as_csv(file_rows(finding, of.observations, of.catalog)),
        file_name=f"plumbline-{finding.evidence.id}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"csv-{finding.evidence.id}",
    )
