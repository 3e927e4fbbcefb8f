"""The answers to a row's question, in a word or a few, and what tests that give them are said to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from verdicts.checks import Outcome
from verdicts.compared import common
from verdicts.results import Result, SeriesResult
from verdicts.words import join

ANSWERS: dict[Outcome, str] = {
    "supports": "Yes",
    "contradicts": "No",
    "inconclusive": "Too close to call",
    "no data": "No data",
}
HELD_BACK = "Not out of the ordinary"
"""The answer to a cause where others had the same change without it."""
UNTOLD = "Undecided"
"""The answer to a cause where there are too few others to tell."""
_DO: dict[str, tuple[str, str]] = {
    "Yes": ("says yes", "say yes"),
    "No": ("says no", "say no"),
    "Too close to call": ("is too close to call", "are too close to call"),
    HELD_BACK: ("finds nothing out of the ordinary", "find nothing out of the ordinary"),
    UNTOLD: ("has too little to compare with", "have too little to compare with"),
    "No data": ("has no data", "have no data"),
}
"""What one test that gives an answer does, and what several do, in the order in which they are counted."""


def answer_words(result: Result) -> str:
    """The answer to a row's question, in a word or a few."""
    if isinstance(result, SeriesResult) and result.ordinary:
        return HELD_BACK if common(result.base) else UNTOLD
    return ANSWERS[result.outcome]


def _in_digits(n: int) -> str:
    return f"{n:,}"


def counted_words(results: Iterable[Result], one: str, many: str, say: Callable[[int], str] = _in_digits) -> str:
    """How many of several answer what: '3 of 4 tests say yes, 1 is too close to call'; ``one`` stands for a single one.

    ``say`` puts a number into words or digits.
    """
    answers = [answer_words(result) for result in results]
    parts = [(n, do[n > 1]) for answer, do in _DO.items() if (n := answers.count(answer))]
    (first, does), *rest = parts
    if len(answers) == 1:
        return f"{one} {does}"
    if not rest:
        return f"{'Both' if first == 2 else f'All {say(first)}'} {many} {does}"
    told = (does, *(f"{say(n)} {do}" for n, do in rest))
    return f"{say(first)} of {say(len(answers))} {many} {join(told, ', ')}"
