"""What a dead network costs a page: each page of a server whose sources never answer, beside one that asks none, in one run.

Run: ``.venv/bin/python tests/bench/offline.py``. In a real browser, until the page is whole. Goal: at most 1.1 times.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).parents[1] / "contract"))

from chromium import QUIET, find_browser
from faults import hang
from opening import open_page
from serving import serve
from stub import Internet

from loaders.catalog import read_catalog

GOAL = 1.1
ROUNDS = 15
PAGES = ("", "claim?id=us-still-powerful", "claim?id=trump-deepens-rift", "topic", "argument", "method", "sources")


def main() -> int:
    os.environ["PLUMBLINE_LIVE"] = "off"
    expect.set_options(timeout=60_000)
    hosts = {host for service in read_catalog().service.values() for host in service.hosts.split()}
    with Internet() as internet, tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for host in hosts:
            internet.on(host, "/", hang())
        dead = {**internet.environment(), "PLUMBLINE_LIVE": "on", "PLUMBLINE_STORE": f"{folder}/store"}
        for name in ("dead", "off"):
            (Path(folder) / name).mkdir()
        with serve(Path(folder) / "dead", dead) as offline, serve(Path(folder) / "off") as bundled:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(QUIET))
            ratios = [_compare(browser, page, offline, bundled) for page in PAGES]
            asked = len(internet.requests)
    print(
        f"median of the ratios {statistics.median(ratios):.2f}, largest {max(ratios):.2f}; {asked} requests went unanswered"
    )
    print("goal met" if max(ratios) <= GOAL else f"goal of {GOAL} missed")
    return max(ratios) > GOAL


def _compare(browser, page: str, offline: str, bundled: str) -> float:
    """The ratio of median times of one page, opened by turns on both servers."""
    times: dict[str, list[float]] = {offline: [], bundled: []}
    for turn in range(ROUNDS):
        for address in (offline, bundled) if turn % 2 else (bundled, offline):
            tab = browser.new_page()
            start = time.perf_counter()
            open_page(tab, address, page)
            times[address].append(time.perf_counter() - start)
            tab.close()
    dead, off = (statistics.median(times[address]) for address in (offline, bundled))
    print(f"/{page:30} dead network {dead * 1000:5.0f} ms, bundled only {off * 1000:5.0f} ms: {dead / off:.2f}")
    return dead / off


if __name__ == "__main__":
    sys.exit(main())
