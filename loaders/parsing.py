"""What the parsers share: reading tables whose shape is checked, dating periods, and the frame they all return.

A parsed frame has the columns of :data:`PARSED`: the observations' columns without the indicator, which the build
adds. Dates are the last day of the period. Values are in the indicator's unit.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from loaders.archives import csv_of
from loaders.catalog import Catalog
from loaders.encodings import decoded
from loaders.errors import Changed, Empty, Invalid
from loaders.whole import AGAIN, require_once, require_whole

PARSED = ("entity", "counterpart", "date", "value", "status")

HEAD = 1 << 16
"""Bytes in which a text file says what it is."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

YEAR = re.compile(r"(\d{4})(?:\.0+)?")
"""A year, also as what writes every number with a decimal has it: 1949.0."""

Files = Mapping[str, bytes]
"""The source's own bytes by file name, most often of one file."""


def only(files: Files) -> bytes:
    """The content of the one file a parser expects."""
    if len(files) != 1:
        raise Changed("one file", f"{len(files)} ({', '.join(sorted(files)) or 'none'})")
    return next(iter(files.values()))


def text_of(content: bytes) -> str:
    """Decode a text file: UTF-16, UTF-8 (with or without its mark), else Western Windows-1252, which older exports use."""
    return decoded(content).text


def first_lines(content: bytes, count: int = 20, most: int = HEAD) -> list[str]:
    """The first lines within the first ``most`` bytes of a text, or of the one CSV file in a zip file; none of another zip file. Never raises."""
    try:
        start = csv_of(content, most)
    except Changed:
        return []
    return start.decode("utf-8-sig", errors="replace").splitlines()[:count]


def cells_of(line: str) -> list[str]:
    """The cells of one line of a CSV file, without the blanks around them. Never raises."""
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        return []


def read_table(content: bytes | str, columns: Iterable[str], *, sep: str = ",") -> pd.DataFrame:
    """Read a CSV table as text cells, empty cells as empty text.

    Raises
    ------
    Changed
        If it is no such table, or lacks one of ``columns``.
    Invalid
        If it breaks off in its last row, or holds all its rows twice.
    """
    text = content if isinstance(content, str) else text_of(content)
    columns = list(columns)
    try:
        table = pd.read_csv(io.StringIO(text), sep=sep, dtype=str, keep_default_na=False, na_filter=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        if "EOF inside string" in str(error):
            raise Invalid(f"The file breaks off within a cell. {AGAIN}") from error
        expected = f"a table with the columns {', '.join(columns)}" if columns else "a table"
        raise Changed(expected, f"none ({error})") from error
    require(table.columns, columns)
    require_whole(text, sep, len(table.columns))
    require_once(table)
    return table


def require(found: Iterable[str], columns: Iterable[str]) -> None:
    """Raise :class:`Changed` unless every one of ``columns`` is among those found."""
    found = [str(column) for column in found]
    missing = [column for column in columns if column not in found]
    if missing:
        shown = ", ".join(found[:12]) + (" ..." if len(found) > 12 else "")
        raise Changed(f"the columns {', '.join(missing)}", shown or "no columns")


def require_prices(year: int, catalog: Catalog, source: str, code: str) -> None:
    """Raise :class:`Changed` unless the series' indicators have constant prices of this year as their unit."""
    units = [row.unit for row in catalog.indicators.rows if (row.source, row.code) == (source, code)]
    wanted = sorted({match[1] for unit in units if (match := re.match(r"(\d{4}) ", unit))})
    if wanted and str(year) not in wanted:
        year_wanted = " or ".join(wanted)
        raise Changed(
            f"constant prices of {year_wanted}",
            f"those of {year}, and the two are never mixed: look for an edition at prices of {year_wanted}",
        )


def numbers(cells: pd.Series, *, missing: Iterable[str] = ()) -> pd.Series:
    """Text cells as floats; empty ones and the ``missing`` marks become NaN, any other word is an error."""
    text = cells.astype(str).str.strip()
    blank = cells.isna() | text.isin(["", "nan", "NaN", "None", *missing])
    text = _with_points(text, blank)
    values = pd.to_numeric(text.where(~blank), errors="coerce")
    odd = text[values.isna() & ~blank]
    if len(odd):
        raise Changed(
            "numbers", f"{odd.iloc[0]!r} and {len(odd) - 1} more that are none" if len(odd) > 1 else repr(odd.iloc[0])
        )
    return values.astype(float)


def _with_points(text: pd.Series, blank: pd.Series) -> pd.Series:
    """Numbers with decimal commas as with points, where every comma must be one.

    Raises
    ------
    Invalid
        If it may stand for a thousand as well.
    """
    commas = text[~blank & text.str.contains(",", regex=False)]
    plain = not text[~blank].str.contains(".", regex=False).any()
    if commas.empty or not plain or not commas.str.fullmatch(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?").all():
        return text
    # Before a comma for thousands stand one to three digits, behind it three.
    if commas.str.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}").all():
        raise Invalid(
            f"A number such as {commas.iloc[0]} may be thousands or a fraction. Save the file with decimal points and "
            "without marks for thousands."
        )
    return text.str.replace(",", ".", regex=False)


def whole_years(cells: pd.Series) -> pd.Series:
    """Cells that are years, as integers."""
    found = cells.astype(str).str.strip().str.extract(f"^{YEAR.pattern}$", expand=False)
    odd = cells[found.isna()]
    if len(odd):
        raise Changed("years such as 2024", repr(odd.iloc[0]))
    return found.astype(int)


def year_ends(years: pd.Series, month_day: str = "12-31") -> pd.Series:
    """Years as the last day of each (of each fiscal year, with another ``month_day``)."""
    return dates(whole_years(years).astype(str) + "-" + month_day)


def month_ends(days: pd.Series) -> pd.Series:
    """The last day of the month each date (or ``YYYY-MM``) falls in."""
    return (dates(days) + pd.offsets.MonthEnd(0)).astype("datetime64[s]")


def end_of_month_before(days: pd.Series) -> pd.Series:
    """A stock counted on the first of a month is that of the end of the month before."""
    return (dates(days) - pd.Timedelta(days=1)).astype("datetime64[s]")


def quarter_ends(quarters: pd.Series) -> pd.Series:
    """``2024-Q4`` as 2024-12-31."""
    try:
        ends = pd.PeriodIndex(quarters.str.replace("-", "", regex=False), freq="Q").to_timestamp(how="end").normalize()
    except ValueError as error:
        raise Changed("quarters such as 2024-Q4", str(error)) from error
    return pd.Series(ends, index=quarters.index).astype("datetime64[s]")


def dates(cells: pd.Series) -> pd.Series:
    """ISO dates (or months) as datetimes of whole seconds. An empty cell is none."""
    try:
        found = pd.to_datetime(cells, format="ISO8601").astype("datetime64[s]")
    except (ValueError, TypeError) as error:
        raise Changed("dates such as 2024-12-31", str(error)) from error
    if found.isna().any():
        raise Changed("dates such as 2024-12-31", "an empty cell")
    return found


def tidy(
    entity: pd.Series | str,
    date: pd.Series,
    value: pd.Series,
    *,
    counterpart: pd.Series | str = "",
    status: pd.Series | str = "",
    add_up: bool = False,
) -> pd.DataFrame:
    """Put columns together as a parsed frame, sorted, without the rows that have no entity or no value.

    Parameters
    ----------
    add_up : bool
        Several rows of the same entity, counterpart and date are one figure and add up. Otherwise they are an error.

    Raises
    ------
    Empty
        If no row is left.
    Invalid
        If a period has two figures.
    """
    frame = pd.DataFrame({"date": date, "value": value})
    frame["entity"], frame["counterpart"], frame["status"] = entity, counterpart, status
    known = frame["entity"].notna() & (frame["entity"] != "") & frame["counterpart"].notna() & frame["value"].notna()
    frame = frame.loc[known, list(PARSED)]
    if frame.empty:
        raise Empty("The file has no figures of any known entity.")
    keys = ["entity", "counterpart", "date"]
    if add_up:
        frame = frame.groupby(keys, as_index=False).agg(value=("value", "sum"), status=("status", "max"))[list(PARSED)]
    twice = frame[frame.duplicated(keys, keep=False)]
    if len(twice):
        first = twice.iloc[0]
        raise Invalid(f"{first.entity} {first.counterpart} has two figures for {first.date:%Y-%m-%d}.")
    frame["date"] = frame["date"].astype("datetime64[s]")
    return frame.sort_values(keys, ignore_index=True)


def with_totals(flows: pd.DataFrame, *, entity: bool = False, counterpart: bool = False) -> pd.DataFrame:
    """Add the world as the sum of all entities, of all counterparts, or both, to raw flows (unknown sides included)."""
    parts = [flows]
    if counterpart:
        parts.append(_total(parts[0], "counterpart", "entity"))
    if entity:
        parts.extend([_total(part, "entity", "counterpart") for part in list(parts)])
    return pd.concat(parts, ignore_index=True)


def _total(flows: pd.DataFrame, side: str, other: str) -> pd.DataFrame:
    # Of what nobody has a figure, there is no sum.
    total = flows.groupby([other, "date"], as_index=False, dropna=False)[["value"]].sum(min_count=1)
    total[side] = "WLD"
    return total


def years_in(columns: Iterable[str]) -> list[str]:
    """The columns that are years, in order; an error if there are none."""
    years = [column for column in columns if YEAR.fullmatch(column)]
    if not years:
        raise Changed("a column for each year", "none")
    return years


def melt_years(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """A table with a column per year, as rows of ``key``, year (int) and cell."""
    years = years_in(table.columns)
    cells = table[years].to_numpy().ravel()
    return pd.DataFrame(
        {
            key: np.repeat(table[key].to_numpy(), len(years)),
            "year": np.tile(np.array([year[:4] for year in years], int), len(table)),
            "cell": cells,
        }
    )
