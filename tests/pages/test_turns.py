"""Runs of pages take turns, and a page that takes long keeps nobody."""

import threading

import pytest

from widgets import runs

LONG = 600


class Page:
    url_path = "explore"


@pytest.fixture
def inside():
    """Begins runs, each on a thread of its own, which stay in their page until they may go; and whether one has come so far."""
    go, threads = threading.Event(), []

    def run() -> threading.Event:
        here = threading.Event()

        def stay():
            with runs.watched(Page()):
                here.set()
                assert go.wait(LONG)

        threads.append(threading.Thread(target=stay))
        threads[-1].start()
        return here

    run.go = go
    yield run
    go.set()
    for thread in threads:
        thread.join(LONG)


def test_a_run_waits_for_its_turn(inside, monkeypatch):
    monkeypatch.setattr(runs, "PATIENCE", LONG)
    first, second = inside(), inside()
    assert first.wait(LONG)
    assert second.wait(LONG)
    assert not runs._TURNS.acquire(blocking=False)
    third = inside()
    inside.go.set()
    assert third.wait(LONG)


def test_a_page_that_takes_long_keeps_nobody(inside, monkeypatch):
    monkeypatch.setattr(runs, "PATIENCE", 0)
    assert all(inside().wait(LONG) for _ in range(5))


def test_a_run_that_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(runs, "PATIENCE", LONG)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), runs.watched(Page()):
            raise ZeroDivisionError
