"""One module per public source: ``parse``, the source's own bytes to observations, and where it has one, ``download``.

Where the publisher has no stable interface, so that people download files by hand, the module also offers
``recognise``: whether a file is one of the publisher's, by its content and never by its name. It looks at the first
bytes, the names of sheets and headers only, and gives None for anything else without ever raising. A module that can
tell whether a file is whole has ``doubts`` too: what speaks against it, a sentence each.

A module is named after its id in ``catalog/sources.csv``. Its docstring says what the source is, in which format its
publisher gives it out, its quirks, and what is left out. What ``download`` may contact, and for how long its figures
count as live, stands in ``catalog/services.csv``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

import pandas as pd

from loaders.catalog import Catalog
from loaders.fetch import Fetch
from loaders.observations import Observations
from loaders.parsing import Files
from loaders.rows import Indicator


class Parse(Protocol):
    """The signature every source module's ``parse`` has."""

    def __call__(self, files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
        """Read one series out of the source's own files.

        Parameters
        ----------
        files : mapping of str to bytes
            The content of the publisher's files by name: one file, unless the module says otherwise.
        code : str
            The series, as the ``code`` column of ``catalog/indicators.csv`` has it.
        catalog : Catalog
            For the names of entities and, where a series is counted by group, its members.

        Returns
        -------
        DataFrame
            The columns of :data:`loaders.parsing.PARSED`: entity, counterpart ('' where there is none), date
            (last day of the period), value (in the indicator's unit), status. Sorted; no two rows alike but for
            the value. It holds all the source has of the series: what is bundled is chosen later.

        Raises
        ------
        loaders.errors.Changed
            If a file has another shape than the known one.
        """
        ...


@dataclass(frozen=True)
class Delivery:
    """What a source's interface gave for one series."""

    files: Files
    """The source's own bytes by file name, as ``parse`` reads them."""
    edition: str = ""
    """The edition in the publisher's words; empty where the interface names none."""
    published: dt.date | None = None
    """When that edition was published, where the interface says so."""
    given: Files | None = None
    """The files as a person brought them: what is read may be a form of them. Their hashes are kept."""


class Download(Protocol):
    """The signature every source module's ``download`` has."""

    def __call__(self, fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
        """Ask the source's interface for one series.

        Parameters
        ----------
        fetch : Fetch
            Sends every request; what several series share it asks for once.
        code : str
            The series, as the ``code`` column of ``catalog/indicators.csv`` has it.
        catalog : Catalog
            For what to ask about: the entities wanted, their groups.

        Raises
        ------
        loaders.errors.SourceError
            Unreachable, RateLimited, Locked, Changed or Empty.
        """
        ...


@dataclass(frozen=True)
class Recognised:
    """What a file that a person downloaded turns out to be."""

    codes: tuple[str, ...]
    """The series it brings, as the ``code`` column of indicators.csv has them. That ``parse`` takes each is not said:
    constant prices may be those of another year."""
    edition: str
    """In the publisher's words, as far as the file says it; else empty."""
    published: dt.date | None
    """When this edition was published, if the file says it."""
    refused: str = ""
    """Why no series can be read from it, and what helps: sentences for a reader. Of an older layout, say."""


class Recognise(Protocol):
    """The signature of ``recognise``, which a module has whose publisher gives files to people, not to programs."""

    def __call__(self, content: bytes) -> Recognised | None:
        """Tell the publisher's file by its content. Never raises; None for any other file."""
        ...


def download_of(source: str) -> Download:
    """The ``download`` of a source's module, imported on first use."""
    download: Download = import_module(f"loaders.sources.{source}").download
    return download


def recognisers(catalog: Catalog) -> dict[str, Recognise]:
    """By source, what tells its publisher's file by its content, for those that have such a file."""
    modules = {source: import_module(f"loaders.sources.{source}") for source in catalog.source}
    return {source: module.recognise for source, module in modules.items() if hasattr(module, "recognise")}


def parser_of(source: str) -> Parse:
    """The ``parse`` of a source's module, imported on first use."""
    parse: Parse = import_module(f"loaders.sources.{source}").parse
    return parse


def doubts_of(indicator: Indicator, files: Files, current: Observations) -> list[str]:
    """What speaks against a publisher's files being whole, where its module can tell; a sentence each.

    Parameters
    ----------
    indicator : Indicator
        The series that has been read.
    files : mapping of str to bytes
    current : Observations
        The figures in use, to hold the new ones against.
    """
    doubts = getattr(import_module(f"loaders.sources.{indicator.source}"), "doubts", None)
    return doubts(files, indicator.code, current) if doubts else []


def values_in(source: str, files: Files, code: str) -> int | None:
    """How many figures the publisher's files hold, where a licence limits how many of them may be passed on."""
    count = getattr(import_module(f"loaders.sources.{source}"), "figures", None)
    return count(files, code) if count else None
