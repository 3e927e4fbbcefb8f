"""Newer figures come behind the pages: first bundled, then live, and when the sources fail, what was had before."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "contract"))

from faults import status
from house import CATALOG, case_of, figures, only
from opening import open_page
from serving import LONG, serve
from stub import Internet

CLAIM = "claim?id=cold-war-legacy"
SOURCE = "fas"


@pytest.fixture
def internet():
    """One source answers, all others have moved away, which is no fault that is tried again."""
    with Internet() as stub:
        for service in CATALOG.service.values():
            for host in service.hosts.split():
                stub.on(host, "/", status(404))
        case_of(SOURCE).serve(stub, figures(only(SOURCE), 0.98))
        yield stub


@pytest.fixture
def variables(internet, tmp_path):
    return {**internet.environment(), "PLUMBLINE_LIVE": "on", "PLUMBLINE_STORE": str(tmp_path / "store")}


def until_said(tab: Page, address: str, words: str) -> None:
    """Open the claim again and again until a chart says this of its figures."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        open_page(tab, address, CLAIM)
        if tab.get_by_text(words).count():
            return
        tab.wait_for_timeout(500)
    pytest.fail(f"No chart says: {words}")


def test_figures_are_bundled_then_live_and_when_the_sources_fail_the_last_ones_stay(tab, variables, internet, tmp_path):
    with serve(tmp_path, variables) as address:
        open_page(tab, address, CLAIM)
        expect(tab.get_by_text(re.compile("(Data retrieved|Live: )")).first).to_be_visible()
        until_said(tab, address, "Live: the source gave these figures")
        open_page(tab, address, "sources")
        moved = tab.get_by_text(re.compile("Estimated nuclear warhead stockpiles: 1 series moved"))
        moved.click()
        expect(tab.get_by_text(re.compile("Warheads.*revised", re.IGNORECASE))).to_be_visible()
        # All were asked a moment ago: public services are not to be hammered by whoever presses a button.
        expect(tab.get_by_text("Nothing to do: each source")).to_be_visible()
        expect(tab.get_by_role("button", name="Check for newer figures")).to_have_count(0)
    a_month_passes_and_the_source_fails(internet, tmp_path)
    with serve(tmp_path, variables) as address:
        until_said(
            tab,
            address,
            "Data retrieved 30 days ago; newer figures could not be fetched (ourworldindata.org answered 500",
        )
        expect(tab.locator(".js-plotly-plot").first).to_be_visible()
        expect(tab.get_by_text("faulty")).to_have_count(0)


def a_month_passes_and_the_source_fails(internet, folder: Path) -> None:
    state = folder / "store" / "state" / f"{SOURCE}.json"
    known = json.loads(state.read_text())
    long_ago = (dt.datetime.now(dt.UTC) - dt.timedelta(days=30)).isoformat()
    state.write_text(json.dumps({**known, "tried": long_ago, "confirmed": dict.fromkeys(known["confirmed"], long_ago)}))
    internet.on(case_of(SOURCE).host, "/", status(500))
