"""Bureau of National Statistics of Kazakhstan: goods trade by partner, 2018 on.

Read from a table of its workbooks (year, partner_ru, turnover_kusd ...; thousand US$) with partners under their
Russian names. Only those named in entity_names.csv are taken.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read turnover (``code`` is turnover) of KAZ by partner, in US$."""
    if code != "turnover":
        raise Changed("the code turnover", repr(code))
    table = read_table(only(files), ["year", "partner_ru", "turnover_kusd"])
    partner = Names(catalog, "stat_kazakhstan").known(table["partner_ru"].str.strip())
    return tidy("KAZ", year_ends(table["year"]), numbers(table["turnover_kusd"]) * 1e3, counterpart=partner)
