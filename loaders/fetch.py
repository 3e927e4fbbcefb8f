"""Asks public services for bytes: only hosts that are listed, bounded in size and time, one request per host at a time.

Everything that goes wrong ends as one of the types of :mod:`loaders.errors`, in words that name the host and what a
reader can do. Passing faults are tried again with growing, jittered waits; ``Retry-After`` is honoured.

Proxies and certificates are those of the environment (``HTTPS_PROXY``, ``REQUESTS_CA_BUNDLE``).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from filelock import FileLock, Timeout
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import RequestException, SSLError
from requests.exceptions import Timeout as TooSlow
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter
from urllib3.exceptions import HTTPError, NewConnectionError

from loaders.errors import Changed, Locked, RateLimited, SourceError, Unreachable
from loaders.logs import hide
from loaders.version import VERSION

_LOG = logging.getLogger("plumbline.loaders")

T = TypeVar("T")

AGENT = f"Plumbline/{VERSION} (holds an argument against public data)"
REDIRECTS = 3
"""A publisher's own address may lead to where the file is kept; more than that is a loop."""


@dataclass(frozen=True)
class Limits:
    """How long and how much is waited for and taken; seconds and bytes."""

    connect: float = 5
    read: float = 20
    """Without a byte."""
    whole: float = 120
    """For one answer from first to last byte: a slow drip never ends by itself."""
    size: int = 50_000_000
    """Of an answer once expanded."""
    attempts: int = 3
    backoff: float = 1
    """Before the second attempt; doubled for each further one, plus as much by chance."""
    patience: float = 60
    """The longest ``Retry-After`` that is waited for; beyond it the source is left until then."""


class Fetch:
    """What a source's ``download`` asks with, for the length of one refresh.

    Parameters
    ----------
    hosts : iterable of str
        The only hosts that may be contacted, also by redirects.
    locks : Path
        A folder of this machine for the locks that keep requests to a host one at a time, in all processes.
    limits : Limits
    token : str
        The access token of the source, where it has one.
    """

    def __init__(self, hosts: Iterable[str], locks: Path, limits: Limits | None = None, token: str = ""):
        self.hosts = frozenset(hosts)
        self.limits = limits or Limits()
        self.token = token
        hide(token)
        self._locks = locks
        self._session = requests.Session()
        self._session.headers["User-Agent"] = AGENT
        self._had: dict[Hashable, Any] = {}

    def get(self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> bytes:
        """The body behind an address; asked for once, however many series want it.

        Raises
        ------
        Unreachable, RateLimited, Locked, Changed
            ``Changed`` where the interface answers otherwise than documented: not found, a redirect elsewhere, too much.
        """
        key = (url, tuple(sorted((params or {}).items())), tuple(sorted((headers or {}).items())))
        host = urlsplit(url).hostname or ""
        return self.once(key, lambda: self._patiently(host, lambda: self._ask(url, params, headers)))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of ``make``, kept for the rest of this refresh."""
        if key not in self._had:
            self._had[key] = make()
        had: T = self._had[key]
        return had

    def through(self, host: str, call: Callable[[], T]) -> T:
        """Let a library send requests to one host by itself, in this object's turn, with its retries and error types.

        The library must be given :attr:`timeout` and, if it uses requests, :meth:`check` as a response hook.
        """

        def attempt() -> T:
            self._allow(f"https://{host}/")
            with self._turn(host), _explained(host):
                return call()

        return self._patiently(host, attempt)

    @property
    def timeout(self) -> tuple[float, float]:
        """Seconds to connect and between two bytes, as requests takes them."""
        return self.limits.connect, self.limits.read

    def check(self, response: requests.Response, *_: Any, **__: Any) -> requests.Response:
        """A response hook for libraries that send with requests (``stream=True``): judge it, and read it within bounds."""
        host = urlsplit(response.url).hostname or ""
        self._allow(response.url)
        if response.is_redirect:
            raise Changed(f"an answer from {host}", f"a redirect to {response.headers['Location'][:200]}")
        self._judge(response, host)
        body = self._body(response, host)
        # What requests reads from now on is this body, already expanded.
        response.raw.close()
        response.raw = BytesIO(body)
        return response

    def _ask(self, url: str, params: Mapping[str, str] | None, headers: Mapping[str, str] | None) -> bytes:
        for _ in range(REDIRECTS + 1):
            host = self._allow(url)
            with (
                self._turn(host),
                _explained(host),
                self._session.get(
                    url, params=params, headers=headers, timeout=self.timeout, stream=True, allow_redirects=False
                ) as response,
            ):
                if not response.is_redirect:
                    self._judge(response, host)
                    return self._body(response, host)
                url, params = urljoin(response.url, response.headers["Location"]), None
                # A token is for the host it was issued by, never for where that host sends us.
                headers = headers if urlsplit(url).hostname == host else None
        raise Changed(f"an answer from {host}", f"more than {REDIRECTS} redirects")

    def _allow(self, url: str) -> str:
        """The host of an address that may be contacted."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme != "https" or host not in self.hosts:
            allowed = ", ".join(sorted(self.hosts))
            raise Changed(f"an address at {allowed} over https", f"{parts.scheme}://{host}, which was not contacted")
        return host

    def _judge(self, response: requests.Response, host: str) -> None:
        status = response.status_code
        if status == 200:
            return
        said = f"{host} answered {status} {response.reason or ''}".strip()
        if status == 429 or (status == 503 and "Retry-After" in response.headers):
            raise RateLimited.answered(said, response.headers.get("Retry-After"))
        if status in (401, 403):
            raise Locked(f"{said}: it refuses us{', the access token included' if self.token else ''}.")
        if status in (408, 425) or status >= 500:
            raise Unreachable(f"{said}: the service is out of order.")
        raise Changed(f"an answer at {host}{urlsplit(response.url).path}", f"{status} {response.reason or ''}".strip())

    def _body(self, response: requests.Response, host: str) -> bytes:
        """The expanded body, refused once it is larger or slower than the limits."""
        ends, body = time.monotonic() + self.limits.whole, bytearray()
        while chunk := response.raw.read1(65536, decode_content=True):
            body += chunk
            if len(body) > self.limits.size:
                raise Changed(f"at most {self.limits.size / 1e6:.0f} MB from {host}", "more")
            if time.monotonic() > ends:
                raise Unreachable(f"{host} was still sending after {self.limits.whole:g} seconds.")
        return bytes(body)

    def _patiently(self, host: str, call: Callable[[], T]) -> T:
        def tell(state: RetryCallState) -> None:
            error = state.outcome.exception() if state.outcome else None
            fields = {"host": host, "attempt": state.attempt_number, "wait": round(state.upcoming_sleep, 1)}
            _LOG.info("asking again", extra={**fields, "reason": str(error)})

        return Retrying(
            stop=stop_after_attempt(self.limits.attempts),
            wait=self._wait,
            retry=retry_if_exception(self._worth_another_try),
            before_sleep=tell,
            reraise=True,
        )(call)

    def _worth_another_try(self, error: BaseException) -> bool:
        if isinstance(error, RateLimited):
            return error.retry_after is None or error.retry_after <= self.limits.patience
        return isinstance(error, Unreachable) and error.passing

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, RateLimited) else None
        jittered = wait_exponential_jitter(multiplier=self.limits.backoff, jitter=self.limits.backoff)
        return asked if asked is not None else jittered(state)

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        self._locks.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._locks / f"host-{host}.lock")
        try:
            with lock.acquire(timeout=2 * self.limits.whole):
                yield
        except Timeout:
            raise Unreachable(f"Another process has been asking {host} for too long.") from None


@contextmanager
def _explained(host: str) -> Iterator[None]:
    """Faults of the network as one type, in words without addresses that could hold a secret."""
    try:
        yield
    except SourceError:
        raise
    except TooSlow as error:
        raise Unreachable(f"{host} did not answer in time.") from error
    except NoConnection as error:
        reason = getattr(error.args[0] if error.args else None, "reason", None)
        reason = getattr(reason, "original_error", reason)
        if isinstance(error, SSLError):
            raise Unreachable(f"{host} could not prove that it is {host} (certificate).", passing=False) from error
        if isinstance(reason, NewConnectionError):
            said = f"No connection to {host}: no network, or its name is not known."
            raise Unreachable(said, passing=False) from error
        raise Unreachable(f"{host} broke the connection off.") from error
    except (RequestException, HTTPError, OSError) as error:
        raise Unreachable(f"The answer of {host} broke off or cannot be read ({type(error).__name__}).") from error
