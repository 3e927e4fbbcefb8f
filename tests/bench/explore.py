"""What a change on Explore takes until its new chart, beside a page that shows one kept chart and nothing else.

Run: ``.venv/bin/python tests/bench/explore.py``. Runs of a session that is there already, without a browser; no view has been asked
for before, so that each is measured, drawn and sent. Goals: a new chart within 0.15 s, or 1.5 times the page with one chart; of
twenty readers who change something at once the middle one has it within 0.5 s.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from floors import apps, serve
from readers import Reader
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
READERS = 20
NEW = 6
"""Views, each another one, of which the quickest counts: what else the machine does is not the page's."""
CHANGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("another country", {"entity": "POL,RUS,USA,FRA"}),
    ("per head", {"indicator": "gdp_ppp", "measure": "ratio", "versus_indicator": "population", "entity": "POL,RUS,USA,FRA"}),
    ("a share of the world", {"indicator": "gdp_nominal", "measure": "share", "versus_entity": "WLD", "entity": "POL,RUS,USA,FRA"}),
    ("a group of thirty", {"indicator": "gdp_nominal", "entity": "NATO@2014,RUS"}),
    ("a rank among all", {"indicator": "gdp_ppp", "measure": "rank", "versus_entity": "WLD", "entity": "POL,RUS"}),
    ("bars", {"entity": "POL,RUS,USA,FRA", "form": "bars"}),
    ("ranks", {"entity": "POL,RUS,USA,FRA", "form": "ranks"}),
    ("a table", {"entity": "POL,RUS,USA,FRA", "form": "table"}),
    ("a map", {"indicator": "gdp_nominal", "entity": "POL", "form": "map"}),
    ("a map per head", {"indicator": "gdp_nominal", "entity": "POL", "form": "map", "measure": "ratio", "versus_indicator": "population"}),
    ("small multiples of twelve", {"indicator": "gdp_nominal", "entity": "USA,CHN,DEU,JPN,IND,GBR,FRA,ITA,BRA,CAN,RUS,KOR", "form": "multiples"}),
)  # fmt: skip
USUAL = {"indicator": "milex_share_gdp", "entity": "POL,RUS,USA"}
"""What a change begins from; what it does not name stays."""


def whole() -> None:
    import runpy

    runpy.run_path("pages/explore.py")


def alone() -> None:
    import streamlit as st

    from verdicts.view_reading import parse
    from widgets.chart import chart
    from widgets.state import case, charts, mode

    view = parse(dict(st.query_params.to_dict()), case()).view
    chart(charts().view(view, mode()), key="explore-chart", alt="A chart")


def page(way, query: dict[str, str]) -> AppTest:
    """A session that has shown a view."""
    app = AppTest.from_function(way, default_timeout=600)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def changed(app: AppTest, query: dict[str, str]) -> tuple[float, float]:
    """Milliseconds of the run in which another view is shown, and of the processor in it."""
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    begun, worked = time.perf_counter(), time.process_time()
    app.run()
    took = 1e3 * (time.perf_counter() - begun), 1e3 * (time.process_time() - worked)
    assert not app.exception
    return took


def told(what: str, runs: list[tuple[float, float]], floor: float) -> None:
    """Print the quickest of some runs, the least work in one of them, and how that compares with a page that has one chart."""
    took, worked = (min(side) for side in zip(*runs, strict=True))
    print(f"{what}: {took:.0f} ms, of the processor {worked:.0f} ms; ratio {worked / floor:.2f}")


def readers(app: str, page: str) -> tuple[list[float], float]:
    """Milliseconds that each of many readers of one server waits for a new chart who change something at once, each to a view of
    their own; and of the processor for each of them. A page with one chart shows it again."""
    codes = "POL DEU FRA GBR ITA ESP JPN IND BRA CAN RUS KOR AUS TUR SWE NLD NOR UKR ZAF EGY".split()
    times = [0.0] * READERS
    ready, begin = threading.Barrier(READERS), threading.Barrier(READERS)
    worked: list[float] = []

    def reader(port: int, at: int) -> None:
        with Reader(port) as session:
            session.run(page, urlencode(USUAL))
            if not ready.wait():
                # What a server does after its start is done: the readers are of one that runs.
                server.settle()
                worked.append(server.worked)
            begin.wait()
            change = {"indicator": "gdp_nominal", "entity": f"{codes[at]},USA,CHN", "from": "1995"}
            times[at] = 1e3 * (session.run(page, urlencode(change)).to_chart or float("nan"))

    with (
        tempfile.TemporaryDirectory() as folder,
        serve(apps(Path(folder))[app], Path(folder) / "bytecode") as server,
    ):
        threads = [threading.Thread(target=reader, args=(server.port, at)) for at in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        worked.append(server.worked)
    return times, 1e3 * (worked[1] - worked[0]) / READERS


def main() -> None:
    from widgets import state

    state.site().served.warm()
    state.find_indicators("oil")
    app, one = page(whole, USUAL), page(alone, USUAL)
    floor = min(worked for _, worked in (changed(one, USUAL) for _ in range(9)))
    print(f"a page with one kept chart: of the processor {floor:.0f} ms")
    told("the page with a view that is kept", [changed(app, USUAL) for _ in range(9)], floor)
    for what, change in CHANGES:
        told(what, [changed(app, USUAL | change | {"from": str(year)}) for year in range(1993, 1993 + NEW)], floor)
    for name, app_name, of in (("a page with one chart", "one chart", ""), ("Explore", "ours", "explore")):
        times, each = readers(app_name, of)
        middle, longest = statistics.median(times), max(times)
        print(
            f"{READERS} readers of {name} at once: median {middle:.0f} ms, longest {longest:.0f} ms; "
            f"of the processor {each:.0f} ms for each"
        )


if __name__ == "__main__":
    main()
