"""plumbline argument: our argument for other programs, and theirs as rows of our tables."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

import cli
from loaders.catalog import ROOT
from service.opening import open_case

FOREIGN = Path(__file__).parent / "fixtures" / "argdown" / "foreign.argdown"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        status = cli.main(["argument", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_what_is_written_is_read_back_as_the_tables_that_there_are(run, tmp_path):
    status, written, _ = run()
    assert status == 0
    file = tmp_path / "ours.argdown"
    file.write_text(written, encoding="utf-8")
    case = tmp_path / "case"
    case.mkdir()
    for name in ("case.toml", "topics.csv", "claims.csv", "evidence.csv"):
        shutil.copy(ROOT / name, case / name)
    for table in ("conclusions", "argument"):
        status, out, err = run("--from", str(file), "--table", table)
        assert (status, err) == (0, "")
        (case / f"{table}.csv").write_text(out, encoding="utf-8")
    ours, theirs = open_case().argument, open_case(case).argument
    assert theirs.faults == ()
    assert theirs.conclusions.rows == ours.conclusions.rows
    assert set(theirs.links.rows) == set(ours.links.rows)


def test_aif_is_json_of_the_day_that_is_asked(run):
    status, out, _ = run("--format", "aif", "--as-of", "article")
    nodes = json.loads(out)["nodes"]
    assert status == 0
    assert {node["timestamp"][:10] for node in nodes} == {open_case().article.day.isoformat()}


def test_rows_of_both_tables_are_printed_with_what_is_missing_told(run):
    status, out, err = run("--from", str(FOREIGN))
    first, second = out.split("\n\n")
    assert status == 1
    assert first.startswith("conclusions.csv\nid,section,paragraph,conclusion\nrivals-remain,2,1,")
    rows = list(csv.DictReader(io.StringIO(second.partition("\n")[2])))
    assert rows[0] == {
        "premise": "rivalry-long-defined", "relation": "supports", "conclusion": "be-firm", "why": "A chain of reasons",
    }  # fmt: skip
    assert "plumbline: foreign.argdown, line 32: >< cannot be said in our tables." in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "x", "--format", "aif"), "not both"),
        (("--table", "argument"), "--table says which rows of --from FILE are printed."),
        (("--from", "nowhere.argdown"), "nowhere.argdown cannot be read (No such file or directory)."),
        (("--as-of", "never"), "'never' is not a day."),
        (("--case", "nowhere"), "nowhere is not a folder."),
    ],
)
def test_what_is_not_understood_is_told_with_status_2(run, arguments, said):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err


def test_a_file_that_is_no_text_is_told(run, tmp_path):
    file = tmp_path / "x.argdown"
    file.write_bytes(b"\xff\xfe\x00")
    status, out, err = run("--from", str(file))
    assert (status, out) == (2, "")
    assert "is not UTF-8" in err
