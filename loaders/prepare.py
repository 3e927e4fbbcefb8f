"""From a source's bytes to the figures of one indicator: parse, correct, choose, round, check.

The bundled snapshot, a refresh and a file imported by hand all come this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import unknown_names
from loaders.parsing import Files
from loaders.plausibility import problems_of
from loaders.rows import Correction, Indicator
from loaders.select import select
from loaders.sources import parser_of


@dataclass(frozen=True, eq=False)
class Prepared:
    """The figures of one indicator, and what was done to them."""

    frame: pd.DataFrame
    """The columns of :data:`loaders.parsing.PARSED`."""
    corrections: tuple[str, ...]
    """Reasons of the corrections that were applied."""
    stale: Mapping[str, str]
    """By key, the corrections that do not fit what the source gives, a sentence each."""
    problems: tuple[str, ...]
    """What is wrong with the figures, a sentence each."""
    unknown: tuple[str, ...] = ()
    """Names of the source that are unknown here, whose rows were set aside."""


def prepare(indicator: Indicator, files: Files, catalog: Catalog, *, set_aside: bool = False) -> Prepared:
    """Read one indicator out of its source's files.

    Parameters
    ----------
    indicator : Indicator
    files : mapping of str to bytes
    catalog : Catalog
    set_aside : bool
        Rows of unknown names are set aside, instead of being an error.

    Raises
    ------
    loaders.errors.SourceError
        Changed, Empty or Invalid, where no figures can be had.
    """
    with unknown_names(set_aside=set_aside) as unknown:
        parsed = parser_of(indicator.source)(files, indicator.code, catalog)
    rows = [row for row in catalog.corrections.rows if row.indicator == indicator.id]
    # Groups that we add up ourselves are corrected once they are, all else before, so that sums feel it.
    pairs = set(zip(parsed["entity"], parsed["counterpart"], strict=True))
    late = [row for row in rows if (row.entity, row.counterpart) not in pairs]
    corrected, stale = correct(parsed, [row for row in rows if row not in late])
    frame, more = correct(select(corrected, indicator, catalog), late)
    stale = {**stale, **more}
    frame = frame.dropna(subset="value", ignore_index=True)
    # Ten digits are more than any source is sure of, and keep the noise of sums out of the bytes.
    frame["value"] = [float(f"{value:.10g}") for value in frame["value"]]
    applied = tuple(row.reason for row in rows if row.key() not in stale)
    return Prepared(frame, applied, stale, tuple(problems_of(frame, indicator, catalog)), tuple(sorted(unknown)))


def correct(frame: pd.DataFrame, rows: Iterable[Correction]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Apply rows of corrections.csv; a figure left out stays as a missing value.

    Returns
    -------
    The corrected frame, and by the row's key what does not fit: a source that no longer gives the wrong figure a
    correction expects may have mended itself.
    """
    corrected, stale = frame.copy(), {}
    for row in rows:
        here = (frame["entity"] == row.entity) & (frame["counterpart"] == row.counterpart)
        found = frame.loc[here & (frame["date"] == pd.Timestamp(row.first)), "value"]
        if len(found) != 1 or abs(found.iloc[0] - row.expect) > 1e-6 * max(1.0, abs(row.expect)):
            now = f"{found.iloc[0]:.10g}" if len(found) else "nothing"
            stale[row.key()] = (
                f"The correction of {row.entity} {row.counterpart} {row.first} expects {row.expect:.10g}, and the source "
                f"gives {now}: see whether it has mended itself, then change or drop the row of corrections.csv."
            )
            continue
        span = here & frame["date"].between(pd.Timestamp(row.first), pd.Timestamp(row.last))
        corrected.loc[span, "value"] = float("nan") if row.value is None else row.value
    return corrected, stale
