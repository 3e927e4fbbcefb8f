"""The terminal: verdicts, series, validate, sources and snapshot, from the same rooms as the pages.

Results go to standard output, messages to standard error. Exit status: 0 done, 1 something is wrong with tables or
files (and has been listed), 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any


class Misuse(Exception):
    """The command asks for something that is not there; the message says what is."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
        if sys.stdout:
            sys.stdout.flush()
        return status
    except Misuse as error:
        print(f"plumbline: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough; closing standard output here keeps Python quiet about it.
        sys.stdout = None
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plumbline", description="Hold an argument against data.")
    commands = parser.add_subparsers(required=True, metavar="command")

    verdicts = commands.add_parser("verdicts", help="the verdict on each claim, with its findings")
    verdicts.add_argument("--as-of", default="latest", help="article, latest (default) or a day YYYY-MM-DD")
    verdicts.add_argument("--topic", help="only the claims of a topic")
    verdicts.add_argument("--claim", help="only this claim")
    verdicts.add_argument("--format", choices=("table", "json", "csv"), default="table")
    verdicts.set_defaults(run=_verdicts)

    series = commands.add_parser("series", help="one measured series: date,value")
    series.add_argument("indicator")
    series.add_argument("--entity", default="WLD", help="a code or a group, such as USA, EU or NATO@2024 (default WLD)")
    series.add_argument("--counterpart", default="", help="the other side of a flow")
    series.add_argument("--measure", default="level", help="level (default), share, ratio, gap, rank ...")
    series.add_argument("--versus-indicator", default="", help="what to compare with, where it is another indicator")
    series.add_argument("--versus-entity", default="", help="what to compare with, where it is another entity")
    series.add_argument(
        "--versus-counterpart", default="", help="what to compare with, where it is another counterpart"
    )
    series.add_argument("--smoothing", type=int, default=1, metavar="N", help="trailing mean over N periods")
    series.add_argument("--from", dest="first", metavar="Y", help="a year or a day")
    series.add_argument("--to", dest="last", metavar="Y", help="a year or a day")
    series.add_argument("--as-of", default="latest", help="article, latest (default) or a day YYYY-MM-DD")
    series.add_argument("--format", choices=("csv", "json"), default="csv")
    series.set_defaults(run=_series)

    validate = commands.add_parser("validate", help="check the tables of a folder and list every fault")
    validate.add_argument("folder", nargs="?", metavar="DIR", help="holds topics.csv, claims.csv and evidence.csv")
    validate.set_defaults(run=_validate)

    sources = commands.add_parser("sources", help="where the figures come from, and how fresh they are")
    sources.add_argument("--format", choices=("table", "json"), default="table")
    sources.set_defaults(run=_sources)

    snapshot = commands.add_parser("snapshot", help="the bundled figures").add_subparsers(
        required=True, metavar="action"
    )
    build = snapshot.add_parser("build", help="make the bundled figures again from the publishers' files")
    build.add_argument(
        "--from", dest="source", required=True, metavar="DIR", help="the folder with the publishers' files"
    )
    build.add_argument("--to", dest="target", metavar="DIR", help="where to write (default: data/ of the project)")
    build.set_defaults(run=_build)
    return parser


def _verdicts(options: argparse.Namespace) -> int:
    from verdicts.clock import parse_as_of
    from verdicts.project import open_project

    project = open_project()
    _warn(project.faults)
    try:
        as_of = parse_as_of(options.as_of, project.observations)
    except ValueError as error:
        raise Misuse(str(error)) from None
    argument = project.argument
    if options.topic and options.topic not in argument.topic:
        raise Misuse(_unknown("topic", options.topic, argument.topic))
    if options.claim and options.claim not in argument.claim:
        raise Misuse(_unknown("claim", options.claim, argument.claim))
    if options.topic and options.claim and argument.claim[options.claim].topic != options.topic:
        raise Misuse(f"the claim {options.claim} belongs to the topic {argument.claim[options.claim].topic}.")
    claims = tuple(
        claim
        for claim in argument.claims.rows
        if options.topic in (None, claim.topic) and options.claim in (None, claim.id)
    )
    records = [verdict.record() for verdict in project.verdicts(as_of, claims)]
    if options.format == "json":
        _print_json(records)
    elif options.format == "csv":
        _print_csv(
            {**record, "findings": " | ".join(f"{f['evidence']}: {f['outcome']}" for f in record["findings"])}
            for record in records
        )
    else:
        print(f"As of {as_of.day}{' (latest figures)' if as_of.latest else ''}\n")
        _print_table(
            ("claim", "kind", "verdict", "score", "findings"),
            [
                (r["claim"], r["kind"], r["verdict"], "" if r["score"] is None else f"{r['score']:+.2f}", _tally(r))
                for r in records
            ],
        )
    return 0


def _tally(record: Mapping[str, Any]) -> str:
    signs = {"supports": "+", "contradicts": "-", "inconclusive": "?", "no data": "."}
    return "".join(signs[f["outcome"]] if f["weight"] else "" for f in record["findings"])


def _series(options: argparse.Namespace) -> int:
    from loaders.catalog import read_catalog
    from loaders.load import load
    from verdicts.clock import Knowledge, parse_as_of
    from verdicts.measures import NoSuchMeasure, Request, measure
    from verdicts.periods import Window

    catalog, snapshot = read_catalog(), load()
    _warn((*catalog.faults, *snapshot.faults))
    for name in filter(None, (options.indicator, options.versus_indicator)):
        if name not in catalog.indicator:
            raise Misuse(_unknown("indicator", name, catalog.indicator))
    for name in filter(None, (options.entity, options.counterpart, options.versus_entity, options.versus_counterpart)):
        if not catalog.knows(name):
            raise Misuse(_unknown("entity", name, catalog.entity))
    if options.smoothing < 1:
        raise Misuse("--smoothing is a number of periods, 1 or more.")
    request = Request(
        options.indicator, options.entity, options.counterpart, options.measure,
        options.versus_indicator, options.versus_entity, options.versus_counterpart, options.smoothing,
    )  # fmt: skip
    try:
        as_of = parse_as_of(options.as_of, snapshot.observations)
        window = Window(_day(options.first, "-01-01"), _day(options.last, "-12-31"))
        series = measure(Knowledge(snapshot.observations, catalog, as_of), request, window)
    except (NoSuchMeasure, ValueError) as error:
        raise Misuse(str(error)) from None
    rows = [
        {"date": str(date), "value": float(f"{value:.10g}")}
        for date, value in zip(series.dates, series.values, strict=True)
    ]
    if not rows:
        print(f"plumbline: no figures. {_known_for(options, snapshot.observations)}", file=sys.stderr)
    if options.format == "json":
        _print_json(rows)
    else:
        _print_csv(rows, header=("date", "value"))
    return 0


def _known_for(options: argparse.Namespace, observations: Any) -> str:
    entities = sorted({e for i, e, _ in observations.names() if i == options.indicator})
    counterparts = sorted(
        {c for i, e, c in observations.names() if (i, e) == (options.indicator, options.entity) and c}
    )
    text = f"{options.indicator} has figures for {', '.join(entities[:30])}{' ...' if len(entities) > 30 else ''}"
    return (
        f"{text}; with {options.entity}, for the counterparts {', '.join(counterparts)}."
        if counterparts
        else f"{text}."
    )


def _day(text: str | None, rest: str) -> Any:
    import datetime as dt

    if not text:
        return None
    try:
        return dt.date.fromisoformat(text + rest if text.isdigit() and len(text) == 4 else text)
    except ValueError:
        raise ValueError(f"{text!r} is neither a year nor a day. Write 2014 or 2014-02-27.") from None


def _validate(options: argparse.Namespace) -> int:
    from loaders.catalog import ROOT, read_catalog
    from loaders.load import load
    from verdicts.tables import read_argument

    folder = Path(options.folder) if options.folder else ROOT
    if not folder.is_dir():
        raise Misuse(f"{folder} is not a folder.")
    catalog = read_catalog()
    argument = read_argument(catalog, folder)
    faults = (*catalog.faults, *argument.faults, *load().faults)
    for fault in faults:
        print(fault)
    print(
        f"{len(argument.claims.rows)} claims, {len(argument.evidence.rows)} rows of evidence, "
        f"{len(catalog.indicators.rows)} indicators: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}."
    )
    return 1 if faults else 0


def _sources(options: argparse.Namespace) -> int:
    from verdicts.project import open_project
    from verdicts.provenance import sources_in_use

    project = open_project()
    _warn(project.faults)
    records = [source.record() for source in sources_in_use(project.catalog, project.observations)]
    if options.format == "json":
        _print_json(records)
    else:
        columns = ("source", "indicators", "observations", "last", "retrieved", "state", "licence")
        _print_table(columns, [tuple(str(record[c]) for c in columns) for record in records])
    return 0


def _build(options: argparse.Namespace) -> int:
    from loaders.build import BuildError, build
    from loaders.catalog import ROOT

    try:
        report = build(Path(options.source), Path(options.target) if options.target else ROOT / "data")
    except BuildError as error:
        print(f"plumbline: {error}", file=sys.stderr)
        return 1
    print(report)
    return 0


def _warn(faults: Iterable[Any]) -> None:
    for fault in faults:
        print(f"plumbline: {fault}", file=sys.stderr)


def _unknown(what: str, given: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(given, names, n=3)
    hint = f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(names[:20])} ..."
    return f"there is no {what} {given!r}. {hint}"


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_csv(rows: Iterable[Mapping[str, Any]], header: Sequence[str] | None = None) -> None:
    writer: csv.DictWriter | None = None
    if header:
        writer = csv.DictWriter(sys.stdout, header, lineterminator="\n")
        writer.writeheader()
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)


def _print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(str(row[i])) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, ["-" * w for w in widths], *rows):
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
