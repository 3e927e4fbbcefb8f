"""What a start is held against: an empty page, a page with one chart, and what a competent user writes in an afternoon.

Each is served as its user would, with Streamlit's own settings; the dashboard as the README says, on its bundled figures.
Bytecode is kept in a folder of the run, the same for all, so that no start compiles what another has compiled before.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""Seconds after which a server or a page counts as hung."""

EMPTY = ""
ONE_CHART = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

data = pd.DataFrame({"year": range(2000, 2025), "value": [n * n % 37 for n in range(25)]})
st.plotly_chart(go.Figure(go.Scatter(x=data["year"], y=data["value"])))
"""
AFTERNOON = """
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from scipy import stats

ROOT = Path(%r)


@st.cache_data
def read_observations():
    return pd.concat([pd.read_parquet(path) for path in sorted((ROOT / "data" / "observations").glob("*.parquet"))])


@st.cache_data
def read_table(name):
    return pd.read_csv(ROOT / f"{name}.csv", keep_default_na=False)


def chart_of(row):
    figures = read_observations()
    of_row = (figures["indicator"] == row["indicator"]) & (figures["entity"] == row["entity"])
    line = figures[of_row & (figures["counterpart"] == row["counterpart"])].sort_values("date")
    if len(line) < 3:
        return None
    dates = pd.to_datetime(line["date"])
    days = (dates - dates.iloc[0]).dt.days
    slope, intercept, low, high = stats.theilslopes(line["value"], days)
    chart = go.Figure(go.Scatter(x=dates, y=line["value"], name=row["indicator"]))
    chart.add_scatter(x=dates, y=intercept + slope * days, name="Trend", line={"dash": "dash"})
    chart.update_layout(title=f"{row['indicator']}, {row['entity']}: {365.25 * slope:.3g} a year")
    return chart, low > 0 or high < 0


st.set_page_config("Does the argument hold?", layout="wide")
st.title("Does the argument hold?")
claims, evidence = read_table("claims"), read_table("evidence")
claim = st.selectbox("Claim", claims["claim"])
chosen = claims[claims["claim"] == claim].iloc[0]
st.write(chosen["caveat"])
for _, row in evidence[evidence["claim"] == chosen["id"]].iterrows():
    st.subheader(row["question"])
    found = chart_of(row)
    if found:
        chart, sure = found
        st.plotly_chart(chart, key=row["id"])
        st.caption("The trend is significant." if sure else "The trend is not significant.")
st.dataframe(claims[["topic", "kind", "claim"]], hide_index=True)
"""


@dataclass(frozen=True)
class App:
    """A script and where it is started."""

    name: str
    folder: Path
    script: str
    charted: str = ""
    """The page with its first chart, below its address; the first page if empty."""

    @property
    def has_chart(self) -> bool:
        return self.name != "empty page"


def apps(folder: Path) -> dict[str, App]:
    """All four by a short name; the scripts of three of them are written into ``folder``."""
    texts = {"empty page": EMPTY, "one chart": ONE_CHART, "afternoon": AFTERNOON % str(ROOT)}
    found = {}
    for name, text in texts.items():
        script = folder / f"{name.replace(' ', '_')}.py"
        script.write_text(text)
        found[name] = App(name, folder, script.name)
    return found | {"ours": App("ours", ROOT, "app.py", "claim?id=us-still-powerful")}


@dataclass(frozen=True)
class Server:
    """A running server. ``began`` is when its process was started, ``healthy`` the seconds until it said ok."""

    port: int
    process: psutil.Process
    began: float
    healthy: float

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def age(self) -> float:
        """Seconds since its process was started."""
        return time.perf_counter() - self.began

    @property
    def worked(self) -> float:
        """Seconds of processor time it has taken."""
        return sum(self.process.cpu_times()[:2])

    def settle(self) -> float:
        """Wait until it has nothing more to do; the memory it then takes, in MB (of 2**20 bytes)."""
        busy = -1.0
        while (now := self.worked) - busy > 0.05:
            busy = now
            time.sleep(2)
        return self.process.memory_info().rss / 2**20


@contextmanager
def serve(app: App, bytecode: Path) -> Iterator[Server]:
    """A fresh process on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true"}
    options["browser.gatherUsageStats"] = "false"
    command = [sys.executable, "-m", "streamlit", "run", app.script]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(bytecode), "PLUMBLINE_LIVE": "off", "PLUMBLINE_LIMITS": "off"}
    began = time.perf_counter()
    with (bytecode.parent / "log.txt").open("w+") as log:
        server = subprocess.Popen(command, cwd=app.folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            while not _ok(port):
                if server.poll() is not None or time.perf_counter() - began > PATIENCE:
                    log.seek(0)
                    raise RuntimeError(f"{app.name} did not start:\n{log.read()}")
                time.sleep(0.005)
            yield Server(port, psutil.Process(server.pid), began, time.perf_counter() - began)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _ok(port: int) -> bool:
    """Whether the server says it is healthy; the body matters: unknown paths answer 200 too."""
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=10).read() == b"ok"
    except OSError:
        return False
