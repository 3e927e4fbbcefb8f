"""How sure a verdict is, in sentences: generated, so that they always agree with the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from loaders.catalog import Catalog
from verdicts.answers import counted_words
from verdicts.argument import Argument
from verdicts.base_rates import RARE
from verdicts.checks import LEVELS
from verdicts.choices import NOUNS, change_words, if_words
from verdicts.conclusions import Shift, could_fall, footings, shifts_with
from verdicts.history import Moment
from verdicts.intervals import Interval
from verdicts.multiverse import Multiverse, PivotalChoice, Reading
from verdicts.numbers import place_of
from verdicts.rule import MOST, SCALE, SIDES, Label
from verdicts.specifications import Specification, Specifications
from verdicts.verdict import Verdict
from verdicts.words import capitalised, count, day, join, quantity, shared_unit, signed_change

NEGLIGIBLE = 0.005
"""A choice that explains less of the variance is said to move nothing."""
_WOULD = {"stands": "stand", "undecided": "be undecided", "falls": "fall", "untested": "be untested"}
_INSTEAD = {"stands": "standing", "undecided": "being undecided", "falls": "falling", "untested": "being untested"}
_STAND = {("stands", True): "stands", ("stands", False): "stand", ("falls", True): "falls", ("falls", False): "fall",
          ("undecided", True): "is undecided", ("undecided", False): "are undecided", ("untested", True): "is untested",
          ("untested", False): "are untested"}  # fmt: skip
QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}"
_TIMES = {1: "once", 2: "twice"}


def percent(share: float) -> str:
    """A share without pretence: all and none only where it is all or none."""
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{100 * share:.0f}%"


def robustness_sentence(multiverse: Multiverse) -> str:
    """How much of the multiverse shares the headline verdict, and how much its side."""
    settings = f"{multiverse.size:,} test settings"
    if multiverse.size == 1:
        return "There is no other way to test it."
    if multiverse.robustness == 1 and not multiverse.contested:
        return f"The verdict is the same in all {settings}: {multiverse.headline}."
    if multiverse.robustness == 1:
        return f"Same verdict in all {settings}."
    text = f"Same verdict in {percent(multiverse.robustness)} of {settings}"
    return f"{text}{_direction(multiverse)}."


def agreement(multiverse: Multiverse) -> str:
    """The same in a few words, for a card."""
    share = "all" if multiverse.robustness == 1 else f"{percent(multiverse.robustness)} of"
    return f"Same verdict in {share} test settings{_direction(multiverse)}"


def _direction(multiverse: Multiverse) -> str:
    """How many settings give a verdict in the same direction, where that is more."""
    same = percent(multiverse.same_side)
    more = multiverse.headline in SIDES and same != percent(multiverse.robustness)
    return f", same direction in {'all' if multiverse.same_side == 1 else same}" if more else ""


def influence_sentence(multiverse: Multiverse) -> str:
    """Which choice moves the score most."""
    if multiverse.size == 1:
        return ""
    first = multiverse.influences[0]
    if first.share < NEGLIGIBLE:
        return "No single setting moves the result."
    return f"The {NOUNS[first.column]} in {QUOTED.format(first.evidence.question)} matters most."


def pivotal_words(pivotal: PivotalChoice, multiverse: Multiverse, catalog: Catalog) -> tuple[str, str]:
    """The question of a row, and the single change there that gives another verdict."""
    test = multiverse.tests[pivotal.at]
    return pivotal.evidence.question, f"{changes_words(test, pivotal.specification, catalog)}: {pivotal.label}"


def if_we(pivotal: PivotalChoice, multiverse: Multiverse, catalog: Catalog) -> str:
    """A single change that gives another verdict, as it follows 'if we': asked for 60% instead of 50%."""
    test, other = multiverse.tests[pivotal.at], pivotal.specification
    (made,) = other.changes
    return if_words(test.evidence, made, test.headline.unit, other.unit, catalog)


def flip_sentence(multiverse: Multiverse, catalog: Catalog) -> str:
    """What single setting would flip a verdict, the first of them; empty where none is open."""
    if multiverse.size == 1:
        return ""
    if not multiverse.pivotal_choices:
        return "Changing one setting does not flip it."
    first = multiverse.pivotal_choices[0]
    return (
        f"It would become {first.label} if we {if_we(first, multiverse, catalog)}. "
        f"That setting is in the test {QUOTED.format(first.evidence.label or first.evidence.question)}."
    )


def changes_words(test: Specifications, specification: Specification, catalog: Catalog) -> str:
    """What a specification changes: 'threshold 25 % instead of 20 %; start of the window 2001 instead of 1991'."""
    old, new = test.headline.unit, specification.unit
    return "; ".join(change_words(test.evidence, made, old, new, catalog) for made in specification.changes)


def specifications_sentence(test: Specifications) -> str:
    """How the settings of one test answer, and between which values."""
    text = f"{counted_words((s.result for s in test.all), 'The one test setting', 'test settings')}."
    if not test.measured:
        return text
    intervals = [point.interval for point in test.measured]
    unit = "%" if test.evidence.measure == "index" else shared_unit(point.unit for point in test.measured)
    in_words = quantity if test.evidence.check in LEVELS else signed_change
    least, most = (min(intervals, key=_estimate), max(intervals, key=_estimate))
    low, high = (
        in_words(of.estimate, unit, place_of(of.estimate, of.half, unit)).partition(" (")[0] for of in (least, most)
    )
    if low == high:
        return f"{text} {'The result is' if len(test.all) == 1 else 'All give'} {low}."
    return f"{text} Results range from {low} to {high}."


def _estimate(of: Interval) -> float:
    return of.estimate


def unread_sentence(verdict: Verdict) -> str:
    """Why a claim has no readings."""
    if verdict.label == "not testable":
        return f"{verdict.reason} So there is no case to make for or against it."
    if verdict.label == "too early":
        return "No figure from after the article decides it yet, in any test setting."
    return "No test of this claim decides, so there is no case to make for or against it."


def reading_title(reading: Reading, sign: int) -> str:
    """What a reading is called: 'even' where its verdict goes the other way."""
    even = SIDES.get(reading.label) == ("against" if sign > 0 else "for")
    return f"{'Even the' if even else 'The'} best case {'for' if sign > 0 else 'against'}"


def years_sentence(moments: Sequence[Moment]) -> str:
    """What the line of years shows: when there was a verdict at all, and how often it changed."""
    scored = [m for m in moments if m.label in SCALE]
    if not scored:
        return "There is no verdict for any year."
    if len(scored) == 1:
        return f"There is a verdict for one date only, {day(scored[0].as_of.day)}: {scored[0].label}."
    changes = sum(a.label != b.label for a, b in zip(scored, scored[1:], strict=False))
    since = scored[0].as_of.day.year
    if not changes:
        return f"The verdict would have been the same on every date since {since}: {scored[0].label}."
    times = _TIMES.get(changes, f"{count(changes)} times")
    return f"The first verdict is that of {since}; it has changed {times} since."


def editions_sentence(moments: Sequence[Moment]) -> str:
    """Whether the figures are those of the time."""
    past = moments[:-1]
    scored, of_the_time = sum(m.scored for m in past), sum(m.of_the_time for m in past)
    if not scored:
        return ""
    if of_the_time == scored:
        return "All answers rest on figures as they had been published at the time."
    rest = "today's data, minus what had not been published"
    if not of_the_time:
        return f"All answers rest on {rest}."
    share = capitalised(percent(of_the_time / scored))
    return f"{share} of the answers rest on figures as published at the time; the others rest on {rest}."


def scoreboard_sentence(multiverses: Iterable[Multiverse]) -> str:
    """How many verdicts survive other choices, and how many hang on one."""
    open_ = [m for m in multiverses if m.contested]
    if not open_:
        return ""
    all_, most = sum(m.robustness == 1 for m in open_), sum(MOST < m.robustness < 1 for m in open_)
    rest, pivoted = len(open_) - all_ - most, sum(bool(m.pivotal_choices) for m in open_)
    verdicts = f"the {len(open_)} verdicts that depend" if len(open_) > 1 else "the one verdict that depends"
    return (
        f"Of {verdicts} on how we test, {count(all_)} {_keeps(all_)} in every test setting, {count(most)} in most of them "
        f"and {count(rest)} in half or fewer. Changing one setting flips {count(pivoted)}."
    )


def _keeps(n: int) -> str:
    return "holds" if n == 1 else "hold"


def scoreboard_rows(multiverses: Iterable[Multiverse]) -> list[dict[str, Any]]:
    """The scoreboard as a table, the firmest first."""
    return [
        {
            "Claim": m.claim.claim,
            "Verdict": m.headline,
            "Combinations": m.size,
            "Same verdict": 100 * m.robustness,
            "Same side": 100 * m.same_side,
            "Single changes that give another": len(m.pivotal_choices),
            "Most depends on": f"{NOUNS[m.influences[0].column]}: {m.influences[0].evidence.question}"
            if m.influences[0].share >= NEGLIGIBLE
            else "",
        }
        for m in sorted(multiverses, key=lambda m: (m.robustness, m.same_side), reverse=True)
    ]


def shifts_sentence(shifts: Sequence[Shift], label: Label) -> str:
    """What stands otherwise if a claim, of which the verdict is ``label``, counts as contradicted."""
    if label == "contradicted":
        return "It is contradicted already: this is how the conclusions stand."
    if not shifts:
        return "If it were contradicted, no conclusion would change."
    first, *rest = (
        f"{QUOTED.format(shift.conclusion.conclusion.rstrip('.'))} would {_WOULD[shift.after]} instead of {_INSTEAD[shift.before]}."
        for shift in shifts
    )
    return " ".join((f"If it were contradicted, {first}", *rest))


def conclusions_sentence(argument: Argument, labels: Mapping[str, Label]) -> str:
    """How the conclusions stand, and how many claims one of them hangs on."""
    standings = [footing.standing for footing in footings(argument, labels).values()]
    counts = {word: standings.count(word) for word in ("stands", "undecided", "falls", "untested")}
    parts = join(tuple(f"{count(n)} {_STAND[word, n == 1]}" for word, n in counts.items() if n))
    claims = could_fall(argument)
    bearing = sum(any(shift.worse for shift in shifts_with(claim.id, argument, labels)) for claim in claims)
    whole = (
        "The article's one conclusion"
        if len(standings) == 1
        else f"Of the article's {count(len(standings))} conclusions,"
    )
    told = parts.removeprefix("one ") if len(standings) == 1 else parts
    return (
        f"{whole} {told}. {capitalised(count(bearing))} of the {len(claims)} claims that are not opinions would weaken a conclusion "
        "if contradicted."
    )


def chance_sentence(argument: Argument) -> str:
    """How many tests of causes chance could answer with yes."""
    causal = {claim.id for claim in argument.claims.rows if claim.kind == "causal"}
    n = sum(bool(row.weight) and row.claim in causal for row in argument.evidence.rows)
    if not n:
        return "No test asks of a cause whether a change is out of the ordinary."
    return (
        f"{capitalised(count(n))} test{' asks' if n == 1 else 's ask'} of a cause whether a change is out of the ordinary. "
        f"If nothing lay behind any of them, chance alone would still say yes to up to one in {round(1 / RARE)}."
    )
