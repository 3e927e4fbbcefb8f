"""Many claims at once: the same records whoever does the work."""

import math
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from distributed import Client, LocalCluster

from service import batches
from terminal.executors import NoExecutor, executor


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 9)
    monkeypatch.setattr(batches, "AHEAD", 2)


@pytest.fixture(scope="module")
def alone(case):
    return list(batches.records(case, case.argument.claims.rows, case.now, robustness=True))


def spread(case, workers):
    return list(batches.records(case, case.argument.claims.rows, case.now, workers, robustness=True))


def test_alone_the_records_are_those_of_the_verdicts(case, alone):
    assert [{k: v for k, v in r.items() if k != "robustness"} for r in alone] == [
        v.record() for v in case.verdicts(case.now)
    ]
    assert [r["robustness"] for r in alone] == [m.record() for m in case.multiverses(case.now)]


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
@pytest.mark.slow
def test_spread_over_workers_they_are_the_same_in_the_same_order(case, alone, kind):
    with kind(2) as workers:
        assert spread(case, workers) == alone


@pytest.mark.slow
def test_on_a_dask_cluster_they_are_the_same(case, alone):
    with (
        LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        assert spread(case, client.get_executor()) == alone


def test_a_dask_cluster_is_reached_by_its_address():
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
        ) as cluster,
        executor(cluster.scheduler_address) as workers,
    ):
        assert workers.submit(sum, (1, 2)).result() == 3


class Counting(Executor):
    """Does the work when it is handed over, and notes how many answers were waiting at most."""

    def __init__(self, error=None):
        self.handed, self.error = 0, error

    def submit(self, work, *arguments):
        self.handed += 1
        future = Future()
        if self.error:
            future.set_exception(self.error)
        else:
            future.set_result(work(*arguments))
        return future


def test_an_archive_is_handed_over_a_little_at_a_time(case):
    workers = Counting()
    found = batches.records(case, case.argument.claims.rows, case.now, workers)
    next(found)
    assert workers.handed == 3
    claims = len(case.argument.claims.rows)
    assert len(list(found)) == claims - 1
    assert workers.handed == math.ceil(claims / 9)


def test_a_single_batch_is_not_worth_a_worker(case):
    workers = Counting()
    assert len(list(batches.records(case, case.argument.claims.rows[:9], case.now, workers))) == 9
    assert workers.handed == 0


def test_what_a_worker_raises_is_raised_here(case):
    with pytest.raises(MemoryError):
        spread(case, Counting(MemoryError()))


@pytest.mark.parametrize("name", ["", "threads", "processes:0", "processes:x", "dask"])
def test_an_unknown_executor_is_refused_with_what_there_is(name):
    with pytest.raises(NoExecutor, match="processes"), executor(name):
        pass


def test_none_is_nobody_and_processes_are_counted():
    with executor("none") as nobody:
        assert nobody is None
    with executor("processes:1") as pool:
        assert pool.submit(sum, (1, 2)).result() == 3
