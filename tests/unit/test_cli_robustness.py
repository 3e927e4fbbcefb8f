"""plumbline verdicts under all choices, of other tables, and by other workers."""

import csv
import io
import json
import shutil

import pytest

import cli
from loaders.catalog import ROOT
from service import batches

CLAIM = "us-still-powerful"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        status = cli.main(["verdicts", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_robustness_stands_in_columns_of_its_own(run):
    status, out, err = run("--robustness", "--claim", CLAIM)
    assert (status, err) == (0, "")
    *_, header, _, row = out.splitlines()
    assert header.split("  ")[-1].strip() == "single choices that turn it"
    (record,) = json.loads(run("--robustness", "--claim", CLAIM, "--format", "json")[1])
    found = record["robustness"]
    pivotal = [str(len(found["hangs_on"]))] if found["hangs_on"] else []
    assert row.split()[-1 - len(pivotal) :] == [f"{found['specifications']:,}", *pivotal]


def test_robustness_as_json_says_what_it_hangs_on(run):
    records = json.loads(run("--robustness", "--format", "json")[1])
    hanging = [record for record in records if record["robustness"]["hangs_on"]]
    assert len(hanging) > 5
    for record in hanging:
        found = record["robustness"]
        # What the other choices have lowered is borne out by the full verdict too.
        assert found["robustness"] >= found["shares"].get(record["verdict"], 0) - 1e-9
        assert all(set(h) == {"evidence", "choice", "value", "verdict"} for h in found["hangs_on"])
        assert all(h["verdict"] != record["verdict"] for h in found["hangs_on"])


def test_robustness_as_csv_is_the_same(run):
    rows = csv.DictReader(io.StringIO(run("--robustness", "--topic", "multipolarity", "--format", "csv")[1]))
    records = json.loads(run("--robustness", "--topic", "multipolarity", "--format", "json")[1])
    for row, record in zip(rows, records, strict=True):
        found = record["robustness"]
        assert float(row["robustness"]) == found["robustness"]
        assert len(list(filter(None, row["hangs_on"].split(" | ")))) == len(found["hangs_on"])


def test_without_it_a_record_has_no_robustness(run):
    (record,) = json.loads(run("--claim", CLAIM, "--format", "json")[1])
    assert "robustness" not in record


@pytest.mark.slow
@pytest.mark.parametrize("who", ["none", "processes", "processes:1"])
def test_whoever_does_the_work_says_the_same(run, who, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 3)
    assert run("--topic", "energy", "--executor", who) == run("--topic", "energy")


@pytest.mark.parametrize(
    ("who", "words"), [("nobody", "processes:N"), ("tcp://127.0.0.1:1", "No Dask scheduler answers")]
)
def test_an_executor_that_is_not_there_is_status_2(run, who, words, monkeypatch):
    import distributed

    if "://" in who:

        def refused(*_, **__):
            raise OSError("refused")

        monkeypatch.setattr(distributed, "Client", refused)
    status, out, err = run("--executor", who)
    assert (status, out) == (2, "")
    assert words in err


def test_the_tables_of_another_folder_are_judged(run, tmp_path):
    for name in ("topics.csv", "claims.csv", "evidence.csv"):
        shutil.copy(ROOT / name, tmp_path)
    lines = (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "claims.csv").write_text("".join(lines[:3]), encoding="utf-8")
    status, out, err = run("--tables", str(tmp_path), "--format", "json")
    assert status == 1
    assert [r["claim"] for r in json.loads(out)] == [line.partition(",")[0] for line in lines[1:3]]
    assert "evidence.csv" in err


def test_a_folder_that_is_not_there_is_status_2(run, tmp_path):
    status, _, err = run("--tables", str(tmp_path / "none"))
    assert status == 2
    assert "is not a folder" in err


def test_a_day_before_most_figures_is_answered(run, case):
    status, out, _ = run("--as-of", "1993-01-01", "--format", "json")
    assert status == 0
    assert len(json.loads(out)) == len(case.argument.claims.rows)


def test_no_claim_at_all_is_an_empty_list(run, tmp_path):
    for name in ("topics.csv", "claims.csv", "evidence.csv"):
        header = (ROOT / name).read_text(encoding="utf-8").splitlines()[0]
        (tmp_path / name).write_text(f"{header}\n", encoding="utf-8")
    assert json.loads(run("--tables", str(tmp_path), "--format", "json")[1]) == []
