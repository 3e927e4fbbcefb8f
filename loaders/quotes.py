"""Daily closes of Yahoo Finance through yfinance, within the bounds of a :class:`loaders.fetch.Fetch`.

Yahoo documents no interface; yfinance follows its changes. It asks https://fc.yahoo.com for a cookie and
https://query1.finance.yahoo.com/v1/test/getcrumb for a word that goes with it, and goes on without where it gets none;
then https://query2.finance.yahoo.com/v8/finance/chart/<ticker> for the time zone of the exchange, and once more for the
figures. Yahoo turns clients away that do not look like a browser, so that yfinance sends with curl_cffi; here it sends
through a session that knows the bounds. Seen in the source of yfinance 1.7 and curl_cffi 0.16 on 2026-11-23.
"""

from __future__ import annotations

import logging
import math
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd
import yfinance
from curl_cffi import CurlECode, CurlOpt
from curl_cffi.requests import Response, Session
from curl_cffi.requests.exceptions import RequestException, SSLError, Timeout
from curl_cffi.requests.session import HttpMethod
from yfinance.data import SingletonMeta, YfData
from yfinance.exceptions import YFException, YFRateLimitError, YFTickerMissingError

from loaders.errors import Changed, Empty, Locked, RateLimited, SourceError, Unreachable
from loaders.fetch import REDIRECTS, Fetch
from loaders.shapes import part, read_json

HOST = "query2.finance.yahoo.com"
CHART = "/v8/finance/chart/"
CRUMB = "/v1/test/getcrumb"
COOKIE = "https://fc.yahoo.com"

UNMADE = (CurlECode.COULDNT_RESOLVE_PROXY, CurlECode.COULDNT_RESOLVE_HOST, CurlECode.COULDNT_CONNECT)
"""What curl says where there was no connection at all."""

_TURN = threading.Lock()
"""yfinance keeps one state for all threads."""

# Importing it has what is deprecated in its own code printed.
warnings.filterwarnings("ignore", category=DeprecationWarning, module="yfinance")


def daily_closes(fetch: Fetch, ticker: str, start: str) -> bytes:
    """Adjusted closes of a ticker from a day on, as a CSV of date and close; the day that is not over is left out.

    Raises
    ------
    SourceError
        Empty where Yahoo knows no such ticker or has no quotes of it.
    """

    def ask() -> bytes:
        with _TURN, _explained(ticker):
            session = fetch.once("yahoo session", lambda: Bounded(fetch))
            _prepare(session)
            asked = yfinance.Ticker(ticker, session=session)
            frame = asked.history(start=start, auto_adjust=True, actions=False, timeout=fetch.limits.whole)
            closes = frame["Close"].dropna()
            closes = closes[closes.index < pd.Timestamp.now(closes.index.tz).normalize()]
            if closes.empty:
                raise Empty(f"Yahoo has no closes of {ticker} since {start}.")
            lines = [f"{day:%Y-%m-%d},{close:.10g}\n" for day, close in closes.items()]
            return ("date,close\n" + "".join(lines)).encode()

    return fetch.once(("yahoo", ticker, start), lambda: fetch.through(HOST, ask))


class Bounded(Session[Response]):
    """A session that contacts only a Fetch's hosts, and waits for and takes no more than its limits.

    What carries figures is judged here and raises the types of :mod:`loaders.errors`. Where the cookie or the crumb
    cannot be had, it is curl_cffi's own error: yfinance then goes on without.
    """

    def __init__(self, fetch: Fetch):
        limits = fetch.limits
        silence = {CurlOpt.LOW_SPEED_LIMIT: 1, CurlOpt.LOW_SPEED_TIME: math.ceil(limits.read)}
        connect = {CurlOpt.CONNECTTIMEOUT_MS: int(limits.connect * 1000)}
        super().__init__(impersonate="chrome", curl_options=silence | connect)
        self._hosts, self._limits = fetch.hosts, limits
        self._answer_with_cookie: Response | None = None
        self._no_crumb = ""

    # The options are forty and none is read here but one; yfinance gives each by its name.
    def request(self, method: HttpMethod, url: str, **options: Any) -> Response:  # type: ignore[override]
        if url == COOKIE and self._answer_with_cookie:  # yfinance would have one before each request.
            return self._answer_with_cookie
        path, crumbed = urlsplit(url).path, "crumb" in (options.get("params") or {})
        if path == CRUMB and self._no_crumb:  # yfinance would ask again, or send the words of a 429 for a crumb.
            raise RequestException(self._no_crumb)
        try:
            response = self._follow(method, url, options)
            if path.startswith(CHART):
                _judge(response, unquote(path.removeprefix(CHART)), crumbed)
        except Changed as error:
            if path.startswith(CHART):
                raise
            raise RequestException(str(error)) from error
        if path == CRUMB and not response.ok:
            self._no_crumb = f"No crumb: {response.status_code}."
            raise RequestException(self._no_crumb)
        if url == COOKIE:
            self._answer_with_cookie = response
        return response

    def _follow(self, method: HttpMethod, url: str, options: dict[str, Any]) -> Response:
        for _ in range(REDIRECTS + 1):
            parts = urlsplit(url)
            if parts.scheme != "https" or parts.hostname not in self._hosts:
                allowed = f"an address at {', '.join(sorted(self._hosts))} over https"
                raise Changed(allowed, f"{parts.scheme}://{parts.hostname}, which was not contacted")
            response = self._send(method, url, options)
            if not response.redirect_url:
                return response
            url, options = response.redirect_url, {**options, "params": None}
        raise Changed(f"an answer from {parts.hostname}", f"more than {REDIRECTS} redirects")

    def _send(self, method: HttpMethod, url: str, options: dict[str, Any]) -> Response:
        body = bytearray()

        def take(piece: bytes) -> int:
            """A piece of the answer, already expanded."""
            body.extend(piece)
            if len(body) > self._limits.size:
                raise Changed(f"at most {self._limits.size / 1e6:.0f} MB from {urlsplit(url).hostname}", "more")
            return len(piece)

        own = {"timeout": self._limits.whole, "allow_redirects": False, "content_callback": take}
        response: Response = super().request(method, url, **(options | own))
        response.content = bytes(body)
        return response


def _prepare(session: Bounded) -> None:
    """Set yfinance up: no files, no hidden errors, nothing kept of another session."""
    # It would keep time zones and cookies in databases; a folder that cannot be made makes it do without.
    yfinance.set_tz_cache_location(str(Path(__file__) / "none"))
    yfinance.config.debug.hide_exceptions = False
    # What matters is raised; the rest would tell cookies.
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)
    # Crumb and answers are kept as long as the process lives, and this is the only way to have them forgotten.
    if getattr(SingletonMeta._instances.get(YfData), "_session", None) is not session:
        SingletonMeta._instances.pop(YfData, None)


def _judge(response: Response, ticker: str, crumbed: bool) -> None:
    """Raise for an answer that has no figures; yfinance itself asks again without the crumb if that was refused."""
    status = response.status_code
    said = f"{HOST} answered {status} {response.reason or ''}".strip()
    if status == 429:
        raise RateLimited.answered(said, response.headers.get("Retry-After"))
    if status in (401, 403):
        if crumbed:
            return
        raise Locked(f"{said}: it refuses us.")
    if status in (408, 425) or status >= 500:
        raise Unreachable(f"{said}: the service is out of order.")
    try:
        chart = part(read_json(response.content, f"quotes of {ticker}"), dict, "chart")
    except Changed:
        if status == 200:
            raise
        chart = {}
    if chart.get("error"):
        code, why = (part(chart, str, "error", key) for key in ("code", "description"))
        if code == "Not Found" or why.startswith("Data doesn't exist"):
            raise Empty(f"Yahoo has no quotes of {ticker}: {why[:200].rstrip('.')}.")
        raise Changed(f"quotes of {ticker}", f"{code}: {why[:200].rstrip('.')}")
    if status != 200:
        raise Changed(f"an answer at {HOST}{CHART}{ticker}", f"{status} {response.reason or ''}".strip())
    part(chart, list, "result")


@contextmanager
def _explained(ticker: str) -> Iterator[None]:
    """Faults of curl and yfinance as types of :mod:`loaders.errors`."""
    try:
        yield
    except SourceError:
        raise
    except YFRateLimitError as error:
        raise RateLimited(f"{HOST} asks us to come back later.") from error
    except YFTickerMissingError as error:
        raise Empty(f"Yahoo has no quotes of {ticker}.") from error
    except SSLError as error:
        raise Unreachable(f"{HOST} could not prove that it is {HOST} (certificate).", passing=False) from error
    except Timeout as error:
        raise Unreachable(f"{HOST} did not answer in time.") from error
    except RequestException as error:
        if error.code in UNMADE:
            said = f"No connection to {HOST}: no network, or its name is not known."
            raise Unreachable(said, passing=False) from error
        raise Unreachable(f"{HOST} broke the connection off.") from error
    except (YFException, LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Changed(f"quotes of {ticker} in the shape yfinance knows", f"another ({type(error).__name__})") from error
