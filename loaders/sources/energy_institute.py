"""Statistical Review of World Energy: output, use, trade and reserves of energy and minerals, by country and year.

Read from extracts of the workbook's sheets, one file per kind of table:

- ``oil_production_kbd`` and the like: a wide table (entity, indicator, unit, a column per year);
- ``eu_gas_imports``: gas the EU buys from outside suppliers (year, route, supplier, bcm), pipeline and liquefied
  added up by supplier; WLD is all suppliers. Derived from the trade matrices of six editions;
- ``europe_gas_imports``: the Review's region Europe (year, flow, bcm): all imports, and those from Russia by
  pipeline. The trade tables are in part those of S&P Global, which may not be passed on: of them we give proportions
  alone, each figure in per cent of all imports of 2021;
- ``coal_reserves``: proved reserves at the end of 2020 (entity, total_mt), the last the Review published;
- ``graphite production``, ``graphite reserves``: mine output, and reserves at the end of a year (mineral, entity, unit,
  year, and production or reserves; or value and what, which tells one from the other).

Names are the Review's; its groups and remainders ("Other CIS") are left out. What a table leaves empty is nothing
or too little to show.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, melt_years, numbers, only, read_table, require, tidy, with_totals, year_ends

UNITS = {
    "oil_production_kbd": "Thousand barrels daily",
    "oil_consumption_kbd": "Thousand barrels daily",
    "gas_production_bcm": "Billion cubic metres",
    "gas_consumption_bcm": "Billion cubic metres",
    "lng_exports_bcm": "Billion cubic metres",
    "coal_production_mt": "Million tonnes",
    "coal_consumption_ej": "Exajoules",
}
GRAPHITE = ("graphite production", "graphite reserves")
BASE_YEAR = 2021
"""The last year before the invasion."""
EUROPE_FLOWS = {"Total imports": "WLD", "Pipeline imports from Russian Federation": "RUS"}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one of the series above, in the Review's own unit; of its trade tables, with the total of 2021 as 100."""
    names = Names(catalog, "energy_institute")
    content = only(files)
    if code in UNITS:
        return _wide(content, code, names)
    if code == "eu_gas_imports":
        return _eu_gas_imports(content, names)
    if code == "europe_gas_imports":
        table = read_table(content, ["year", "flow", "bcm"])
        entity, date = table["flow"].map(EUROPE_FLOWS), year_ends(table["year"])
        return tidy(entity, date, _proportions(entity, date, numbers(table["bcm"])), counterpart="EUROPE-EI")
    if code == "coal_reserves":
        table = read_table(content, ["entity", "total_mt"])
        date = pd.Series(pd.Timestamp("2020-12-31"), index=table.index)
        return tidy(names.known(table["entity"]), date, numbers(table["total_mt"]))
    if code in GRAPHITE:
        return _graphite(content, code.removeprefix("graphite "), names)
    raise Changed(f"the code {', '.join(UNITS)} or one of the trade and minerals tables", repr(code))


@lru_cache(maxsize=1)
def _review(content: bytes) -> pd.DataFrame:
    return read_table(content, ["entity", "indicator", "unit"])


def _wide(content: bytes, code: str, names: Names) -> pd.DataFrame:
    table = _review(content)
    table = table[table["indicator"] == code]
    units = sorted(set(table["unit"]))
    if units != [UNITS[code]]:
        raise Changed(f"{code} in {UNITS[code]}", ", ".join(units) or "no rows")
    rows = melt_years(table.assign(entity=names.known(table["entity"])), "entity")
    return tidy(rows["entity"], year_ends(rows["year"]), numbers(rows["cell"]))


def _graphite(content: bytes, what: str, names: Names) -> pd.DataFrame:
    table = read_table(content, ["mineral", "entity", "unit", "year"])
    if "what" in table:
        table = table[table["what"].str.startswith(what)].rename(columns={"value": what})
    require(table.columns, [what])
    table = table[(table["mineral"] == "Natural graphite") & (table["unit"] == "Thousand tonnes")]
    return tidy(names.known(table["entity"]), year_ends(table["year"]), numbers(table[what]))


def _eu_gas_imports(content: bytes, names: Names) -> pd.DataFrame:
    table = read_table(content, ["year", "route", "supplier", "bcm"])
    flows = pd.DataFrame(
        {
            "entity": table["supplier"],
            "counterpart": "EU",
            "date": year_ends(table["year"]),
            "value": numbers(table["bcm"]),
        }
    )
    flows = with_totals(flows, entity=True)
    entity, value = names.known(flows["entity"]), _proportions(flows["entity"], flows["date"], flows["value"])
    return tidy(entity, flows["date"], value, counterpart="EU", add_up=True)


def _proportions(entity: pd.Series, date: pd.Series, volume: pd.Series) -> pd.Series:
    """Volumes in per cent of what all suppliers gave in the base year."""
    whole = volume[(entity == "WLD") & (date.dt.year == BASE_YEAR)]
    if len(whole) != 1 or not whole.iloc[0] > 0:
        raise Changed(f"all imports of {BASE_YEAR}, which the others are measured by", "none")
    return volume * (100 / float(whole.iloc[0]))
