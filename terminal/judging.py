"""plumbline verdicts: the verdict on each claim, with its findings and, if asked, under all declared choices."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from textwrap import indent
from typing import TYPE_CHECKING, Any

from terminal.cases import case_folder, tell_whose
from terminal.printing import Misuse, print_csv, print_table, unknown, warn

if TYPE_CHECKING:
    from service.batches import Asked


def verdicts(options: argparse.Namespace) -> int:
    from service.batches import BATCH, records_of
    from terminal.executors import NoExecutor, executor

    asked = [_asked(options, folder) for folder in options.case or [None]]
    try:
        with executor(options.executor) as workers:
            found = records_of(
                asked,
                workers if len(asked) > 1 or len(asked[0].claims) > BATCH else None,
                robustness=options.robustness,
            )
            if options.format == "table":
                _as_tables(asked, found, options)
            else:
                _PRINTERS[options.format](_named(asked, found, options))
    except NoExecutor as error:
        raise Misuse(str(error)) from None
    except BrokenExecutor:
        print("plumbline: a worker died before it was done; what is above is not complete.", file=sys.stderr)
        return 1
    return 1 if any(one.case.faults for one in asked) else 0


def _asked(options: argparse.Namespace, folder: str | None) -> Asked:
    """The claims of a case that are asked for. Raises Misuse."""
    from service.batches import Asked
    from service.opening import open_case

    case = open_case(case_folder(folder))
    tell_whose(folder, case)
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
    return Asked(case, claims, as_of)


def _named(
    asked: Sequence[Asked], found: Iterable[tuple[Asked, dict[str, Any]]], options: argparse.Namespace
) -> Iterator[dict[str, Any]]:
    """The records; those of several cases with the folder of each."""
    if len(asked) == 1:
        yield from (record for _, record in found)
        return
    names = {id(one): folder for one, folder in zip(asked, options.case, strict=True)}
    yield from ({"case": names[id(one)], **record} for one, record in found)


def _as_tables(
    asked: Sequence[Asked], found: Iterable[tuple[Asked, dict[str, Any]]], options: argparse.Namespace
) -> None:
    """A table a case, those of several under the folder of each."""
    records: dict[int, list[dict[str, Any]]] = {id(one): [] for one in asked}
    for one, record in found:
        records[id(one)].append(record)
    for number, one in enumerate(asked):
        if len(asked) > 1:
            print(f"{chr(10) if number else ''}{options.case[number]}")
        _verdicts_as_table(records[id(one)], one.as_of, options.robustness)


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
