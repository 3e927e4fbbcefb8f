"""US International Trade in Goods and Services (FT-900) of the US Census Bureau and BEA: goods, by month.

On the basis of the balance of payments, seasonally adjusted; read from a table that somebody made of it (year, month,
goods_imports_bop_bn, goods_exports_bop_bn): US$ billion.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.parsing import Files
from loaders.sources.us_treasury import months

COLUMNS = ("goods_imports_bop_bn", "goods_exports_bop_bn")


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read imports or exports of goods in US$."""
    return months(files, code, COLUMNS)
