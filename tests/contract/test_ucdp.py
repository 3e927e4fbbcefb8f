"""UCDP's interface: its pages, its versions, its token."""

import datetime as dt
import json
import logging

import pytest
from asking import TOKEN, delivered, fetch_for, figures
from cases import ucdp as service
from cases import ucdp_downloads as public
from stub import Answer, Request

from loaders.errors import Changed, Empty, Invalid, Locked

PLACE = "/api/organizedviolencecy/"
STATES = ("Ukraine", "Sudan", "Norway", "Chile", "Ghana", "Peru")
ROWS = [
    {"country": state, "country_id": n, "year": year, **dict.fromkeys(service.COLUMNS.values(), n), "Version": "26.1"}
    for n, state in enumerate(STATES, start=1)
    for year in range(1625, 2025)
]
"""2,400 rows: three pages. A year's world is 1 + 2 + ... + 6."""


@pytest.fixture
def fetch(tmp_path):
    return fetch_for("ucdp", tmp_path)


def this_year(back: int = 0) -> str:
    return f"{dt.datetime.now(dt.UTC).year % 100 - back}.1"


def document(**changes) -> Answer:
    whole = {"TotalCount": 1, "TotalPages": 1, "PreviousPageUrl": "", "NextPageUrl": "", "Result": ROWS[:1]}
    return Answer(200, service.HEADERS, json.dumps({**whole, **changes}).encode())


def test_all_pages_are_asked_once_for_all_series_and_summed(internet, fetch):
    service.answer_pages(internet, ROWS)
    best, low = (figures("ucdp", code, fetch) for code in ("best", "low"))
    assert best["WLD", "2024-12-31"] == low["WLD", "2024-12-31"] == 21
    assert best["UKR", "2000-12-31"] == 1
    assert best["SDN", "1999-12-31"] == 2
    assert len(best) == 2400 + 400
    assert [request.query["page"] for request in internet.requests] == ["0", "1", "2"]
    assert {request.path for request in internet.requests} == {PLACE + this_year()}
    assert {request.headers["x-ucdp-access-token"] for request in internet.requests} == {TOKEN}


@pytest.fixture
def without_token(tmp_path):
    return fetch_for("ucdp", tmp_path, token="")


def test_without_a_token_the_published_file_is_taken_once_for_all_series(internet, without_token):
    internet.on(public.HOST, "/downloads/", public.page("261"))
    internet.on(public.HOST, public.FOLDER, public.table(ROWS))
    best, low = (figures("ucdp", code, without_token) for code in ("best", "low"))
    assert best["WLD", "2024-12-31"] == low["WLD", "2024-12-31"] == 21
    assert best["SDN", "1999-12-31"] == 2
    assert len(best) == 2400 + 400
    assert [request.url for request in internet.requests] == [
        "https://ucdp.uu.se/downloads/",
        "https://ucdp.uu.se/downloads/organizedviolencecy/organizedviolencecy-261-csv.zip",
    ]
    delivery = delivered("ucdp", "high", without_token)
    assert (delivery.edition, list(delivery.files)) == ("26.1", ["organizedviolencecy-261-csv.zip"])


@pytest.mark.parametrize(
    ("linked", "edition"), [(["251", "261", "221"], "26.1"), (["261", "2610", "262"], "26.10"), (["191"], "19.1")]
)
def test_the_newest_version_that_the_page_links_is_taken(internet, without_token, linked, edition):
    internet.on(public.HOST, "/downloads/", public.page(*linked))
    internet.on(public.HOST, public.FOLDER, public.table(ROWS[:1]))
    assert delivered("ucdp", "best", without_token).edition == edition
    assert internet.requests[-1].path.endswith(f"-{edition.replace('.', '')}-csv.zip")


def test_a_version_that_the_page_does_not_link_is_not_guessed(internet, without_token):
    internet.on(public.HOST, "/downloads/", public.page())
    with pytest.raises(Changed, match=r"a link to organizedviolencecy-NNN-csv.zip at .*; found none"):
        delivered("ucdp", "best", without_token)
    assert len(internet.requests) == 1


def test_a_token_that_is_refused_is_told_and_not_gone_around(internet, fetch):
    internet.on(service.HOST, "/", Answer(401, {}, b""))
    with pytest.raises(Locked, match="the access token included"):
        delivered("ucdp", "best", fetch)
    assert internet.connected_hosts == [service.HOST]


@pytest.mark.parametrize("missing", [Answer(404), document(TotalCount=0, TotalPages=0, Result=[])])
def test_where_this_years_version_is_not_out_last_years_is_taken(internet, fetch, missing):
    service.answer_pages(internet, ROWS)
    internet.on(service.HOST, PLACE + this_year(), missing)
    assert delivered("ucdp", "best", fetch).edition == this_year(back=1)
    assert [request.path.removeprefix(PLACE) for request in internet.requests][:2] == [this_year(), this_year(back=1)]


@pytest.mark.parametrize(("missing", "error"), [(Answer(404), Changed), (document(TotalCount=0), Empty)])
def test_three_versions_are_tried_and_no_more(internet, fetch, missing, error):
    internet.on(service.HOST, "/", missing)
    with pytest.raises(error, match=this_year()):
        delivered("ucdp", "best", fetch)
    assert len(internet.requests) == 3


def test_the_token_is_in_no_error_no_bytes_and_no_log(internet, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    internet.on(service.HOST, "/", document(NextPageUrl=f"https://{service.HOST}/x?key={TOKEN}"))
    files = delivered("ucdp", "best", fetch_for("ucdp", tmp_path)).files
    assert all(TOKEN.encode() not in content for content in files.values())
    for answer in (Answer(401, {}, TOKEN.encode()), document(TotalPages=TOKEN), Answer(200, {}, TOKEN.encode())):
        internet.on(service.HOST, "/", answer)
        with pytest.raises((Locked, Changed)) as error:
            delivered("ucdp", "low", fetch_for("ucdp", tmp_path))
        assert TOKEN not in f"{error.value!r} {error.value.__cause__!r}"
    assert TOKEN not in caplog.text


def test_the_address_of_the_next_page_is_never_followed(internet, fetch):
    internet.on(service.HOST, "/", document(NextPageUrl="https://elsewhere.example/api?page=1"))
    assert figures("ucdp", "best", fetch)["UKR", "1625-12-31"] == 1
    assert internet.connected_hosts == [service.HOST]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"TotalPages": 387426}, "1 to 40 pages of 1000 rows; found 387426"),
        ({"TotalPages": 0}, "1 to 40 pages of 1000 rows; found 0"),
        ({"TotalCount": 2}, "2 rows on 1 pages; found 1"),
        ({"TotalCount": "1"}, "a whole number as TotalCount; found text"),
        ({"Result": {}}, "a list as Result; found an object"),
    ],
)
def test_pages_that_do_not_add_up_are_refused(internet, fetch, changes, words):
    internet.on(service.HOST, "/", document(**changes))
    with pytest.raises(Changed, match=words):
        delivered("ucdp", "best", fetch)


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS[:1], *ROWS[:1]],
        [{"country": "Ukraine", "year": 2024}],
        [{**ROWS[0], "country": None}],
        ["Ukraine"],
        [None],
    ],
    ids=["twice", "no figure", "no state", "text", "null"],
)
def test_rows_of_another_shape_are_refused(internet, fetch, rows):
    internet.on(service.HOST, "/", document(TotalCount=len(rows), Result=rows))
    with pytest.raises((Changed, Invalid)):
        figures("ucdp", "best", fetch)


def test_pages_that_shift_while_they_are_read_are_refused(internet, fetch):
    def handler(request: Request) -> Answer:
        return document(TotalCount=2000, TotalPages=2, Result=ROWS[:1000])

    internet.on(service.HOST, "/", handler)
    with pytest.raises(Changed, match="each state once a year; found Ukraine twice"):
        figures("ucdp", "best", fetch)
