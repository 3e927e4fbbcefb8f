"""A feed whose ledger cannot be read answers 503 and says so; the other addresses go on."""

import pytest
from calling import application, ask

from loaders.store import LAYOUT, Store


@pytest.fixture(params=["a file", "somebody's folder", "of an unknown kind", "a file for a ledger"])
def broken(request, tmp_path, monkeypatch):
    place = tmp_path / "store"
    monkeypatch.setenv("PLUMBLINE_LIVE", "stored")
    monkeypatch.setenv("PLUMBLINE_STORE", str(place))
    if request.param == "a file":
        place.write_text("in the way")
    elif request.param == "somebody's folder":
        place.mkdir()
        (place / "letter.txt").write_text("somebody's")
    elif request.param == "of an unknown kind":
        monkeypatch.setenv("PLUMBLINE_STORE", "nowhere://bucket")
    else:
        Store(place).open()
        assert (place / LAYOUT).exists()
        (place / "ledger").write_text("in the way")


def test_a_ledger_that_cannot_be_read_is_said(broken, tmp_path):
    got = ask("/feed.atom", app=application())
    assert (got.status, got.error["code"]) == (503, "no-ledger")
    assert str(tmp_path) not in got.text
    assert ask("/claims.json").status == 200


def test_without_any_store_the_feed_is_an_empty_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "stored")
    monkeypatch.setenv("PLUMBLINE_STORE", str(tmp_path / "never"))
    got = ask("/feed.atom", app=application())
    assert (got.status, got.text.count("<entry>")) == (200, 0)
    assert not (tmp_path / "never").exists()
