"""What can be counted of a running server, for Prometheus; nothing is loaded or kept unless ``PLUMBLINE_METRICS`` is set.

It names an address and a port of their own, which are not the readers': ``127.0.0.1:9464``, or ``9464`` for this machine
only. What is counted are numbers by fixed names (addresses' families, pages, sources), never what readers ask or who they
are. The names are in docs/operating.md.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from loaders.errors import UnknownSetting

if TYPE_CHECKING:
    from service.application import Application
    from service.prometheus import Metrics

_LOG = logging.getLogger("plumbline.service")

VARIABLE = "PLUMBLINE_METRICS"
LOCAL = "127.0.0.1"
_PLACE = re.compile(r"(?:(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+):)?(\d{1,5})")

End = Literal["done", "stopped", "failed"]
"""How a run of a page ended: whole, given up because another one was asked for, or in a fault of ours."""


@dataclass(frozen=True)
class Queue:
    """How a queue of answers stands."""

    making: int
    kept: int
    bytes: int


@dataclass(frozen=True)
class Sources:
    """Where numbers are read when somebody asks for them."""

    application: Callable[[], Application | None]
    sessions: Callable[[], int]
    queues: Callable[[], Mapping[str, Queue]]


_metrics: Metrics | None = None


def place() -> tuple[str, int] | None:
    """Where metrics are served; None where they are not.

    Raises
    ------
    UnknownSetting
        For what is no address with a port.
    """
    said = os.environ.get(VARIABLE, "")
    if not said:
        return None
    found = _PLACE.fullmatch(said)
    if not found or not 1 <= int(found[2]) <= 65535:
        raise UnknownSetting(f"{VARIABLE} is {said!r}: an address with a port is meant, such as {LOCAL}:9464.")
    return (found[1] or LOCAL).strip("[]"), int(found[2])


def begin(sources: Sources) -> None:
    """Count, and serve what is counted, if the environment says so; where that cannot be done, the log says why."""
    global _metrics
    where = place()
    if where is None:
        return
    from service.prometheus import Metrics

    try:
        _metrics = Metrics(sources, *where)
    except OSError as error:
        _LOG.error("metrics are not served", extra={"host": where[0], "port": where[1], "reason": str(error)})
    else:
        _LOG.info("metrics are served", extra={"host": where[0], "port": where[1]})


def end() -> None:
    """Count no more."""
    global _metrics
    found, _metrics = _metrics, None
    if found:
        found.close()


def count_request(endpoint: str, status: int, seconds: float) -> None:
    """Count an answer of a family of addresses."""
    if _metrics:
        _metrics.count_request(endpoint, status, seconds)


def count_rerun(page: str, ended: End, seconds: float) -> None:
    """Count a run of a page."""
    if _metrics:
        _metrics.count_rerun(page, ended, seconds)
