"""What somebody has who installs Plumbline instead of cloning it: the same program with the same tables and figures."""

import json
import subprocess
import urllib.request
import zipfile
from pathlib import Path

import pytest
from installing import COMMAND, ROOT
from serving import serve

import cli
from loaders.version import VERSION

STAYS = {".ci", ".github", "deploy", "docs", "tests"}
"""Folders that only somebody who changes the program needs."""


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    """The files of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture
def here(capsys):
    """What a command prints in the clone."""

    def run(*arguments: str) -> str:
        cli.main(arguments)
        return capsys.readouterr().out

    return run


def test_every_file_of_every_room_and_folder_is_in_the_wheel(names):
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    wanted = [name for name in tracked if "/" in name and name.partition("/")[0] not in STAYS]
    assert len(wanted) > 200
    assert [name for name in wanted if not {name, f"plumbline_home/{name}"} & names] == []


def test_the_wheel_brings_nothing_to_the_top_level_but_rooms_the_command_and_one_folder(names):
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    top = {name.partition("/")[0] for name in names}
    assert top == {*rooms, "cli.py", "plumbline_home", f"plumbline-{VERSION}.dist-info"}


def test_an_installed_program_finds_its_own_files_and_not_the_clone(installed):
    code = "import sys, loaders.home, web; print(loaders.home.ROOT, web.__file__, *sys.path, sep='\\n')"
    root, web, *path = installed.python("-c", code).splitlines()
    assert Path(root) == installed.site / "plumbline_home"
    assert Path(web).parent == installed.site / "web"
    assert str(ROOT) not in path


def test_an_installed_program_says_its_version(installed):
    assert installed.plumbline("--version") == f"plumbline {VERSION}\n"


def test_installed_tables_and_figures_are_as_many_as_in_the_clone_and_without_fault(installed, here):
    said = installed.plumbline("validate")
    assert said == here("validate")
    assert ": no faults.\n" in said


def test_an_installed_program_reaches_the_verdict_of_the_clone(installed, here):
    asked = ("verdicts", "--claim", "us-still-powerful", "--format", "json")
    assert json.loads(installed.plumbline(*asked)) == json.loads(here(*asked))


def test_installed_pages_open_without_a_fault(installed):
    code = (
        "from loaders.home import ROOT; from streamlit.testing.v1 import AppTest;"
        "app = AppTest.from_file(str(ROOT / 'app.py'), default_timeout=120).run();"
        "print([e.value for e in app.exception], [w.value for w in app.warning]);"
        "app.switch_page('pages/method.py').run(); print([e.value for e in app.exception])"
    )
    assert installed.python("-c", code).splitlines() == ["[] []", "[]"]


def test_an_installed_dashboard_is_served_from_any_folder(installed, tmp_path):
    # Were its settings not found, Streamlit would take this for somebody's desk and first ask for an e-mail address.
    variables = {**installed.variables, "DISPLAY": ":99"}
    start = (*installed.options, "-c", COMMAND, "serve", "--port", "{port}", "--host", "127.0.0.1")
    with serve(tmp_path, variables, start, standing_in=installed.folder) as url:
        with urllib.request.urlopen(f"{url}/claims.json") as answer:
            assert len(json.load(answer)["claims"]) > 70
        with urllib.request.urlopen(f"{url}/embed/us-still-powerful-gdp") as answer:
            assert b"plotly" in answer.read()
