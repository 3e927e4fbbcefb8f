"""A case whose every text is markup, a formula and a link that runs: pages, addresses and files show it as the text that it is."""

import csv
import io
import json
import os
import re
import subprocess
import sys

import pytest

from exports.dossier import dossiers
from exports.report import report_html
from exports.value_files import claim_csv
from service.application import Application
from service.new_case import write_new
from service.opening import open_case
from tests.pages.visiting import ROOT
from tests.web.calling import application, ask
from web.front import Front

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) &amp; \"'"
FORMULA = "=cmd|' /C calc'!A0"
RUNS = re.compile(r"<script>alert|<img src=x|href=.?javascript:")
COLUMNS = {
    "topics.csv": ("title", "question"),
    "claims.csv": ("claim", "would_be_true_if", "caveat"),
    "evidence.csv": ("question", "label", "note", "alternatives_why", "unit"),
    "conclusions.csv": ("conclusion",),
    "argument.csv": ("why",),
}
LONGEST = {"title": 40, "label": 90, "conclusion": 110}
VISIT = """
import json, sys
sys.path.insert(0, "tests/pages")
from visiting import visit_page
shown = []
for page, query in json.loads(sys.argv[1]):
    app = visit_page(page, **query)
    shown += [e.proto.body for e in app.get("html")] + [e.value for e in app.markdown if e.proto.allow_html]
print(json.dumps(shown))
"""
PAGES = [
    ("", {}), ("claim", {"id": "china-trades-more"}), ("trade", {}), ("argument", {}), ("method", {}), ("sources", {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "case"
    write_new(folder)
    for name, columns in COLUMNS.items():
        rows = list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8"))))
        for row in rows:
            row |= {column: (FORMULA if column == "unit" else HOSTILE)[: LONGEST.get(column)] for column in columns}
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    told = json.dumps(HOSTILE)
    stated = f"author = {told}\nday = 2024-06-30\nabout = {told}\nsubject = {told}\ntitle = {told}\n"
    (folder / "case.toml").write_text(f"[article]\n{stated}", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_no_page_has_it_as_markup(folder):
    done = subprocess.run(
        [sys.executable, "-c", VISIT, json.dumps(PAGES)], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "PLUMBLINE_CASE": str(folder)},
    )  # fmt: skip
    shown = json.loads(done.stdout.splitlines()[-1])
    assert sum("&lt;script&gt;alert(1)" in body for body in shown) > 3
    assert [found.group() for body in shown if (found := RUNS.search(body))] == []


@pytest.mark.slow
def test_no_address_answers_with_it_as_markup(folder):
    one = Application(folder)
    try:
        app = application(front=Front(lambda: one))
        for path in ("/c/china-trades-more", "/embed/china-trades-more-share", "/feed.atom"):
            text = ask(path, app=app).text
            assert "script&gt;alert(1)" in text or "script&amp;gt;" in text or "alert(1)" not in text, path
            assert not RUNS.search(text), path
    finally:
        one.close()


def test_no_file_has_it_as_markup_or_as_a_formula(folder):
    case = open_case(folder)
    assert case.faults == ()
    found = dossiers(case)
    html = report_html(found, "claim", {})
    assert "&lt;script&gt;alert(1)" in html
    assert not RUNS.search(html)
    for row in csv.reader(io.StringIO(claim_csv(found[0]).decode("utf-8-sig"))):
        assert not any(cell.startswith(("=", "@", "+")) for cell in row)
