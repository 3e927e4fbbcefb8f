"""World Economic Outlook of the IMF: one concept by area and year, estimates and projections marked.

Two forms are read:

- a tidy extract of the database (area, year, value, latest_actual), one file per concept, named
  ``weo<year>-<month>_<concept>.csv``; GDP is in billions;
- what the IMF's interface answers (SDMX 2.1, dataflow IMF.RES,WEO, key COUNTRY.INDICATOR.FREQUENCY): GDP is in units,
  and SCALE says only in what the IMF shows it.

Areas are ISO 3166 alpha-3 codes, the world G001, the European Union G998, Kosovo KOS, the Palestinian territories WBG;
the other aggregates are left out. Of the interface only those are asked that indicators.csv names.

What counts as a projection:

- years after the last actual one: ``latest_actual``, or LATEST_ACTUAL_ANNUAL_DATA, which the interface gives for a state
  and concept together. For states whose fiscal year straddles two years (FY2024/25) the earlier of the two is taken as
  the last actual one: which year the IMF files it under differs by state, and a year too many marked as a projection
  does less harm than one too few;
- where none is given (aggregates, and the concept PPPGDP), the year of the edition and those after it; the year before
  the edition is then an estimate.

Quirks of the interface, from answers of April to October 2026 that others have published (looked up 2026-11-23; not tried
against the service):

- the edition is that of PUBLICATION_DATE, an attribute of the data set. COUNTRY_UPDATE_DATE, an attribute of a series,
  still says September 2025 in the edition of April 2026;
- unknown codes in a key are passed over, without an error;
- an observation without a value is a placeholder.
"""

from __future__ import annotations

import re

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.parsing import Files, numbers, read_table, tidy, whole_years, year_ends
from loaders.sdmx_messages import ask, head, is_xml, read
from loaders.sources import Delivery

DIMENSIONS = ("COUNTRY", "INDICATOR", "FREQUENCY")
ACTUAL = "LATEST_ACTUAL_ANNUAL_DATA"

FACTORS = {"NGDPD": 1e9, "PPPGDP": 1e9}
"""Concepts in billions; the others are rates and shares in per cent."""


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for one WEO concept: the areas its indicators name, all years of the newest edition."""
    content = ask(fetch, "IMF_DATA", "IMF.RES,WEO", f"{'+'.join(_areas(code, catalog))}.{code}.A")
    about = head(content)
    published, updated = about.day("PUBLICATION_DATE"), about.day("UPDATE_DATE")
    if published is None:
        raise Changed("an edition with a PUBLICATION_DATE", "none")
    revised = f", updated {updated}" if updated and updated > published else ""
    return Delivery({f"weo_{code}.xml": content}, f"WEO {published:%B %Y}{revised}", published)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one WEO concept, such as NGDPD, in units (not billions) or per cent."""
    (name, content), *rest = files.items()
    if rest:
        raise Changed("one file", ", ".join(sorted(files)))
    live = is_xml(content)
    table, edition = _from_message(content, code) if live else _from_extract(name, content, code)
    year = whole_years(table["year"])
    actual = _latest_actual(table["latest_actual"])
    status = pd.Series("", index=table.index)
    status[actual.notna() & (year > actual)] = "projection"
    status[actual.isna() & (year == edition - 1)] = "estimate"
    status[actual.isna() & (year >= edition)] = "projection"
    entity = Names(catalog, "imf_weo").all_of(table["area"])
    value = numbers(table["value"]) * (1 if live else FACTORS.get(code, 1))
    if code in FACTORS and value.max() < 1e9:
        # Every selection has an economy of more than a billion dollars.
        raise Changed(f"{code} in units", f"at most {value.max():g}, as if in billions")
    return tidy(entity, year_ends(year), value, status=status)


def _areas(code: str, catalog: Catalog) -> list[str]:
    """The IMF's codes of the areas that are wanted of a concept: members for a group that it has no code for."""
    own = {row.entity: row.name for row in catalog.names.rows if row.source == "imf_weo"}
    areas: list[str] = []
    for indicator in catalog.indicators.rows:
        for token in indicator.entities.split() if (indicator.source, indicator.code) == ("imf_weo", code) else ():
            group = token.removesuffix("/").partition("@")[0]
            areas += [token] if token in own or not catalog.is_group(group) else catalog.members_ever(group)
    return [own.get(area, area) for area in dict.fromkeys(areas)]


def _from_extract(name: str, content: bytes, code: str) -> tuple[pd.DataFrame, int]:
    """The table of an extract, and the year of its edition."""
    found = re.search(r"weo(\d{4})-\d{2}_(\w+)\.csv$", name)
    if not found or found[2] != code:
        raise Changed(f"a file weo<year>-<month>_{code}.csv", name)
    return read_table(content, ["area", "year", "value", "latest_actual"]), int(found[1])


def _from_message(content: bytes, code: str) -> tuple[pd.DataFrame, int]:
    """The same, of an answer of the interface."""
    message = read(content, DIMENSIONS)
    rows, published = message.rows, message.day("PUBLICATION_DATE")
    found = set(zip(rows["INDICATOR"], rows["FREQUENCY"], strict=True))
    if found != {(code, "A")} or published is None:
        said = ", ".join(sorted(f"{concept} ({frequency})" for concept, frequency in found))
        raise Changed(f"yearly figures of {code} with a PUBLICATION_DATE", f"{said} of {published or 'no day'}")
    table = rows.rename(columns={"COUNTRY": "area", "TIME_PERIOD": "year", ACTUAL: "latest_actual"})
    return table.reindex(columns=["area", "year", "value", "latest_actual"], fill_value=""), published.year


def _latest_actual(cells: pd.Series) -> pd.Series:
    years = cells.str.extract(r"^(?:FY)?(\d{4})(?:/\d{2})?$")[0]
    odd = cells[years.isna() & ~cells.isin(["", "nan"])]
    if len(odd):
        raise Changed("latest_actual as 2024 or FY2024/25", repr(odd.iloc[0]))
    return years.astype(float)
