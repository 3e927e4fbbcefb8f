"""What goes into each kind of picture: its drawing, and the words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from charts.argument_map import map_drawing
from charts.board import board_drawing
from charts.curve import OUTCOMES as PULLS
from charts.curve import claim_curve_drawing, finding_curve_drawing
from charts.drawing import Drawing, Room
from charts.evidence import evidence_drawing, headline
from charts.framed import ENLARGED, Stated, Words
from charts.said import because, degree
from charts.scoreboard import scoreboard_drawing
from charts.signs import DOT
from charts.strip import compared, strip_drawing
from charts.theme import MARKS, STANDINGS, Mark, Mode
from charts.years import years_drawing
from exports.dossier import Dossier
from exports.sourcing import source_lines
from verdicts import doubt
from verdicts.answers import answer_words
from verdicts.conclusions import footings
from verdicts.evidence import Evidence
from verdicts.findings import has_figures
from verdicts.left_out import lost_words
from verdicts.rule import LABELS, Label
from verdicts.specifications import Specifications
from verdicts.summary import Standing, counts_sentence
from verdicts.verdict import Verdict
from verdicts.words import capitalised, day

NAMES = 116
"""Room for the names of verdicts in a picture of the years, in pixels: one line each."""


DENSE = 1.1
"""How much drawings with much in them are enlarged: the smallest type on a page has 11 pixels, in a picture 12."""
DENSEST = 1.05
"""The scoreboard has 28 names below each other, of 11.5 pixels."""


class NothingToDraw(ValueError):
    """A picture there can be has nothing to draw; the message says why."""


@dataclass(frozen=True)
class Subject:
    """What a picture is of."""

    picture: str
    """The id of the picture."""
    dossiers: Sequence[Dossier]
    """The one of its claim; for a picture of the argument those of all claims, or of some of them."""
    test: str = ""
    """The id of the row of evidence, for a picture of a single test."""

    @property
    def dossier(self) -> Dossier:
        return self.dossiers[0]


@dataclass(frozen=True)
class PictureSpec:
    """A picture before it has a size. ``drawing`` is made when the room for it is known: None on a page."""

    drawing: Callable[[Room | None], Drawing]
    words: Words
    enlarged: float = ENLARGED
    """Type and marks of the drawing in a picture, against those on a page."""


def of_evidence(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """The chart of a test. Raises KeyError where the claim has no such test, NothingToDraw where it has no figures."""
    dossier, finding = subject.dossier, subject.dossier.finding(subject.test)
    if not has_figures(finding):
        raise NothingToDraw(f"{finding.evidence.id} has no figures to draw.")
    row = finding.evidence
    alt = f"{row.question} {headline(finding)}. {' '.join(filter(None, (finding.sentence, finding.base_words)))}"
    answer = headline(finding) if row.weight else f"Context, decides nothing. {headline(finding)}"
    words = _words(subject, row.question, answer, alt, row.request.indicators)
    return PictureSpec(lambda room: evidence_drawing(finding, dossier.observations, dossier.catalog, mode, room), words)


def of_strip(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """A test among its comparables. Raises KeyError as of_evidence does, NothingToDraw where there are none."""
    dossier, finding = subject.dossier, subject.dossier.finding(subject.test)
    if not has_figures(finding) or not compared(finding):
        raise NothingToDraw(f"{finding.evidence.id} is compared with no others.")
    row, head = finding.evidence, strip_drawing(finding, dossier.catalog, mode).head
    words = _words(subject, row.question, head, f"{row.question} {head}", row.request.indicators)
    return PictureSpec(lambda room: strip_drawing(finding, dossier.catalog, mode, room), words)


def of_test_choices(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """The curve of one test under its choices. Raises NothingToDraw where there is none."""
    test = next((t for t in subject.dossier.choices.tests if t.evidence.id == subject.test), None)
    if test is None:
        raise NothingToDraw(f"{subject.picture} has no choices that bear on the verdict, so there is nothing to draw.")
    row, catalog = test.evidence, subject.dossier.catalog
    if len(test.all) < 2 or not test.measured:
        raise NothingToDraw(f"{row.id} has no other choices with figures to draw.")
    said = doubt.specifications_sentence(test)
    seen = dict.fromkeys((s.outcome, answer_words(s.result)) for s in (point.specification for point in test.measured))
    key = tuple((_dot(PULLS[pull]), answer) for pull in PULLS for outcome, answer in seen if outcome == pull)
    words = _words(subject, row.question, said, f"{row.question} {said}", _used([test]), key)
    return PictureSpec(lambda room: finding_curve_drawing(test, catalog, mode, room), words, DENSE)


def of_claim_choices(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """The curve of a claim under all choices. Raises NothingToDraw where its verdict rests on none."""
    of, catalog = subject.dossier.choices, subject.dossier.catalog
    if not of.contested:
        raise NothingToDraw(f"{subject.dossier.claim.id} has no scored verdict that rests on other choices.")
    said = f"{doubt.robustness_sentence(of)} {doubt.influence_sentence(of)}"
    words = _words(
        subject, "How choices move the score", said, f"Specification curve. {said}", _used(of.tests),
        tuple((_dot(label), capitalised(label)) for label in LABELS if label in of.shares),
    )  # fmt: skip
    return PictureSpec(lambda room: claim_curve_drawing(of, catalog, mode, room), words, DENSE)


def of_years(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """The verdict through the years, up to the dossier's day. Raises NothingToDraw where there never was one."""
    dossier, seen = subject.dossier, subject.dossier.moments
    if not any(moment.scored for moment in seen):
        raise NothingToDraw(f"{dossier.claim.id} has no answer at any date to draw.")
    said = doubt.years_sentence(seen)
    words = _words(
        subject, "The verdict through the years", said, f"The verdict at each year end. {said}",
        _named(f.evidence for f in dossier.now.findings),
    )  # fmt: skip
    drawing = years_drawing(seen, mode)
    return PictureSpec(lambda room: replace(drawing, left=NAMES) if room else drawing, words)


def of_board(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """How each claim stands, by topic."""
    standings = [Standing(d.then, d.now) for d in subject.dossiers]
    topics = subject.dossier.case.argument.topics.rows
    said = counts_sentence(standings)
    seen = {label for s in standings for label in (s.now.label, s.then.label)}
    words = _words_of_all(subject, "How each claim stands", said, f"Verdict board, by topic. {said}", _keys(seen))
    return PictureSpec(lambda room: board_drawing(topics, standings, mode, columns=2 if room else 1), words, DENSE)


def of_scoreboard(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """How firm each verdict is. Raises NothingToDraw where none rests on choices."""
    contested = [d.now for d in subject.dossiers if d.choices.contested]
    if not contested:
        raise NothingToDraw("No verdict rests on choices: there is no scoreboard to draw.")
    said = doubt.scoreboard_sentence(v.multiverse for v in contested)
    seen = {label for v in contested for label in (*v.multiverse.shares, v.label)}
    words = _words_of_all(subject, "How firm is each verdict?", said, f"Scoreboard. {said}", _keys(seen))
    return PictureSpec(lambda room: scoreboard_drawing(contested, mode, room), words, DENSEST)


def of_map(subject: Subject, mode: Mode = "light") -> PictureSpec:
    """What rests on what. Raises NothingToDraw unless all claims of the argument are there, and linked."""
    argument = subject.dossier.case.argument
    labels = {d.claim.id: d.now.label for d in subject.dossiers}
    certain = {d.claim.id: degree(d.now.certainty) for d in subject.dossiers}
    if not argument.links.rows or set(labels) != set(argument.claim):
        raise NothingToDraw("The map needs all claims of the argument, and links between them.")
    stand = footings(argument, labels)
    said = doubt.conclusions_sentence(argument, labels)
    standing = {f.standing for f in stand.values()}
    key = _keys(labels.values()) + tuple((STANDINGS[s], f"conclusion {s}") for s in STANDINGS if s in standing)
    words = _words_of_all(subject, "How the argument fits together", said, f"Map of the argument. {said}", key)
    return PictureSpec(lambda room: map_drawing(argument, labels, stand, mode, room, certain), words, DENSE)


def _words(
    subject: Subject,
    question: str,
    answer: str,
    alt: str,
    indicators: Sequence[str],
    key: tuple[tuple[Mark, str], ...] = (),
) -> Words:
    dossier = subject.dossier
    now, then = dossier.now, dossier.then
    less = f", {lost_words(now.lost)}" if now.lost else ""
    firm = doubt.agreement(now.multiverse) if now.multiverse.contested else ""
    why = ". ".join(filter(None, (because(now.certainty), firm)))
    verdicts = [_stated(now, f"as of {day(now.as_of.day)}{less}", why)]
    if then.label != now.label and then.as_of.day != now.as_of.day:
        verdicts.append(_stated(then, f"at publication, {day(then.as_of.day)}"))
    return Words(
        claim=f"Claim: {dossier.claim.claim}",
        verdicts=tuple(verdicts),
        question=question,
        answer=answer,
        sources=source_lines(indicators, dossier.observations, dossier.catalog, dossier.as_of),
        link=dossier.link.removeprefix("https://"),
        name=subject.picture,
        title=f"{dossier.claim.claim} {question}",
        alt=alt,
        key=key,
        address=dossier.link if dossier.address else "",
    )


def _stated(verdict: Verdict, when: str, why: str = "") -> Stated:
    return Stated(verdict.label, capitalised(verdict.label), when, degree(verdict.certainty), why)


def _words_of_all(subject: Subject, question: str, answer: str, alt: str, key: tuple[tuple[Mark, str], ...]) -> Words:
    dossiers, one = subject.dossiers, subject.dossier
    indicators = _named(f.evidence for d in dossiers for f in d.now.findings)
    all_ = len(dossiers) == len(one.case.argument.claims.rows)
    head = f"{len(dossiers)} claims of one article, held against public figures" + ("" if all_ else " (a selection)")
    return Words(
        claim=head,
        verdicts=(Stated(None, "", f"Verdicts as of {day(one.as_of.day)}"),),
        question=question,
        answer=answer,
        sources=source_lines(indicators, one.observations, one.catalog, one.as_of, summary=True),
        link=one.address.removeprefix("https://") or "Plumbline",
        name=subject.picture,
        title=f"{head}. {question}",
        alt=alt,
        key=key,
        address=one.address,
    )


def _used(tests: Iterable[Specifications]) -> tuple[str, ...]:
    """The indicators of all choices."""
    return _named(s.row for test in tests for s in test.all)


def _named(rows: Iterable[Evidence]) -> tuple[str, ...]:
    """The indicators of rows, in their order; a test of an event has none."""
    return tuple(dict.fromkeys(name for row in rows if row.indicator for name in row.request.indicators))


def _keys(labels: Iterable[Label]) -> tuple[tuple[Mark, str], ...]:
    seen = set(labels)
    return tuple((MARKS[label], label) for label in LABELS if label in seen)


def _dot(label: Label) -> Mark:
    """The mark of a verdict where a curve draws it: a dot in its colour."""
    return replace(MARKS[label], sign=DOT, light=MARKS[label].fill("light"), dark=MARKS[label].fill("dark"))
