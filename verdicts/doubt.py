"""How sure a verdict is, in sentences: generated, so that they always agree with the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from loaders.catalog import Catalog
from verdicts.checks import HAPPENED
from verdicts.choices import NOUNS, change_words
from verdicts.conclusions import Fall, falls_with, footings
from verdicts.evidence import Evidence
from verdicts.fans import Fan, Specification
from verdicts.findings import Finding
from verdicts.history import Moment
from verdicts.multiverse import MOST, SIDES, Hinge, Multiverse
from verdicts.sentences import ANSWERS
from verdicts.tables import Argument
from verdicts.turning import Swing, Turn, turns_of
from verdicts.verdict import SCALE, Label
from verdicts.words import capitalised, change, count, day, join, quantity

NEGLIGIBLE = 0.005
"""A choice that explains less of the variance is said to move nothing."""
INTERVALS = frozenset({"rises", "falls", "steps_up", "steps_down", "unchanged"})
"""Checks whose answer rests on an interval, so that chance has a part in it."""
NOISE, WALKS = 1 / 50, 1 / 8
"""How often such a check is wrongly sure, by the simulations of docs/method.md: usually on noise, at worst on walks."""
_LEVELS = ("at_least", "at_most")
_PRICES = re.compile(r"^\d{4} (?=US\$|EUR|international)")
_STATES: dict[str, str] = {"stands": "standing", "undecided": "undecided", "falls": "fallen", "untested": "untested"}
_STAND = {("stands", True): "stands", ("stands", False): "stand", ("falls", True): "falls", ("falls", False): "fall",
          ("undecided", True): "is undecided", ("undecided", False): "are undecided", ("untested", True): "is untested",
          ("untested", False): "are untested"}  # fmt: skip
QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}"
_TIMES = {1: "once", 2: "twice"}


def percent(share: float) -> str:
    """A share without pretence: all and none only where it is all or none."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def robustness_sentence(multiverse: Multiverse) -> str:
    """How much of the multiverse shares the headline verdict, and how much its side."""
    if multiverse.size == 1:
        return "No other choice is declared for it."
    if multiverse.robustness == 1:
        return f"Every one of {multiverse.size:,} combinations of choices gives this verdict."
    text = f"{percent(multiverse.robustness)} of {multiverse.size:,} combinations of choices give this verdict"
    if multiverse.headline in SIDES and multiverse.same_side > multiverse.robustness:
        return f"{text}, {percent(multiverse.same_side)} one on its side."
    return f"{text}."


def influence_sentence(multiverse: Multiverse) -> str:
    """Which choice moves the score most."""
    if multiverse.size == 1:
        return ""
    first = multiverse.influences[0]
    if first.share < NEGLIGIBLE:
        return "No single choice moves the score."
    text = f"Most depends on the {NOUNS[first.column]} in {QUOTED.format(first.evidence.question)}"
    return f"{text}: alone it explains {percent(first.share)} of the variance of the score."


def hinge_words(hinge: Hinge, multiverse: Multiverse, catalog: Catalog) -> tuple[str, str]:
    """The question of a row, and the single change there that gives another verdict."""
    fan = next(f for f in multiverse.fans if f.evidence is hinge.evidence)
    return hinge.evidence.question, f"{changes_words(fan, hinge.specification, catalog)}: {hinge.label}"


def changes_words(fan: Fan, specification: Specification, catalog: Catalog) -> str:
    """What a specification changes: 'threshold 25 % instead of 20 %; start of the window 2001 instead of 1991'."""
    unit = next((s.series.unit for s in fan.specifications if s.series is not None), "")
    return "; ".join(change_words(fan.evidence, change, unit, catalog) for change in specification.changes)


def turn_sentence(finding: Finding) -> str:
    """Where a finding's answer turns, and how far off that is."""
    if finding.evidence.check == HAPPENED:
        return _event_turn(finding)
    found = turns_of(finding)
    if not found:
        return f"It cannot turn before there are more figures: {finding.result.reason}."
    parts = " and ".join(_turn(turn, finding) for turn in found)
    return f"It is {_value(finding.result.statistic, finding)} now. {_held(finding.evidence)}, the answer would be {parts}."


def _held(row: Evidence) -> str:
    """What stays as it is while the statistic moves."""
    if row.check not in _LEVELS:
        return "With an interval as wide as it is"
    return "With a margin as large" + ("" if row.measure in ("gap", "distance") else " in proportion")


def _turn(turn: Turn, finding: Finding) -> str:
    answer = f"\N{LEFT SINGLE QUOTATION MARK}{ANSWERS[turn.outcome].casefold()}\N{RIGHT SINGLE QUOTATION MARK}"
    lower, higher = ("ahead of", "behind") if _unit(finding) == "rank" else ("below", "above")
    # A statistic on the line itself turns on the side that it does not stand on: up for at_most, down for at_least.
    down = turn.away < 0 or (turn.away == 0 and finding.evidence.check == "at_least")
    off = f"{change(turn.away, _unit(finding))} off" if turn.away else "where it stands"
    return f"{answer} {lower if down else higher} {_value(turn.value, finding)} ({off})"


def _value(value: float, finding: Finding) -> str:
    """A statistic: a level as it is, a change with its sign."""
    if finding.evidence.check in _LEVELS:
        return quantity(value, _unit(finding))
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{change(value, _unit(finding))}"


def _unit(finding: Finding) -> str:
    """The unit, without what need not be said three times: the year of prices, the base of an index."""
    unit = finding.series.unit
    return "index points" if unit.endswith("= 100") else _PRICES.sub("", unit)


def _event_turn(finding: Finding) -> str:
    if finding.outcome == "supports":
        return "It is on record: only a correction of the record could change that."
    if finding.outcome == "contradicts":
        return "The deadline has passed: only a record of it in time could change that."
    return "It turns to \N{LEFT SINGLE QUOTATION MARK}yes\N{RIGHT SINGLE QUOTATION MARK} as soon as it is on record."


def swing_sentence(swings: Sequence[Swing], scored: int) -> str:
    """How many answers the verdict could lose before it changes: one, or more than one."""
    if not scored:
        return "Nothing is scored, so no answer can change it."
    if not swings:
        return "No single answer, were it another one, would change the verdict."
    rows = {swing.finding.evidence.id for swing in swings}
    return f"Another answer to {'any' if len(rows) == scored and scored > 1 else count(len(rows))} of its {count(scored)} scored tests could change the verdict."


def swing_words(swings: Sequence[Swing]) -> list[tuple[str, str]]:
    """Each question, and what other answers to it would do."""
    found: dict[str, list[str]] = {}
    for swing in swings:
        text = f"{ANSWERS[swing.outcome].casefold()}: {swing.label}"
        found.setdefault(swing.finding.evidence.question, []).append(text)
    return [(question, "; ".join(texts)) for question, texts in found.items()]


def years_sentence(moments: Sequence[Moment]) -> str:
    """What the line of years shows: when there was a verdict at all, and how often it changed."""
    scored = [m for m in moments if m.label in SCALE]
    if not scored:
        return "At no year end had the rule an answer."
    if len(scored) == 1:
        return f"The rule has an answer on one of the dates only, {day(scored[0].as_of.day)}: {scored[0].label}."
    changes = sum(a.label != b.label for a, b in zip(scored, scored[1:], strict=False))
    since = scored[0].as_of.day.year
    if not changes:
        return f"Since {since} the rule would have said the same at every date shown: {scored[0].label}."
    return f"The rule has an answer from {since} on; between the dates shown it changes {_TIMES.get(changes, f'{count(changes)} times')}."


def editions_sentence(moments: Sequence[Moment]) -> str:
    """Whether the figures are those of the time."""
    past = moments[:-1]
    scored, of_the_time = sum(m.scored for m in past), sum(m.of_the_time for m in past)
    if not scored:
        return ""
    if of_the_time == scored:
        return "All figures are from editions that had been published at the time."
    rest = "today's editions, cut where a figure had not been published yet: what was revised since is not undone."
    if not of_the_time:
        return f"No answer rests on an edition that had been published by then; all rest on {rest}"
    share = capitalised(percent(of_the_time / scored))
    return f"{share} of the answers rest on editions that had been published by then; the others on {rest}"


def scoreboard_sentence(multiverses: Iterable[Multiverse]) -> str:
    """How many verdicts survive other choices, and how many hang on one."""
    open_ = [m for m in multiverses if m.contested]
    if not open_:
        return ""
    all_, most = sum(m.robustness == 1 for m in open_), sum(MOST < m.robustness < 1 for m in open_)
    rest, hinged = len(open_) - all_ - most, sum(bool(m.hinges) for m in open_)
    return (
        f"Of the {len(open_)} verdicts that rest on choices, {count(all_)} {'stays' if all_ == 1 else 'stay'} the same under every other "
        f"declared choice, {count(most)} more under most of them, and {count(rest)} {'does' if rest == 1 else 'do'} not; "
        f"{count(hinged)} would be another one if a single choice were."
    )


def scoreboard_rows(multiverses: Iterable[Multiverse]) -> list[dict[str, Any]]:
    """The scoreboard as a table, the firmest first."""
    return [
        {
            "Claim": m.claim.id,
            "Verdict": m.headline,
            "Combinations": m.size,
            "Same verdict": 100 * m.robustness,
            "Same side": 100 * m.same_side,
            "Single changes that give another": len(m.hinges),
            "Most depends on": f"{NOUNS[m.influences[0].column]}: {m.influences[0].evidence.question}"
            if m.influences[0].share >= NEGLIGIBLE
            else "",
        }
        for m in sorted(multiverses, key=lambda m: (-m.robustness, -m.same_side))
    ]


def falls_sentence(falls: Sequence[Fall]) -> str:
    """What gets worse if a claim falls."""
    if not falls:
        return "If it were contradicted, no conclusion would stand worse than it does."
    parts = [
        f"{QUOTED.format(fall.conclusion.conclusion.rstrip('.'))} ({fall.before}) would be {_STATES[fall.after]}"
        for fall in falls
    ]
    return f"If it were contradicted, {join(tuple(parts))}."


def conclusions_sentence(argument: Argument, labels: Mapping[str, Label]) -> str:
    """How the conclusions stand, and how many claims one of them hangs on."""
    standings = [footing.standing for footing in footings(argument, labels).values()]
    counts = {word: standings.count(word) for word in ("stands", "undecided", "falls", "untested")}
    parts = [f"{count(n)} {_STAND.get((word, n == 1), word)}" for word, n in counts.items() if n]
    bearing = sum(bool(falls_with(claim.id, argument, labels)) for claim in argument.claims.rows)
    return (
        f"Of the article's {count(len(standings))} conclusions {join(tuple(parts))}. "
        f"For {count(bearing)} of the {len(argument.claims.rows)} claims, a conclusion would stand worse if the claim were contradicted."
    )


def chance_sentence(rows: Iterable[Evidence]) -> str:
    """How many of all scored checks could answer yes by chance alone."""
    scored = [row for row in rows if row.weight]
    unsure = sum(row.check in INTERVALS for row in scored)
    return (
        f"{len(scored)} checks are scored, of which {unsure} rest on an interval. Were there nothing to see in any of them, about {unsure * NOISE:.0f} would "
        f"answer yes by chance if their figures were noise, and up to {unsure * WALKS:.0f} if all were random walks. No answer is corrected for that."
    )


def multiplicity_sentence(checks: int, of: int) -> str:
    """A word on many checks being made."""
    return (
        f"{count(checks).capitalize()} check{'' if checks == 1 else 's'} on this claim, of {of} on all claims: "
        "some answers will be yes or no by chance (see Method)."
    )
