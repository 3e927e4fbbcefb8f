"""SIPRI Arms Transfers Database: deliveries of major arms in trend-indicator values (TIV, millions).

- ``register``: the official trade register (CSV, a row per deal and delivery year), with or without its eleven
  lines of preamble and the semicolon at the end of each line. Values are summed by supplier, recipient and year of
  delivery.
- ``first_supplier <group>``: counted from the register over five years ending with each year: of how many members
  of the group a state was the largest supplier. A member that received nothing has none; a tie goes to the first by
  alphabet; unknown suppliers count for nobody.
- ``totals_export``, ``totals_import``: totals by state and year (iso_or_name, name, flow, year, tiv_million),
  extracted from the database. Rows without deliveries are left out there.

The world is the sum of everything delivered, rebels and unknown sides included. Rebels, the United Nations and the
like are no entities; nor are deliveries to "NATO" as such among those to its members. Libya's rebels of 2011 and its
rival government stand apart from Libya in SIPRI's names. Names, not the codes of the extract, say who is who: its
codes give North Yemen and South Vietnam those of today's states.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, numbers, only, read_table, text_of, tidy, whole_years, with_totals, year_ends

WINDOW = 5
"""Years SIPRI itself adds up, since deliveries are lumpy."""


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one of the series above; TIV million, or a number of states."""
    names = Names(catalog, "sipri_arms")
    kind, _, group = code.partition(" ")
    if kind in ("totals_export", "totals_import"):
        return _totals(only(files), kind.removeprefix("totals_"), names)
    flows = _register(only(files))
    if kind == "first_supplier":
        return _first_suppliers(flows, group, names, catalog)
    if kind == "register":
        return _flows(flows, names)
    raise Changed("the code register, first_supplier, totals_export or totals_import", repr(code))


def figures(files: Files, code: str) -> int:
    """Figures in the database's file, for SIPRI's limit on reproduction: deliveries, or totals by state and year."""
    content = only(files)
    return len(_deliveries(content)) if code.startswith(("register", "first_supplier")) else len(_read_totals(content))


@lru_cache(maxsize=1)
def _deliveries(content: bytes) -> pd.DataFrame:
    """The register as it is: a row a deal and year of delivery."""
    lines = [line.rstrip(";") for line in text_of(content).splitlines()]
    start = next((i for i, line in enumerate(lines[:20]) if "Supplier" in line and "Recipient" in line), None)
    if start is None:
        raise Changed("a header line with Supplier and Recipient", "none in the first twenty lines")
    return read_table("\n".join(lines[start:]), ["Supplier", "Recipient", "Delivery year", "TIV delivery values"])


def _register(content: bytes) -> pd.DataFrame:
    """Deliveries by supplier, recipient (SIPRI's names) and year."""
    table = _deliveries(content)
    return (
        pd.DataFrame(
            {
                "entity": table["Supplier"].str.strip(),
                "counterpart": table["Recipient"].str.strip(),
                "year": whole_years(table["Delivery year"]),
                "value": numbers(table["TIV delivery values"]),
            }
        )
        .groupby(["entity", "counterpart", "year"], as_index=False)["value"]
        .sum()
    )


def _flows(flows: pd.DataFrame, names: Names) -> pd.DataFrame:
    flows = with_totals(flows.assign(date=year_ends(flows["year"])), entity=True, counterpart=True)
    entity, counterpart = names.all_of(flows["entity"]), names.all_of(flows["counterpart"])
    return tidy(entity, flows["date"], flows["value"], counterpart=counterpart, add_up=True)


def _first_suppliers(flows: pd.DataFrame, group: str, names: Names, catalog: Catalog) -> pd.DataFrame:
    members = catalog.members_of(group)
    if not members:
        raise Changed("a group of groups.csv after first_supplier", repr(group))
    flows = flows[names.all_of(flows["counterpart"]).isin(members) & (flows["value"] > 0)]
    counts = []
    for last in range(flows["year"].min() + WINDOW - 1, flows["year"].max() + 1):
        window = flows[flows["year"].between(last - WINDOW + 1, last)]
        sums = window.groupby(["counterpart", "entity"])["value"].sum()
        first = sums.groupby("counterpart").idxmax().str[1]
        counts.append(first.value_counts().rename_axis("entity").reset_index(name="value").assign(year=last))
    table = pd.concat(counts, ignore_index=True)
    entity = names.all_of(table["entity"])
    return tidy(entity, year_ends(table["year"]), table["value"].astype(float), counterpart=group, add_up=True)


def _totals(content: bytes, flow: str, names: Names) -> pd.DataFrame:
    table = _read_totals(content)
    table = table[table["flow"] == flow]
    rows = pd.DataFrame(
        {
            "entity": table["name"].str.strip(),
            "counterpart": "",
            "date": year_ends(table["year"]),
            "value": numbers(table["tiv_million"]),
        }
    )
    rows = with_totals(rows, entity=True)
    return tidy(names.all_of(rows["entity"]), rows["date"], rows["value"], add_up=True)


def _read_totals(content: bytes) -> pd.DataFrame:
    return read_table(content, ["name", "flow", "year", "tiv_million"])
