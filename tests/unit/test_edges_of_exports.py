"""Edges of what leaves the house: signs of LaTeX, fingerprints of the program, exit statuses of faulty tables."""

import datetime as dt
import shutil

import pytest

import cli
from exports import plan
from exports.authors import Author
from exports.citations import Citation
from service import opening


def test_every_sign_that_means_something_to_latex_is_escaped():
    # The ten special characters of LaTeX (Lamport 1994, 2.1): seven take a backslash, three are commands of their own.
    citation = Citation("k", "data set", (Author("# $ % & _ { } ~ ^ \\"),), "t", 2026, accessed=dt.date(2026, 1, 1))
    expected = (
        r"\# \$ \% \& \_ \textbraceleft{} \textbraceright{} \textasciitilde{} \textasciicircum{} \textbackslash{}"
    )
    assert f"author = {{{{{expected}}}}}" in citation.bibtex()


@pytest.fixture
def program(tmp_path, monkeypatch):
    """The fingerprint of a copy of the rooms that make files, after something was done to a file of it."""
    here = plan.Path(plan.__file__).parent
    for room in (here, here.parent / "charts", here.parent / "verdicts"):
        shutil.copytree(room, tmp_path / room.name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(plan, "__file__", str(tmp_path / here.name / "plan.py"))

    def fingerprint(place="", content=""):
        if place:
            (tmp_path / place).write_text(content)
        plan.program.cache_clear()
        return plan.program()

    yield fingerprint
    plan.program.cache_clear()


def test_a_file_is_made_again_once_the_program_that_makes_it_is_another(program):
    first = program()
    assert program() == first
    seen = {first}
    for number, place in enumerate(("exports/report.py", "charts/theme.py", "verdicts/checks.py"), 2):
        seen.add(program(place, "# as it was not"))
        assert len(seen) == number


@pytest.fixture
def faulty(case, monkeypatch, tmp_path):
    """The project's own tables, one row of evidence with an indicator that is not there."""
    from loaders.catalog import ROOT

    folder = tmp_path / "tables"
    folder.mkdir()
    for name in ("topics.csv", "claims.csv", "evidence.csv", "conclusions.csv", "argument.csv"):
        text = (ROOT / name).read_text(encoding="utf-8")
        if name == "evidence.csv":
            text = text.replace("gdp_nominal", "gdp_nominel", 1)
        (folder / name).write_text(text, encoding="utf-8")
    found = opening.open_case(folder)
    assert len(found.faults) == 1
    monkeypatch.setattr(opening, "open_case", lambda *_: found)
    return folder


@pytest.mark.parametrize("command", ["validate", "verdicts", "export"])
def test_with_faulty_tables_what_is_sound_is_done_and_the_status_is_1(faulty, capsys, tmp_path, command):
    claim = ["--claim", "us-still-powerful"]
    arguments = {
        "validate": [str(faulty)],
        "verdicts": [*claim, "--executor", "none"],
        "export": [*claim, "--out", str(tmp_path / "out"), "--format", "csv"],
    }[command]
    assert cli.main([command, *arguments]) == 1
    out, err = capsys.readouterr()
    assert "gdp_nominel" in (out if command == "validate" else err)
    if command == "verdicts":
        assert "us-still-powerful" in out
    if command == "export":
        assert list((tmp_path / "out").rglob("*.csv"))
