"""What came of a refresh, and what the ledger says, in a reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from loaders import wall_clock
from loaders.breaker import Problem
from loaders.catalog import Catalog
from loaders.ledger import Entry, Removed, SetAside, ValuesMoved, VerdictsMoved
from loaders.moves import Move
from loaders.outcome import Outcome, left_out_words
from verdicts.argument import Argument
from verdicts.words import capitalised, day, quantity


def outcome_sentences(outcome: Outcome, catalog: Catalog) -> list[str]:
    """What came of asking one source: first the whole, then what was left out of it, and what failed."""
    said = {
        "moved": f"{_counted(len(outcome.moves), 'series')} moved.",
        "unchanged": "Nothing has moved: the figures are confirmed.",
        "partly": "Some series came, others did not.",
        "failed": "Nothing came; the figures in hand stay in use.",
        "busy": "Another process is asking it.",
        "waiting": "It is left alone for now, after failures.",
        "done": "Another process has just asked it.",
    }
    return [
        said[outcome.status],
        *left_out_sentences(outcome.left_out, catalog),
        *problem_sentences(outcome.problems, catalog),
    ]


def left_out_sentences(left_out: Mapping[str, tuple[str, ...]], catalog: Catalog) -> list[str]:
    """Whose rows were left out, the same names once, with the series they are missing from."""
    by_names: dict[tuple[str, ...], list[str]] = {}
    for name, unknown in left_out.items():
        by_names.setdefault(unknown, []).append(_indicator(name, catalog))
    return [f"{left_out_words(unknown)} All else was read. ({_few(series)})" for unknown, series in by_names.items()]


def problem_sentences(problems: Mapping[str, Problem], catalog: Catalog) -> list[str]:
    """What went wrong, each message once, with the series it is about."""
    by_message: dict[tuple[str, str], list[str]] = {}
    for name, problem in problems.items():
        by_message.setdefault((problem.kind, problem.message), []).append(_indicator(name, catalog))
    return [f"{kind}: {message} ({_few(names)})" for (kind, message), names in by_message.items()]


def clock_words(at: dt.datetime) -> str:
    """What is to be said beside a time that was written down: nothing, unless it lies in the future."""
    return "" if wall_clock.believed(at) else ", by a clock that was ahead"


def entry_sentences(entry: Entry, catalog: Catalog, argument: Argument) -> list[str]:
    """One entry of the ledger: a heading, then what moved."""
    match entry:
        case ValuesMoved():
            if not entry.moves:
                return [f"{_source(entry.source, catalog)}: retrieved for the first time; nothing differs from before."]
            return [
                f"{_source(entry.source, catalog)}: {_counted(len(entry.moves), 'series')} moved.",
                *(move_sentence(move, catalog) for move in entry.moves),
            ]
        case SetAside():
            reasons = (f"{capitalised(_indicator(n, catalog))}: {reason}" for n, reason in entry.reasons.items())
            return [
                f"{_source(entry.source, catalog)}: figures that cannot be right were set aside, not used.",
                *reasons,
            ]
        case VerdictsMoved():
            if not entry.moves:
                return [f"Newer figures of {_few([_source(s, catalog) for s in entry.because])} changed no verdict."]
            count = f"{len(entry.moves)} verdict{'' if len(entry.moves) == 1 else 's'}"
            return [
                f"{count} moved, because of {_few([_source(source, catalog) for source in entry.because])}.",
                *(
                    f"{argument.claim[m.claim].claim if m.claim in argument.claim else m.claim} "
                    f"({'at publication' if m.as_of == 'article' else 'today'}): {m.before}, now {m.after}."
                    for m in entry.moves
                ),
            ]
        case Removed():
            return [f"{_counted(len(entry.vintages), 'old edition')} removed, to keep the store within its size."]


def move_sentence(move: Move, catalog: Catalog) -> str:
    """What moved in one indicator."""
    parts = [
        f"{count:,} {word}"
        for count, word in (
            (move.added, "added"),
            (move.revised, "revised"),
            (move.gone, "gone"),
            (move.marked, "marked otherwise"),
        )
        if count
    ]
    newest = f", to {day(dt.date.fromisoformat(move.newest))}"
    largest = ""
    if move.largest and move.indicator in catalog.indicator:
        unit = catalog.indicator[move.indicator].unit
        r = move.largest
        sides = catalog.name_of(r.entity) + (f" and {catalog.name_of(r.counterpart)}" if r.counterpart else "")
        before, after = quantity(r.before, unit), quantity(r.after, unit)
        if before == after:  # The words for figures are shorter than the figures.
            before, after = f"{r.before:.10g}", f"{r.after:.10g}"
        largest = f"; the largest revision: {sides}, {day(dt.date.fromisoformat(r.date))}, from {before} to {after}"
    return f"{capitalised(_indicator(move.indicator, catalog))}: {', '.join(parts)}{newest}{largest}."


def _indicator(name: str, catalog: Catalog) -> str:
    return catalog.indicator[name].name if name in catalog.indicator else name or "the whole source"


def _source(name: str, catalog: Catalog) -> str:
    row = catalog.source.get(name)
    return f"{row.publisher}, {row.name}" if row else name


def _few(names: list[str]) -> str:
    """A list that stays readable: the first three, and how many more."""
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 or noun.endswith('s') else 's'}"
