"""Every setting there is stands in the one table of settings, and the table has no other."""

import re
import subprocess

import pytest

from loaders.home import ROOT

TABLE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
NAME = re.compile(r"PLUMBLINE_[A-Z]+(?:_[A-Z]+)*")
BINARY = {".ico", ".png", ".parquet", ".ttf", ".woff2"}


def used() -> dict[str, str]:
    """Names of settings in code, tables and files of deployment, each with one file that it stands in."""
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    found = {}
    for name in files:
        path = ROOT / name
        if name.startswith("tests/") or path.suffix in {*BINARY, ".md"} or not path.exists():
            continue
        found |= dict.fromkeys(NAME.findall(path.read_text(encoding="utf-8")), name)
    return found


def rows() -> dict[str, list[str]]:
    """The cells behind each name in the table."""
    lines = [line.strip("|").split(" | ") for line in TABLE.splitlines() if line.startswith("| `")]
    return {name.strip(" `"): cells for names, *cells in lines for name in names.split(", ")}


def test_every_setting_in_the_code_stands_in_the_table():
    assert len(used()) > 5
    assert {name: file for name, file in used().items() if name not in rows()} == {}


def test_the_table_has_no_setting_that_nothing_reads():
    assert {name for name in rows() if NAME.fullmatch(name)} - set(used()) == set()


def test_every_setting_is_described_with_what_holds_without_it():
    assert all(len(cells) == 2 and all(cell.strip() for cell in cells) for cells in rows().values())


@pytest.mark.parametrize("name", [name for name in rows() if name.startswith("STREAMLIT_")])
def test_streamlit_has_the_settings_that_the_table_says_it_has(name):
    from streamlit import config

    assert name in {option.env_var for option in config._config_options_template.values()}
