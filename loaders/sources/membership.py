"""Members of alliances, counted from the dates of accession in ``catalog/groups.csv``.

No publisher's file: NATO's own page of members stands in the source column of that table. Counted at the end of
each year, to the last full year before the table's ``retrieved`` date in ``catalog/vintages.csv``.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, tidy, year_ends

FIRST_YEAR = 1949


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Count the members of the groups named in ``code`` (a space between), at each year's end."""
    groups = code.split()
    unknown = [group for group in groups if not catalog.is_group(group)]
    if unknown or not groups:
        raise Changed("groups of groups.csv", ", ".join(unknown) or "no name")
    dated = [v.retrieved for v in catalog.editions.rows if not v.files]
    if not dated:
        raise Changed("a row of vintages.csv without a file, for its retrieved date", "none")
    counts = [
        (group, year, float(len(catalog.members_of(group, dt.date(year, 12, 31)))))
        for group in groups
        for year in range(FIRST_YEAR, max(dated).year)
    ]
    table = pd.DataFrame(counts, columns=["entity", "year", "value"])
    return tidy(table["entity"], year_ends(table["year"]), table["value"])
