"""Makes the bundled snapshot from the publishers' files: parse, correct, choose, check, write.

Nothing here reads the clock or the network: the same files and the same catalog give the same bytes. Everything that
is wrong is reported at once, and then nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from loaders.catalog import ROOT, Catalog, read_catalog
from loaders.errors import SourceError
from loaders.observations import Provenance, extent
from loaders.prepare import prepare
from loaders.rows import BundledEdition, Indicator
from loaders.snapshot_package import write_package
from loaders.sources import values_in

GROUPS_FILE = "catalog/groups.csv"
"""What stands as the file of indicators counted from the catalog itself."""


class BuildError(Exception):
    """The snapshot cannot be built; ``problems`` are all the reasons, a sentence each."""

    def __init__(self, problems: list[str]):
        super().__init__("The snapshot was not built:\n" + "\n".join(f"- {problem}" for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, eq=False)
class Built:
    """One indicator's part of the snapshot."""

    frame: pd.DataFrame
    provenance: Provenance
    figures: int | None
    """Figures in the files read, where the licence limits how many of them may be passed on."""


@dataclass(frozen=True)
class Report:
    """What a build wrote."""

    indicators: int
    observations: int
    bytes: int
    shares: Mapping[str, float]
    """Bundled figures (zeros aside) as a share of those in the files read, where a licence limits it."""

    def __str__(self) -> str:
        shares = "".join(f"\n{source}: {share:.1%} of the database's figures" for source, share in self.shares.items())
        return f"{self.indicators} indicators, {self.observations:,} observations, {self.bytes / 1e6:.2f} MB{shares}"


def build(source_folder: Path, target_folder: Path = ROOT / "data", catalog: Catalog | None = None) -> Report:
    """Read every file that ``catalog/vintages.csv`` names and write the snapshot.

    An indicator that is downloaded and has no row there is live only: its figures may not be passed on, and it is
    left out.

    Parameters
    ----------
    source_folder : Path
        The folder of the publishers' files.
    target_folder : Path
        Where the snapshot goes; what a former one left there is replaced.
    catalog : Catalog, optional
        Another catalog than the project's own.

    Raises
    ------
    BuildError
        With every missing file, changed format, failed correction and implausible figure.
    """
    catalog = catalog or read_catalog()
    source_folder = Path(source_folder)
    editions = _editions(catalog, source_folder)
    contents: dict[str, bytes] = {}
    built: dict[str, Built] = {}
    problems: list[str] = []
    for name, edition in editions.items():
        for file in edition.files:
            if file not in contents:
                contents[file] = (source_folder / file).read_bytes()
        indicator = catalog.indicator[name]
        try:
            built[name] = _one(indicator, edition, {file: contents[file] for file in edition.files}, catalog)
        except SourceError as error:
            problems.append(f"{name} ({edition.file or GROUPS_FILE}): {error}")
        except BuildError as error:
            problems.extend(f"{name} ({edition.file or GROUPS_FILE}): {problem}" for problem in error.problems)
    if problems:
        raise BuildError(problems)
    return _write(built, target_folder, catalog)


def _editions(catalog: Catalog, folder: Path) -> dict[str, BundledEdition]:
    """Each bundled indicator's edition, once the catalog has no fault and every file is there."""
    problems = [str(fault) for fault in catalog.faults]
    missing = [row.id for row in catalog.indicators.rows if row.id not in catalog.edition and row.update != "download"]
    problems += [f"vintages.csv has no row for {name}." for name in missing]
    if not folder.is_dir():
        problems.append(f"The folder {folder} is missing: name the one that holds the publishers' files.")
    else:
        files = {file for edition in catalog.editions.rows for file in edition.files}
        problems += [
            f"The file {file} is missing in {folder}." for file in sorted(files) if not (folder / file).is_file()
        ]
    if problems:
        raise BuildError(problems)
    return {name: catalog.edition[name] for name in catalog.indicator if name in catalog.edition}


def _one(indicator: Indicator, edition: BundledEdition, files: Mapping[str, bytes], catalog: Catalog) -> Built:
    prepared = prepare(indicator, files, catalog)
    if problems := [*prepared.stale, *prepared.problems]:
        raise BuildError(problems)
    hashes = [hashlib.sha256(content).hexdigest() for content in files.values()]
    provenance = Provenance(
        indicator=indicator.id,
        source=indicator.source,
        state="bundled",
        edition=edition.edition,
        published=edition.published,
        retrieved=edition.retrieved,
        file=edition.file or GROUPS_FILE,
        found_at=edition.found_at,
        sha256=" ".join(hashes or [hashlib.sha256((ROOT / GROUPS_FILE).read_bytes()).hexdigest()]),
        doubt=edition.doubt,
        corrections=prepared.corrections,
        **extent(prepared.frame),
    )
    return Built(prepared.frame, provenance, values_in(indicator.source, files, indicator.code))


def _write(built: Mapping[str, Built], target: Path, catalog: Catalog) -> Report:
    frames = {
        source: pd.concat(
            [b.frame.assign(indicator=name) for name, b in built.items() if b.provenance.source == source],
            ignore_index=True,
        )
        for source in sorted({b.provenance.source for b in built.values()})
    }
    shares = {}
    for source, frame in frames.items():
        # Several series of one file count its figures once.
        whole = {b.provenance.sha256: b.figures for b in built.values() if b.provenance.source == source and b.figures}
        if whole:
            shares[source] = float((frame["value"] != 0).sum() / sum(whole.values()))
    size = write_package(frames, {name: b.provenance for name, b in built.items()}, shares, target, catalog)
    return Report(len(built), sum(map(len, frames.values())), size, shares)
