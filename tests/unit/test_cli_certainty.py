"""What the terminal says of how certain a verdict is, and of context."""

import csv
import io
import json

import pytest

import cli
from verdicts.sentences import ANSWERS


@pytest.fixture
def told(capsys):
    """The verdicts as JSON and as the rows of a CSV."""

    def call(*arguments):
        found = []
        for form in ("json", "csv"):
            cli.main(["verdicts", "--format", form, *arguments])
            found.append(capsys.readouterr().out)
        return json.loads(found[0]), list(csv.DictReader(io.StringIO(found[1])))

    return call


def test_context_answers_nothing_in_any_form(told, case):
    context = {row.id for row in case.argument.evidence.rows if not row.weight}
    records, rows = told()
    findings = {f["evidence"]: f for record in records for f in record["findings"]}
    assert {name for name, f in findings.items() if f["outcome"] == "context"} == context
    answers = tuple(f"{answer}: " for answer in ANSWERS.values())
    assert not [name for name in context if findings[name]["sentence"].startswith(answers)]
    cells = dict(cell.split(": ") for row in rows for cell in row["findings"].split(" | ") if cell)
    assert {cells[name] for name in context} == {"context"}


def test_verdicts_as_csv_say_how_certain_they_are(told):
    records, rows = told("--topic", "multipolarity")
    assert [row["certainty"] or None for row in rows] == [record["certainty"] for record in records]
    assert [row["certainty_reasons"].split(" | ") for row in rows] == [r["certainty_reasons"] or [""] for r in records]
    assert any(row["certainty"] for row in rows)
