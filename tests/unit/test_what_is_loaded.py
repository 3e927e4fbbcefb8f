"""What reading figures and judging claims loads: the heavy libraries wait for those who need them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {
    "pandas", "pyarrow.compute", "pyarrow.dataset", "scipy.stats", "networkx", "openpyxl", "lxml", "jinja2", "requests",
    "urllib3", "tenacity", "sdmx", "wbgapi", "yfinance", "kaleido",
}  # fmt: skip


def loaded_by(work: str) -> set[str]:
    """The heavy ones among the modules of a new process that has done some work."""
    code = f"{work}\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    return HEAVY & set(done.stdout.splitlines())


def test_claims_are_judged_on_the_bundled_figures_without_any_of_them():
    work = """
from verdicts.project import open_project
project = open_project()
claim = project.argument.claims.rows[0]
assert project.verdicts(project.now)[0].findings
assert project.multiverses(project.now, (claim,))
assert project.history(claim)
"""
    assert loaded_by(work) == set()


def test_charts_and_tables_of_a_claim_are_made_without_any_of_them():
    work = """
from charts.board import board_figure
from charts.evidence import evidence_figure
from exports.figures import figure_rows
from verdicts.project import open_project
from verdicts.summary import Standing
from widgets.arrow import as_arrow
project = open_project()
claim = next(c for c in project.argument.claims.rows if c.id == "us-still-powerful")
(verdict,) = project.verdicts(project.now, (claim,))
for finding in verdict.findings:
    evidence_figure(finding, project.observations, project.catalog, "light")
    assert as_arrow(figure_rows(finding, project.observations, project.catalog)).num_rows
assert board_figure(project.argument.topics.rows, [Standing(verdict, verdict)])
"""
    assert loaded_by(work) == set()


def test_figures_are_changed_with_pandas_where_that_is_asked_for():
    work = "from verdicts.project import open_project\nassert len(open_project().observations.frame)"
    assert loaded_by(work) >= {"pandas"}
