"""How the house is built: which room may know which, and that no stray text stands in it."""

import ast
import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ["loaders", "verdicts", "charts", "exports", "service", "widgets", "pages"]
"""From the ground up: a room imports from its own floor or from below."""
BELOW = FLOORS[: FLOORS.index("service") + 1]
TOP = {"app.py": [*FLOORS, "web"], "cli.py": BELOW}
BESIDE = {"terminal": BELOW, "web": BELOW}
"""Rooms beside the house, and the floors they may enter."""


def imports(path: Path) -> set[str]:
    """Top-level names of all modules a file imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def called(path: Path) -> set[str]:
    """What a file names behind a dot or imports by name, of whatever module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_point_down_only(floor):
    allowed = set(FLOORS[: FLOORS.index(floor) + 1])
    for path in (ROOT / floor).rglob("*.py"):
        up = (imports(path) & {*FLOORS, *BESIDE, "cli", "app"}) - allowed
        assert not up, f"{path.relative_to(ROOT)} imports {up} from above"


@pytest.mark.parametrize("room", BESIDE)
def test_a_room_beside_enters_only_the_floors_it_may(room):
    for path in (ROOT / room).rglob("*.py"):
        assert imports(path) & set(FLOORS) <= set(BESIDE[room]), path


@pytest.mark.parametrize("name", TOP)
def test_entry_points_import_only_what_they_may(name):
    assert imports(ROOT / name) & set(FLOORS) <= set(TOP[name])


@pytest.mark.parametrize("floor", [*BELOW, *BESIDE])
def test_rooms_below_the_widgets_know_no_screen(floor):
    """But for the command that starts it."""
    for path in set((ROOT / floor).rglob("*.py")) - {ROOT / "terminal" / "serve.py"}:
        assert "streamlit" not in imports(path), path


def test_verdicts_know_no_network():
    for path in (ROOT / "verdicts").rglob("*.py"):
        assert not imports(path) & {"requests", "urllib", "socket", "http", "yfinance", "wbgapi"}, path


@pytest.mark.slow
def test_nothing_is_kept_where_any_reader_s_browser_can_clear_it():
    """Streamlit's caches: a message that every browser can send empties them for all."""
    for floor in (*FLOORS, *BESIDE):
        for path in (ROOT / floor).rglob("*.py"):
            assert not called(path) & {"cache_data", "cache_resource"}, path


def test_files_are_taken_exactly_when_a_page_has_an_uploader():
    uploaders = {"file_uploader", "camera_input", "audio_input"}
    pages = [path for floor in ("pages", "widgets") for path in (ROOT / floor).rglob("*.py")]
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert any(called(path) & uploaders for path in pages) == (settings["server"]["maxUploadSize"] > 0)


def test_pages_hold_no_arithmetic():
    for path in (ROOT / "pages").glob("*.py"):
        assert not imports(path) & {"pandas", "numpy", "scipy"}, path


@pytest.mark.slow
def test_the_terminal_starts_without_streamlit_plotly_and_the_network_libraries():
    code = "import sys, cli; cli.main(['series', 'gdp_nominal', '--entity', 'USA']); print(sorted({'streamlit', 'plotly', 'yfinance', 'wbgapi'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_file_names_a_package_index_or_a_path_of_a_machine():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    bad = re.compile(r"(pypi[.]org|pythonhoste[d]|registry[.]npmjs|index[-]url|/home/\w+/|/roo[t]/|/Users/\w+/)")
    for name in files:
        path = ROOT / name
        if path.suffix in {".ico", ".png", ".parquet", ".ttf", ".woff2"} or not path.exists():
            continue
        found = bad.search(path.read_text(encoding="utf-8"))
        assert not found, f"{name}: {found.group()}"


def test_every_module_says_what_it_is_for():
    for floor in (*FLOORS, *BESIDE):
        for path in (ROOT / floor).rglob("*.py"):
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_event_labels_fit_on_a_chart():
    with (ROOT / "catalog" / "events.csv").open(encoding="utf-8", newline="") as file:
        assert all(len(row["label"]) <= 40 for row in csv.DictReader(file))


def test_pages_draw_by_the_one_function_that_waits_while_libraries_load():
    drawing = {
        path.relative_to(ROOT).as_posix()
        for room in ("pages", "widgets")
        for path in (ROOT / room).rglob("*.py")
        if "st.plotly_chart" in path.read_text(encoding="utf-8")
    }
    assert drawing == {"widgets/chart.py"}


SHARED_STYLES = {"access", "base", "charts", "frame", "print", "signs"}
"""What is said of all pages; every other sheet is of one."""


def test_no_page_styles_what_another_page_calls_by_the_same_name():
    """All sheets are on all pages: a class that one styles by itself is no other's."""
    sheets = {path.stem: _selectors(path) for path in (ROOT / "widgets" / "styles").glob("*.css")}
    of_pages = {name: selectors for name, selectors in sheets.items() if name not in SHARED_STYLES}
    assert {"claim", "explore", "overview"} <= of_pages.keys()
    alone = re.compile(r"(?:\.stHtml )?[a-z0-9]*\.([a-z][\w-]*)")
    for name, selectors in of_pages.items():
        own = {found[1] for one in selectors if (found := alone.fullmatch(one))}
        for other, theirs in of_pages.items():
            named = {part for one in theirs for part in re.findall(r"\.([a-z][\w-]*)", one)}
            assert other == name or not own & named, f"{name}.css and {other}.css: {own & named}"


def _selectors(path: Path) -> list[str]:
    css = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    return [one.strip() for group in re.findall(r"([^{}]+)\{", css) for one in group.split(",")]


def test_each_file_that_is_called_slow_is_there():
    folder = Path(__file__).parent
    named = (folder / "slow_files.txt").read_text().split()
    assert named == sorted(set(named))
    assert set(named) <= {path.name for path in folder.glob("test_*.py")}
