"""Reports: one claim, one topic or the whole argument as one HTML file that needs nothing else, and as a PDF made of it.

The words come from the rooms below, the layout from ``templates/``; nothing here judges. A report says the same whenever
it is made of the same figures: its date is the day of the figures, not that of the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from charts.said import degree
from charts.theme import FAMILY, FONT, MARKS, PALETTES, STANDINGS
from exports import about
from exports.addresses import REPORTS
from exports.citations import of_claim
from exports.conclusion_views import conclusion_views
from exports.dossier import Dossier
from exports.editions import cited as cited_source
from exports.file_metadata import FileMetadata
from exports.fonts import font_css
from exports.report_pictures import Scope
from exports.report_views import ClaimView, Pairs, claim_view, now_known, now_title
from verdicts import doubt, rule
from verdicts.argument import KINDS
from verdicts.base_rates import RARE
from verdicts.certainty import MEANINGS as CERTAIN
from verdicts.certainty import REASONS
from verdicts.conclusions import STANDS
from verdicts.describe import source_of
from verdicts.findings import EventFinding
from verdicts.left_out import lost_sentence
from verdicts.rule import MEANINGS, MOST
from verdicts.summary import Standing, counts_sentence, topic_sentences
from verdicts.verdict import Verdict
from verdicts.words import day

if TYPE_CHECKING:
    from jinja2 import Environment

    from exports.browser import Renderer

_TOLD = (
    "Our copy", "Unit", "Edition", "Held here", "Published", "Margin of error", "Known problems", "Corrected by us", "Bear in mind",
)  # fmt: skip
"""What is said of each indicator; licence and citation are those of its source."""


NO_BROWSER = "Some or all are missing: they take a browser to draw, and it could not where this report was made. Their last figures stand in their place."
"""Said on the cover. What was wrong with the browser is for whoever runs it: the report travels."""


@dataclass(frozen=True)
class SourceView:
    """A source the report rests on, with the editions of it that were used."""

    publisher: str
    name: str
    url: str
    licence: str
    licence_url: str
    citation: str
    indicators: list[tuple[str, str, Pairs]]
    """Id, name, and what a reader must know of the figures."""


def report_html(dossiers: Sequence[Dossier], scope: Scope, pictures: Mapping[str, str]) -> str:
    """The report as one HTML page: styles, fonts and pictures are in it, nothing is fetched.

    ``pictures``: SVG texts by the ids of :func:`exports.report_pictures.frames`; where one is missing its last figures
    stand in its place, and the cover says that some are missing. Raises ValueError without a dossier.
    """
    if not dossiers:
        raise ValueError("A report needs at least one claim.")
    dossiers = _in_order(dossiers)
    claims = [claim_view(d, n, pictures, scope == "claim") for n, d in enumerate(dossiers, 1)]
    first = dossiers[0]
    page = _templates().get_template("report.html")
    return page.render(
        scope=scope,
        **_head(dossiers, scope, NO_BROWSER if any(claim.incomplete for claim in claims) else ""),
        claims=claims,
        topics=_by_topic(dossiers, claims),
        now_title=now_title(first),
        conclusions=conclusion_views(first.case.argument, _labels(dossiers), certain=_certain(dossiers))
        if scope == "argument"
        else [],
        conclusions_sentence=_conclusions_sentence(dossiers) if scope == "argument" else "",
        sources=_sources(dossiers),
        events=_events(dossiers),
        method=_method(dossiers),
        meanings=[(label, text) for label, text in MEANINGS.items() if label in _labels_used(dossiers)],
        doubts=[
            (REASONS[doubt], CERTAIN[doubt])
            for doubt in REASONS
            if any(doubt in v.certainty.doubts for v in _verdicts(dossiers) if v.certainty)
        ],
        kinds=[(kind, text) for kind, text in KINDS.items() if any(d.claim.kind == kind for d in dossiers)],
        standings_key=list(STANDS.items()),
        marks=MARKS,
        stands=STANDINGS,
        fonts=Markup(font_css()),
        font=Markup(f"'{FAMILY}', {FONT}"),
        light=PALETTES["light"],
        dark=PALETTES["dark"],
    )


def report_pdf(dossiers: Sequence[Dossier], scope: Scope, html: str, renderer: Renderer) -> bytes:
    """The report as PDF (A4, text that can be selected, numbered pages). Raises what the renderer raises.

    ``html``: what :func:`report_html` made of the same. The same figures give the same bytes.
    """
    from exports.pdf import described

    head, first = _head(dossiers, scope, ""), dossiers[0]
    sources = "; ".join(f"{s.publisher}, {s.name} ({s.licence})" for s in _sources(dossiers))
    words = FileMetadata(
        head["title"], " ".join(head["summary"]), sources, head["address"], first.as_of.day, (first.topic.title,)
    )
    return described(renderer.print_pdf(html), words)


def title_of(dossiers: Sequence[Dossier], scope: Scope) -> str:
    """What the report is called."""
    if scope == "claim":
        return dossiers[0].claim.claim
    return dossiers[0].topic.title if scope == "topic" else "Does the argument hold?"


@cache
def _templates() -> Environment:
    # Loaded for the first report: no page needs it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _head(dossiers: Sequence[Dossier], scope: Scope, why_not: str) -> dict[str, Any]:
    """The cover: what the report is on, and the sentences that sum it up."""
    first, standings = dossiers[0], _standings(dossiers)
    article = first.case.article
    tests = sum(len(d.now.findings) for d in dossiers)
    claims = f"{len(dossiers)} claim{'' if len(dossiers) == 1 else 's'}, {tests} test{'' if tests == 1 else 's'}"
    if scope == "claim":
        kicker, dek = f"{first.topic.title}: a claim held against data", ""
        firm = doubt.robustness_sentence(first.choices) if first.choices.tests else ""
        summary = [firm, lost_sentence(first.now.lost)]
    elif scope == "topic":
        kicker, dek, summary = "A topic held against data", first.topic.question, topic_sentences(standings)
    else:
        kicker, dek = "An argument held against data", _opening(first)
        summary = [counts_sentence(standings), doubt.scoreboard_sentence(d.choices for d in dossiers)]
    return {
        "title": title_of(dossiers, scope),
        "kicker": kicker,
        "dek": dek,
        "summary": [text for text in summary if text],
        "facts": [
            ("Article", f"{article.named}. {article.address}".rstrip()),
            ("Scope", f"{_WHAT[scope]}: {claims}"),
            ("At publication", f"what was known on {day(first.then.as_of.day)}"),
            (now_title(first), now_known(first)),
            ("Date of this report", f"{day(first.as_of.day)}, the day of its newest figures"),
            ("Made with", f"Plumbline {about.version()}"),
            *([("Charts", why_not)] if why_not else []),
        ],
        "date": first.as_of.day.isoformat(),
        "date_words": day(first.as_of.day),
        "citation": cited(dossiers, scope),
        "address": first.link if scope == "claim" and first.address else first.address,
    }  # fmt: skip


_WHAT = {"claim": "one claim", "topic": "one topic", "argument": "the whole argument"}


def _opening(dossier: Dossier) -> str:
    """What a report on the whole argument begins with."""
    return (
        f"{dossier.case.article.introduced} makes the claims in this report. Each is held against "
        "public figures by a rule that was written down before it was run on them."
    )


def cited(dossiers: Sequence[Dossier], scope: Scope) -> str:
    """How to cite the report, in a line."""
    first = dossiers[0]
    if scope == "claim":
        return of_claim(first).apa()
    title = title_of(dossiers, scope)
    names = {"topic": first.topic.id} if scope == "topic" else {}
    as_of = first.as_of.day.isoformat()
    where = REPORTS[scope].dated(first.address, as_of, form="html", **names) if first.address else ""
    return (
        f"{about.AUTHORS}. ({first.as_of.day.year}). {title}{'' if title[-1] in '.?!' else '.'} Report on {_WHAT[scope]} "
        f"(version {about.version()}, as of {day(first.as_of.day)}). {about.TITLE}. {where}".rstrip()
    )


def _in_order(dossiers: Sequence[Dossier]) -> list[Dossier]:
    """Topic by topic, as the report goes: so that its claims can be numbered through."""
    topics = [topic.id for topic in dossiers[0].case.argument.topics.rows]
    return sorted(dossiers, key=lambda d: topics.index(d.topic.id))


def _standings(dossiers: Sequence[Dossier]) -> list[Standing]:
    return [Standing(d.then, d.now) for d in dossiers]


def _verdicts(dossiers: Sequence[Dossier]) -> list[Verdict]:
    return [verdict for d in dossiers for verdict in (d.then, d.now)]


def _labels_used(dossiers: Sequence[Dossier]) -> set[str]:
    both = {v.label for v in _verdicts(dossiers)}
    return both.union(*(d.choices.shares for d in dossiers if d.choices.contested))


def _by_topic(
    dossiers: Sequence[Dossier], claims: Sequence[ClaimView]
) -> list[tuple[str, str, list[str], list[ClaimView]]]:
    """Each topic's id, title and sentences with the claims of it, in the order of the dossiers."""
    found: dict[str, list[tuple[Dossier, ClaimView]]] = {}
    for dossier, view in zip(dossiers, claims, strict=True):
        found.setdefault(dossier.topic.id, []).append((dossier, view))
    return [
        (topic, pairs[0][0].topic.title, topic_sentences(_standings([d for d, _ in pairs])), [view for _, view in pairs])
        for topic, pairs in found.items()
    ]  # fmt: skip


def _conclusions_sentence(dossiers: Sequence[Dossier]) -> str:
    argument = dossiers[0].case.argument
    return doubt.conclusions_sentence(argument, _labels(dossiers)) if argument.conclusions.rows else ""


def _labels(dossiers: Sequence[Dossier]) -> dict[str, rule.Label]:
    return {d.claim.id: d.now.label for d in dossiers}


def _certain(dossiers: Sequence[Dossier]) -> dict[str, str]:
    return {d.claim.id: degree(d.now.certainty) for d in dossiers}


def _sources(dossiers: Sequence[Dossier]) -> list[SourceView]:
    """The sources of all figures in the report, in the order of sources.csv, with each indicator that was used."""
    catalog = dossiers[0].catalog
    used: dict[str, dict[str, tuple[str, str, Pairs]]] = {}
    for dossier in dossiers:
        for finding in dossier.now.findings:
            if isinstance(finding, EventFinding):
                continue
            blocks = source_of(finding, dossier.observations, catalog)
            for name, (head, pairs) in zip(finding.evidence.request.indicators, blocks, strict=True):
                told = [(term, text) for term, text in pairs if text and term in _TOLD]
                used.setdefault(catalog.indicator[name].source, {})[name] = (name, head, told)
    return [
        SourceView(
            s.publisher, s.name, str(s.url), s.licence, str(s.licence_url or ""),
            cited_source(s, used[s.id], dossiers[0].observations, catalog, dossiers[0].as_of), list(used[s.id].values()),
        )
        for s in catalog.sources.rows
        if s.id in used
    ]  # fmt: skip


def _events(dossiers: Sequence[Dossier]) -> Pairs:
    """What happened and where that is documented, for tests that ask for an event."""
    events = [f.event for d in dossiers for f in d.now.findings if isinstance(f, EventFinding)]
    return list({e.id: (f"{e.description} ({day(e.date)})", str(e.source or "")) for e in events}.values())


def _method(dossiers: Sequence[Dossier]) -> dict[str, str]:
    """The figures of the rule that the method's summary names."""
    case = dossiers[0].case
    return {
        "article": day(case.then.day),
        "most": doubt.percent(MOST),
        "rare": f"one in {round(1 / RARE)}",
        "chance": doubt.chance_sentence(case.argument),
    }
