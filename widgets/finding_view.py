"""A finding on a page: question and answer, its chart, what others show; then rule, figures and source, each made when it is opened."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.evidence import headline
from charts.said import answered, editions
from exports import addresses
from exports.pictures import picture_id
from exports.value_files import as_csv
from exports.values import file_rows, withheld
from verdicts.describe import rule_of, source_of
from verdicts.findings import EventFinding, Finding, SeriesFinding, has_figures
from verdicts.freshness import freshness_sentence
from verdicts.view import canonical, view_of
from widgets.arrow import as_arrow, sortable_table
from widgets.chart import chart as draw
from widgets.claim_tests import CONTEXT
from widgets.download_menu import download_menu
from widgets.markup import definitions, link, plain
from widgets.signs import answer_badge
from widgets.source_view import stated_of
from widgets.state import case, charts, freshness_of, mode, rows_of


def finding_block(claim: str, then: Finding, now: Finding) -> None:
    """One test: its question and answer, its chart, what others show, and its working in expanders."""
    st.html(_heading(now))
    finding_chart(claim, now, level=0)
    if isinstance(now, SeriesFinding):
        among_others(claim, now)
    later = now.since_words if isinstance(now, SeriesFinding) else ""
    before = f"At publication: {_answer(then)}" if then.sentence != now.sentence else ""
    if later or before:
        st.html(f'<div class="beside">{"".join(f"<p>{escape(text)}</p>" for text in (later, before) if text)}</div>')
    row = now.evidence.id
    _made_of(claim, now)
    works = st.expander("How this test works", key=f"works-{row}", on_change="rerun")
    if works.open:
        works.html(definitions(rule_of(now, case().catalog)))
    if has_figures(now):
        table = st.expander("Figures in a table", key=f"table-{row}", on_change="rerun")
        if table.open:
            with table:
                _table(claim, now)
    source = st.expander("Source", key=f"source-{row}", on_change="rerun")
    if source.open:
        with source:
            _source(then, now)


def _heading(finding: Finding) -> str:
    """The question, the answer as a sentence, and what else is said of the figures; of context that it is context."""
    said, more = finding.parts
    sign = answer_badge(finding, mode())
    mark = "" if finding.evidence.weight else f'<span class="context-mark">{CONTEXT}</span>'
    return (
        f'<div class="test-head"><p class="asked">{mark}{escape(finding.evidence.question)}</p>'
        f"<h2>{f'{sign}. ' if sign else ''}{escape(said)}</h2>{f'<p>{escape(more)}</p>' if more else ''}</div>"
    )


def _answer(finding: Finding) -> str:
    """The answer with its sign, and what was found; of context what was found alone."""
    said = answered(finding)
    return f"{said}. {finding.statement}" if said else finding.statement


def _source(then: Finding, now: Finding) -> None:
    """What a finding rests on, today and at publication, and where the figures come from."""
    used = [("Edition", "; ".join(editions(now))), ("Edition at publication", "; ".join(editions(then)))]
    st.html(definitions(used))
    for heading, pairs in source_of(now, case().observations, case().catalog):
        st.markdown(f"**{plain(heading)}**")
        st.html(definitions(pair for pair in pairs if pair[0] != "Edition"))
    stated_of(now.evidence.request.indicators)


def finding_chart(claim: str, finding: Finding, key: str = "", level: int = 3) -> None:
    """The chart of a finding, or a word on why there is none; ``level`` as widgets.chart takes it."""
    if isinstance(finding, EventFinding):
        st.info("This test looks up a documented event, so there is no chart.", icon=":material/event:")
        return
    if not has_figures(finding):
        st.info(f"No chart: {finding.reason}.", icon=":material/data_alert:")
        return
    indicators = {name: case().catalog.indicator[name].name for name in finding.evidence.request.indicators}
    draw(
        charts().evidence(claim, finding.evidence.id, mode()),
        key=f"chart-{key}{finding.evidence.id}",
        alt=f"{finding.evidence.question} {headline(finding)}. {finding.sentence}",
        level=level,
        fresh=freshness_sentence(freshness_of(tuple(indicators)), indicators),
    )
    download_menu(picture_id("evidence", finding.evidence.id), finding.evidence.question, key)
    explored = addresses.EXPLORE_PAGE.asking("", canonical(view_of(finding.evidence)))
    st.html(f'<p class="explore-this">{link(explored, "Explore this")}</p>')


def among_others(claim: str, finding: SeriesFinding) -> None:
    """Whether what was found is out of the ordinary: in words, and as a strip of comparables where there are any."""
    if not finding.base_words:
        return
    st.html(f'<div class="beside"><h3>Is that out of the ordinary?</h3><p>{escape(finding.base_words)}</p></div>')
    strip = charts().strip(claim, finding.evidence.id, mode())
    if strip is not None:
        draw(strip, key=f"strip-{finding.evidence.id}", alt=strip.layout.meta["head"], level=0)
        download_menu(picture_id("strip", finding.evidence.id), strip.layout.meta["head"])


def _made_of(claim: str, finding: Finding) -> None:
    """Both sides of what a finding compares, drawn when a reader asks for them; nothing where there are none."""
    sides = charts().sides(claim, finding.evidence.id, mode())
    if sides is None:
        return
    made = st.expander("What it is made of", key=f"made-{finding.evidence.id}", on_change="rerun")
    if made.open:
        with made:
            draw(sides, key=f"sides-{finding.evidence.id}", alt=sides.layout.meta["head"], level=0)


def _table(claim: str, finding: Finding) -> None:
    rows = rows_of(claim, finding.evidence.id)
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
