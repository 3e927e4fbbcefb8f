"""Yahoo's charts as yfinance asks for them: a cookie, a crumb, the time zone, daily quotes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from stub import Answer, Internet, Request

from cases import Case
from loaders.catalog import read_catalog
from loaders.sources.yahoo import BASKETS, EURO, SERIES

CATALOG = read_catalog()
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


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    """Every share of a basket is worth the month's index on each working day, the market and the euro always 1."""
    everyday = pd.bdate_range("2018-01-01", "2026-10-30")
    level = [100.0] * len(everyday)
    charts = {ticker: quotes(ticker, everyday, level) for tickers in SERIES.values() for ticker in tickers.values()}
    charts |= {ticker: quotes(ticker, everyday, [1.0] * len(everyday)) for ticker in ("SPY", EURO)}
    for name, frame in frames.items():
        spans = [pd.bdate_range(end.replace(day=1), end) for end in pd.to_datetime(frame["date"])]
        daily = frame.assign(day=spans).explode("day").sort_values("day")
        for ticker in BASKETS[CATALOG.indicator[name].code][1]:
            charts[ticker] = quotes(ticker, pd.DatetimeIndex(daily["day"]), list(daily["value"]))
    answer_by_ticker(internet, charts)


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b'"indicators"', b'"series"'))


def empty(answer: Answer) -> Answer:
    return refusal(DELISTED)


CASE = Case("yahoo", HOST, r"/v8/finance/chart/", serve, spoil, empty)
