"""plumbline series: one measured series as date and value."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from terminal.cases import case_folder
from terminal.printing import Misuse, print_csv, print_json, unknown, warn


def series(options: argparse.Namespace) -> int:
    from loaders.additions import with_additions
    from loaders.catalog import read_catalog
    from loaders.cells import first_day, last_day
    from loaders.load import load
    from verdicts.article import article_of
    from verdicts.clock import Knowledge, parse_as_of
    from verdicts.measures import NoSuchMeasure, Request, measure
    from verdicts.periods import Window

    folder = case_folder(options.case)
    ours = read_catalog()
    catalog, additions = with_additions(ours, folder)
    snapshot = load(catalog)
    observations = additions.observations(snapshot.observations)
    article, faults = article_of(folder)
    warn((*faults, *ours.faults, *additions.faults, *snapshot.faults))
    for name in filter(None, (options.indicator, options.versus_indicator)):
        if name not in catalog.indicator:
            raise Misuse(unknown("indicator", name, catalog.indicator))
    for name in filter(None, (options.entity, options.counterpart, options.versus_entity, options.versus_counterpart)):
        if not catalog.knows(name):
            raise Misuse(unknown("entity", name, catalog.entity))
    if options.smoothing < 1:
        raise Misuse("--smoothing is a number of periods, 1 or more.")
    request = Request(
        options.indicator, options.entity, options.counterpart, options.measure,
        options.versus_indicator, options.versus_entity, options.versus_counterpart, options.smoothing,
    )  # fmt: skip
    try:
        as_of = parse_as_of(options.as_of, observations, article.day)
        first = first_day(options.first) if options.first else None
        window = Window(first, last_day(options.last) if options.last else None)
        series = measure(Knowledge(observations, catalog, as_of), request, window)
    except (NoSuchMeasure, ValueError) as error:
        raise Misuse(str(error)) from None
    rows = [
        {"date": str(date), "value": float(f"{value:.10g}")}
        for date, value in zip(series.dates, series.values, strict=True)
    ]
    if len(series.undefined):
        lost = ", ".join(map(str, series.undefined))
        print(f"plumbline: nothing to divide by, so that there is no value: {lost}.", file=sys.stderr)
    if not rows:
        print(f"plumbline: no figures. {_known_for(options, catalog, observations)}", file=sys.stderr)
    if options.format == "json":
        print_json(rows)
    else:
        print_csv(rows, header=("date", "value"))
    return 0


def _known_for(options: argparse.Namespace, catalog: Any, observations: Any) -> str:
    from verdicts.sources_in_use import LIVE_ONLY, live_only

    if options.indicator in {indicator.id for indicator in live_only(catalog, observations)}:
        return f"{options.indicator}: {LIVE_ONLY}."
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
