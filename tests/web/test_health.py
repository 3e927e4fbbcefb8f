"""Whoever runs the dashboard asks whether it is alive, and whether readers can be sent to it."""

import asyncio
import json
import shutil
import threading

import pytest
from calling import ask, asking
from jsonschema import Draft202012Validator
from starlette.applications import Starlette

from loaders import snapshot
from loaders.case_zip import TABLES
from loaders.home import ROOT
from loaders.store import LAYOUT
from service import readiness
from service.application import Application
from service.readiness import Check
from web.health import Health

LONG = 600
"""Seconds after which something hangs, on a slow machine too."""


@pytest.fixture
def tables(tmp_path):
    """The tables of the case, in a folder of their own."""
    for name in TABLES:
        if (ROOT / name).is_file() and "/" not in name:
            shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def of(monkeypatch):
    """What a server says whose application has begun."""

    def of(application, path="/readyz", base="", **options):
        monkeypatch.setattr(Application, "warmed", True)
        return ask(path, app=Starlette(routes=[Health(lambda: application, lambda: base)]), **options)

    return of


@pytest.fixture(scope="module")
def whole():
    """An application without a fault."""
    return Application()


def warming(path, **options):
    """What a server says that has just begun to listen."""
    return ask(path, app=Starlette(routes=[Health(lambda: None)]), **options)


def test_a_server_is_alive_before_anything_is_read():
    got = warming("/healthz")
    assert (got.status, got.json) == (200, {"alive": True})
    assert got.headers["content-type"] == "application/json"
    assert got.headers["cache-control"] == "no-store"


def test_a_server_is_not_ready_before_its_tables_and_figures_are_read():
    got = warming("/readyz")
    assert (got.status, got.json["ready"]) == (503, False)
    assert {name: check["ok"] for name, check in got.json["checks"].items()} == dict.fromkeys(
        ("tables", "figures", "store", "browser"), False
    )
    assert got.json["checks"]["tables"]["why"] == "Being read."


def test_an_application_that_has_not_begun_is_not_ready(whole):
    got = ask("/readyz", app=Starlette(routes=[Health(lambda: whole)]))
    assert got.status == 503


def test_a_server_that_lacks_nothing_is_ready(whole, of):
    got = of(whole)
    assert (got.status, got.json["ready"]) == (200, True)
    checks = got.json["checks"]
    assert all(checks[name]["ok"] for name in ("tables", "figures", "store"))
    assert checks["tables"]["why"] == checks["figures"]["why"] == ""
    assert checks["store"]["why"] == "Not used: the bundled figures are served."


def test_an_article_that_cannot_be_read_makes_a_server_unready(tables, of):
    (tables / "case.toml").write_text("[article]\nauthor = 3\n", "utf-8")
    got = of(Application(tables))
    assert got.status == 503
    assert got.json["checks"]["tables"] == {
        "ok": False,
        "needed": True,
        "why": "The article of the case cannot be read.",
    }


def test_tables_without_a_claim_make_a_server_unready(tables, of):
    (tables / "claims.csv").unlink()
    got = of(Application(tables))
    assert (got.status, got.json["checks"]["tables"]["ok"]) == (503, False)


def test_a_faulty_row_is_counted_and_the_rest_is_served(tables, of):
    lines = (tables / "topics.csv").read_text("utf-8").splitlines()
    (tables / "topics.csv").write_text("\n".join([*lines, "Not an Id,,"]), "utf-8")
    got = of(Application(tables))
    assert got.status == 200
    assert got.json["checks"]["tables"]["why"].startswith("Rows or files that are faulty and left out: ")


def test_without_figures_a_server_is_unready(tmp_path, of, monkeypatch):
    monkeypatch.setattr(snapshot, "FOLDER", tmp_path / "nothing")
    got = of(Application())
    assert got.status == 503
    assert got.json["checks"]["figures"] == {"ok": False, "needed": True, "why": "There are no figures."}


@pytest.mark.parametrize("layout", ['{"schema": 99}', "{", None], ids=["newer", "damaged", "folder"])
def test_a_store_that_cannot_be_read_makes_a_server_unready_and_its_place_is_not_told(
    whole, of, tmp_path, monkeypatch, layout
):
    monkeypatch.setenv("PLUMBLINE_LIVE", "stored")
    monkeypatch.setenv("PLUMBLINE_STORE", str(tmp_path))
    (tmp_path / LAYOUT).mkdir() if layout is None else (tmp_path / LAYOUT).write_text(layout)
    got = of(whole)
    assert (got.status, got.json["checks"]["store"]["ok"]) == (503, False)
    assert str(tmp_path) not in got.text
    assert LAYOUT not in got.text


def test_a_store_at_an_address_of_no_kind_makes_a_server_unready(whole, of, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv("PLUMBLINE_STORE", "nowhere://secret-place")
    got = of(whole)
    assert (got.status, got.json["checks"]["store"]["ok"]) == (503, False)
    assert "secret-place" not in got.text


def test_a_store_whose_library_has_errors_of_its_own_makes_a_server_unready_and_the_log_says_why(
    whole, of, monkeypatch, caplog
):
    class Unreachable(Exception):
        """As libraries of object stores have them, which are no OSError."""

    def fail(*_, **__):
        raise Unreachable("Could not connect to secret-place")

    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv("PLUMBLINE_STORE", "memory://x")
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.cat_file", fail)
    got = of(whole)
    assert (got.status, got.json["checks"]["store"]["ok"]) == (503, False)
    assert "secret-place" not in got.text
    (told,) = [r for r in caplog.records if r.message == "store cannot be used"]
    assert "secret-place" in told.reason


def test_a_store_that_is_there_is_fine(whole, of, tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "stored")
    monkeypatch.setenv("PLUMBLINE_STORE", str(tmp_path))
    (tmp_path / LAYOUT).write_text('{"schema": 1}')
    assert of(whole).json["checks"]["store"] == {"ok": True, "needed": True, "why": ""}


def test_a_missing_browser_is_told_without_its_path_and_does_not_make_a_server_unready(of, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "no-browser"))
    got = of(Application())
    assert (got.status, got.json["ready"]) == (200, True)
    assert (got.json["checks"]["browser"]["ok"], got.json["checks"]["browser"]["needed"]) == (False, False)
    assert got.json["checks"]["browser"]["why"]
    assert str(tmp_path) not in got.text


def test_who_asks_often_has_the_store_looked_at_once(whole, of, monkeypatch):
    monkeypatch.setattr(Application, "warmed", True)
    monkeypatch.setattr(readiness, "KEPT", LONG)
    health = Starlette(routes=[Health(lambda: whole)])
    assert ask("/readyz", app=health).status == 200
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv("PLUMBLINE_STORE", "nowhere://x")
    assert ask("/readyz", app=health).status == 200


def test_many_who_ask_of_a_store_that_gives_no_answer_take_one_thread_from_the_others(whole, monkeypatch):
    monkeypatch.setattr(Application, "warmed", True)
    looks, answers = [], threading.Event()

    def store():
        looks.append(1)
        assert answers.wait(LONG)
        return Check(True)

    monkeypatch.setattr(readiness, "_store", store)
    monkeypatch.setattr(readiness, "KEPT", LONG)
    health = Starlette(routes=[Health(lambda: whole)])

    async def ask_all():
        waiting = [asyncio.create_task(asking("/readyz", app=health)) for _ in range(40)]
        while not looks:
            await asyncio.sleep(0.01)
        # Every thread that the loop has is asked for something.
        others = await asyncio.wait_for(asyncio.gather(*(asyncio.to_thread(len, "abc") for _ in range(40))), LONG)
        alive = await asking("/healthz", app=health)
        assert not any(task.done() for task in waiting)
        answers.set()
        return others, alive.status, {got.status for got in await asyncio.gather(*waiting)}

    assert asyncio.run(ask_all()) == ([3] * 40, 200, {200})
    assert len(looks) == 1


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_answered_under_a_base_path_and_by_the_methods_that_all_addresses_have(whole, of, path):
    assert of(whole, f"/argument{path}", base="argument").status == 200
    assert of(whole, path, base="argument").status == 404
    head = of(whole, path, method="HEAD")
    assert (head.status, head.raw) == (200, b"")
    assert int(head.headers["content-length"]) == len(of(whole, path).raw)
    assert of(whole, path, method="OPTIONS").status == 204
    refused = of(whole, path, method="POST")
    assert (refused.status, refused.error["code"]) == (405, "method-not-allowed")


def test_what_is_said_of_health_is_one_line_of_json(whole, of):
    assert json.loads(of(whole).text.rstrip("\n")) == of(whole).json
    assert of(whole).text.count("\n") == 1


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_its_answers_are_as_described(path):
    got = warming(path)
    described = ask("/openapi.json").json
    schema = described["paths"][path]["get"]["responses"][str(got.status)]["content"]["application/json"]["schema"]
    assert Draft202012Validator({**schema, "components": described["components"]}).is_valid(got.json)
    assert not Draft202012Validator({**schema, "components": described["components"]}).is_valid({})
