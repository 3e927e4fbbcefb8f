"""Reports and bundles, made in one place for browser, address and terminal.

A document is made whatever is missing: without a browser a report has the last figures in place of its pictures, and a
bundle has no pictures. What is missing, and why, comes with it; whether that will do is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exports import plan
from exports.about import version
from exports.browser import Renderer
from exports.bundle import SUMS, archive, contents
from exports.plan import Document, Draw
from exports.rendering import NOTHING, HowFar, Job, NoBrowser, Reason, Tell, nobody
from exports.report import report_html, report_pdf
from exports.report_pictures import drawn, frames


@dataclass(frozen=True)
class Report:
    """A report as a page."""

    html: str
    why_not: Reason
    """Why pictures are missing in it; empty if none is."""


@dataclass(frozen=True)
class Paper:
    """A report as PDF."""

    content: bytes
    why_not: Reason
    """Why pictures are missing in it; empty if none is."""


@dataclass(frozen=True)
class Bundle:
    """A bundle as a zip file."""

    content: bytes
    why_not: Reason = NOTHING
    """Why it has no pictures at all; empty if it has."""
    missing: Mapping[str, Reason] = field(default_factory=dict)
    """By the name of each single picture that could not be drawn, why."""


def report_key(document: Document, renderer: Renderer) -> str:
    """A fingerprint of all that goes into a report, whether a browser is there included."""
    bare, charts = report_html(document.dossiers, document.scope, {}), frames(document.dossiers, document.scope)
    return plan.key("report", bare, charts, bool(renderer.why_not()))


def report(document: Document, renderer: Renderer, tell: Tell = nobody) -> Report:
    """A report on a document's claims, with pictures as far as they can be drawn.

    Its cover says that some are missing, not what was wrong with the browser: the report travels.
    """
    svg, why_not = drawn(document.dossiers, document.scope, renderer, tell)
    return Report(report_html(document.dossiers, document.scope, svg), why_not)


def paper(document: Document, renderer: Renderer, tell: Tell = nobody) -> Paper:
    """The same, printed. Raises what the renderer raises."""
    made = report(document, renderer, tell)
    return Paper(report_pdf(document.dossiers, document.scope, made.html, renderer), made.why_not)


def bundle_key(document: Document, renderer: Renderer) -> str:
    """A fingerprint of all that goes into a bundle, whether a browser is there included."""
    sums = contents(document.dossiers, {}, version())[SUMS].decode()
    return plan.key("bundle", sums, [one.key for one in plan.bundled_pictures(document)], bool(renderer.why_not()))


def bundle(document: Document, renderer: Renderer, tell: Tell = nobody) -> Bundle:
    """Everything on a document's claims in one zip file."""
    why_not = renderer.why_not()
    pictures: dict[str, bytes] = {}
    missing: dict[str, Reason] = {}
    draws = [] if why_not else plan.bundled_pictures(document)
    for number, (one, content, error) in enumerate(pictures_of(draws, renderer), 1):
        tell(HowFar(number, len(draws)))
        if error:
            missing[one.path] = error
        else:
            pictures[one.path] = content
    return Bundle(archive(contents(document.dossiers, pictures, version())), why_not, missing)


MAKERS: Mapping[str, Callable[[Document, Renderer, Tell], Report | Paper | Bundle]] = {
    "html": report,
    "pdf": paper,
    "zip": bundle,
}
"""What makes a document, by the ending of its file; the last argument is told how far its pictures are."""


def pictures_of(draws: Sequence[Draw], renderer: Renderer) -> Iterator[tuple[Draw, bytes, Reason]]:
    """Each picture as it comes from the browser, several at once: its bytes, or why there are none."""
    left = {one.path: one for one in draws}
    error = Reason("The browser gave no answer.")
    try:
        for made in renderer.pictures(Job(one.path, one.chart, one.format, one.scale) for one in draws):
            yield left.pop(made.job.name), made.data, made.error
    except NoBrowser as lost:
        error = lost.reason
    for one in left.values():
        yield one, b"", error
