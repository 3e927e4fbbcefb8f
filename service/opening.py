"""Opens a case: article, catalog, argument and figures, and what is wrong with any of them."""

from __future__ import annotations

from pathlib import Path

from loaders.additions import with_additions
from loaders.catalog import ROOT, read_catalog
from loaders.load import load
from loaders.store import Store
from verdicts.argument import read_argument
from verdicts.article import article_of
from verdicts.case import Case
from verdicts.known import read_known


def open_case(folder: Path = ROOT, store: Store | None = None) -> Case:
    """Open the argument in a folder (topics.csv, claims.csv, evidence.csv) over the catalog and the figures in hand.

    What the folder adds to the catalog (``catalog/``) stands behind the program's own.

    Faulty rows and files are left out and listed with the case; the rest works on. Raises
    :class:`verdicts.article.NoArticle` where the article itself cannot be read.
    """
    article, faults = article_of(folder)
    ours = read_catalog()
    catalog, additions = with_additions(ours, folder)
    argument = read_argument(catalog, folder)
    snapshot = load(catalog, store)
    known, unreadable = read_known(folder)
    faults += (*ours.faults, *additions.faults, *argument.faults, *unreadable, *snapshot.faults)
    return Case(article, catalog, argument, snapshot.observations, faults, additions or None, known)
