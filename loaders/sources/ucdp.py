"""UCDP Country-Year Dataset on Organized Violence: deaths by state and year.

The official CSV (organizedviolencecy_v25_1.csv), as it is or in the zip file UCDP gives. State-based, non-state and one-sided violence together, in a best,
a low and a high estimate; and the best estimate for wars between states. The file lists every state in every year
of its existence, zeros included, so that nothing need be added for quiet years. The world is the sum of the states.

Gaza is counted under Israel. Russia goes on from the Soviet Union, Serbia from Yugoslavia, Yemen from North Yemen
(South Yemen, to 1990, is added to it). East Germany and Czechoslovakia are left out.
"""

from __future__ import annotations

import pandas as pd

from loaders.archives import csv_of
from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, cells_of, first_lines, numbers, only, read_table, tidy, with_totals, year_ends
from loaders.sources import Recognised

COLUMNS = {
    "best": "cumulative_total_deaths_in_orgvio_best_cy",
    "low": "cumulative_total_deaths_in_orgvio_low_cy",
    "high": "cumulative_total_deaths_in_orgvio_high_cy",
    "interstate": "sb_interstate_deaths_best_cy",
}


def recognise(content: bytes) -> Recognised | None:
    """The country-year table, by its columns; the last one has the version."""
    header, row = ([cells_of(line) for line in first_lines(content, 2)] + [[], []])[:2]
    if not {"country_cy", "year_cy", *COLUMNS.values()} <= set(header):
        return None
    return Recognised(tuple(COLUMNS), dict(zip(header, row, strict=False)).get("version", ""), None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read deaths: ``best``, ``low``, ``high`` or ``interstate``."""
    if code not in COLUMNS:
        raise Changed(f"the code {', '.join(COLUMNS)}", repr(code))
    table = read_table(csv_of(only(files)), ["country_cy", "year_cy", COLUMNS[code]])
    rows = pd.DataFrame(
        {
            "entity": table["country_cy"],
            "counterpart": "",
            "date": year_ends(table["year_cy"]),
            "value": numbers(table[COLUMNS[code]]),
        }
    )
    rows = with_totals(rows, entity=True)
    return tidy(Names(catalog, "ucdp").all_of(rows["entity"]), rows["date"], rows["value"], add_up=True)
