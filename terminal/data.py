"""plumbline indicators, sources and snapshot: what figures there are, and where they come from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from terminal.printing import print_json, print_table, warn


def indicators(options: argparse.Namespace) -> int:
    from exports.indicator_list import indicator_list
    from service.opening import open_case
    from terminal.cases import case_folder

    case = open_case(case_folder(options.case))
    warn(case.faults)
    print(indicator_list(case.catalog, case.observations), end="")
    return 0


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
