"""Around every run of a page: how long it took and how it ended, and what its lines in the log are known by."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

import streamlit as st

from loaders import request_ids
from service import metrics

PATIENCE = 1.0
"""Seconds a run waits for its turn."""
_TURNS = BoundedSemaphore(2)
"""Two at a time: one may wait for a file."""


def name_lines() -> None:
    """Have lines of the log that this run of a page writes name the request by which this reader's browser is connected."""
    request_ids.use(st.context.headers.get(request_ids.HEADER) or "")


@contextmanager
def _turn() -> Iterator[None]:
    """One run after another: Python works on one at a time, and pages that take turns by the millisecond are all there last.

    Who has waited :data:`PATIENCE` seconds goes on beside the others, so that a page that takes long keeps nobody.
    """
    mine = _TURNS.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _TURNS.release()


@contextmanager
def watched(page: st.Page) -> Iterator[None]:
    """Count a run of a page; what goes wrong in it goes on to whom it went before."""
    name_lines()
    begun = time.perf_counter()
    ended: metrics.End = "failed"
    try:
        with _turn():
            yield
        ended = "done"
    except Exception:
        raise
    except BaseException:
        # How Streamlit stops a page, or begins it anew.
        ended = "stopped"
        raise
    finally:
        metrics.count_rerun(page.url_path or "overview", ended, time.perf_counter() - begun)
