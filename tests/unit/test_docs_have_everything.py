"""The documentation names all there is, its links lead somewhere, and what it says to type runs."""

import importlib.util
import re
import shlex
import shutil
from pathlib import Path

import pytest
from walked_docs import understood

import cli
from exports.indicator_list import indicator_list
from exports.schemas import TABLES, columns_of
from loaders.home import ROOT
from service.held_cases import BROUGHT, OWN
from verdicts import checks, measures

PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "new_case" / "README.md"]
    + [*(ROOT / "docs").rglob("*.md"), *(ROOT / "cases").rglob("*.md")]
)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)")
EXAMPLE = re.compile(r"^ {4}((?:[A-Z_]+=\S+ )?(?:\.venv/bin/)?plumbline .*)$", re.MULTILINE)
NOT_RUN = {
    "serve": "runs until it is stopped; tests/packaging starts it",
    "refresh": "asks the public sources; tests/contract plays them",
    "import": "takes a publisher's file; tests/unit/test_import_files.py has some",
    "export": "minutes, and a browser that draws; tests/unit/test_cli_export.py makes small ones",
}
"""By command, why an example of it is only held to be understood."""


def text_of(page):
    return page.read_text(encoding="utf-8")


def in_docs(name):
    return text_of(ROOT / "docs" / name)


def examples():
    """What pages say to type, but for those that are gone through step by step, and what is a form to be filled in."""
    found = [
        (page, line) for page in PAGES if page.parent.name != "new_case" for line in EXAMPLE.findall(text_of(page))
    ]
    return [(page, line) for page, line in found if "[" not in line]


def anchors(page):
    """What a link may name of a page, as GitHub makes it of headings."""
    heads = re.findall(r"^#+ (.*)$", FENCED.sub("", text_of(page)), re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head) for head in heads)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in plain}


def test_the_list_of_indicators_is_that_of_the_catalog_and_the_bundled_figures(case):
    made = indicator_list(case.catalog, case.observations)
    assert in_docs("indicators.md") == made, "run: PLUMBLINE_LIVE=off plumbline indicators > docs/indicators.md"
    for row in case.catalog.indicators.rows:
        assert f"| `{row.id}` | {row.name} | {row.unit} |" in made


def test_every_command_stands_on_its_page_with_every_option():
    path = ROOT / "docs" / "commands.py"
    spec = importlib.util.spec_from_file_location("commands_page", path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert in_docs("commands.md") == made.page(), "run: python docs/commands.py > docs/commands.md"
    for command in ("serve", "verdicts", "new", "snapshot build"):
        assert f"## plumbline {command}\n" in made.page()
    assert "`--executor WHO`" in made.page()


@pytest.mark.parametrize("meanings", [measures.MEANINGS, checks.MEANINGS], ids=["measures", "checks"])
def test_measures_and_checks_are_explained_where_tests_are_written_as_on_the_method_page(meanings):
    for name, said in meanings.items():
        assert f"| `{name}` | {said} |\n" in in_docs("adding-a-claim.md")


def test_no_measure_or_check_is_without_its_meaning():
    assert (set(measures.MEANINGS), set(checks.MEANINGS)) == (set(measures.MEASURES), set(checks.CHECKS))


@pytest.mark.parametrize("name", ["claims", "evidence", "conclusions", "argument"])
def test_columns_of_the_argument_are_explained_where_claims_are_added(name):
    text = in_docs("adding-a-claim.md")
    known = {"id", "claim", "topic", "section", "paragraph", "unit"}
    missing = [c for c in columns_of(name) if c not in known and f"`{c}`" not in text and not c.startswith("versus_")]
    assert missing == []
    assert "`versus_*`" in text


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_every_table_is_on_the_page_of_tables(name):
    part = in_docs("schemas/README.md").partition(f"## {TABLES[name].path}\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE) == columns_of(name)


def test_addresses_of_what_visitors_bring_are_told():
    for kind in (BROUGHT, OWN):
        assert f"`/cases/{kind}" in in_docs("addresses.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for path, anchor in LINK.findall(FENCED.sub("", text_of(page))):
        to = page.parent / path if path else page
        assert to.exists(), f"{path} is not there"
        if anchor and to.suffix == ".md":
            assert anchor in anchors(to), f"{path}#{anchor}"


def test_every_page_of_docs_is_led_to_from_another():
    led = {(page.parent / path).resolve() for page in PAGES for path, _ in LINK.findall(text_of(page)) if path}
    assert [page.name for page in (ROOT / "docs").glob("*.md") if page.resolve() not in led] == []


@pytest.mark.slow
def test_what_readers_are_told_to_type_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "cases", Path("cases"))
    skipped = set()
    told = examples()
    assert len(told) >= 18
    for page, line in told:
        words = shlex.split(line)
        arguments = words[[Path(word).name for word in words].index("plumbline") + 1 :]
        if arguments[0] in NOT_RUN:
            skipped.add(arguments[0])
            assert understood(arguments), line
            continue
        status = cli.main([*arguments, "--executor", "none"] if arguments[0] == "verdicts" else arguments)
        out, err = capsys.readouterr()
        assert (status, bool(out or err)) == (0, True), f"{page.name}: {line}\n{err}"
    assert skipped == set(NOT_RUN)
