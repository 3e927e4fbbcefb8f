"""Every error is the one envelope, whatever is asked, and text of a question stays text."""

import re

import calling
import pytest
from calling import SHELL, ask
from hypothesis import given, settings
from hypothesis import strategies as st

from web import faults, record_answers
from web.answer_cache import AnswerCache
from web.endpoint import AS_OF
from web.endpoints import ENDPOINTS
from web.openapi import codes_of

NAMES = {
    "claim": "us-still-powerful", "evidence": "us-still-powerful-gdp", "topic": "energy", "picture": "board",
    "source": "worldbank", "script": "plotly", "hash": "0", "asset": "menu.js",
}  # fmt: skip
JSON = "application/json"
WITH_NAMES = [endpoint for endpoint in ENDPOINTS if endpoint.names]


def is_envelope(got, code: str | None = None) -> None:
    assert got.headers["content-type"] == "application/json"
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.headers["x-content-type-options"] == "nosniff"
    error = got.error
    assert set(error) <= {"status", "code", "message", "allowed", "near", "parameter", "retry_after", "request"}
    assert error["status"] == got.status == faults.CODES[error["code"]]
    assert error["message"].endswith((".", "?"))
    assert code in (None, error["code"])


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
def test_other_methods_are_refused_everywhere(endpoint, method):
    got = ask(endpoint.path.format(**NAMES), method, accept=JSON)
    is_envelope(got, "method-not-allowed")
    assert got.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("endpoint", WITH_NAMES, ids=lambda endpoint: endpoint.path)
@pytest.mark.parametrize(
    "name",
    ["nix", "..%2f..%2fetc%2fpasswd", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%00", "%ff%fe", "a" * 3000, "'--"],
)
def test_unknown_and_hostile_ids_get_the_envelope_everywhere(endpoint, name):
    got = ask(endpoint.path.format(**dict.fromkeys(endpoint.names, name)), accept=JSON)
    is_envelope(got)
    assert got.status == 404
    assert b"<" not in got.raw
    assert len(got.raw) < 1500


@pytest.mark.parametrize("endpoint", [t for t in ENDPOINTS if not t.lenient], ids=lambda endpoint: endpoint.path)
def test_an_unknown_parameter_is_an_error_that_names_those_there_are(endpoint):
    got = ask(endpoint.path.format(**NAMES) + "?asof=article")
    is_envelope(got, "unknown-parameter")
    assert got.error["allowed"] == [parameter.name for parameter in endpoint.parameters]


@pytest.mark.parametrize(
    "endpoint", [t for t in ENDPOINTS if AS_OF in t.parameters], ids=lambda endpoint: endpoint.path
)
def test_values_that_are_none_are_errors(endpoint):
    path = endpoint.path.format(**NAMES)
    for parameter in endpoint.parameters:
        for value in ("nonsense", "", "-1", "9999-99-99", "3000-01-01", "1.5"):
            got = ask(f"{path}?{parameter.name}={value}", accept=JSON)
            is_envelope(got, "unknown-value" if parameter.allowed else "unknown-day")
            assert got.error["parameter"] == parameter.name
            assert got.error["allowed"]
        if not endpoint.lenient:
            is_envelope(ask(f"{path}?{parameter.name}=latest&{parameter.name}=latest"), "repeated-parameter")


@pytest.mark.parametrize(
    "day", ["20240630", "2024-W26", "2024-W26-7", "2024-182", "2024-6-30", "2024-06-30T00:00", "\u0662024-06-30"]
)
def test_a_day_has_one_form(day):
    is_envelope(ask(f"/claims.json?as_of={day}"), "unknown-day")
    assert ask("/claims.json?as_of=2024-06-30").status == 200


def test_the_description_says_what_a_day_looks_like():
    (day,) = [
        p for p in ask("/openapi.json").json["paths"]["/claims.json"]["get"]["parameters"] if p["name"] == "as_of"
    ]
    taken = ("latest", "article", "2024-06-30")
    assert all(re.search(day["schema"]["pattern"], value) for value in taken)
    assert not any(
        re.search(day["schema"]["pattern"], value) for value in ("20240630", "2024-W26", "x2024-06-30", "latest ")
    )


def test_near_ids_are_offered():
    assert ask("/claims/us-still-powerfull.json").error["near"][0] == "us-still-powerful"
    assert "worldbank" in ask("/sources/world-bank.bib").error["near"]


def test_a_known_id_in_an_unknown_format_says_which_there_are():
    got = ask("/claims/us-still-powerful.docx")
    is_envelope(got, "unknown-format")
    assert "csv" in got.error["allowed"]
    is_envelope(ask("/claims/nix.docx"), "unknown-claim")


@pytest.mark.parametrize(
    "path",
    [
        "/claims/x/y.json",
        "/pictures/x",
        "/embed/x/y",
        "/c/x/y/z",
        "/sources/x",
        "/claims/../x",
        "/claims/x.json/",
    ],
)
def test_nothing_below_these_folders_falls_through_to_the_first_page(path):
    got = ask(path)
    is_envelope(got)
    assert got.status == 404


@pytest.mark.parametrize("path", ["/claim/_stcore/health", "/reports/_stcore/host-config"])
def test_what_streamlit_tries_below_a_page_is_streamlit_s_to_answer(path):
    """Its page does so before it begins: nothing of ours may have to be loaded for that."""
    assert ask(path).text == SHELL


def test_a_browser_is_told_on_a_page_that_nothing_is_there():
    got = ask("/c/x/y/z", accept="text/html,*/*;q=0.8")
    assert (got.status, got.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert 'href="../../../"' in got.text


def test_the_lists_in_another_format_are_no_page_either():
    for path, form in (
        ("/claims.csv", "/claims.json"),
        ("/feed.rss", "/feed.atom"),
        ("/openapi.yaml", "/openapi.json"),
    ):
        got = ask(path)
        is_envelope(got, "unknown-address")
        assert got.error["allowed"] == [form]


def test_a_fault_of_ours_says_nothing_of_its_inside(monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(record_answers.records, "sources_record", fail)
    monkeypatch.setattr(calling.ENDPOINTS.queues, "records", AnswerCache(1, 10, 0))
    got = ask("/sources.json")
    is_envelope(got, "fault-of-ours")
    assert b"secret" not in got.raw
    assert "a secret of the house" in caplog.text
    (told,) = [r for r in caplog.records if r.message == "request failed"]
    assert (told.request, told.path) == (got.error["request"], "/sources.json")


def test_past_the_bound_one_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(calling.ENDPOINTS.queues, "records", AnswerCache(1, 0, 0, patience=7))
    got = ask("/claims.json")
    is_envelope(got, "busy")
    assert got.headers["retry-after"] == "7"
    assert got.error["retry_after"] == 7


def test_every_code_belongs_to_an_address_and_is_described():
    used = {code for endpoint in ENDPOINTS for code in codes_of(endpoint)}
    assert used == set(faults.CODES)


# The whole argument between covers takes a minute, whatever is asked of it.
QUICK = [endpoint for endpoint in ENDPOINTS if endpoint.names or not endpoint.is_document]
SEEN = st.sampled_from(["as_of", "size", "scale", "mode", "x"])
ANY = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(QUICK), ANY, st.lists(st.tuples(SEEN, ANY), max_size=3))
def test_whatever_is_asked_is_answered_or_refused_in_the_envelope(endpoint, name, query):
    from urllib.parse import quote, urlencode

    path = endpoint.path.format(**dict.fromkeys(endpoint.names, quote(name, safe="")))
    got = ask(f"{path}?{urlencode(query)}", accept=JSON)
    assert got.status < 500
    if got.status >= 400:
        is_envelope(got)
