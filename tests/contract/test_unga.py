"""Harvard Dataverse: which file is taken, where it is kept, and its columns in other cases."""

import datetime as dt

import pandas as pd
import pytest
from asking import delivered, fetch_for, figures
from cases import unga as service
from faults import redirect
from stub import Answer

from loaders.errors import Changed, Empty

KEPT = "dvn-cloud.s3.amazonaws.com"
TAB = b'ccode\tiso3c\tyear\tIdealPointFP\n2\t"USA"\t2025.0\t1.5\n365\t"RUS"\t2025.0\t-0.8\n'


@pytest.fixture
def fetch(tmp_path):
    return fetch_for("unga", tmp_path)


def list_files(internet, *files):
    internet.on(service.HOST, "/api/datasets/:persistentId", service.listing(*files))


def file(internet, number, content):
    internet.on(service.HOST, f"/api/access/datafile/{number}", Answer(200, {}, content))


def test_a_file_is_followed_to_where_it_is_kept(internet, fetch):
    list_files(internet, service.entry("Idealpointestimates1946-2025.tab", 7, "2026-04-03"))
    place = f"https://{KEPT}/10.7910/DVN/LEJUQZ/18f?X-Amz-Signature=ab12"
    internet.on(service.HOST, "/api/access/datafile/7", redirect(place, 303))
    internet.on(KEPT, "/10.7910/DVN/LEJUQZ/18f", Answer(200, {}, TAB))
    assert figures("unga", "idealpointfp", fetch).to_dict() == {
        ("RUS", "2025-12-31"): -0.8,
        ("USA", "2025-12-31"): 1.5,
    }
    delivery = delivered("unga", "idealpointfp", fetch)
    assert delivery.edition == "version 38.0, Idealpointestimates1946-2025.tab"
    assert delivery.published == dt.date(2026, 4, 3)
    assert internet.requests[0].query == {"persistentId": "doi:10.7910/DVN/LEJUQZ"}
    assert [request.host for request in internet.requests] == [service.HOST, service.HOST, KEPT]


def test_the_newest_file_of_ideal_points_that_has_the_columns_is_taken(internet, fetch):
    list_files(
        internet,
        service.entry("Codebook_IdealPoints.csv", 1, "2026-07-30"),
        service.entry("IdealpointestimatesAll_Jun2024.tab", 2, "2024-06-24"),
        service.entry("Idealpointestimates1946-2025.tab", 3, "2026-04-03"),
        service.entry("IdealpointestimatesFP_2026FP.csv", 4, "2026-07-30"),
        {**service.entry("Idealpoints_draft.tab", 5, "2026-08-01"), "restricted": True},
        service.entry("Idealpoints_bySession.dta", 6, "2026-08-01"),
    )
    file(internet, 4, b"ccode,iso3c,year,IdealPointDyad\n2,USA,2025,1\n")
    file(internet, 3, TAB)
    assert list(delivered("unga", "idealpointfp", fetch).files) == ["Idealpointestimates1946-2025.tab"]
    asked = [request.path.rpartition("/")[2] for request in internet.requests[1:]]
    assert asked == ["4", "3"]


def test_a_session_is_a_year_and_a_missing_code_is_left_out(internet, fetch):
    list_files(internet, service.entry("idealpointestimatesAll_Jun2024.CSV", 2, "2024-06-24"))
    file(internet, 2, b'"",session,ISO3C,idealpointFP\n1,1,USA,1.7\n2,78,USA,2.5\n3,78,NA,0.1\n4,77,RUS,NA\n')
    assert figures("unga", "idealpointfp", fetch).to_dict() == {("USA", "1946-12-31"): 1.7, ("USA", "2023-12-31"): 2.5}


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        (b"{}", "data in the answer; found an empty object"),
        (b'{"data": {"latestVersion": {"files": []}}}', "a file named Idealpoint.*found none"),
        (b'{"data": {"latestVersion": {"files": [{"label": "UNVotes.csv"}]}}}', "found UNVotes.csv"),
        (b'{"data": {"latestVersion": {"files": [{"label": "Idealpoints.tab"}]}}}', "dataFile in the answer"),
        (b'{"data": {"latestVersion": [1]}}', "an object as data.latestVersion; found a list"),
    ],
)
def test_a_list_of_another_shape_is_refused(internet, fetch, listing, words):
    internet.on(service.HOST, "/api/datasets/", Answer(200, {}, listing))
    with pytest.raises(Changed, match=words):
        delivered("unga", "idealpointfp", fetch)


def test_shares_of_votes_have_no_interface(internet, fetch):
    with pytest.raises(Changed, match="idealpointfp"):
        delivered("unga", "share_identical", fetch)
    assert internet.requests == []


def test_a_table_without_rows_is_empty(internet, fetch):
    frame = pd.DataFrame(columns=["entity", "date", "value"])
    service.serve(internet, {"un_ideal_point": frame})
    with pytest.raises(Empty):
        figures("unga", "idealpointfp", fetch)
