"""What the multiverse costs the Claim page: every claim's page as it is, beside the same page without it, in the same run.

Run: ``.venv/bin/python tests/bench/claim_page.py``. A session's reruns, without a browser. Goal: at most 1.3 times.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parents[2]))
RERUNS = 7


def with_multiverse() -> None:
    import runpy

    runpy.run_path("pages/claim.py")


def without() -> None:
    from unittest.mock import patch

    import streamlit as st

    from verdicts.multiverse import Multiverse
    from widgets.chart import finding_blocks
    from widgets.claim import claim_head, neighbours
    from widgets.state import standings

    standing = standings()[st.query_params["id"]]
    with patch.object(Multiverse, "contested", False):
        claim_head(standing)
    finding_blocks(standing)
    neighbours(standing)


def main() -> None:
    from verdicts.project import open_project

    ways = {"with the multiverse": with_multiverse, "without": without}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for claim in open_project().argument.claims.rows:
        pages = {name: AppTest.from_function(way, default_timeout=60) for name, way in ways.items()}
        for page in pages.values():
            page.query_params["id"] = claim.id
            page.run()
            assert not page.exception
        times = {name: [] for name in ways}
        for _ in range(RERUNS):
            for name, page in pages.items():
                start = time.perf_counter()
                page.run()
                times[name].append(time.perf_counter() - start)
        for name in ways:
            found[name].append(min(times[name]))
    for name, seconds in found.items():
        print(
            f"{name:20} median {1e3 * statistics.median(seconds):6.1f} ms, mean {1e3 * statistics.mean(seconds):6.1f} ms a rerun"
        )
    ratio = sum(found["with the multiverse"]) / sum(found["without"])
    print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
