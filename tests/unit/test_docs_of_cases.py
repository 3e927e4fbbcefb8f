"""Pages for newcomers from their first line to their last: every command runs, every table is written, every answer is as told."""

import csv
import io
import re
from urllib.parse import parse_qsl

import pytest
from walked_docs import Reader, blocks

from exports.schemas import columns_of
from loaders.catalog import read_catalog
from loaders.home import ROOT


@pytest.mark.slow
@pytest.mark.parametrize(("page", "commands"), [("docs/your-own-case.md", 15), ("docs/first-claim.md", 4)])
def test_every_step_of_the_page_does_what_it_says(page, commands, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    reader = Reader(capsys)
    for kind, rest, body in blocks(page):
        getattr(reader, kind)(rest, body)
    assert reader.run >= commands
    if "own" in page:
        assert list((tmp_path / "my-files").rglob("*.csv"))


def test_it_counts_the_datasets_as_they_are():
    text = (ROOT / "docs" / "your-own-case.md").read_text(encoding="utf-8")
    assert f"the figures of {len(read_catalog().sources.rows)} public datasets" in text


def test_a_first_claim_is_the_same_row_by_address_and_in_the_table():
    text = (ROOT / "docs" / "first-claim.md").read_text(encoding="utf-8")
    asked = dict(parse_qsl(re.search(r"`/your-claim\?([^`]+)`", text)[1]))
    (body,) = [body for _, rest, body in blocks("docs/first-claim.md") if rest == ["first-claim/evidence.csv"]]
    row = dict(zip(columns_of("evidence"), next(csv.reader(io.StringIO(body))), strict=True))
    assert {name: row[name] for name in asked} == asked
    assert {"indicator", "entity", "measure", "check", "threshold"} <= set(asked)
