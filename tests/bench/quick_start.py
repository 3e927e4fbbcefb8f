"""How quickly the dashboard starts and how much it takes, beside an empty page, a page with one chart and an afternoon's app.

Run: ``.venv/bin/python tests/bench/quick_start.py`` (about eight minutes on two cores), or a part of it: ``--part start,memory``. Every figure is
taken beside its floor in the same run, from fresh processes started in turns. Exits with 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from chromium import QUIET, find_browser
from floors import ROOT, App, Server, apps, serve
from readers import SESSION, Reader, Run, bytes_of_first_visit, open_chart

COME_AND_GONE = 200
CROWDS = {10: 1 / 7, 50: 1 / 9}
"""Sessions at once, and how long a rerun may take against the afternoon's app."""
RERUNS = 4
TOGETHER = 4
"""Sessions that are open at once while many come and go."""


@dataclass(frozen=True)
class Line:
    """One figure beside its floor. ``most`` is the largest ratio allowed, or the largest value where ``absolute``."""

    what: str
    unit: str
    value: float
    floor: float | None = None
    against: str = ""
    most: float | None = None
    absolute: bool = False

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        held = self.value if self.absolute else self.ratio
        return self.most is None or (held is not None and held <= self.most)

    def __str__(self) -> str:
        floor = f"{self.floor:8.2f}  {self.against:11}" if self.floor else " " * 21
        ratio = f"{self.ratio:6.2f}" if self.ratio else " " * 6
        goal = "" if self.most is None else f"{self.most:.2f}{f' {self.unit}' if self.absolute else ''}"
        said = "" if self.most is None else "met" if self.met else "MISSED"
        return f"{self.what:52} {self.value:8.2f} {self.unit:3} {floor} {ratio}  {goal:9} {said}"


class Bench:
    """The apps, and what they are started with."""

    def __init__(self, folder: Path, turns: int) -> None:
        # Apart, for Streamlit watches the folder of a script.
        scripts, self._bytecode = folder / "scripts", folder / "bytecode"
        scripts.mkdir()
        self._bytecode.mkdir()
        self.apps, self.turns = apps(scripts), turns
        self.claims = [line.split(",")[0] for line in (ROOT / "claims.csv").read_text("utf-8").splitlines()[1:]]
        for app in self.apps.values():
            with self.serve(app) as server:
                _visit(server)

    def serve(self, app: App):
        return serve(app, self._bytecode)

    def taking_turns(self) -> Iterator[App]:
        """Every app as often as there are turns, in an order that changes."""
        for turn in range(self.turns):
            yield from list(self.apps.values())[:: -1 if turn % 2 else 1]


def _visit(server: Server, claim: str = "") -> Run:
    """A session that comes, reads the first page (and a claim, if given), and goes."""
    with Reader(server.port) as reader:
        run = reader.run()
        if claim:
            reader.run("claim", f"id={claim}")
    return run


def start(bench: Bench) -> Iterator[Line]:
    """Until healthy, until the first chart of the first session, and of the second."""
    healthy, worked, told, drawn, second = (defaultdict[str, list[float]](list) for _ in range(5))
    with _browser() as browser:
        for app in bench.taking_turns():
            with bench.serve(app) as server:
                healthy[app.name].append(server.healthy)
                before = server.age
                worked[app.name].append(server.worked)
                run = _visit(server)
                told[app.name].append(before + (run.to_chart or run.seconds))
            if app.has_chart:
                with bench.serve(app) as server:
                    before = server.age
                    drawn[app.name].append(before + open_chart(browser, f"{server.address}/{app.charted}"))
                    server.settle()
                    second[app.name].append(open_chart(browser, f"{server.address}/{app.charted}"))
    yield _against("process to healthy", healthy, "empty page", 1.5)
    yield _against("processor time to healthy", worked, "empty page")
    yield _against("process to first chart's data, first session", told, "afternoon", 1.0)
    yield _against("process to first chart drawn, first session", drawn, "afternoon", 1.0)
    yield _against("page to first chart drawn, later session", second, "one chart", 1.3)


def memory(bench: Bench) -> Iterator[Line]:
    """What the process takes before the first reader, after one, and after many have come and gone."""
    taken = {}
    for app in bench.apps.values():
        with bench.serve(app) as server:
            before = server.settle()
            _visit(server)
            one = server.settle()
            _pass_through(server, [""] * (COME_AND_GONE - 1))
            taken[app.name] = (before, one, server.settle())
    with bench.serve(bench.apps["ours"]) as server:
        _visit(server)
        server.settle()
        claims = [bench.claims[n % len(bench.claims)] for n in range(COME_AND_GONE - 1)]
        _pass_through(server, claims)
        reading = server.settle()
    before, one, many = taken["ours"]
    yield Line("memory before the first reader", "MB", before, taken["empty page"][0], "empty page")
    yield Line("memory after one session", "MB", one, taken["afternoon"][1], "afternoon", 214, absolute=True)
    yield Line(f"memory after {COME_AND_GONE} sessions", "MB", many, one, "after one", 1.1)
    yield Line(f"memory after {COME_AND_GONE} sessions, afternoon's app", "MB", taken["afternoon"][2], one, "ours")
    yield Line(f"memory after {COME_AND_GONE} sessions that read a claim each", "MB", reading, one, "after one", 1.1)


def _pass_through(server: Server, claims: list[str]) -> None:
    with ThreadPoolExecutor(TOGETHER) as readers:
        list(readers.map(lambda claim: _visit(server, claim), claims))


def wire(bench: Bench) -> Iterator[Line]:
    """What a first visit brings over the wire."""
    with _browser() as browser:
        parts = {}
        for name in ("one chart", "ours"):
            with bench.serve(bench.apps[name]) as server:
                parts[name] = bytes_of_first_visit(browser, f"{server.address}/{bench.apps[name].charted}")
    for address, size in sorted(parts["ours"].items(), key=lambda part: -part[1])[:8]:
        print(f"  {size:6.3f} MB  {address.rpartition('/')[2] or address}")
    told = {name: found.pop(SESSION) for name, found in parts.items()}
    sent = {name: sum(found.values()) for name, found in parts.items()}
    yield Line("first visit on the wire", "MB", sent["ours"], sent["one chart"], "one chart", 2.6, absolute=True)
    yield Line("and the messages of its session", "MB", told["ours"], told["one chart"], "one chart")


def sessions(bench: Bench) -> Iterator[Line]:
    """Reruns while many sessions ask for them without a pause."""
    for crowd, most in CROWDS.items():
        medians = {}
        for name in ("afternoon", "ours"):
            with bench.serve(bench.apps[name]) as server:
                _visit(server)
                server.settle()
                medians[name] = 1e3 * _rerun_together(server, crowd)
        yield Line(
            f"rerun, {crowd} sessions at once (median)", "ms", medians["ours"], medians["afternoon"], "afternoon", most
        )


def _rerun_together(server: Server, crowd: int) -> float:
    """Median seconds of a rerun."""

    def reread(_: int) -> list[float]:
        with Reader(server.port) as reader:
            reader.run()
            return [reader.run().seconds for _ in range(RERUNS)]

    with ThreadPoolExecutor(crowd) as readers:
        return statistics.median(seconds for one in readers.map(reread, range(crowd)) for seconds in one)


def _against(what: str, times: dict[str, list[float]], floor: str, most: float | None = None) -> Line:
    ours, theirs = (statistics.median(times[name]) for name in ("ours", floor))
    return Line(what, "s", ours, theirs, floor, most)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(QUIET))
        yield browser
        browser.close()


PARTS: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "start": start, "memory": memory, "wire": wire, "sessions": sessions,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", default=",".join(PARTS), help="some of: %(default)s")
    parser.add_argument("--turns", type=int, default=5, help="starts of each app (%(default)s)")
    asked = parser.parse_args()
    met = True
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), asked.turns)
        print(f"{'':52} {'ours':>8}     {'floor':>8}  {'':11} {'ratio':>6}  goal")
        for part in asked.part.split(","):
            for line in PARTS[part](bench):
                print(line, flush=True)
                met &= line.met
    print("all goals met" if met else "goals missed")
    return not met


if __name__ == "__main__":
    sys.exit(main())
