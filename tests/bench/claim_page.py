"""What a claim's page takes until its first chart, and whole, beside a page that shows that chart and nothing else.

Run: ``.venv/bin/python tests/bench/claim_page.py``. Second sessions (another reader has been there) and reruns, without a
browser. Goal: the first chart at most two milliseconds later than on a page that has only it; a browser takes a second for either.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parents[2]))
SESSIONS = 7
EVERY = 4
"""Of the claims one in so many."""


def whole() -> None:
    import runpy
    import time

    from widgets import chart

    chart.begun = time.perf_counter()
    runpy.run_path("pages/claim.py")


def alone() -> None:
    import time

    import streamlit as st

    from widgets import chart
    from widgets.claim_tests import chosen
    from widgets.finding_view import finding_chart
    from widgets.state import standings

    chart.begun = time.perf_counter()
    claim = st.query_params["id"]
    finding_chart(claim, chosen(standings()[claim], "")[-1][1])


def session(way, claim: str, **query: str) -> tuple[float, float]:
    """Milliseconds from the beginning of a new session's script until its first chart was sent, and to its end."""
    import streamlit as st

    from widgets import chart as drawing

    page, drawn, draw = AppTest.from_function(way, default_timeout=60), [], st.plotly_chart

    def noted(*args, **options):
        drawn.append(time.perf_counter())
        return draw(*args, **options)

    for name, value in {"id": claim, **query}.items():
        page.query_params[name] = value
    st.plotly_chart = noted
    page.run()
    end = time.perf_counter()
    st.plotly_chart = draw
    assert not page.exception
    return 1e3 * (drawn[0] - drawing.begun), 1e3 * (end - drawing.begun)


def main() -> None:
    from service.opening import open_case
    from verdicts.findings import has_figures
    from widgets import state

    case = open_case()
    charted = [v.claim.id for v in case.verdicts(case.now) if any(map(has_figures, v.findings))]
    state.application().served.warm()
    first: dict[str, list[float]] = {"whole": [], "alone": []}
    pages: dict[str, list[float]] = {"whole": [], "alone": []}
    for claim in charted[::EVERY]:
        ways = {"whole": whole, "alone": alone}
        for way in ways.values():
            session(way, claim)
        times = {name: [session(way, claim) for _ in range(SESSIONS)] for name, way in ways.items()}
        for name, found in times.items():
            first[name].append(min(one for one, _ in found))
            pages[name].append(min(both for _, both in found))
    for what, found in (("first chart", first), ("whole page", pages)):
        ratio = sum(found["whole"]) / sum(found["alone"])
        means = {name: statistics.mean(values) for name, values in found.items()}
        print(f"{what}: {means['whole']:.1f} ms, alone {means['alone']:.1f} ms; ratio {ratio:.2f}")
    curves = [session(whole, claim, view="Other ways to test")[1] for claim in charted[::EVERY]]
    print(f"first opening of the view Other ways to test: {statistics.mean(curves):.0f} ms")


if __name__ == "__main__":
    main()
