"""plumbline refresh, import and ledger: newer figures, and what they moved."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from terminal.printing import Misuse, print_json, unknown

if TYPE_CHECKING:
    from loaders.catalog import Catalog
    from loaders.ledger import Entry
    from loaders.outcome import Outcome
    from verdicts.case import Case


def refresh(options: argparse.Namespace) -> int:
    """Ask the sources; 1 if any of them failed, whatever came from the others."""
    from loaders import wall_clock
    from loaders.catalog import read_catalog
    from loaders.load import mode
    from loaders.store import Store
    from service.opening import open_listed
    from service.refreshing import bring_up_to_date
    from service.settings import case_folder

    if mode() != "on":
        raise Misuse(f"PLUMBLINE_LIVE is {mode()}: the network may not be used. Unset it to refresh.")
    since = wall_clock.now()
    sources = list(read_catalog().service)
    for source in options.source or ():
        if source not in sources:
            raise Misuse(unknown("source with an interface named", source, sources))
    sources = list(dict.fromkeys(options.source)) if options.source else sources
    store = Store.of_user()
    store.open()
    cases = open_listed(case_folder())
    case = cases.pop("")
    with _bars(sources) as tell:
        outcomes, verdicts = bring_up_to_date(
            sources, store, case, cases, since=since, dry_run=options.dry_run, tell=tell
        )
    for outcome in outcomes:
        _tell(outcome.source, "", outcome, case.catalog)
    if verdicts:
        print("\n  ".join(_sentences(verdicts, case, cases)))
    if options.dry_run:
        print("Nothing was kept (--dry-run).")
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def take(options: argparse.Namespace) -> int:
    """Recognise files by their content and keep their figures."""
    from loaders.errors import Busy
    from loaders.imports import Unrecognised, take_file
    from loaders.load import mode
    from loaders.store import Store
    from service.opening import open_listed
    from service.settings import case_folder
    from service.weighing import weigh_again

    if mode() == "off":
        raise Misuse("PLUMBLINE_LIVE is off: imported figures would not be used. Unset it to import.")
    store, failed = Store.of_user(), False
    store.open()
    cases = open_listed(case_folder())
    case = cases.pop("")
    for path in map(Path, options.file):
        try:
            recognised, outcome = take_file(path, store, case.catalog)
        except (Unrecognised, Busy, OSError) as error:
            busy = "Another process has been asking its source for too long. Try again later."
            said = busy if isinstance(error, Busy) else getattr(error, "strerror", None) or error
            print(f"plumbline: {path}: {said}", file=sys.stderr)
            failed = True
            continue
        _tell(str(path), f"{recognised}. ", outcome, case.catalog)
        failed |= outcome.failed
        if verdicts := weigh_again(store, case, cases):
            print("\n  ".join(_sentences(verdicts, case, cases)))
    return 1 if failed else 0


def ledger(options: argparse.Namespace) -> int:
    """What has moved so far, newest first."""
    from loaders.ledger import entries
    from loaders.store import Store
    from service.opening import open_listed
    from service.settings import case_folder
    from verdicts.refresh_text import clock_words

    if options.last is not None and options.last < 1:
        raise Misuse("--last wants a number of entries, 1 or more.")
    store = Store.of_user()
    store.check()
    found = entries(store, options.last)
    if options.format == "json":
        print_json([entry.model_dump(mode="json") for entry in found])
        return 0
    if not found:
        print("Nothing has moved yet: the ledger begins with the first refresh or import.")
        return 0
    cases = open_listed(case_folder())
    case = cases.pop("")
    for entry in found:
        said = _sentences(entry, case, cases)
        print(f"{entry.at:%Y-%m-%d %H:%M} UTC{clock_words(entry.at)}  " + "\n  ".join(said))
    return 0


def _sentences(entry: Entry, case: Case, beneath: Mapping[str, Case]) -> list[str]:
    """What an entry of the ledger says: of verdicts case by case, each in the words of its own claims."""
    from loaders.ledger import VerdictsMoved
    from verdicts.refresh_text import entry_sentences

    if not isinstance(entry, VerdictsMoved):
        return entry_sentences(entry, case.catalog, case.argument)
    names = dict.fromkeys(move.case for move in entry.moves) or {"": None}
    told = ((name, beneath.get(name, case)) for name in names)
    return [said for name, one in told for said in entry_sentences(entry.of_case(name), one.catalog, one.argument)]


def _tell(what: str, turned_out: str, outcome: Outcome, catalog: Catalog) -> None:
    """What came of a source or a file: what moved to standard output, what went wrong to standard error."""
    from verdicts.refresh_text import move_sentence, outcome_sentences

    first, *problems = outcome_sentences(outcome, catalog)
    print(f"{what}: {turned_out}{first}")
    for move in outcome.moves:
        print(f"  {move_sentence(move, catalog)}")
    for problem in problems:
        print(f"plumbline: {what}: {problem}", file=sys.stderr)


class _bars:
    """A progress bar per source on standard error, for as long as the ``with`` lasts."""

    def __init__(self, sources: list[str]):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.fields[source]:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
        )
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._tasks = {source: self._progress.add_task("waiting", source=source, total=None) for source in sources}

    def __enter__(self) -> Callable[[str], Callable[[int, int, str], None]]:
        self._progress.__enter__()

        def of(source: str) -> Callable[[int, int, str], None]:
            def tell(done: int, total: int, what: str) -> None:
                self._progress.update(self._tasks[source], completed=done, total=total, description=what or "done")

            return tell

        return of

    def __exit__(self, *reason: object) -> None:
        self._progress.__exit__(*reason)  # type: ignore[arg-type]
