"""Figures of one finding in every form, reports and bundles, as they come over the wire."""

import io
import json
import re
import zipfile
from contextlib import contextmanager

import pandas as pd
import pytest
from calling import SERVED, ask
from openpyxl import load_workbook
from pypdf import PdfReader

from exports.values import file_rows
from service.document_process import DocumentProcess
from verdicts.findings import SeriesFinding

CLAIM = "us-still-powerful"
EVIDENCE = "us-still-powerful-gdp"
PICTURE = r'<svg[^>]* role="img"'
"""Signs beside words are drawings too, but none that is read aloud."""
TODAY = SERVED.dossiers.case.now.day
FINDING = next(f for f in SERVED.served.standings[CLAIM].now.findings if f.evidence.id == EVIDENCE)
ROWS = file_rows(FINDING, SERVED.served.case.observations, SERVED.served.case.catalog)


def table(form: str, body: bytes) -> pd.DataFrame:
    if form == "csv":
        return pd.read_csv(io.BytesIO(body))
    if form == "parquet":
        return pd.read_parquet(io.BytesIO(body))
    return pd.read_excel(io.BytesIO(body))


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_the_figures_of_a_finding_are_the_same_in_every_form(form):
    got = ask(f"/figures/{EVIDENCE}.{form}")
    assert got.headers["content-disposition"] == f'attachment; filename="plumbline-{EVIDENCE}-{TODAY}.{form}"'
    assert list(table(form, got.body)["value"]) == pytest.approx([row["value"] for row in ROWS])


def test_a_workbook_has_the_rule_beside_the_figures():
    assert len(load_workbook(io.BytesIO(ask(f"/figures/{EVIDENCE}.xlsx").body)).sheetnames) == 3


def test_the_record_of_a_finding_answers_its_question():
    found = ask(f"/figures/{EVIDENCE}.json").json
    assert FINDING.sentence in json.dumps(found, ensure_ascii=False)


@pytest.fixture(scope="module", autouse=True)
def ended():
    yield
    SERVED.documents.close()


@contextmanager
def without_a_browser(folder):
    """For this process, and for one that makes documents and knows nothing else."""
    documents = DocumentProcess()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SERVED, "documents", documents)
        patch.setenv("BROWSER_PATH", str(folder / "none"))
        patch.setenv("PATH", str(folder))
        yield
    documents.close()


def test_a_report_has_its_pictures_in_it_and_fetches_nothing():
    got = ask(f"/reports/claims/{CLAIM}.html")
    assert got.text.count("<svg") >= len(
        [f for f in SERVED.served.standings[CLAIM].now.findings if isinstance(f, SeriesFinding)]
    )
    assert SERVED.served.standings[CLAIM].now.claim.claim in got.text
    assert "default-src 'none'" in got.headers["content-security-policy"]


def test_a_report_on_paper_can_be_read_and_searched():
    got = ask(f"/reports/claims/{CLAIM}.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(got.body)).pages).split())
    assert SERVED.served.standings[CLAIM].now.claim.claim in text
    assert got.headers["content-type"] == "application/pdf"


def test_a_bundle_has_a_picture_of_each_chart_and_describes_its_files():
    got = ask(f"/bundles/claims/{CLAIM}.zip")
    with zipfile.ZipFile(io.BytesIO(got.body)) as bundle:
        names = bundle.namelist()
        package = json.loads(bundle.read("datapackage.json"))
    assert {f"pictures/{EVIDENCE}-slide.png", f"figures/{EVIDENCE}.csv", "README.md", "CITATION.cff"} <= set(names)
    assert {resource["path"] for resource in package["resources"]} <= set(names)


# As of another day, so that what earlier tests asked for is not at hand.
def test_without_a_browser_a_report_and_a_bundle_say_what_they_lack_and_nothing_of_the_machine(tmp_path):
    with without_a_browser(tmp_path):
        page = ask(f"/reports/claims/{CLAIM}.html?as_of=2024-01-01")
        assert "they take a browser to draw, and it could not where this report was made" in page.text
        assert str(tmp_path) not in page.text
        paper = ask(f"/reports/claims/{CLAIM}.pdf?as_of=2024-01-01")
        assert (paper.status, paper.error["code"]) == (501, "no-browser")
        assert str(tmp_path) not in paper.text
        with zipfile.ZipFile(io.BytesIO(ask(f"/bundles/claims/{CLAIM}.zip?as_of=2024-01-01").body)) as bundle:
            assert not any(name.startswith("pictures/") for name in bundle.namelist())
            assert "no pictures" in bundle.read("README.md").decode()


def test_what_was_made_without_a_browser_is_made_again_once_there_is_one(tmp_path):
    address = f"/reports/claims/{CLAIM}.html?as_of=2024-02-01"
    with without_a_browser(tmp_path):
        assert not re.search(PICTURE, ask(address).text)
    assert re.search(PICTURE, ask(address).text)


def test_a_topic_without_claims_is_unknown():
    got = ask("/reports/topics/nix.html")
    assert (got.status, got.error["code"]) == (404, "unknown-topic")
