"""Makes the tables of docs/method.md: how often a cause is wrongly supported, and what editions tell of errors.

Run: ``.venv/bin/python docs/calibration.py`` (about a minute). Fixed seed; 1,000 draws a cell.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from loaders.catalog import Catalog
from loaders.tables import Table
from service.opening import open_case
from verdicts.base_rates import FEWEST, RARE
from verdicts.case import Case
from verdicts.checks import CHANGES
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.results import SeriesResult, answer

DRAWS = 1000
OTHERS = 30
LENGTHS = (8, 12, 20, 34, 60)
RNG = np.random.default_rng(7)


def autoregressive(r: float) -> Callable[[int], np.ndarray]:
    def draw(n: int) -> np.ndarray:
        values = RNG.standard_normal(n + 50)
        for i in range(1, n + 50):
            values[i] += r * values[i - 1]
        return values[50:]

    return draw


KINDS = {
    "random walk": lambda n: RNG.standard_normal(n).cumsum(),
    "walk with persistent moves (0.4)": lambda n: autoregressive(0.4)(n).cumsum(),
    "AR(1), 0.8": autoregressive(0.8),
    "noise": autoregressive(0),
}


def simulated() -> None:
    """A step without a cause: ours and thirty others alike, the line at one and a half usual moves of the kind, where a false yes is likeliest."""
    print(f"| points | {' | '.join(KINDS)} |\n|---|{'---|' * len(KINDS)}")
    for n in LENGTHS:
        cells = []
        for draw in KINDS.values():
            yes = 0
            for _ in range(DRAWS):
                steps = [_step(draw(n)) for _ in range(OTHERS + 1)]
                line = 1.5 * float(np.std(steps))
                others = sum(step >= line for step in steps[1:])
                yes += steps[0] >= line and OTHERS >= FEWEST and (others + 1) / (OTHERS + 1) <= RARE
            cells.append(f"{100 * yes / DRAWS:.1f} %")
        print(f"| {n} | {' | '.join(cells)} |")


def _step(values: np.ndarray) -> float:
    half = len(values) // 2
    return float(values[half:].mean() - values[:half].mean())


def placebos(case: Case) -> None:
    """Every test of a change, put as if to a cause to comparables that the claim is not about and to days when nothing is claimed."""
    known = Knowledge(case.observations, case.catalog, case.now)
    told: dict[str, Counter[str]] = {"entities": Counter(), "dates": Counter()}
    for row in case.argument.evidence.rows:
        if row.weight and row.check in CHANGES:
            for other in _other_entities(row, known):
                told["entities"][_supported(other, known)] += 1
            for day, shifted, at in _other_dates(row, case):
                if day.year >= 1995:
                    told["dates"][_supported(shifted, at)] += 1
    for name, counts in told.items():
        n, yes = sum(counts.values()) - counts["no answer"], counts["supported"]
        print(
            f"placebo {name}: {yes} of {n} supported ({100 * yes / n:.1f} %); without an answer {counts['no answer']}"
        )


def _supported(row: Evidence, known: Knowledge) -> str:
    result = answer(row, known, "causal")
    if not isinstance(result, SeriesResult) or result.outcome == "no data":
        return "no answer"
    return "supported" if result.outcome == "supports" else "not"


def _other_entities(row: Evidence, known: Knowledge) -> Iterator[Evidence]:
    """The row with a comparable in place of its subject, and the subject among the others."""
    if row.among and not known.catalog.is_group(row.entity):
        for member in known.catalog.members_of(row.among, known.as_of.written):
            if member not in (row.entity, row.versus_entity):
                yield row.model_copy(update={"entity": member})


def _other_dates(row: Evidence, case: Case) -> Iterator[tuple[dt.date, Evidence, Knowledge]]:
    """The row years earlier: event and window moved together, so far back that nothing after the event is in it."""
    event = case.catalog.event[row.event].date if row.event else case.article.day
    last = min(row.last or case.article.day, case.article.day)
    for years in range(last.year - event.year + 1 if row.event else last.year - (row.first or last).year, 40, 3):
        if years < 1:
            continue
        moved = {"first": _earlier(row.first, years), "last": _earlier(last, years)}
        catalog = case.catalog
        if row.event:
            catalog = _with_event(case.catalog, row.event, _earlier(event, years))
        yield moved["last"], row.model_copy(update=moved), Knowledge(case.observations, catalog, case.now)


def _earlier(day: dt.date | None, years: int) -> dt.date | None:
    return (
        None if day is None else day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)
    )


def _with_event(catalog: Catalog, name: str, day: dt.date) -> Catalog:
    rows = tuple(e.model_copy(update={"date": day}) if e.id == name else e for e in catalog.events.rows)
    return dataclasses.replace(catalog, events=Table(catalog.events.file, rows, catalog.events.lines))


def editions(case: Case) -> None:
    """What two years of one series share of a revision, where two editions are in hand: the mean product over the mean square."""
    print("| indicator | series | neighbours share | any two years share | usual revision |\n|---|---|---|---|---|")
    for name, indicator in case.catalog.indicator.items():
        held = [edition.observations() for edition in case.observations.editions.get(indicator.source, ())]
        former = next((one for one in held if name in one.provenance), None)
        if former is None or former.provenance[name].unit != case.observations.provenance[name].unit:
            continue
        near, every, square, sizes = 0.0, 0.0, 0.0, []
        for key in former.names():
            if key[0] != name:
                continue
            old, new = former.line(*key), case.observations.line(*key)
            _, i, j = np.intersect1d(old.dates, new.dates, return_indices=True)
            a, b = old.values[i], new.values[j]
            good = (a > 0) & (b > 0)
            r = np.log(b[good] / a[good])
            n = len(r)
            if n < 6 or np.abs(r).max() < 1e-6:
                continue
            near += float((r[1:] * r[:-1]).mean())
            every += float((r.sum() ** 2 - (r**2).sum()) / (n * (n - 1)))
            square += float((r**2).mean())
            sizes.append(float(np.sqrt((r**2).mean())))
        if len(sizes) >= 3:
            print(
                f"| {name} | {len(sizes)} | {near / square:.2f} | {every / square:.2f} | {100 * np.median(sizes):.1f} % |"
            )


if __name__ == "__main__":
    simulated()
    whole = open_case()
    placebos(whole)
    editions(whole)
