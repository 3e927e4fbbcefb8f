"""plumbline validate, sources and snapshot: what the tables and figures are, and whether they are sound."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from terminal.printing import Misuse, print_json, print_table, warn

if TYPE_CHECKING:
    from loaders.catalog import Catalog
    from loaders.observations import Observations
    from verdicts.argument import Argument
    from verdicts.article import Article
    from verdicts.verdict import Verdict


def validate(options: argparse.Namespace) -> int:
    from loaders.additions import with_additions
    from loaders.catalog import ROOT, read_catalog
    from loaders.load import load
    from verdicts.argument import read_argument
    from verdicts.article import article_folder, read_article
    from verdicts.soundness import as_faults, weak_tests

    folder = Path(options.folder) if options.folder else ROOT
    if not folder.is_dir():
        raise Misuse(f"{folder} is not a folder.")
    ours = read_catalog()
    catalog, additions = with_additions(ours, folder)
    argument = read_argument(catalog, folder)
    article, unstated = read_article(article_folder(folder))
    snapshot = load(catalog)
    faults = [*unstated, *ours.faults, *additions.faults, *argument.faults, *snapshot.faults]
    for fault in faults:
        print(fault)
    weak = (
        ()
        if article is None
        else weak_tests(_judged(argument, additions.observations(snapshot.observations), catalog, article))
    )
    deciding = [one for one in weak if one.row.weight == 1]
    own = additions.indicators.rows
    for fault in as_faults(weak, argument.evidence):
        print(fault)
    print(
        f"{len(argument.claims.rows)} claims, {len(argument.evidence.rows)} rows of evidence, "
        f"{len(catalog.indicators.rows)} indicators{f', {len(own)} of them its own' if own else ''}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}."
    )
    if weak:
        print(
            f"{len(weak)} test{' tells' if len(weak) == 1 else 's tell'} little, of which {len(deciding) or 'none'} "
            f"decide{'s' if len(deciding) < 2 else ''} a verdict."
        )
    return 1 if faults or deciding else 0


def _judged(argument: Argument, observations: Observations, catalog: Catalog, article: Article) -> tuple[Verdict, ...]:
    from verdicts.clock import latest
    from verdicts.verdict import assess

    return assess(argument, observations, catalog, latest(observations, article.day))


def sources(options: argparse.Namespace) -> int:
    from service.opening import open_case
    from verdicts.sources_in_use import sources_in_use

    case = open_case()
    warn(case.faults)
    records = [source.record() for source in sources_in_use(case.catalog, case.observations)]
    if options.format == "json":
        print_json(records)
    else:
        columns = ("source", "indicators", "observations", "last", "retrieved", "state", "licence")
        print_table(columns, [tuple(str(record[c]) for c in columns) for record in records])
    return 0


def build_snapshot(options: argparse.Namespace) -> int:
    from loaders.build import BuildError, build
    from loaders.catalog import ROOT

    try:
        report = build(Path(options.source), Path(options.target) if options.target else ROOT / "data")
    except BuildError as error:
        print(f"plumbline: {error}", file=sys.stderr)
        return 1
    print(report)
    return 0
