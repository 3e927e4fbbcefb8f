"""What the multiverse costs the Claim page: every claim's page as it is, beside the same page without it, in the same run.

Run: ``.venv/bin/python tests/bench/claim_page.py``. First openings and reruns, without a browser. Goal: at most 1.3 times.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parents[2]))
RERUNS = 7
EVERY = 4
"""Of the claims one in so many: caches are cleared before each first opening, and the figures judged anew."""


def with_multiverse() -> None:
    import runpy

    runpy.run_path("pages/claim.py")


def without() -> None:
    from unittest.mock import patch

    import streamlit as st

    from verdicts.multiverse import Multiverse
    from widgets.claim_view import claim_head, neighbours
    from widgets.finding_view import finding_blocks
    from widgets.state import standings

    standing = standings()[st.query_params["id"]]
    with patch.object(Multiverse, "contested", False):
        claim_head(standing)
    finding_blocks(standing)
    neighbours(standing)


def opened(way, claim: str, **query: str) -> tuple[float, AppTest]:
    """Seconds of a first opening: the figures are read and judged, as the server has done; no picture has been drawn."""
    from service.application import Application
    from widgets import state

    state.use(Application())
    state.application().served.warm()
    page = AppTest.from_function(way, default_timeout=60)
    for name, value in {"id": claim, **query}.items():
        page.query_params[name] = value
    start = time.perf_counter()
    page.run()
    seconds = time.perf_counter() - start
    assert not page.exception
    return seconds, page


def main() -> None:
    from service.opening import open_case

    ways = {"with the multiverse": with_multiverse, "without": without}
    claims = [claim.id for claim in open_case().argument.claims.rows]
    opened(without, claims[0])
    first: dict[str, list[float]] = {name: [] for name in ways}
    again: dict[str, list[float]] = {name: [] for name in ways}
    curves = []
    for claim in claims[::EVERY]:
        pages = {}
        for name, way in ways.items():
            seconds, pages[name] = opened(way, claim)
            first[name].append(seconds)
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(RERUNS):
            for name, page in pages.items():
                start = time.perf_counter()
                page.run()
                times[name].append(time.perf_counter() - start)
        for name in ways:
            again[name].append(min(times[name]))
        curves.append(opened(with_multiverse, claim, view="Other ways to test")[0])
    for what, found in (("first opening", first), ("rerun", again)):
        cells = ", ".join(f"{name} {1e3 * statistics.mean(found[name]):.0f} ms" for name in ways)
        print(f"{what}: {cells}; ratio {sum(found['with the multiverse']) / sum(found['without']):.2f}")
    print(f"first opening of the view Other ways to test: {1e3 * statistics.mean(curves):.0f} ms")


if __name__ == "__main__":
    main()
