"""Yahoo's charts as yfinance asks for them: a cookie, a crumb, the time zone, daily quotes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from opened import CATALOG
from stub import Answer, Internet, Request

from loaders.sources.yahoo import BASKETS, EURO, SERIES

HOST = "query2.finance.yahoo.com"
JSON = {"Content-Type": "application/json;charset=utf-8"}
DELISTED = {"code": "Not Found", "description": "No data found, symbol may be delisted"}


def quotes(ticker: str, days: pd.DatetimeIndex, closes: list[float], adjusted: list[float] | None = None) -> Answer:
    """A chart: quotes of days, the closes as traded and as adjusted for splits and dividends; null where there is none."""
    plain = [None if pd.isna(close) else close for close in closes]
    after = plain if adjusted is None else adjusted
    chart = {
        "meta": {
            "currency": "USD", "symbol": ticker, "exchangeName": "NYQ", "instrumentType": "EQUITY", "priceHint": 2,
            "firstTradeDate": 252322200, "regularMarketTime": 1795464000, "gmtoffset": -18000, "timezone": "EST",
            "exchangeTimezoneName": "America/New_York", "dataGranularity": "1d", "range": "",
            "validRanges": ["1d", "5d", "1mo", "1y", "10y", "max"],
        },
        "timestamp": [int((day + pd.Timedelta(hours=15)).timestamp()) for day in days],
        "indicators": {
            "quote": [{**dict.fromkeys(("open", "high", "low", "close"), plain), "volume": [1000] * len(plain)}],
            "adjclose": [{"adjclose": after}],
        },
    }  # fmt: skip
    return Answer(200, JSON, json.dumps({"chart": {"result": [chart], "error": None}}).encode())


def refusal(error: dict) -> Answer:
    return Answer(404, JSON, json.dumps({"chart": {"result": None, "error": error}}).encode())


def answer_by_ticker(internet: Internet, charts: Mapping[str, Answer]) -> None:
    """The charts, and the cookie and crumb that yfinance asks for first."""

    def chart(request: Request) -> Answer:
        return charts.get(request.path.removeprefix("/v8/finance/chart/"), refusal(DELISTED))

    cookie = "A3=d=AQABBAA; Expires=Tue, 23 Nov 2027 10:00:00 GMT; Domain=.yahoo.com; Path=/; SameSite=None; Secure"
    internet.on("fc.yahoo.com", "/", Answer(404, {"Set-Cookie": cookie}))
    internet.on("query1.finance.yahoo.com", "/v1/test/getcrumb", Answer(200, {"Content-Type": "text/plain"}, b"h8Kd2"))
    internet.on(HOST, "/v8/finance/chart/", chart)


Months = Mapping[pd.Period, float]
"""A value for each month."""

EUROPE = frozenset(BASKETS["europe_basket"][1])
EVERYDAY = pd.bdate_range("2018-01-01", "2026-09-30")


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    """The month's value on each working day; of shares, which are alike where they are served, on every other.

    Both baskets are held against one fund. American shares have quotes on odd days and European ones on even days, so
    that the fund can be worth what each basket needs; it ends when they do.
    """
    series = {CATALOG.indicator[name].code: by_entity(frame) for name, frame in frames.items()}
    euro = series.get("market_rates", {}).get("EUR", {})
    values = {
        ticker: series[code][entity]
        for code, tickers in SERIES.items()
        for entity, ticker in tickers.items()
        if entity in series.get(code, {})
    }
    values |= {ticker: {m: v * euro.get(m, 1) for m, v in values[ticker].items()} for ticker in EUROPE & set(values)}
    values[EURO] = {m: 1 / euro.get(m, 1) for m in EVERYDAY.to_period("M").unique()}
    share = next(iter(series.get("arms_shares", {}).values()), {})
    days, fund = dict.fromkeys(values, EVERYDAY), {}
    indices = {code: next(iter(series[code].values())) for code in BASKETS if code in series}
    ends = {code: EVERYDAY[EVERYDAY.searchsorted(max(index).end_time) - 1] for code, index in indices.items()}
    for code, index in indices.items():
        others = [end for other, end in ends.items() if other != code]
        own = EVERYDAY[code == "us_basket" :: 2].difference(others).union([ends[code], EVERYDAY[-1]])
        for ticker in BASKETS[code][1]:
            values.setdefault(ticker, dict.fromkeys(index, 1.0))
            days[ticker] = own
        fund |= {day: share.get(m, 1) / index[m] for day in own if (m := day.to_period("M")) in index}
    charts = {ticker: daily(ticker, days[ticker], values[ticker]) for ticker in values}
    charts["SPY"] = quotes("SPY", pd.DatetimeIndex(sorted(fund)), [fund[day] for day in sorted(fund)])
    answer_by_ticker(internet, charts)


def by_entity(frame: pd.DataFrame) -> dict[str, Months]:
    rows = frame.assign(month=pd.to_datetime(frame["date"]).dt.to_period("M"), entity=frame["entity"].astype(str))
    return {entity: dict(zip(part["month"], part["value"], strict=True)) for entity, part in rows.groupby("entity")}


def daily(ticker: str, days: pd.DatetimeIndex, values: Months) -> Answer:
    """The chart of a ticker whose value is the month's on each of these days."""
    known = days[days.to_period("M").isin(list(values))]
    return quotes(ticker, known, [values[day.to_period("M")] for day in known])


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b'"indicators"', b'"series"'))


def empty(answer: Answer) -> Answer:
    return refusal(DELISTED)


CASE = Case("yahoo", HOST, r"/v8/finance/chart/", serve, spoil, empty)
