"""Makes the bundled snapshot from the publishers' files: parse, correct, choose, check, write.

Nothing here reads the clock or the network: the same files and the same catalog give the same bytes. Everything that
is wrong is reported at once, and then nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from loaders.catalog import ROOT, Catalog, read_catalog
from loaders.errors import SourceError
from loaders.observations import Provenance, extent
from loaders.prepare import Prepared, prepare
from loaders.rows import BundledEdition, Indicator
from loaders.snapshot_package import Part, write_package
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
    """One edition of one indicator."""

    frame: pd.DataFrame
    provenance: Provenance
    newest: bool
    """Whether no later edition of the indicator is bundled."""
    figures: int | None
    """Figures in the files read, where the licence limits how many of them may be passed on."""


@dataclass(frozen=True)
class Report:
    """What a build wrote."""

    indicators: int
    editions: int
    observations: int
    bytes: int
    shares: Mapping[str, float]
    """By table, bundled figures (zeros aside) as a share of those in the files read, where a licence limits it."""

    def __str__(self) -> str:
        shares = "".join(f"\n{table}: {share:.1%} of the database's figures" for table, share in self.shares.items())
        return (
            f"{self.indicators} indicators in {self.editions} editions, {self.observations:,} observations, "
            f"{self.bytes / 1e6:.2f} MB{shares}"
        )


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
    built: list[Built] = []
    problems: list[str] = []
    stale: dict[str, list[Mapping[str, str]]] = {}
    for edition in editions:
        for file in edition.files:
            if file not in contents:
                contents[file] = (source_folder / file).read_bytes()
        files = {file: contents[file] for file in edition.files}
        indicator = edition.of(catalog.indicator[edition.indicator])
        where = f"{edition.indicator} ({edition.file or GROUPS_FILE})"
        try:
            prepared = prepare(indicator, files, catalog.with_indicator(indicator))
        except SourceError as error:
            problems.append(f"{where}: {error}")
            continue
        problems += [f"{where}: {problem}" for problem in prepared.problems]
        stale.setdefault(edition.indicator, []).append(prepared.stale)
        built.append(_built(edition, indicator, files, prepared, catalog))
    # An error of one edition may be mended in another: a correction has to fit one of them.
    for name, found in stale.items():
        fits_none = set.intersection(*(set(one) for one in found))
        problems += [f"{name}: {sentence}" for row, sentence in found[-1].items() if row in fits_none]
    if problems:
        raise BuildError(problems)
    return _write(built, target_folder, catalog)


def _editions(catalog: Catalog, folder: Path) -> list[BundledEdition]:
    """Each edition that is bundled, those of an indicator oldest first, once the catalog has no fault and every file is there."""
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
    order = list(catalog.indicator)
    return sorted(catalog.editions.rows, key=lambda row: (order.index(row.indicator), row.published))


def _built(
    edition: BundledEdition, indicator: Indicator, files: Mapping[str, bytes], prepared: Prepared, catalog: Catalog
) -> Built:
    hashes = [hashlib.sha256(content).hexdigest() for content in files.values()]
    provenance = Provenance(
        indicator=edition.indicator,
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
        unit=edition.unit,
        **extent(prepared.frame),
    )
    figures = values_in(indicator.source, files, indicator.code)
    return Built(prepared.frame, provenance, edition is catalog.edition[edition.indicator], figures)


def _write(built: Iterable[Built], target: Path, catalog: Catalog) -> Report:
    """Put editions into tables: the newest of each indicator by source, earlier ones by source and day of publication."""
    tables: dict[tuple[str, str], list[Built]] = {}
    for one in built:
        day = "" if one.newest else one.provenance.published.isoformat()
        tables.setdefault((one.provenance.source, day), []).append(one)
    parts = [_part(source, day, found) for (source, day), found in sorted(tables.items())]
    size = write_package(parts, target, catalog)
    shares = {part.path: part.share for part in parts if part.share}
    figures = sum(len(part.frame) for part in parts)
    editions = [row.indicator for part in parts for row in part.provenance]
    return Report(len(set(editions)), len(editions), figures, size, shares)


def _part(source: str, day: str, built: Sequence[Built]) -> Part:
    frame = pd.concat([b.frame.assign(indicator=b.provenance.indicator) for b in built], ignore_index=True)
    # Several series of one table count its figures once; sheets of a workbook differ in how many they have.
    whole = sum(figures for _, figures in {(b.provenance.sha256, b.figures) for b in built if b.figures})
    share = float((frame["value"] != 0).sum() / whole) if whole else None
    return Part(source, day, frame, tuple(b.provenance for b in built), share)
