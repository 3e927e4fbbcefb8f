"""Answers that are documents: reports and bundles of a claim, a topic or the whole argument, with all their pictures."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from exports import filenames, plan
from exports.rendering import Busy, NoBrowser, Reason, RenderFailed
from web.answers import Answer
from web.endpoint import Asked
from web.faults import Fault, busy

HTML = "text/html; charset=utf-8"
READING = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
"""What a report may do: nothing but look as it is laid out."""
_LOG = logging.getLogger("plumbline.web")


def document(asked: Asked) -> plan.Document:
    """What the path names: a claim, a topic or all of it. Raises UnknownId, UnknownDay."""
    names = asked.names
    return asked.dossiers.document(
        asked.values["as_of"], asked.stated, claim=names.get("claim", ""), topic=names.get("topic", "")
    )


def check_names(asked: Asked) -> None:
    """Raise UnknownId where the path names nothing; takes no time."""
    if "claim" in asked.names:
        asked.dossiers.claim(asked.names["claim"])
    if "topic" in asked.names:
        asked.dossiers.topic(asked.names["topic"])


def report_page(asked: Asked) -> Answer:
    """A report as one page. Without a browser it says so, and has the last figures in place of pictures."""
    made = _made("html", document(asked), asked)
    _tell([made.why_not])
    return Answer(made.html.encode(), HTML, frozen=asked.frozen, passing=bool(made.why_not), policy=READING)


def report_paper(asked: Asked) -> Answer:
    """A report on paper. Raises Fault where there is no browser to print it."""
    asked_for = document(asked)
    if why := asked.renderer.why_not():
        raise _no_browser(why)
    made = _made("pdf", asked_for, asked)
    _tell([made.why_not])
    name = filenames.dated(asked_for.name, asked_for.dossiers[0].as_of.day, "pdf")
    return Answer(made.content, "application/pdf", name, False, asked.frozen, bool(made.why_not))


def bundle(asked: Asked) -> Answer:
    """Everything there is, in a zip file: with all pictures, or with none, and then its README says so. Raises Fault."""
    asked_for = document(asked)
    made = _made("zip", asked_for, asked)
    _tell([made.why_not, *made.missing.values()])
    if made.missing:
        raise Fault("not-drawn", next(iter(made.missing.values())))
    name = filenames.dated(asked_for.name, asked_for.dossiers[0].as_of.day, "zip")
    return Answer(made.content, "application/zip", name, True, asked.frozen, bool(made.why_not))


def _made(form: str, asked_for: plan.Document, asked: Asked) -> Any:
    """A document, by the process that makes them; what cannot be drawn as faults."""
    try:
        return asked.documents.make(form, asked_for, asked.stop)
    except NoBrowser as error:
        _tell([error.reason])
        raise _no_browser(error.reason) from error
    except Busy as error:
        raise busy(error.retry_after) from error
    except RenderFailed as error:
        _tell([error.reason])
        raise Fault("not-drawn", error.reason) from error


def _no_browser(why: Reason) -> Fault:
    return Fault("no-browser", f"{why} Without one, the report is there as a page that your own browser prints.")


def _tell(reasons: Iterable[Reason]) -> None:
    """Tell the log why pictures are missing, each reason once: it may name what readers are not told."""
    for reason in dict.fromkeys(why.detail for why in reasons if why):
        _LOG.warning("pictures missing", extra={"reason": reason})
