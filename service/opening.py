"""Opens a case: article, catalog, argument and figures, and what is wrong with any of them."""

from __future__ import annotations

from pathlib import Path

from loaders.catalog import ROOT, catalog_folder, read_catalog, redefined
from loaders.load import load, without
from loaders.store import Store
from verdicts.argument import read_argument
from verdicts.article import article_of
from verdicts.case import Case
from verdicts.known import read_known


def open_case(folder: Path = ROOT, store: Store | None = None) -> Case:
    """Open the argument in a folder (topics.csv, claims.csv, evidence.csv) over the catalog and the figures in hand.

    A folder may bring a catalog of its own. The figures are this program's all the same, so those of an indicator that it
    defines otherwise are left out.

    Faulty rows and files are left out and listed with the case; the rest works on. Raises
    :class:`verdicts.article.NoArticle` where the article itself cannot be read.
    """
    article, faults = article_of(folder)
    place = catalog_folder(folder)
    catalog = read_catalog(place)
    own = place != catalog_folder(ROOT)
    foreign = redefined(catalog, read_catalog()) if own else {}
    argument = read_argument(catalog, folder)
    snapshot = load(catalog, store)
    known, unreadable = read_known(folder)
    faults += (*catalog.faults, *foreign.values(), *argument.faults, *unreadable, *snapshot.faults)
    return Case(article, catalog, argument, without(snapshot.observations, foreign), faults, own, known)
