"""What importing a room loads, by whatever way: in a process of its own, seen in sys.modules."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NETWORK = {"requests", "urllib3", "curl_cffi", "yfinance", "wbgapi", "sdmx"}
STORE = {"fsspec", "filelock"}
SCREEN = {"streamlit"}

LOADS_NONE_OF = [
    (("verdicts", "charts"), NETWORK | STORE | SCREEN),
    (("loaders", "exports", "service", "web", "terminal"), SCREEN),
]
"""Rooms, and the packages that none of their modules may bring in. All rooms under widgets/ know no screen.

Those of a line are loaded in one process: what the whole of them does not load, none of them does.
"""

IMPORT_ALL = """
import importlib, json, sys
for module in sys.argv[1:]:
    importlib.import_module(module)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def modules_of(room: str) -> list[str]:
    paths = sorted((ROOT / room).rglob("*.py"))
    return [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]


def loaded_by(modules: list[str]) -> set[str]:
    """Top-level packages that are loaded once these modules are."""
    command = [sys.executable, "-c", IMPORT_ALL, *modules]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(("rooms", "forbidden"), LOADS_NONE_OF, ids=[" ".join(rooms) for rooms, _ in LOADS_NONE_OF])
def test_a_room_loads_nothing_that_is_not_its_business(rooms, forbidden):
    modules = {room: modules_of(room) for room in rooms}
    assert all(modules.values()), f"a room has no modules: {modules}"
    loaded = loaded_by([name for names in modules.values() for name in names])
    assert set(rooms) <= loaded
    found = loaded & forbidden
    guilty = [room for room in rooms if found and loaded_by(modules[room]) & forbidden]
    assert sorted(found) == [], f"brought in by {guilty}"


@pytest.mark.slow
def test_what_is_said_of_a_refresh_takes_neither_network_nor_store():
    values = ["loaders.breaker", "loaders.dated", "loaders.ledger", "loaders.moves", "loaders.outcome"]
    loaded = loaded_by([*values, "verdicts.freshness", "verdicts.refresh_text"])
    assert sorted(loaded & (NETWORK | STORE | SCREEN)) == []


def test_a_package_that_is_loaded_is_seen():
    assert loaded_by(["loaders.fetch", "loaders.store"]) >= {"requests", "urllib3", *STORE}


@pytest.mark.slow
def test_what_a_page_does_not_need_is_not_loaded_with_the_application():
    heavy = {"pandas", "requests", "openpyxl", "jinja2", "networkx", "weasyprint", "kaleido"}
    assert sorted(loaded_by(["service.application"]) & heavy) == []


def test_what_stands_in_front_of_the_pages_loads_nothing_that_the_server_would_wait_for():
    front = ["web.compression", "web.front", "web.health", "web.watched", "service.metrics", "service.readiness"]
    heavy = {"pandas", "pyarrow", "pydantic", "plotly", "numpy", "prometheus_client", "choreographer", "verdicts"}
    assert sorted(loaded_by(front) & (heavy | NETWORK | STORE | SCREEN)) == []
