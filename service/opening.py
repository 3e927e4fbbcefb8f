"""Opens a case: article, catalog, argument and figures, and what is wrong with any of them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from exports.addresses import CASE_ID, CASES
from loaders.additions import with_additions
from loaders.catalog import Catalog, read_catalog
from loaders.home import CASE_FILE, ROOT
from loaders.load import load
from loaders.snapshot import Snapshot
from loaders.store import Store
from verdicts.argument import read_argument
from verdicts.article import NoArticle, article_of
from verdicts.case import Case
from verdicts.known import read_known


class Figures(NamedTuple):
    """What all cases share: the project's catalog, and the figures in hand of its indicators."""

    catalog: Catalog
    snapshot: Snapshot


def read_figures(store: Store | None = None) -> Figures:
    """Read both. Faulty rows and files are left out and listed with each; never raises for what they say."""
    catalog = read_catalog()
    return Figures(catalog, load(catalog, store))


def open_listed(folder: Path = ROOT, store: Store | None = None) -> dict[str, Case]:
    """The case in a folder, under an empty id, and those beneath it by theirs, over the same figures.

    One beneath whose article cannot be read is left out. Raises NoArticle for the first.
    """
    figures = read_figures(store)
    found = {"": open_case(folder, store, figures)}
    for name in ids_beneath(folder):
        with suppress(NoArticle):
            found[name] = open_case(folder / CASES / name, store, figures)
    return found


def ids_beneath(folder: Path) -> tuple[str, ...]:
    """The ids of the cases beneath one, in the order of the alphabet: what their folders are called."""
    try:
        found = sorted(path.parent.name for path in (folder / CASES).glob(f"*/{CASE_FILE}"))
    except OSError:
        return ()
    return tuple(name for name in found if CASE_ID.fullmatch(name))


def open_case(folder: Path = ROOT, store: Store | None = None, figures: Figures | None = None) -> Case:
    """Open the argument in a folder (topics.csv, claims.csv, evidence.csv) over the catalog and the figures in hand.

    What the folder brings of its own (``catalog/``, ``values.csv``) stands beside what the program has. ``figures`` are read
    already, or they are read now.

    Faulty rows and files are left out and listed with the case; the rest works on. Raises
    :class:`verdicts.article.NoArticle` where the article itself cannot be read.
    """
    article, faults = article_of(folder)
    ours = figures or read_figures(store)
    catalog, additions = with_additions(ours.catalog, folder)
    argument = read_argument(catalog, folder)
    known, unreadable = read_known(folder)
    faults += (*ours.catalog.faults, *additions.faults, *argument.faults, *unreadable, *ours.snapshot.faults)
    observations = additions.observations(ours.snapshot.observations)
    return Case(article, catalog, argument, observations, faults, additions or None, known)
