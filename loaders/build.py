"""Makes the bundled snapshot from the publishers' files: parse, correct, choose, check, write.

Nothing here reads the clock or the network: the same files and the same catalog give the same bytes. Everything that
is wrong is reported at once, and then nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from loaders.bundle import bundle
from loaders.catalog import ROOT, Catalog, read_catalog
from loaders.checks import problems_of
from loaders.errors import SourceError
from loaders.observations import Provenance
from loaders.package import write_package
from loaders.rows import Correction, Indicator, Vintage
from loaders.sources import figures_in, parser_of

GROUPS_FILE = "catalog/groups.csv"
"""What stands as the file of indicators counted from the catalog itself."""


class BuildError(Exception):
    """The snapshot cannot be built; ``problems`` are all the reasons, a sentence each."""

    def __init__(self, problems: list[str]):
        super().__init__("The snapshot was not built:\n" + "\n".join(f"- {problem}" for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
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
    vintages = _vintages(catalog, source_folder)
    contents: dict[str, bytes] = {}
    built: dict[str, Built] = {}
    problems: list[str] = []
    for name, vintage in vintages.items():
        for file in vintage.files:
            if file not in contents:
                contents[file] = (source_folder / file).read_bytes()
        indicator = catalog.indicator[name]
        try:
            built[name] = _one(indicator, vintage, {file: contents[file] for file in vintage.files}, catalog)
        except SourceError as error:
            problems.append(f"{name} ({vintage.file or GROUPS_FILE}): {error}")
        except BuildError as error:
            problems.extend(f"{name} ({vintage.file or GROUPS_FILE}): {problem}" for problem in error.problems)
    if problems:
        raise BuildError(problems)
    return _write(built, target_folder, catalog)


def _vintages(catalog: Catalog, folder: Path) -> dict[str, Vintage]:
    """Each bundled indicator's vintage, once the catalog has no fault and every file is there."""
    problems = [str(fault) for fault in catalog.faults]
    missing = [row.id for row in catalog.indicators.rows if row.id not in catalog.vintage and row.update != "download"]
    problems += [f"vintages.csv has no row for {name}." for name in missing]
    if not folder.is_dir():
        problems.append(f"The folder {folder} is missing: name the one that holds the publishers' files.")
    else:
        files = {file for vintage in catalog.vintages.rows for file in vintage.files}
        problems += [
            f"The file {file} is missing in {folder}." for file in sorted(files) if not (folder / file).is_file()
        ]
    if problems:
        raise BuildError(problems)
    return {name: catalog.vintage[name] for name in catalog.indicator if name in catalog.vintage}


def _one(indicator: Indicator, vintage: Vintage, files: Mapping[str, bytes], catalog: Catalog) -> Built:
    parsed = parser_of(indicator.source)(files, indicator.code, catalog)
    rows = [row for row in catalog.corrections.rows if row.indicator == indicator.id]
    # Groups that we add up ourselves are corrected once they are, all else before, so that sums feel it.
    pairs = set(zip(parsed["entity"], parsed["counterpart"], strict=True))
    late = [row for row in rows if (row.entity, row.counterpart) not in pairs]
    corrected, problems = correct(parsed, [row for row in rows if row not in late])
    frame, more = correct(bundle(corrected, indicator, catalog), late)
    frame = frame.dropna(subset="value", ignore_index=True)
    # Ten digits are more than any source is sure of, and keep the noise of sums out of the bytes.
    frame["value"] = [float(f"{value:.10g}") for value in frame["value"]]
    problems += more + problems_of(frame, indicator, catalog)
    if problems:
        raise BuildError(problems)
    hashes = [hashlib.sha256(content).hexdigest() for content in files.values()]
    provenance = Provenance(
        indicator=indicator.id,
        source=indicator.source,
        state="bundled",
        edition=vintage.edition,
        published=vintage.published,
        retrieved=vintage.retrieved,
        file=vintage.file or GROUPS_FILE,
        found_at=vintage.found_at,
        sha256=" ".join(hashes or [hashlib.sha256((ROOT / GROUPS_FILE).read_bytes()).hexdigest()]),
        observations=len(frame),
        first=frame["date"].min().date(),
        last=frame.loc[frame["status"] != "projection", "date"].max().date(),
        doubt=vintage.doubt,
        corrections=tuple(row.reason for row in rows),
    )
    return Built(frame, provenance, figures_in(indicator.source, files, indicator.code))


def correct(frame: pd.DataFrame, rows: Iterable[Correction]) -> tuple[pd.DataFrame, list[str]]:
    """Apply rows of corrections.csv; a figure left out stays as a missing value.

    Returns
    -------
    The corrected frame, and what does not fit: a source that no longer gives the wrong figure a correction expects
    may have mended itself.
    """
    corrected, problems = frame.copy(), []
    for row in rows:
        here = (frame["entity"] == row.entity) & (frame["counterpart"] == row.counterpart)
        found = frame.loc[here & (frame["date"] == pd.Timestamp(row.first)), "value"]
        if len(found) != 1 or abs(found.iloc[0] - row.expect) > 1e-6 * max(1.0, abs(row.expect)):
            now = f"{found.iloc[0]:.10g}" if len(found) else "nothing"
            problems.append(
                f"The correction of {row.entity} {row.counterpart} {row.first} expects {row.expect:.10g}, and the source "
                f"gives {now}: see whether it has mended itself, then change or drop the row of corrections.csv."
            )
            continue
        span = here & frame["date"].between(pd.Timestamp(row.first), pd.Timestamp(row.last))
        corrected.loc[span, "value"] = float("nan") if row.value is None else row.value
    return corrected, problems


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
