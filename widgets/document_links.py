"""Links to what the server makes of a claim, a topic or the whole argument: reports, bundles, records, citations, feeds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from exports import argument_files
from exports.addresses import (
    ARGUMENT_FILES,
    BUNDLES,
    CLAIM,
    CLAIM_FEED,
    CLAIMS,
    FEED,
    REPORTS,
    SHORT,
    SOURCE,
    SOURCES,
    TOPIC_FEED,
    Address,
)
from exports.citations import FORMS
from exports.effort import bundle_words, pdf_words, waiting_sentence
from exports.report_pictures import Scope
from verdicts.words import day
from widgets.state import application, case

Link = tuple[str, str]
"""Words and address, relative to the first page: so that it holds behind any proxy."""
_OF_CLAIM = (("Figures (CSV)", "csv"), ("Record (JSON)", "json"))


def claim_links(claim: str) -> None:
    """What can be downloaded of one claim."""
    today = case().now.day
    more = [(words, CLAIM.link(claim=claim, form=form)) for words, form in _OF_CLAIM]
    more += [
        ("Feed (Atom)", CLAIM_FEED.link(claim=claim)),
        (f"Permanent page of {day(today)}", SHORT.dated("", today.isoformat(), claim=claim)),
    ]
    _documents("Download this claim", "claim", 1, [*more, *_cited(CLAIM, claim=claim)], claim=claim)


def topic_links(topic: str) -> None:
    """What can be downloaded of all claims of a topic."""
    _documents(
        "Download this topic",
        "topic",
        len(case().argument.claims_of(topic)),
        [("Feed (Atom)", TOPIC_FEED.link(topic=topic))],
        topic=topic,
    )


def argument_links() -> None:
    """What can be downloaded of the whole argument."""
    more = [("Verdicts (JSON)", CLAIMS.link()), ("Feed (Atom)", FEED.link())]
    _documents("Download all claims", "argument", len(case().argument.claims.rows), more)


def conclusion_links() -> None:
    """What programs for arguments take of the claims and conclusions."""
    links = [(form.label, ARGUMENT_FILES[name].link()) for name, form in argument_files.FORMS.items()]
    st.html(_row("Download the argument", links))
    st.caption("Argdown opens in its own editor and draws maps; AIF is what tools of argument research exchange.")


def data_links() -> None:
    """The sources as a list for programs, and all figures with the verdicts they lead to."""
    size = bundle_words(len(case().argument.claims.rows))
    everything = (_sized("All figures and verdicts (data package, zip", size), BUNDLES["argument"].link(form="zip"))
    st.html(_row("Download the data", [("Sources (JSON)", SOURCES.link()), everything]))


def source_links(source: str) -> None:
    """How to cite a source."""
    st.html(_row("Cite this source", _cited(SOURCE, source=source)))


def _documents(heading: str, scope: Scope, claims: int, more: Iterable[Link], **names: str) -> None:
    why = application().renderer.why_not()
    paper = [] if why else [(_sized("Report (PDF", pdf_words(claims)), REPORTS[scope].link(form="pdf", **names))]
    links = [
        ("Report (page)", REPORTS[scope].link(form="html", **names)),
        *paper,
        (_sized("Everything (data package, zip", bundle_words(claims)), BUNDLES[scope].link(form="zip", **names)),
        *more,
    ]
    st.html(_row(heading, links))
    if waiting_sentence(claims):
        st.caption(waiting_sentence(claims))
    if why:
        st.caption(f"There is no PDF here, but your browser prints the page. {why}")


def _sized(words: str, size: str) -> str:
    return f"{words}, {size})" if size else f"{words})"


def _cited(address: Address, **names: str) -> list[Link]:
    return [(form.label, address.link(form=ending, **names)) for ending, form in FORMS.items()]


def _row(heading: str, links: Iterable[Link]) -> str:
    """A row of links; pages and texts open beside the dashboard."""
    items = "".join(f'<a href="{escape(address)}" target="_blank">{escape(words)}</a>' for words, address in links)
    return f'<nav class="take row" aria-label="{escape(heading)}"><b>{escape(heading)}</b>{items}</nav>'
