"""Share prices, exchange rates and futures: means by month; of what is bundled, only arms makers against the market.

Daily closes of several files, one per ticker (date, close; adj_close where there is one). Quotes may not be passed on:
what leaves this module are monthly means, and bundled is only an index of a basket relative to another.

The two baskets are equal-weighted: the same sum in each share at the last close of each year (at the first day of 2018
to begin with), left alone for a year. A basket is divided by the fund SPY, rebased to 100 for the mean of January 2018,
averaged by month and rounded to one decimal. European shares are turned into US dollars day by day. Days on which not
all trade are left out, and a last month that is not over.

Live only, never bundled: shares and indices rebased to 100 for the mean of January 2018, shares in US dollars with
dividends; market exchange rates; front-month futures of Brent (US$ a barrel) and of Dutch gas (EUR a megawatt-hour),
where one contract follows the other without being joined.

Dividends: in the bundled files LMT, RTX and SPY come adjusted for them, GD, NOC and LHX chained from adjusted pieces;
LDO.MI and HO.PA adjusted; RHM.DE is not, which understates the European basket. What is downloaded (yfinance,
auto_adjust) is adjusted for splits and dividends throughout, so that the live European basket is another edition;
indices, rates and futures have nothing to adjust. Adjusted closes of the past change with every dividend.

The tickers, and that each is quoted in the currency named here, were not checked against the service (2026-11-23).
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.fetch import Fetch
from loaders.monthly import monthly_means
from loaders.parsing import Files, dates, numbers, read_table, tidy
from loaders.sources import Delivery

BASKETS = {
    "us_basket": ("DEFENCE-US", ("LMT", "RTX", "NOC", "GD", "LHX")),
    "europe_basket": ("DEFENCE-EUROPE", ("RHM.DE", "LDO.MI", "HO.PA")),
}
SERIES = {
    "energy_shares": {"EXXON": "XOM", "CHEVRON": "CVX", "SHELL": "SHEL", "EQUINOR": "EQNR"},
    "arms_shares": {
        "LOCKHEED": "LMT", "RTX": "RTX", "NORTHROP": "NOC", "GENERAL-DYNAMICS": "GD", "L3HARRIS": "LHX",
        "RHEINMETALL": "RHM.DE", "LEONARDO": "LDO.MI", "THALES": "HO.PA",
    },
    "share_indices": {"SP500": "^GSPC", "STOXX50": "^STOXX50E"},
    "market_rates": {"EUR": "EURUSD=X", "RUB": "RUB=X", "CNY": "CNY=X"},
    "brent_futures": {"BRENT": "BZ=F"},
    "gas_futures": {"TTF": "TTF=F"},
}  # fmt: skip
REBASED = ("energy_shares", "arms_shares", "share_indices")
DIGITS = {"market_rates": 4, "brent_futures": 2, "gas_futures": 2}
"""Of a mean; an index has one."""

BENCHMARK = "SPY"
EURO = "EURUSD=X"
"""US dollars for a euro."""
IN_EUROS = ("RHM.DE", "LDO.MI", "HO.PA")
EXTRACTS = {EURO: "EURUSD_daily"}
"""Files of the bundled edition that are not named after their ticker."""
START = "2018-01-01"
BASE_MONTH = "2018-01"


def download(fetch: Fetch, code: str, catalog: Catalog) -> Delivery:
    """Ask for the closes of every ticker a series is made of."""
    from loaders.quotes import daily_closes  # yfinance takes a second to import, and no parser needs it.

    files = {f"{ticker}.csv": daily_closes(fetch, ticker, START) for ticker in _tickers(code)}
    return Delivery(files, edition="adjusted closes")


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Compute ``us_basket`` or ``europe_basket`` (index, January 2018 = 100, by month), or one of :data:`SERIES`."""
    if code in SERIES:
        return _series(files, code)
    wanted = _tickers(code)
    entity, tickers = BASKETS[code]
    closes = pd.concat({ticker: _closes(files, ticker) for ticker in wanted}, axis=1, join="inner")
    _need_base(closes.index, wanted)
    shares = closes[list(tickers)]
    if EURO in wanted:
        shares = shares.mul(closes[EURO], axis=0)
    index = _rebased(basket(shares) / closes[BENCHMARK])
    means = monthly_means(index.index.to_series(), index, digits=1)
    return tidy(entity, means["date"], means["value"])


def basket(prices: pd.DataFrame) -> pd.Series:
    """Value of an equal-weighted basket, reset at the last close of each year; 1 on the first day.

    Parameters
    ----------
    prices : DataFrame
        Closes by day (DatetimeIndex, ascending), a column per share, in one currency.
    """
    level, base = 1.0, prices.iloc[0]
    parts: list[pd.Series] = []
    for _, year in prices.groupby(pd.DatetimeIndex(prices.index).year):
        part = level * (year / base).mean(axis=1)
        level, base = part.iloc[-1], year.iloc[-1]
        parts.append(part)
    whole: pd.Series = pd.concat(parts)
    return whole


def _series(files: Files, code: str) -> pd.DataFrame:
    """The monthly means of each entity of a series."""
    parts = []
    for entity, ticker in SERIES[code].items():
        closes = _closes(files, ticker)
        if ticker in IN_EUROS:
            closes = (closes * _closes(files, EURO)).dropna()
        if code == "market_rates" and ticker == EURO:
            closes = 1 / closes  # The other two are per US dollar as they come.
        if code in REBASED:
            _need_base(closes.index, [ticker])
            closes = _rebased(closes)
        means = monthly_means(closes.index.to_series(), closes, digits=DIGITS.get(code, 1))
        parts.append(means.assign(entity=entity))
    rows = pd.concat(parts, ignore_index=True)
    return tidy(rows["entity"], rows["date"], rows["value"])


def _tickers(code: str) -> list[str]:
    """Every ticker a series is made of, the euro included where shares are quoted in it."""
    if code not in BASKETS and code not in SERIES:
        raise Changed(f"the code {', '.join([*BASKETS, *SERIES])}", repr(code))
    tickers = [*BASKETS[code][1], BENCHMARK] if code in BASKETS else list(SERIES[code].values())
    return [*tickers, EURO] if set(tickers) & set(IN_EUROS) else tickers


def _need_base(days: pd.Index, tickers: list[str]) -> None:
    if days.empty or f"{days[0]:%Y-%m}" != BASE_MONTH:
        raise Changed(
            f"closes of {', '.join(tickers)} from January 2018", f"{days[0]:%Y-%m-%d}" if len(days) else "none"
        )


def _rebased(values: pd.Series) -> pd.Series:
    """100 for the mean of January 2018."""
    rebased: pd.Series = 100 * values / values.loc[BASE_MONTH].mean()
    return rebased


def _closes(files: Files, ticker: str) -> pd.Series:
    """Closes from 2018 on, one a day, ascending."""
    names = [f"{name}.csv" for name in (ticker, EXTRACTS.get(ticker, ticker))]
    content = next((files[name] for name in files if name.rpartition("/")[2] in names), None)
    if content is None:
        raise Changed(f"a file {names[0]}", ", ".join(sorted(files)) or "none")
    table = read_table(content, ["date", "close"])
    column = "adj_close" if "adj_close" in table.columns else "close"
    closes = pd.Series(numbers(table[column]).to_numpy(), index=pd.DatetimeIndex(dates(table["date"]))).dropna()
    if closes.index.has_duplicates:
        raise Changed(f"one close of {ticker} a day", f"two on {closes.index[closes.index.duplicated()][0]:%Y-%m-%d}")
    return closes[closes.index >= START].sort_index()
