"""What a report says of each claim, worked out before it is laid out: the templates hold no arithmetic and no rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from charts.evidence import evidence_drawing, headline
from charts.said import answered, because, degree, editions
from charts.theme import WORST_TO_BEST
from exports.dossier import Dossier
from exports.inline import inline_svg
from exports.pictures import picture_id
from exports.report_pictures import COLOURS, moments_of
from exports.sourcing import source_lines
from exports.values import withheld
from verdicts import doubt, tipping_text
from verdicts.describe import about_claim, rule_of
from verdicts.findings import EventFinding, Finding, SeriesFinding, has_figures
from verdicts.left_out import lost_words
from verdicts.multiverse import Reading
from verdicts.outcome import outcome_words
from verdicts.rule import Label
from verdicts.tipping import swings
from verdicts.verdict import Verdict
from verdicts.words import capitalised, day, label, period, quantity

NOT_DRAWN = "Its chart could not be drawn here."
LAST_FIGURES = 8
"""How many of the last figures stand in for a picture that is not there."""
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Drawing:
    """A picture, ready to stand in the document, or else why there is none."""

    svg: Markup | None
    why_not: str
    alt: str
    missing: bool = False
    """Whether it could be drawn, and was not."""


@dataclass(frozen=True)
class FindingView:
    """One finding, as the template prints it."""

    id: str
    question: str
    answer: str
    """With its sign; empty for context, which answers nothing."""
    outcome: str
    role: str
    statement: str
    base: str
    """How often others show the same, as a sentence; empty where nothing can be compared."""
    since: str
    """What the same test shows when carried on to the newest period; empty where that tells no more."""
    before: str
    """What the answer was as of the article, where it was another one; else empty."""
    drawing: Drawing
    headline: str
    measured: str
    """The series and its unit."""
    source: str
    last_values: list[tuple[str, str, str]]
    """The last figures (period, value, status) where there is no picture."""
    rule: Pairs
    more: list[tuple[str, str]]
    """Where more is said of its figures: an indicator's id and name."""
    documented: str
    """The page that documents an event; empty for a test of figures."""


@dataclass(frozen=True)
class DateView:
    """A verdict on one of the two dates."""

    title: str
    known: str
    label: Label
    meaning: str
    reason: str
    certainty: str
    """In two words; empty where nothing was decided."""
    because: str
    """The same with its reasons."""


@dataclass(frozen=True)
class ClaimView:
    """One claim, as the template prints it."""

    id: str
    number: int
    topic: str
    words: str
    place: str
    about: Pairs
    then: DateView
    now: DateView
    moved: bool
    robustness: list[str]
    """Sentences."""
    shares: list[tuple[Label, str, str]]
    """Each verdict under all choices: label, width in CSS, share in words."""
    pivotal_choices: Pairs
    swing: str
    swings: Pairs
    readings: list[tuple[str, Label, str, list[str]]]
    """Title, verdict, how many choices were changed, and those changes in words."""
    curve: Drawing | None
    years: Drawing | None
    years_words: list[str]
    findings: list[FindingView]
    less: str
    """What is left out of its verdict, in a few words; empty if nothing is."""
    left_out: Pairs
    """Each test that a fault keeps from being made, and the fault."""

    @property
    def incomplete(self) -> bool:
        """Whether a picture of it is missing."""
        return any(
            one is not None and one.missing for one in (self.curve, self.years, *(f.drawing for f in self.findings))
        )


def claim_view(dossier: Dossier, number: int, pictures: Mapping[str, str], alone: bool) -> ClaimView:
    """All there is to say on a claim. ``alone``: it has the report to itself, and its other pictures stand in it too."""
    claim, of, catalog = dossier.claim, dossier.choices, dossier.catalog
    sentences = (
        [doubt.robustness_sentence(of), doubt.influence_sentence(of) if of.contested else ""] if of.tests else []
    )
    found = swings(dossier.now)
    moments = moments_of(dossier) if alone else ()
    years = [doubt.years_sentence(moments), doubt.editions_sentence(moments)] if moments else []
    scored = any(moment.scored for moment in moments)
    return ClaimView(
        id=claim.id,
        number=number,
        topic=dossier.topic.title,
        words=claim.claim,
        place="a reader's own claim, not Plumbline's"
        if dossier.case.article.by_reader
        else f"section {claim.section}, paragraph {claim.paragraph} of the article",
        about=about_claim(claim),
        then=_date("At publication", f"what was known on {day(dossier.then.as_of.day)}", dossier.then),
        now=_date(now_title(dossier), now_known(dossier), dossier.now),
        moved=dossier.then.label != dossier.now.label,
        robustness=[text for text in sentences if text],
        shares=_shares(dossier) if of.contested else [],
        pivotal_choices=[doubt.pivotal_words(pivotal, of, catalog) for pivotal in of.pivotal_choices]
        if of.contested
        else [],
        swing=tipping_text.swing_sentence(found, dossier.now),
        swings=tipping_text.swing_words(found),
        readings=_readings(dossier) if alone else [],
        curve=_drawing(picture_id("claim choices", claim.id), pictures, " ".join(sentences))
        if alone and of.contested
        else None,
        years=_drawing(picture_id("years", claim.id), pictures, " ".join(years)) if scored else None,
        years_words=[text for text in years if text],
        findings=[_finding(dossier, finding, pictures) for finding in dossier.now.findings],
        less=lost_words(dossier.now.lost),
        left_out=[(test.evidence or test.fault.file, str(test.fault)) for test in dossier.now.lost],
    )


def now_title(dossier: Dossier) -> str:
    """What the second of the two dates is called."""
    return "Today" if dossier.as_of.latest else f"As of {day(dossier.as_of.day)}"


def now_known(dossier: Dossier) -> str:
    """What was known on the second of the two dates."""
    return f"figures retrieved up to {day(dossier.as_of.day)}" if dossier.as_of.latest else "what was known on that day"


def _date(title: str, known: str, verdict: Verdict) -> DateView:
    words = outcome_words(verdict)
    return DateView(
        title,
        known,
        verdict.label,
        words,
        verdict.reason.removeprefix(words).strip(),
        degree(verdict.certainty),
        because(verdict.certainty),
    )


def _shares(dossier: Dossier) -> list[tuple[Label, str, str]]:
    shares = dossier.choices.shares
    ordered = [name for name in WORST_TO_BEST if name in shares]
    return [(name, f"{100 * shares[name]:.2f}%", doubt.percent(shares[name])) for name in ordered]


def _readings(dossier: Dossier) -> list[tuple[str, Label, str, list[str]]]:
    of = dossier.choices
    if not of.contested or of.strongest_for.score is None:
        return []
    return [
        (doubt.reading_title(reading, sign), reading.label, _made(reading), _changes(dossier, reading))
        for reading, sign in ((of.strongest_for, +1), (of.strongest_against, -1))
    ]


def _made(reading: Reading) -> str:
    n = reading.changes
    return f"{n} changed choice{'' if n == 1 else 's'}" if n else "every choice as written"


def _changes(dossier: Dossier, reading: Reading) -> list[str]:
    return [
        f"{test.evidence.question} {capitalised(words)}."
        for test, specification in zip(dossier.choices.tests, reading.specifications, strict=True)
        if (words := doubt.changes_words(test, specification, dossier.catalog))
    ]


def _finding(dossier: Dossier, finding: Finding, pictures: Mapping[str, str]) -> FindingView:
    row, catalog, observations = finding.evidence, dossier.catalog, dossier.observations
    drawing = _drawing(
        picture_id("evidence", row.id), pictures, f"{row.question} {finding.sentence}", _nothing(finding)
    )
    if drawing.missing and (kept_back := withheld(finding, catalog)):
        drawing = replace(drawing, why_not=f"{NOT_DRAWN} {kept_back}")
    before = next((f for f in dossier.then.findings if f.evidence.id == row.id), None)
    figures = finding if isinstance(finding, SeriesFinding) else None
    rule = [pair for pair in rule_of(finding, catalog) if pair[1]]
    return FindingView(
        id=row.id,
        question=row.question,
        answer=answered(finding),
        outcome=finding.told_outcome,
        role={1: "Decides", 0.5: "Helps", 0: "Context, not scored"}[row.weight],
        statement=finding.statement,
        base=figures.base_words if figures else "",
        since=figures.since_words if figures else "",
        before=before.sentence if before and before.told_outcome != finding.told_outcome else "",
        drawing=drawing,
        headline=headline(figures) if figures else "",
        measured=_measured(figures, dossier) if figures else "",
        source="" if figures is None else source_lines(row.request.indicators, observations, catalog, finding.as_of)[0],
        last_values=last_values(finding, dossier) if drawing.svg is None else [],
        rule=[
            *rule,
            *[("Where the answer turns", tipping_text.tipping_sentence(finding))] * bool(row.weight),
            *_editions(finding, before),
        ],
        more=[] if figures is None else [(name, catalog.indicator[name].name) for name in row.request.indicators],
        documented="" if figures else finding.source,
    )


def _editions(finding: Finding, before: Finding | None) -> Pairs:
    """Which editions its figures are from, and those of the article's day, where they are others."""
    now, then = editions(finding), editions(before) if before else []
    pairs = [("Edition", "; ".join(now)), ("Edition at publication", "; ".join(then) if then != now else "")]
    return [pair for pair in pairs if pair[1]]


def _measured(finding: SeriesFinding, dossier: Dossier) -> str:
    if not has_figures(finding):
        return label(finding.evidence.request, dossier.catalog)
    return evidence_drawing(finding, dossier.observations, dossier.catalog).said


def _nothing(finding: Finding) -> str:
    """Why a finding can have no picture; empty where it has figures to draw."""
    if isinstance(finding, EventFinding):
        return "An event on record has no figures to draw."
    return "" if has_figures(finding) else f"There are no figures to draw: {finding.reason}."


def _drawing(picture: str, pictures: Mapping[str, str], alt: str, nothing: str = "") -> Drawing:
    """A picture; or why there is none, which is ``nothing`` where there is nothing to draw."""
    svg = pictures.get(picture)
    if svg is None:
        return Drawing(None, nothing or NOT_DRAWN, alt, missing=not nothing)
    return Drawing(Markup(inline_svg(svg, picture, alt, COLOURS)), "", alt)


def last_values(finding: Finding, dossier: Dossier) -> list[tuple[str, str, str]]:
    """Period, value and status of the last figures that the check looked at, the latest first."""
    if not has_figures(finding) or withheld(finding, dossier.catalog):
        return []
    series = finding.series
    request = finding.evidence.request
    marks = dossier.observations.statuses(request.indicator, request.entity, request.counterpart)
    last = list(zip(series.dates, series.values, strict=True))[: -LAST_FIGURES - 1 : -1]
    return [
        (period(date, series.frequency, series.smoothing), quantity(value, series.unit), marks.get(date, ""))
        for date, value in last
    ]
