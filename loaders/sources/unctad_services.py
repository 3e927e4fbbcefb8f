"""UNCTADstat, services trade: exports and imports of services by economy and year, with the WTO and ITC.

The same tidy extract as for goods (million US$; Kosovo is KOS, Palestine WBG). The latest year is preliminary.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.parsing import Files
from loaders.sources.unctad import trade


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read exports_musd or imports_musd (``code``) as US$; the last year is provisional."""
    return trade(files, code, Names(catalog, "unctad_services"))
