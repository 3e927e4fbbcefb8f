"""FRED: what is asked for, and gaps in the days."""

import pytest
from asking import delivered, fetch_for, figures
from cases import fed as service
from stub import Answer

from loaders.errors import Changed

DAYS = b"observation_date,DEXUSEU\n2024-05-29,1.08\n2024-05-30,\n2024-05-31,1.09\n2024-06-03,2\n"
MONTHS = b"observation_date,MCOILBRENTEU\n2026-05-01,61.5\n2026-06-01,\n2026-07-01,83.76\n"


def test_a_month_is_the_mean_of_its_days_and_the_last_one_must_be_over(internet, tmp_path):
    internet.on(service.HOST, "/graph/fredgraph.csv", Answer(200, {}, DAYS))
    assert figures("fed", "DEXUSEU", fetch_for("fed", tmp_path)).to_dict() == {("EUR", "2024-05-31"): 1.085}
    assert internet.requests[0].url == "https://fred.stlouisfed.org/graph/fredgraph.csv?id=DEXUSEU"


def test_brent_is_the_administrations_monthly_series(internet, tmp_path):
    internet.on(service.HOST, "/graph/fredgraph.csv", Answer(200, {}, MONTHS))
    prices = figures("eia", "brent", fetch_for("eia", tmp_path)).to_dict()
    assert prices == {("BRENT", "2026-05-31"): 61.5, ("BRENT", "2026-07-31"): 83.76}
    assert internet.requests[0].query == {"id": "MCOILBRENTEU"}


@pytest.mark.parametrize(("source", "code"), [("fed", "DGS10"), ("eia", "wti")])
def test_a_series_that_is_not_ours_is_not_asked_for(internet, tmp_path, source, code):
    with pytest.raises(Changed, match=code):
        delivered(source, code, fetch_for(source, tmp_path))
    assert internet.requests == []


def test_the_page_of_an_unknown_series_is_no_table(internet, tmp_path):
    page = Answer(200, {"Content-Type": "text/html"}, service.UNKNOWN.body)
    internet.on(service.HOST, "/graph/fredgraph.csv", page)
    with pytest.raises(Changed, match="observation_date"):
        figures("fed", "DEXCHUS", fetch_for("fed", tmp_path))
