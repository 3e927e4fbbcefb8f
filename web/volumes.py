"""Answers that fill covers: reports and bundles of a claim, a topic or the whole argument, with all their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from exports import names, plan
from exports.browser import RENDERER, Busy, Job, NoBrowser, RenderFailed
from exports.bundle import bundle
from exports.dossier import Dossier
from exports.report import report_html, report_pdf
from exports.report_pictures import drawn
from web.answers import Answer
from web.faults import Fault, busy, unknown
from web.table import Asked

HTML = "text/html; charset=utf-8"
READING = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
"""What a report may do: nothing but look as it is laid out."""


def volume(asked: Asked) -> plan.Volume:
    """What the path names: a claim, a topic or all of it. Raises Fault."""
    shelf, values = asked.shelf, asked.values

    def of(claims: Iterable[Any]) -> tuple[Dossier, ...]:
        return tuple(shelf.dossiers(tuple(claims), values["as_of"], asked.address))

    argument = shelf.project.argument
    if "claim" in asked.names:
        claim = shelf.claim(asked.names["claim"])
        return plan.Volume("claim", claim.id, of((claim,)))
    if "topic" in asked.names:
        topic = asked.names["topic"]
        claims = argument.claims_of(topic) if topic in argument.topic else ()
        if not claims:
            raise unknown("topic", topic, [one for one in argument.topic if argument.claims_of(one)])
        return plan.Volume("topic", f"topic-{topic}", of(claims))
    return plan.Volume("argument", "argument", of(argument.claims.rows))


def report_page(asked: Asked) -> Answer:
    """A report as one page. Without a browser it says so, and has the last figures in place of pictures."""
    html, why_not = _report(volume(asked))
    return Answer(html.encode(), HTML, frozen=asked.frozen, passing=bool(why_not), policy=READING)


def report_paper(asked: Asked) -> Answer:
    """A report on paper. Raises Fault where there is no browser to print it."""
    asked_for = volume(asked)
    if why := RENDERER.why_not():
        raise Fault("no-browser", f"{why} Without one, the report is there as a page that your own browser prints.")
    try:
        html, why_not = _report(asked_for)
        body = report_pdf(html, RENDERER)
    except NoBrowser as error:
        raise Fault("no-browser", str(error)) from error
    except Busy as error:
        raise busy(error.retry_after) from error
    except RenderFailed as error:
        raise Fault("not-drawn", str(error)[:300]) from error
    name = names.safe(f"plumbline-{asked_for.name}", "pdf")
    return Answer(body, "application/pdf", name, False, asked.frozen, bool(why_not))


def parcel(asked: Asked) -> Answer:
    """Everything there is, in a zip file: with all pictures, or with none, and then its README says so. Raises Fault."""
    asked_for = volume(asked)
    try:
        pictures = _pictures(asked_for)
        body = bundle(asked_for.dossiers, pictures)
    except NoBrowser as error:
        raise Fault("no-browser", str(error)) from error
    name = names.safe(f"plumbline-{asked_for.name}", "zip")
    return Answer(body, "application/zip", name, True, asked.frozen, not pictures)


def _report(asked_for: plan.Volume) -> tuple[str, str]:
    """The page, and why pictures are missing in it; empty if none is."""
    pictures, why_not = drawn(asked_for.dossiers, asked_for.scope, RENDERER)
    return report_html(asked_for.dossiers, asked_for.scope, pictures, why_not), why_not


def _pictures(asked_for: plan.Volume) -> dict[str, bytes]:
    """The pictures of a bundle by their names: all of them, or none where there is no browser. Raises Fault."""
    if RENDERER.why_not():
        return {}
    found: dict[str, bytes] = {}
    draws = plan.bundled_pictures(asked_for)
    for made in RENDERER.pictures(Job(one.path, one.figure, one.format, one.scale) for one in draws):  # type: ignore[arg-type]
        if made.error:
            raise Fault("not-drawn", made.error[:300])
        found[made.job.name] = made.data
    return found


FORMS: tuple[tuple[str, str, str, Callable[[Asked], Answer]], ...] = (
    ("/reports", "html", "text/html", report_page),
    ("/reports", "pdf", "application/pdf", report_paper),
    ("/bundles", "zip", "application/zip", parcel),
)
"""Where each stands, its ending, its media type, and how it is made."""
SCOPES = (
    ("claims/{claim}", "a claim", ("unknown-claim",)),
    ("topics/{topic}", "a topic", ("unknown-topic",)),
    ("argument", "the whole argument", ()),
)
"""What there are volumes of: the path, in words, and what may be wrong with it."""
