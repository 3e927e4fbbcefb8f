"""Work for many items at once: each has its own result, and a program that ends does not wait for what hangs."""

import subprocess
import sys
import threading

import pytest

from loaders.catalog import ROOT
from service.side_by_side import side_by_side

PATIENCE = 300
"""Seconds after which something hangs, on a slow machine too."""


def test_each_item_has_its_own_result_and_no_more_than_so_many_are_worked_on_at_once():
    both, lock, now, most = threading.Barrier(2), threading.Lock(), [], []

    def work(item):
        with lock:
            now.append(item)
            most.append(len(now))
        both.wait(PATIENCE)
        with lock:
            now.remove(item)
        return item * item

    assert side_by_side(work, range(6), at_once=2) == {0: 0, 1: 1, 2: 4, 3: 9, 4: 16, 5: 25}
    assert max(most) == 2


def test_what_fails_is_raised():
    def work(item):
        raise ValueError(item)

    with pytest.raises(ValueError, match="first"):
        side_by_side(work, ["first", "second"], at_once=4)


def test_nothing_comes_of_nothing():
    assert side_by_side(str, [], at_once=4) == {}


HANGS = """
import threading
from service.side_by_side import side_by_side
begun = threading.Event()
def work(item):
    begun.set()
    threading.Event().wait()
threading.Thread(target=side_by_side, args=(work, ["a source"]), kwargs={"at_once": 1}, daemon=True).start()
begun.wait()
"""


def test_a_program_that_ends_does_not_wait_for_what_hangs():
    assert subprocess.run([sys.executable, "-c", HANGS], cwd=ROOT, timeout=PATIENCE).returncode == 0
