"""Charts as pages draw them, to fit any width, from dossiers of any day: what an embedded page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from charts.argument_map import map_figure
from charts.board import board_figure
from charts.curve import claim_curve, finding_curve
from charts.evidence import evidence_figure, source_line
from charts.scoreboard import scoreboard_figure
from charts.theme import Mode
from charts.years import years_figure
from exports.dossier import Dossier
from exports.tables import withheld
from verdicts import doubt
from verdicts.conclusions import footings
from verdicts.findings import Finding
from verdicts.history import Moment
from verdicts.summary import Standing, counts_sentence
from web.faults import Fault
from web.picture_ids import CHOICES, YEARS

Figure = dict[str, Any]
COMPUTED = "Source: computed by Plumbline from the sources that the full page names, each under its own licence."


@dataclass(frozen=True)
class Drawn:
    """A chart to embed."""

    alt: str
    """What it shows, in words; they stand above it."""
    source: str
    draw: Callable[[Mode], Figure]
    """Gives the figure, light or dark. Raises ValueError where there is nothing to draw."""
    withheld: str = ""
    """Why its figures may not be passed on; empty where they may."""


def drawn(dossiers: Sequence[Dossier], picture: str, history: Callable[[], Sequence[Moment]]) -> Drawn:
    """The chart with an id, from the dossier of its claim or from those of all claims.

    ``history`` gives the verdict on the claim through the years up to the dossier's day, if it comes to that. Raises Fault where there is nothing
    to draw.
    """
    if picture in _OF_ALL:
        return _OF_ALL[picture](dossiers)
    dossier = dossiers[0]
    findings = {f.evidence.id: f for f in dossier.now.findings}
    if picture in findings:
        return _finding(dossier, findings[picture])
    claim = dossier.claim.id
    if picture == claim + YEARS:
        return _years(dossier, history())
    if picture == claim + CHOICES:
        return _claim_choices(dossier)
    return _choices(dossier, picture.removesuffix(CHOICES))


def _finding(dossier: Dossier, finding: Finding) -> Drawn:
    if finding.series is None:
        raise _nothing("This test looks up a documented event; there are no figures to draw.")
    if not len(finding.series):
        raise _nothing(f"There is nothing to draw: {finding.result.reason}.")
    observations, catalog = dossier.observations, dossier.catalog
    return Drawn(
        f"{finding.evidence.question} {finding.sentence}",
        source_line(finding, observations, catalog),
        lambda mode: evidence_figure(finding, observations, catalog, mode),
        withheld(finding, catalog),
    )


def _choices(dossier: Dossier, evidence: str) -> Drawn:
    fan = next((f for f in dossier.choices.fans if f.evidence.id == evidence), None)
    if fan is None or not fan.measured:
        raise _nothing("No combination of choices has figures, so there is no curve of them.")
    finding = dossier.finding(evidence)
    return Drawn(
        f"{fan.evidence.question} {doubt.fan_sentence(fan)}",
        source_line(finding, dossier.observations, dossier.catalog),
        lambda mode: finding_curve(fan, dossier.catalog, mode),
        withheld(finding, dossier.catalog),
    )


def _claim_choices(dossier: Dossier) -> Drawn:
    choices = dossier.choices
    if not choices.contested:
        raise _nothing("No choices bear on this verdict, so there is no curve of them.")
    return Drawn(doubt.robustness_sentence(choices), COMPUTED, lambda mode: claim_curve(choices, dossier.catalog, mode))


def _years(dossier: Dossier, moments: Sequence[Moment]) -> Drawn:
    if dossier.claim.kind == "judgement" or not any(moment.scored for moment in moments):
        raise _nothing("This claim has no verdict at any year end, so there is nothing to draw.")
    words = f"The verdict at each year end. {doubt.years_sentence(moments)}"
    return Drawn(words, COMPUTED, lambda mode: years_figure(moments, mode))


def _board(dossiers: Sequence[Dossier]) -> Drawn:
    standings = [Standing(dossier.then, dossier.now) for dossier in dossiers]
    topics = dossiers[0].project.argument.topics.rows
    return Drawn(counts_sentence(standings), COMPUTED, lambda mode: board_figure(topics, standings, mode))


def _scoreboard(dossiers: Sequence[Dossier]) -> Drawn:
    contested = [dossier.choices for dossier in dossiers if dossier.choices.contested]
    if not contested:
        raise _nothing("None of the claims has a verdict that other choices could move.")
    return Drawn(doubt.scoreboard_sentence(contested), COMPUTED, lambda mode: scoreboard_figure(contested, mode))


def _map(dossiers: Sequence[Dossier]) -> Drawn:
    argument = dossiers[0].project.argument
    labels = {dossier.claim.id: dossier.now.label for dossier in dossiers}
    words = doubt.conclusions_sentence(argument, labels)
    return Drawn(words, COMPUTED, lambda mode: map_figure(argument, labels, footings(argument, labels), mode))


_OF_ALL: dict[str, Callable[[Sequence[Dossier]], Drawn]] = {"board": _board, "scoreboard": _scoreboard, "map": _map}


def _nothing(why: str) -> Fault:
    return Fault("nothing-to-draw", why)
