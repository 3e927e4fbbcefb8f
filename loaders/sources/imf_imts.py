"""International Trade in Goods of the IMF (IMTS): exports by partner in one year.

Read from a table of all pairs (exporter, importer, export_fob_usd_million, year). The year stands in the table but
was inferred from the totals. Russia as exporter is the IMF's estimate from its partners. WLD is the sum over all
partners.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, with_totals, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read exports (``code`` is exports) by exporter and importer, in US$."""
    if code != "exports":
        raise Changed("the code exports", repr(code))
    table = read_table(only(files), ["exporter", "importer", "export_fob_usd_million", "year"])
    names = Names(catalog, "imf_imts")
    flows = pd.DataFrame(
        {
            "entity": table["exporter"],
            "counterpart": table["importer"],
            "date": year_ends(table["year"]),
            "value": numbers(table["export_fob_usd_million"]) * 1e6,
        }
    )
    flows = with_totals(flows, counterpart=True)
    entity, counterpart = names.all_of(flows["entity"]), names.all_of(flows["counterpart"])
    return tidy(entity, flows["date"], flows["value"], counterpart=counterpart)
