"""The Energy Information Administration's workbook: months, gaps, and what is no such workbook."""

import datetime as dt

import pytest
from asking import delivered, fetch_for, figures
from cases import eia as service
from stub import Answer

from loaders.errors import Changed

ROWS = [(dt.date(2026, 5, 15), 61.5), (dt.date(2026, 6, 15), ""), (dt.date(2026, 7, 15), 83.76)]


@pytest.fixture
def fetch(tmp_path):
    return fetch_for("eia", tmp_path)


def test_brent_is_the_administrations_own_monthly_series(internet, fetch):
    internet.on(service.HOST, service.PLACE, service.prices(ROWS))
    assert figures("eia", "brent", fetch).to_dict() == {("BRENT", "2026-05-31"): 61.5, ("BRENT", "2026-07-31"): 83.76}
    assert [request.url for request in internet.requests] == ["https://www.eia.gov/dnav/pet/hist_xls/RBRTEm.xls"]


def test_a_series_that_is_not_ours_is_not_asked_for(internet, fetch):
    with pytest.raises(Changed, match="wti"):
        delivered("eia", "wti", fetch)
    assert internet.requests == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (service.prices(ROWS, key="RWTC"), "a sheet Data 1 with the series RBRTE; found none"),
        (service.prices(ROWS, sheet="Data 2"), "a sheet Data 1 with the series RBRTE; found none"),
        (service.prices([(dt.date(2026, 5, 15), "n/a")]), "numbers; found 'n/a'"),
        (Answer(200, {}, service.prices(ROWS).body[:1500]), "an Excel workbook of the old kind"),
        (Answer(200, {}, b"<!DOCTYPE html><html>"), "an Excel workbook of the old kind"),
    ],
    ids=["another series", "another sheet", "no number", "half a file", "a page"],
)
def test_what_is_no_workbook_of_the_known_shape_is_refused_without_a_word_to_the_terminal(
    internet, fetch, capfd, answer, words
):
    internet.on(service.HOST, service.PLACE, answer)
    with pytest.raises(Changed, match=words):
        figures("eia", "brent", fetch)
    assert capfd.readouterr() == ("", "")
