"""plumbline verdicts: the verdict on each claim, with its findings and, if asked, under all declared choices."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import BrokenExecutor
from textwrap import indent
from typing import Any

from terminal.cases import case_folder, tell_whose
from terminal.printing import Misuse, print_csv, print_table, unknown, warn


def verdicts(options: argparse.Namespace) -> int:
    from service.batches import records
    from service.opening import open_case
    from terminal.executors import NoExecutor, executor

    case = open_case(case_folder(options.case))
    tell_whose(options.case, case)
    warn(case.faults)
    try:
        as_of = case.as_of(options.as_of)
    except ValueError as error:
        raise Misuse(str(error)) from None
    argument = case.argument
    if options.topic and options.topic not in argument.topic:
        raise Misuse(unknown("topic", options.topic, argument.topic))
    if options.claim and options.claim not in argument.claim:
        raise Misuse(unknown("claim", options.claim, argument.claim))
    if options.topic and options.claim and argument.claim[options.claim].topic != options.topic:
        raise Misuse(f"the claim {options.claim} belongs to the topic {argument.claim[options.claim].topic}.")
    claims = tuple(
        claim
        for claim in argument.claims.rows
        if options.topic in (None, claim.topic) and options.claim in (None, claim.id)
    )
    try:
        with executor(options.executor) as workers:
            found = records(case, claims, as_of, workers, robustness=options.robustness)
            if options.format == "table":
                _verdicts_as_table(found, as_of, options.robustness)
            else:
                _PRINTERS[options.format](found)
    except NoExecutor as error:
        raise Misuse(str(error)) from None
    except BrokenExecutor:
        print("plumbline: a worker died before it was done; what is above is not complete.", file=sys.stderr)
        return 1
    return 1 if case.faults else 0


def _verdicts_as_json(records: Iterable[dict[str, Any]]) -> None:
    """One list, written as it comes: an archive's verdicts need not fit into memory."""
    between = "[\n"
    for record in records:
        print(between + indent(json.dumps(record, ensure_ascii=False, indent=2), "  "), end="")
        between = ",\n"
    print("\n]" if between != "[\n" else "[]")


def _verdicts_as_csv(records: Iterable[dict[str, Any]]) -> None:
    print_csv(
        {
            **record,
            **_robustness(record),
            "certainty_reasons": " | ".join(record["certainty_reasons"]),
            "tests_left_out": " | ".join(f"{t['evidence']} ({t['where']})".lstrip() for t in record["tests_left_out"]),
            "findings": " | ".join(f"{f['evidence']}: {f['outcome']}" for f in record["findings"]),
        }
        for record in records
    )


def _verdicts_as_table(records: Iterable[dict[str, Any]], as_of: Any, robustness: bool) -> None:
    print(f"As of {as_of.day}{' (latest figures)' if as_of.latest else ''}\n")
    found = list(records)
    lost = any(record["tests_left_out"] for record in found)
    rows = [
        (
            r["claim"],
            r["kind"],
            r["verdict"],
            r["certainty"] or "",
            *((_less(r),) if lost else ()),
            "" if r["score"] is None else f"{r['score']:+.2f}",
            _tally(r),
            *_firmness(r),
        )
        for r in found
    ]
    less = ("tests left out",) if lost else ()
    more = ("robustness", "same side", "combinations", "single choices that turn it") if robustness else ()
    print_table(("claim", "kind", "verdict", "certainty", *less, "score", "findings", *more), rows)
    if later := _on_later_editions(found, as_of):
        print(f"\n{later}")


def _on_later_editions(records: Iterable[Mapping[str, Any]], as_of: Any) -> str:
    """How many answers as of a day rest on editions that came out after it, in a sentence; empty if none."""
    answers = [f for r in records for f in r["findings"] if f["weight"] and f["outcome"] != "no data"]
    day = as_of.day.isoformat()
    later = sum(any(published > day for published in f.get("edition_published") or ()) for f in answers)
    if as_of.latest or not later:
        return ""
    return (
        f"{later} of {len(answers)} answers rest on editions published later, cut to what had been published by then: "
        "those of the day are not in hand."
    )


def _less(record: Mapping[str, Any]) -> str:
    """How many tests are left out of a verdict; nothing where it rests on all of them."""
    lost = record["tests_left_out"]
    if not lost:
        return ""
    return str(len(lost)) if any(test["evidence"] for test in lost) else "all"


def _firmness(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What a record says of other choices, in the cells of a table: the single choices that turn it only counted."""
    found = record.get("robustness")
    if not found:
        return ()
    pivotal_choices = str(len(found["hangs_on"])) if found["hangs_on"] else ""
    return (
        f"{100 * found['robustness']:.1f} %",
        f"{100 * found['same_side']:.1f} %",
        f"{found['specifications']:,}",
        pivotal_choices,
    )


_PRINTERS = {"json": _verdicts_as_json, "csv": _verdicts_as_csv}


def _robustness(record: Mapping[str, Any]) -> dict[str, str]:
    """What a record says of other choices, in a row's cells; nothing if it was not asked for."""
    found = record.get("robustness")
    if not found:
        return {}
    pivotal_choices = (f"{h['evidence']} {h['choice']}={h['value']}: {h['verdict']}" for h in found["hangs_on"])
    return {
        "robustness": f"{found['robustness']:.4f}",
        "same_side": f"{found['same_side']:.4f}",
        "specifications": str(found["specifications"]),
        "hangs_on": " | ".join(pivotal_choices),
    }


def _tally(record: Mapping[str, Any]) -> str:
    """A sign for each scored finding; context answers nothing."""
    signs = {"supports": "+", "contradicts": "-", "inconclusive": "?", "no data": "."}
    return "".join(signs[f["outcome"]] if f["weight"] else "" for f in record["findings"])
