"""What goes wrong with a source that wants a token is logged without the token, in any form."""

import datetime as dt
import logging
from urllib.parse import quote

import pytest
from asking import CATALOG
from house import IMPATIENT
from stub import Answer

from loaders import logs
from loaders.refresh import refresh
from loaders.store import Store

HOST = "ucdpapi.pcr.uu.se"
VARIABLE = "PLUMBLINE_UCDP_TOKEN"
TOKEN = "sesame/7Qx+plus=="


@pytest.fixture
def log(monkeypatch):
    """Everything is logged, as an operator sets it up; undone after."""
    logger = logging.getLogger("plumbline")
    handlers, level = list(logger.handlers), logger.level
    yield lambda form: logs.setup("debug", form)
    logger.handlers[:] = handlers
    logger.setLevel(level)


@pytest.mark.parametrize("form", logs.FORMS)
@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, {}, b"out of order"),
        Answer(401, {}, TOKEN.encode()),
        Answer(404, {"X-Echo": TOKEN}, TOKEN.encode()),
        Answer(302, {"Location": f"https://{HOST}/x?token={quote(TOKEN, safe='')}"}),
        Answer(302, {"Location": f"https://elsewhere.example/{TOKEN}"}),
        Answer(200, {"Content-Type": "application/json"}, f'{{"TotalCount": "{TOKEN}"}}'.encode()),
        Answer(200, {"Content-Type": "application/json"}, f'{{"{TOKEN}": 1}}'.encode()),
    ],
    ids=["down", "refused", "gone", "moved", "moved away", "odd", "odd key"],
)
def test_no_token_is_in_a_log(internet, log, tmp_path, monkeypatch, capsys, answer, form):
    monkeypatch.setenv(VARIABLE, TOKEN)
    internet.on(HOST, "/", answer)
    store = Store(tmp_path / "store")
    store.open()
    log(form)
    outcome = refresh("ucdp", store, CATALOG, since=dt.datetime.now(dt.UTC), limits=IMPATIENT)
    assert outcome.status == "failed"
    assert internet.count(HOST)
    told = capsys.readouterr().err
    assert "breaker opened" in told
    assert "refresh ended" in told
    for secret in (TOKEN, quote(TOKEN), quote(TOKEN, safe="")):
        assert secret not in told
