"""The metrics themselves, and the small server that hands them out: loaded only where somebody wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from loaders import wall_clock
from loaders.version import VERSION

if TYPE_CHECKING:
    from service.application import Application
    from service.metrics import End, Queue, Sources

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
"""Bounds of the classes that durations fall into."""


class Metrics:
    """What is counted in this process, served until closed.

    Parameters
    ----------
    sources : Sources
        What is not counted but read when asked for.
    host, port
        Where to listen.

    Raises
    ------
    OSError
        If that cannot be.
    """

    def __init__(self, sources: Sources, host: str, port: int) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(_Read(sources))
        self._requests = Counter(
            "plumbline_requests",
            "Answers by family of addresses and status.",
            ("endpoint", "status"),
            registry=self.registry,
        )
        self._request_seconds = Histogram(
            "plumbline_request_seconds",
            "From a request to the end of its answer.",
            ("endpoint",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._reruns = Histogram(
            "plumbline_rerun_seconds",
            "Runs of pages by how they ended.",
            ("page", "ended"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._server, self._thread = start_http_server(port, host, self.registry)

    def count_request(self, endpoint: str, status: int, seconds: float) -> None:
        self._requests.labels(endpoint, str(status)).inc()
        self._request_seconds.labels(endpoint).observe(seconds)

    def count_rerun(self, page: str, ended: End, seconds: float) -> None:
        self._reruns.labels(page, ended).observe(seconds)

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Read(Collector):
    """What stands somewhere in memory already."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("plumbline", "The program.", value={"version": VERSION})
        yield GaugeMetricFamily("plumbline_sessions", "Readers that are connected.", value=self._sources.sessions())
        yield from _of_queues(self._sources.queues().items())
        application = self._sources.application()
        if application:
            yield from _of_figures(application)
            yield from _of_pictures(application)


def _of_figures(application: Application) -> Iterator[Metric]:
    refresher, now = application.refresher, wall_clock.now()
    yield GaugeMetricFamily("plumbline_generation", "How often newer figures were shown.", value=refresher.generation)
    refreshes = CounterMetricFamily(
        "plumbline_refreshes", "Times a source was brought up to date.", labels=("source", "outcome")
    )
    for (source, outcome), count in refresher.counted().items():
        refreshes.add_metric((source, outcome), count)
    opened = GaugeMetricFamily("plumbline_breaker_open", "Whether a source is left alone.", labels=("source",))
    failures = GaugeMetricFamily("plumbline_breaker_failures", "Failures in a row.", labels=("source",))
    for source, state in refresher.states().items():
        opened.add_metric((source,), state.open(now))
        failures.add_metric((source,), state.failures)
    yield from (refreshes, opened, failures)


def _of_pictures(application: Application) -> Iterator[Metric]:
    renderer = application.renderer
    yield GaugeMetricFamily(
        "plumbline_pictures_waiting", "Pictures that are drawn or wait for it.", value=renderer.waiting
    )
    drawn = CounterMetricFamily("plumbline_pictures", "Pictures by what became of them.", labels=("outcome",))
    for outcome, count in renderer.counted().items():
        drawn.add_metric((outcome,), count)
    yield drawn


def _of_queues(queues: Iterable[tuple[str, Queue]]) -> Iterator[Metric]:
    making = GaugeMetricFamily(
        "plumbline_answers_making", "Answers in the making or waiting for it.", labels=("queue",)
    )
    kept = GaugeMetricFamily("plumbline_answers_kept", "Answers kept for who asks next.", labels=("queue",))
    size = GaugeMetricFamily("plumbline_answers_kept_bytes", "What they take.", labels=("queue",))
    for name, queue in queues:
        making.add_metric((name,), queue.making)
        kept.add_metric((name,), queue.kept)
        size.add_metric((name,), queue.bytes)
    yield from (making, kept, size)
