"""Share prices: baskets of arms makers against the S&P 500, the only thing that leaves this module.

Daily closes of several files, one per ticker (date, close; adj_close where there is one), and for Europe the euro
in US dollars. Quotes may not be passed on: what is returned is an index of a basket relative to another, by month,
rounded.

The basket is equal-weighted: the same sum in each share at the last close of each year (at the first day of 2018 to
begin with), left alone for a year. It is divided by the fund SPY, rebased to 100 for the mean of January 2018,
averaged by month and rounded to one decimal. Days on which not all trade are left out, and a last month that is not
over.

Dividends: LMT, RTX and SPY come adjusted for them, GD, NOC and LHX chained from adjusted pieces; LDO.MI and HO.PA
adjusted; RHM.DE is not, which understates the European basket.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, dates, monthly_means, numbers, read_table, tidy

BASKETS = {
    "us_basket": ("DEFENCE-US", ("LMT", "RTX", "NOC", "GD", "LHX"), None),
    "europe_basket": ("DEFENCE-EUROPE", ("RHM.DE", "LDO.MI", "HO.PA"), "EURUSD_daily"),
}
BENCHMARK = "SPY"
START = "2018-01-01"
BASE_MONTH = "2018-01"


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Compute ``us_basket`` or ``europe_basket``: index, January 2018 = 100, by month."""
    if code not in BASKETS:
        raise Changed(f"the code {', '.join(BASKETS)}", repr(code))
    entity, tickers, currency = BASKETS[code]
    wanted = [*tickers, BENCHMARK, *([currency] if currency else [])]
    closes = pd.concat({ticker: _closes(files, ticker) for ticker in wanted}, axis=1, join="inner")
    closes = closes[closes.index >= START]
    if closes.empty or f"{closes.index[0]:%Y-%m}" != BASE_MONTH:
        raise Changed(
            f"closes of {', '.join(wanted)} from January 2018",
            "none" if closes.empty else f"{closes.index[0]:%Y-%m-%d}",
        )
    shares = closes[list(tickers)]
    if currency:
        shares = shares.mul(closes[currency], axis=0)
    ratio = basket(shares) / closes[BENCHMARK]
    index = 100 * ratio / ratio.loc[BASE_MONTH].mean()
    means = monthly_means(index.index.to_series(), index, digits=1)
    return tidy(entity, means["date"], means["value"])


def basket(prices: pd.DataFrame) -> pd.Series:
    """Value of an equal-weighted basket, reset at the last close of each year; 1 on the first day.

    Parameters
    ----------
    prices : DataFrame
        Closes by day (DatetimeIndex, ascending), a column per share, in one currency.
    """
    level, base, parts = 1.0, prices.iloc[0], []
    for _, year in prices.groupby(prices.index.year):
        part = level * (year / base).mean(axis=1)
        level, base = part.iloc[-1], year.iloc[-1]
        parts.append(part)
    return pd.concat(parts)


def _closes(files: Files, ticker: str) -> pd.Series:
    content = next((files[name] for name in files if name.rpartition("/")[2] == f"{ticker}.csv"), None)
    if content is None:
        raise Changed(f"a file {ticker}.csv", ", ".join(sorted(files)) or "none")
    table = read_table(content, ["date", "close"])
    column = "adj_close" if "adj_close" in table.columns else "close"
    return pd.Series(numbers(table[column]).to_numpy(), index=pd.DatetimeIndex(dates(table["date"]))).dropna()
