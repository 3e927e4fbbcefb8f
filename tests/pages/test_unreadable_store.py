"""A store that cannot be used, in whatever way: pages have the bundled figures and a sentence, and nothing of folders."""

from __future__ import annotations

import pytest
import streamlit as st
from visiting import rows_of

from loaders.errors import StoreError
from loaders.store import LAYOUT, Store
from service.application import Application
from widgets import state


def a_file(tmp_path, monkeypatch):
    (tmp_path / "store").write_text("in the way")
    return tmp_path / "store"


def somebodys_folder(tmp_path, monkeypatch):
    (tmp_path / "letter.txt").write_text("somebody's")
    return tmp_path


def of_a_newer_program(tmp_path, monkeypatch):
    (tmp_path / LAYOUT).write_text('{"schema": 99}')
    return tmp_path


def a_damaged_layout(tmp_path, monkeypatch):
    (tmp_path / LAYOUT).mkdir()
    return tmp_path


def of_an_unknown_kind(tmp_path, monkeypatch):
    return "nowhere://bucket/store"


def forbidden(*folders):
    """A store whose folders, or some of them, may not be read."""

    def make(tmp_path, monkeypatch):
        Store(tmp_path).open()
        read = {name: getattr(type(Store(tmp_path)._fs), name) for name in ("ls", "cat_file")}

        def refusing(name):
            def refuse(self, path, *given, **options):
                if any(str(path).startswith(str(tmp_path / folder)) for folder in folders):
                    raise PermissionError(13, "Permission denied", path)
                return read[name](self, path, *given, **options)

            return refuse

        for name in read:
            monkeypatch.setattr(type(Store(tmp_path)._fs), name, refusing(name))
        return tmp_path

    return make


def an_error_of_its_own(tmp_path, monkeypatch):
    """As libraries of object stores have them, which are no OSError."""

    class EndpointConnectionError(Exception):
        pass

    def refuse(self, path, *_, **__):
        raise EndpointConnectionError(f"Could not connect to the endpoint URL: {path}")

    Store(tmp_path).open()
    for name in ("ls", "cat_file"):
        monkeypatch.setattr(type(Store(tmp_path)._fs), name, refuse)
    return tmp_path


WHOLLY = {
    "a file": a_file,
    "somebody's folder": somebodys_folder,
    "of a newer program": of_a_newer_program,
    "a damaged layout": a_damaged_layout,
    "of an unknown kind": of_an_unknown_kind,
    "a forbidden folder": forbidden(""),
    "an error of its own": an_error_of_its_own,
}
IN_PART = {"forbidden states": forbidden("state"), "a forbidden ledger": forbidden("ledger")}


LEDGER = "The ledger of what moved cannot be read just now."


@pytest.fixture(params=WHOLLY | IN_PART)
def broken(request, tmp_path, monkeypatch):
    place = (WHOLLY | IN_PART)[request.param](tmp_path, monkeypatch)
    monkeypatch.setenv("PLUMBLINE_STORE", str(place))
    state.use(Application())
    st.cache_resource.clear()
    yield place
    state.use(Application())
    st.cache_resource.clear()


def everything_said(page) -> str:
    kinds = ("markdown", "caption", "title", "text", "info", "warning", "error")
    plain = [element.value for kind in kinds for element in getattr(page, kind)]
    return " ".join([*plain, *(element.proto.body for element in page.get("html"))])


@pytest.mark.parametrize("mode", ["on", "stored"])
def test_the_data_page_says_so_and_shows_the_bundled_figures(mode, broken, visit, monkeypatch, caplog):
    monkeypatch.setenv("PLUMBLINE_LIVE", mode)
    served = state.application()
    monkeypatch.setattr(type(served.refresher), "running", True)
    served.refresher.note()
    page = visit("sources")
    said = everything_said(page)
    assert StoreError.for_readers in said or LEDGER in said
    assert str(broken) not in said
    assert "Permission denied" not in said
    columns, rows = rows_of(said, "sources")
    assert {row[columns.index("Freshness")].split()[0] for row in rows} == {"Retrieved"}


@pytest.mark.parametrize("name", WHOLLY)
def test_the_log_says_why(name, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv("PLUMBLINE_STORE", str(WHOLLY[name](tmp_path, monkeypatch)))
    served = Application()
    served.refresher.note()
    assert served.served.case.observations.provenance
    reasons = {record.reason for record in caplog.records if record.getMessage() == "store cannot be used"}
    assert len(reasons) >= 1
    assert all("PLUMBLINE_STORE" in reason or "Move that folder away" in reason for reason in reasons)
