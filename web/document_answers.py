"""Answers that are documents: reports and bundles of a claim, a topic or the whole argument, with all their pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from exports import filenames, plan
from exports.rendering import Busy, NoBrowser, RenderFailed
from exports.report import report_pdf
from service import documents
from web.answers import Answer
from web.endpoint import Asked
from web.faults import Fault, busy

HTML = "text/html; charset=utf-8"
READING = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
"""What a report may do: nothing but look as it is laid out."""


def document(asked: Asked) -> plan.Document:
    """What the path names: a claim, a topic or all of it. Raises UnknownId, UnknownDay."""
    names = asked.names
    return asked.dossiers.document(
        asked.values["as_of"], asked.address, claim=names.get("claim", ""), topic=names.get("topic", "")
    )


def report_page(asked: Asked) -> Answer:
    """A report as one page. Without a browser it says so, and has the last figures in place of pictures."""
    made = documents.report(document(asked), asked.renderer, tell_why=True)
    return Answer(made.html.encode(), HTML, frozen=asked.frozen, passing=bool(made.why_not), policy=READING)


def report_paper(asked: Asked) -> Answer:
    """A report on paper. Raises Fault where there is no browser to print it."""
    asked_for = document(asked)
    if why := asked.renderer.why_not():
        raise Fault("no-browser", f"{why} Without one, the report is there as a page that your own browser prints.")
    with _explained():
        made = documents.report(asked_for, asked.renderer, tell_why=True)
        body = report_pdf(made.html, asked.renderer)
    name = filenames.safe(f"plumbline-{asked_for.name}", "pdf")
    return Answer(body, "application/pdf", name, False, asked.frozen, bool(made.why_not))


def bundle(asked: Asked) -> Answer:
    """Everything there is, in a zip file: with all pictures, or with none, and then its README says so. Raises Fault."""
    asked_for = document(asked)
    with _explained():
        made = documents.bundle(asked_for, asked.renderer)
    if made.missing:
        raise Fault("not-drawn", next(iter(made.missing.values()))[:300])
    name = filenames.safe(f"plumbline-{asked_for.name}", "zip")
    return Answer(made.content, "application/zip", name, True, asked.frozen, bool(made.why_not))


@contextmanager
def _explained() -> Iterator[None]:
    """What the renderer raises, as faults."""
    try:
        yield
    except NoBrowser as error:
        raise Fault("no-browser", str(error)) from error
    except Busy as error:
        raise busy(error.retry_after) from error
    except RenderFailed as error:
        raise Fault("not-drawn", str(error)[:300]) from error
