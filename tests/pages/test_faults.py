"""What a reader sees when a table or a file is broken: a notice that says what to do, and everything else."""

import csv
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from visiting import LONG

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The project in a folder of its own, with its rooms loaded from there."""
    for name in ("data", "pages", "widgets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("claims.csv", "evidence.csv", "topics.csv", "conclusions.csv", "argument.csv", "app.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    import service.opening as opening
    import widgets.state as state
    from loaders import snapshot
    from service.application import Application

    monkeypatch.setattr(opening, "load", lambda *_: snapshot.load(tmp_path / "data"))
    state.use(Application(tmp_path))
    yield tmp_path
    state.use(Application())


def visit(copy) -> AppTest:
    app = AppTest.from_file(str(copy / "app.py"), default_timeout=LONG).run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def test_a_broken_claim_is_named_with_its_line_and_the_others_stay(copy):
    path = copy / "claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",fact,", ",guess,", 1)
    path.write_text("".join(lines), encoding="utf-8")
    app = visit(copy)
    assert "faulty. What cannot be used is left out" in app.warning[0].value
    assert any("claims.csv, line 2, column kind" in t.value for t in app.text)
    assert any("card" in e.proto.body for e in app.get("html"))


def test_a_claim_that_lost_a_test_says_so_beside_its_verdict_on_every_page(copy):
    path = copy / "evidence.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    at = header.index("weight")
    lost = next(row for row in rows if row[1] == "us-still-powerful")
    lost[at] = "2"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])

    def said(**query):
        app = AppTest.from_file(str(copy / "app.py"), default_timeout=LONG)
        page = query.pop("page", "")
        for name, value in query.items():
            app.query_params[name] = value
        if page:
            app._page_hash = calc_hash(page)
        app.run()
        assert not app.exception, [e.value for e in app.exception]
        return app, " ".join(e.proto.body for e in app.get("html"))

    _, overview = said()
    assert "For one claim some tests are left out, because their rows are faulty." in overview
    assert overview.count("1 test left out") == 1
    _, topic = said(page="multipolarity")
    assert "1 test left out" in topic
    app, claim = said(page="claim", id="us-still-powerful")
    sentence = "One test of it is left out, because its row is faulty: with it the verdict may be another one."
    assert sentence in [w.value for w in app.warning]
    assert claim.count(sentence) == 1
    assert any(lost[0] in t.value and "column weight" in t.value for t in app.text)


def test_a_damaged_figure_file_is_named_with_the_command_that_mends_it(copy):
    victim = next((copy / "data" / "observations").glob("worldbank*.parquet"))
    victim.write_bytes(victim.read_bytes()[:-7])
    app = visit(copy)
    said = " ".join(t.value for t in app.text)
    assert "is damaged" in said
    assert f"git checkout -- data/observations/{victim.name}" in said


def test_without_any_figures_every_claim_is_still_listed(copy):
    shutil.rmtree(copy / "data")
    app = visit(copy)
    assert any("is missing" in t.value for t in app.text)
    assert any("no data" in e.proto.body for e in app.get("html"))


def test_without_claims_the_page_says_what_to_do(copy):
    (copy / "claims.csv").unlink()
    app = visit(copy)
    assert any(t.value.startswith("claims.csv") and "missing" in t.value for t in app.text)
    assert app.error
