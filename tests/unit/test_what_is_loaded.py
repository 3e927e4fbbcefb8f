"""What reading figures and judging claims loads: the heavy libraries wait for those who need them."""

import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.slow
def test_claims_are_judged_on_the_bundled_figures_without_any_of_them():
    work = """
from service.opening import open_case
case = open_case()
claim = case.argument.claims.rows[0]
assert case.verdicts(case.now)[0].findings
assert case.multiverses(case.now, (claim,))
assert case.history(claim)
"""
    assert loaded_by(work) == set()


@pytest.mark.slow
def test_charts_and_tables_of_a_claim_are_made_without_any_of_them():
    work = """
from charts.board import board_drawing
from charts.evidence import evidence_chart
from exports.values import value_rows
from service.opening import open_case
from verdicts.summary import Standing
from widgets.arrow import as_arrow
case = open_case()
claim = next(c for c in case.argument.claims.rows if c.id == "us-still-powerful")
(verdict,) = case.verdicts(case.now, (claim,))
for finding in verdict.findings:
    evidence_chart(finding, case.observations, case.catalog, "light")
    assert as_arrow(value_rows(finding, case.observations, case.catalog)).num_rows
assert board_drawing(case.argument.topics.rows, [Standing(verdict, verdict)])
"""
    assert loaded_by(work) == set()


@pytest.mark.slow
def test_the_first_page_a_claim_and_the_sources_are_shown_without_any_of_them():
    work = """
import sys
sys.path.insert(0, "tests/pages")
from visiting import visit_page
for name in [name for name in sys.modules if name.startswith("pandas")]:
    del sys.modules[name]  # Streamlit's own tests have loaded it.
visit_page()
visit_page("claim", id="us-still-powerful")
visit_page("sources")
"""
    assert loaded_by(work) == set()


@pytest.mark.slow
def test_figures_are_changed_with_pandas_where_that_is_asked_for():
    work = "from service.opening import open_case\nassert len(open_case().observations.frame)"
    assert loaded_by(work) >= {"pandas"}
