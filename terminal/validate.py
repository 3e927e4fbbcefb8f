"""plumbline validate: whether the tables of a case are sound, what each fault costs, and which tests tell little."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from terminal.cases import case_folder
from terminal.printing import print_json

if TYPE_CHECKING:
    from loaders.tables import Fault
    from verdicts.soundness import Weak


def validate(options: argparse.Namespace) -> int:
    """List every fault; 1 if there is one, or a test that tells little decides a verdict."""
    from loaders.additions import with_additions
    from loaders.catalog import read_catalog
    from loaders.load import load
    from verdicts.argument import read_argument
    from verdicts.article import article_folder, read_article
    from verdicts.clock import latest
    from verdicts.soundness import as_faults, weak_tests
    from verdicts.verdict import assess

    folder = case_folder(options.folder)
    ours = read_catalog()
    catalog, additions = with_additions(ours, folder)
    argument = read_argument(catalog, folder)
    article, unstated = read_article(article_folder(folder))
    snapshot = load(catalog)
    faults = [*unstated, *ours.faults, *additions.faults, *argument.faults, *snapshot.faults]
    weak: tuple[Weak, ...] = ()
    if article is not None:
        observations = additions.observations(snapshot.observations)
        weak = weak_tests(assess(argument, observations, catalog, latest(observations, article.day)))
    told = as_faults(weak, argument.evidence)
    deciding = sum(one.row.weight == 1 for one in weak)
    counts = {
        "claims": len(argument.claims.rows),
        "evidence": len(argument.evidence.rows),
        "indicators": len(catalog.indicators.rows),
        "own_indicators": len(additions.indicators.rows),
    }
    if options.format == "json":
        _as_json(counts, faults, told, weak)
    else:
        _as_text(counts, faults, told, deciding)
    return 1 if faults or deciding else 0


def _as_text(counts: dict[str, int], faults: list[Fault], told: list[Fault], deciding: int) -> None:
    from verdicts.fault_words import cost_words
    from verdicts.words import several

    files: dict[str, list[Fault]] = {}
    for fault in faults:
        files.setdefault(fault.file, []).append(fault)
    for found in files.values():
        for fault in sorted(found, key=lambda fault: fault.line):
            print(fault)
            print(f"    {cost_words(fault)}")
        print()
    for fault in told:
        print(fault)
    own = f", {counts['own_indicators']} of them its own" if counts["own_indicators"] else ""
    print(
        f"{several(counts['claims'], 'claim')}, {several(counts['evidence'], 'row')} of evidence, {counts['indicators']} indicators{own}: "
        f"{several(len(faults), 'fault') if faults else 'no faults'}{f' in {len(files)} files' if len(files) > 1 else ''}."
    )
    if told:
        print(
            f"{len(told)} test{' tells' if len(told) == 1 else 's tell'} little, of which {deciding or 'none'} "
            f"decide{'s' if deciding < 2 else ''} a verdict."
        )


def _as_json(counts: dict[str, int], faults: Iterable[Fault], told: Iterable[Fault], weak: Iterable[Weak]) -> None:
    from verdicts.fault_words import cost_words

    print_json(
        {
            **counts,
            "faults": [{**_plain(fault), "cost": fault.cost, "cost_in_words": cost_words(fault)} for fault in faults],
            "weak_tests": [
                {**_plain(fault), "evidence": one.row.id, "weakness": one.weakness, "weight": one.row.weight}
                for fault, one in zip(told, weak, strict=True)
            ],
        }
    )


def _plain(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line or None,
        "column": fault.column or None,
        "problem": fault.problem,
        "remedy": fault.remedy,
    }
