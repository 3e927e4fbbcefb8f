"""Yahoo through yfinance: baskets by hand, what is adjusted, and the bounds of what yfinance asks."""

import logging
import os
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import faults
import pandas as pd
import pytest
from asking import delivered, fetch_for, figures
from cases import yahoo as service
from stub import Answer, in_turn

from loaders.catalog import ROOT
from loaders.errors import Changed, Empty, Locked, RateLimited, Unreachable
from loaders.quotes import daily_closes

CHART = "/v8/finance/chart/"
DAYS = pd.DatetimeIndex(["2018-01-30", "2018-01-31", "2018-02-27", "2018-02-28"])
COOKIE, CRUMB = "fc.yahoo.com", "query1.finance.yahoo.com"


@pytest.fixture
def fetch(tmp_path):
    return fetch_for("yahoo", tmp_path)


def answer(internet, closes: dict[str, list[float]], adjusted: dict[str, list[float]] | None = None):
    charts = {ticker: service.quotes(ticker, DAYS, values) for ticker, values in closes.items()}
    for ticker, values in (adjusted or {}).items():
        charts[ticker] = service.quotes(ticker, DAYS, [1] * len(DAYS), values)
    service.answer_by_ticker(internet, charts)


def asked(internet, host: str) -> list[str]:
    return [request.path.removeprefix(CHART) for request in internet.requests if request.host == host]


def test_the_us_basket_by_hand_from_adjusted_closes(internet, fetch):
    still = dict.fromkeys(("RTX", "NOC", "GD", "LHX"), [50, 50, 50, 50])
    answer(internet, {**still, "SPY": [200, 200, 250, 250]}, {"LMT": [100, 110, 120, 130]})
    # Basket 1, 1.02, 1.04, 1.06; over SPY and over January's mean of 1.01/200: February is 1.05/250 of it.
    found = figures("yahoo", "us_basket", fetch)
    assert found.to_dict() == {("DEFENCE-US", "2018-01-31"): 100, ("DEFENCE-US", "2018-02-28"): 83.2}


def test_the_european_basket_is_counted_in_us_dollars(internet, fetch):
    still = dict.fromkeys(("RHM.DE", "LDO.MI", "HO.PA", "SPY"), [10, 10, 10, 10])
    answer(internet, {**still, "EURUSD=X": [1.0, 1.0, 1.2, 1.2]})
    assert figures("yahoo", "europe_basket", fetch)["DEFENCE-EUROPE", "2018-02-28"] == 120
    assert set(asked(internet, service.HOST)) == {"RHM.DE", "LDO.MI", "HO.PA", "SPY", "EURUSD=X"}


def test_closes_are_those_adjusted_for_splits_and_dividends(internet, fetch):
    answer(internet, {}, {"BZ=F": [0.5, 0.25, 2, 1234.56789]})
    closes = daily_closes(fetch, "BZ=F", "2018-01-01")
    assert closes == b"date,close\n2018-01-30,0.5\n2018-01-31,0.25\n2018-02-27,2\n2018-02-28,1234.56789\n"


def test_a_day_without_a_quote_is_null_and_left_out(internet, fetch):
    nan = float("nan")
    still = dict.fromkeys(("LMT", "RTX", "NOC", "GD", "LHX"), [50, 50, 50, 50])
    answer(internet, {**still, "SPY": [100, 100, nan, 125]})
    assert figures("yahoo", "us_basket", fetch)["DEFENCE-US", "2018-02-28"] == 80


def test_shares_are_rebased_in_us_dollars(internet, fetch):
    tickers = ("LMT", "RTX", "NOC", "GD", "LHX", "LDO.MI", "HO.PA")
    closes = {**dict.fromkeys(tickers, [8, 8, 8, 8]), "EURUSD=X": [1.0, 1.0, 1.2, 1.2], "RHM.DE": [90, 110, 150, 150]}
    answer(internet, closes)
    shares = figures("yahoo", "arms_shares", fetch)
    assert shares["RHEINMETALL"].to_dict() == {"2018-01-31": 100, "2018-02-28": 180}
    assert shares["LEONARDO", "2018-02-28"] == 120
    assert shares["LOCKHEED", "2018-02-28"] == 100


def test_rates_are_per_us_dollar_and_futures_in_their_own_unit(internet, fetch):
    closes = {
        "EURUSD=X": [1.25, 1.25, 1.6, 1.6], "RUB=X": [56, 57, 58, 59], "CNY=X": [6.3, 6.3, 6.3, 6.3],
        "BZ=F": [69, 70, 66, 67.5], "TTF=F": [18, 19, 21, 22.5],
    }  # fmt: skip
    answer(internet, closes)
    rates = figures("yahoo", "market_rates", fetch)
    assert rates[:, "2018-02-28"].to_dict() == {"EUR": 0.625, "RUB": 58.5, "CNY": 6.3}
    assert figures("yahoo", "brent_futures", fetch)["BRENT", "2018-02-28"] == 66.75
    assert figures("yahoo", "gas_futures", fetch)["TTF", "2018-01-31"] == 18.5


def test_the_bytes_are_dates_and_closes_and_series_share_them(internet, fetch):
    answer(internet, {"EURUSD=X": [1.0, 1.0, 1.2, 1.2], "RUB=X": [56, 57, 58, 59], "CNY=X": [6.3] * 4})
    files = delivered("yahoo", "market_rates", fetch).files
    assert files["RUB=X.csv"] == b"date,close\n2018-01-30,56\n2018-01-31,57\n2018-02-27,58\n2018-02-28,59\n"
    before = len(internet.requests)
    assert delivered("yahoo", "market_rates", fetch).files == files
    assert len(internet.requests) == before


def test_the_cookie_is_asked_for_once_and_charts_twice_for_zone_and_figures(internet, fetch):
    answer(internet, {"EURUSD=X": [1.0] * 4, "RUB=X": [56] * 4, "CNY=X": [6.3] * 4})
    delivered("yahoo", "market_rates", fetch)
    assert asked(internet, service.HOST) == ["EURUSD=X"] * 2 + ["RUB=X"] * 2 + ["CNY=X"] * 2
    assert internet.count(COOKIE) == 1
    assert internet.count(CRUMB) == 1
    figures_asked = internet.requests[-1]
    assert figures_asked.query["period1"] == str(int(pd.Timestamp("2018-01-01", tz="America/New_York").timestamp()))
    assert figures_asked.query["interval"] == "1d"
    assert "A3=" in figures_asked.headers["Cookie"]


def test_a_day_that_is_not_over_is_no_close(internet, fetch):
    now = pd.Timestamp.now("UTC").tz_localize(None) - pd.Timedelta(hours=15, seconds=1)
    days = pd.DatetimeIndex([*DAYS, now])
    service.answer_by_ticker(internet, {"BZ=F": service.quotes("BZ=F", days, [69, 70, 66, 67.5, 90])})
    content = delivered("yahoo", "brent_futures", fetch).files["BZ=F.csv"]
    assert content.decode().splitlines()[-1] == "2018-02-28,67.5"


@pytest.mark.parametrize("late", [None, 3600])
def test_too_many_requests_are_no_figures_and_are_not_doubled(internet, tmp_path, late):
    answer(internet, {})
    internet.on(service.HOST, CHART, faults.too_many(late))
    with pytest.raises(RateLimited) as error:
        delivered("yahoo", "brent_futures", fetch_for("yahoo", tmp_path, attempts=2))
    assert error.value.retry_after == late
    assert internet.count(service.HOST) == (1 if late else 2)


def test_after_a_refusal_in_passing_the_figures_are_had(internet, fetch):
    answer(internet, {"BZ=F": [69, 70, 66, 67.5]})
    quotes = service.quotes("BZ=F", DAYS, [69, 70, 66, 67.5])
    internet.on(service.HOST, CHART, in_turn(faults.too_many(), faults.status(502), quotes))
    assert figures("yahoo", "brent_futures", fetch)["BRENT", "2018-02-28"] == 66.75


@pytest.mark.parametrize(
    "cookie",
    [faults.status(500), faults.reset(), faults.redirect("https://guce.yahoo.com/consent"), faults.too_many()],
    ids=["out of order", "reset", "consent", "too many"],
)
@pytest.mark.parametrize("host", [COOKIE, CRUMB])
def test_without_cookie_or_crumb_the_figures_are_had_all_the_same(internet, fetch, cookie, host):
    answer(internet, {"BZ=F": [69, 70, 66, 67.5]})
    internet.on(host, "/", cookie)
    assert figures("yahoo", "brent_futures", fetch)["BRENT", "2018-02-28"] == 66.75
    assert set(internet.connected_hosts) <= {COOKIE, CRUMB, service.HOST}


def test_a_crumb_that_is_refused_is_left_out(internet, fetch):
    answer(internet, {})
    quotes = service.quotes("BZ=F", DAYS, [69, 70, 66, 67.5])
    unwanted = Answer(401, service.JSON, b'{"finance": {"result": null, "error": {"code": "Unauthorized"}}}')
    internet.on(service.HOST, CHART, lambda request: unwanted if "crumb" in request.query else quotes)
    assert figures("yahoo", "brent_futures", fetch)["BRENT", "2018-02-28"] == 66.75
    internet.on(service.HOST, CHART, unwanted)
    with pytest.raises(Locked):
        delivered("yahoo", "gas_futures", fetch)


@pytest.mark.parametrize("code", [400, 429, 430, 500])
def test_an_error_in_place_of_a_crumb_is_had_once_and_not_sent_for_one_nor_told_to_the_log(internet, fetch, code):
    answer(internet, {"BZ=F": [69, 70, 66, 67.5]})
    internet.on(CRUMB, "/", faults.status(code, b"Sorry"))
    assert figures("yahoo", "brent_futures", fetch)["BRENT", "2018-02-28"] == 66.75
    assert not any("crumb" in request.query for request in internet.requests)
    assert internet.count(CRUMB) == 1
    # yfinance would tell it, and what others tell is none of its business.
    assert not logging.getLogger("yfinance").isEnabledFor(logging.ERROR)
    assert logging.getLogger().isEnabledFor(logging.WARNING)


@pytest.mark.parametrize("address", [f"https://{service.HOST}{CHART}", CHART, ""], ids=["whole", "path", "beside"])
def test_three_redirects_are_followed_with_what_each_asks_and_a_fourth_is_not(internet, tmp_path, address):
    answer(internet, {})
    last = 3

    def chart(request):
        hop = int(request.path.removeprefix(CHART).removeprefix("BZ=F") or 0)
        moved = faults.redirect(f"{address}{hop + 1}?hop={hop + 1}")
        return service.quotes("BZ=F", DAYS, [69, 70, 66, 67.5]) if hop == last else moved

    internet.on(service.HOST, CHART, chart)
    assert figures("yahoo", "brent_futures", fetch_for("yahoo", tmp_path))["BRENT", "2018-02-28"] == 66.75
    assert asked(internet, service.HOST) == ["BZ=F", "1", "2", "3"] * 2
    assert internet.requests[-1].query == {"hop": "3"}
    last, before = 4, len(internet.requests)
    with pytest.raises(Changed, match=rf"an answer from {re.escape(service.HOST)}; found more than 3 redirects\."):
        delivered("yahoo", "brent_futures", fetch_for("yahoo", tmp_path))
    chart_asked = [request.path for request in internet.requests[before:] if request.host == service.HOST]
    assert [path.removeprefix(CHART) for path in chart_asked] == ["BZ=F", "1", "2", "3"]


@pytest.mark.parametrize(
    "nothing",
    [
        service.refusal(service.DELISTED),
        service.refusal({"code": "Bad Request", "description": "Data doesn't exist for startDate = 1514782800"}),
        service.quotes("BZ=F", DAYS, [None] * 4),
        Answer(200, service.JSON, b'{"chart": {"result": [], "error": null}}'),
    ],
    ids=["delisted", "no such days", "nulls", "no result"],
)
def test_no_quotes_are_empty(internet, fetch, nothing):
    answer(internet, {"BZ=F": [1] * 4})
    internet.on(service.HOST, CHART, lambda request: nothing if "period1" in request.query else zone())
    with pytest.raises(Empty, match="BZ=F"):
        delivered("yahoo", "brent_futures", fetch)


def zone() -> Answer:
    return service.quotes("BZ=F", DAYS[:1], [1])


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (service.spoil(service.quotes("BZ=F", DAYS, [1] * 4)), Changed),
        (Answer(200, service.JSON, b'{"chart": {"result": 5, "error": null}}'), Changed),
        (Answer(200, service.JSON, b'{"chart": {"result": [null], "error": null}}'), Changed),
        (
            Answer(422, service.JSON, b'{"chart": {"result": null, "error": {"code": "x", "description": "y"}}}'),
            Changed,
        ),
        (faults.html_error_page(), Changed),
        (faults.redirect("https://consent.yahoo.com/v2/collectConsent"), Changed),
        (faults.redirect(f"https://{service.HOST}{CHART}BZ=F"), Changed),
        (faults.status(503), Unreachable),
        (faults.reset(), Unreachable),
    ],
    ids=["renamed", "number", "null", "error", "page", "elsewhere", "in circles", "out of order", "reset"],
)
def test_every_fault_of_a_chart_has_its_type_and_leaves_no_trace(internet, tmp_path, reply, error):
    answer(internet, {"BZ=F": [69, 70, 66, 67.5]})
    internet.on(service.HOST, CHART, reply)
    with pytest.raises(error):
        delivered("yahoo", "brent_futures", fetch_for("yahoo", tmp_path, attempts=1))
    answer(internet, {"BZ=F": [69, 70, 66, 67.5]})
    assert figures("yahoo", "brent_futures", fetch_for("yahoo", tmp_path))["BRENT", "2018-02-28"] == 66.75
    assert set(internet.connected_hosts) <= {COOKIE, CRUMB, service.HOST}


@pytest.mark.parametrize("reply", [faults.endless(), faults.gzip_bomb(30 * faults.MEGABYTE)])
def test_no_more_is_taken_than_the_limit(internet, tmp_path, reply):
    answer(internet, {})
    internet.on(service.HOST, CHART, reply)
    with pytest.raises(Changed, match=r"at most 2 MB from query2\.finance\.yahoo\.com"):
        delivered("yahoo", "brent_futures", fetch_for("yahoo", tmp_path, size=2_000_000))


@pytest.mark.parametrize(
    "reply", [faults.hang(), faults.slow_drip(Answer(200, {}, b" " * 1000), 0.05)], ids=["hang", "drip"]
)
def test_no_longer_is_waited_than_the_limits(internet, tmp_path, reply):
    answer(internet, {})
    internet.on(service.HOST, CHART, reply)
    with pytest.raises(Unreachable, match="did not answer in time"):
        delivered("yahoo", "brent_futures", fetch_for("yahoo", tmp_path, attempts=1, read=1, whole=1.5))


def test_several_threads_take_turns(internet, tmp_path):
    answer(internet, {"BZ=F": [69, 70, 66, 67.5], "TTF=F": [18, 19, 21, 22.5]})
    internet.delay = 0.01
    ready = threading.Barrier(4)

    def one(code: str) -> float:
        ready.wait()
        return figures("yahoo", code, fetch_for("yahoo", tmp_path)).iloc[-1]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(one, ["brent_futures", "gas_futures"] * 2))
    assert found == [66.75, 21.75] * 2
    assert internet.peak(service.HOST) == 1


def test_nothing_is_left_on_disk(internet, tmp_path):
    """In a process of its own, whose home and places for caches and temporary files are empty folders."""
    answer(internet, {"BZ=F": [69, 70, 66, 67.5]})
    code = (
        "import sys; from pathlib import Path; from asking import figures, fetch_for;"
        "print(figures('yahoo', 'brent_futures', fetch_for('yahoo', Path(sys.argv[1]))).iloc[-1])"
    )
    home = tmp_path / "home"
    home.mkdir()
    places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "TMPDIR", "TEMP", "LOCALAPPDATA"), str(home))
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "contract")))
    environment = {**os.environ, **internet.environment(), **places, "PYTHONPATH": path}
    run = [sys.executable, "-c", code, str(tmp_path / "state")]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("66.75\n", "")
    assert list(home.rglob("*")) == []
    assert {path.name for path in (tmp_path / "state").rglob("*") if path.is_file()} <= {f"host-{service.HOST}.lock"}
