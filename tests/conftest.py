"""All tests see the bundled figures alone, unless they bring a store of their own; and all are one client, which may ask often."""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

os.environ["PLUMBLINE_LIVE"] = "off"
os.environ["PLUMBLINE_LIMITS"] = "off"

MAIN = sys.modules["__main__"]
SLOW_FILES = frozenset(Path(__file__).parent.joinpath("unit", "slow_files.txt").read_text().split())
"""Files of tests/unit that take seconds each: the fast set leaves them out."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow files as slow, before the fast set is chosen by that mark."""
    for item in items:
        if item.path.name in SLOW_FILES and item.path.parent.name == "unit":
            item.add_marker("slow")


def pytest_runtest_teardown() -> None:
    """Put the main module back: Streamlit's tests leave their script in its place, and processes that a later test starts would run it."""
    sys.modules["__main__"] = MAIN


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let tests run a loop of their own after those of browsers: between these Playwright leaves its own marked as running."""
    if "browser" in item.path.parts:
        return (yield)
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(loop)
