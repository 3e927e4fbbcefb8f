"""Opens a case: article, catalog, argument and figures, and what is wrong with any of them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from loaders.additions import with_additions
from loaders.catalog import ROOT, Catalog, read_catalog
from loaders.load import load
from loaders.snapshot import Snapshot
from loaders.store import Store
from verdicts.argument import read_argument
from verdicts.article import article_of
from verdicts.case import Case


class Figures(NamedTuple):
    """What all cases share: the project's catalog, and the figures in hand of its indicators."""

    catalog: Catalog
    snapshot: Snapshot


def read_figures(store: Store | None = None) -> Figures:
    """Read both. Faulty rows and files are left out and listed with each; never raises for what they say."""
    catalog = read_catalog()
    return Figures(catalog, load(catalog, store))


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
    faults += (*ours.catalog.faults, *additions.faults, *argument.faults, *ours.snapshot.faults)
    return Case(
        article, catalog, argument, additions.observations(ours.snapshot.observations), faults, additions or None
    )
