"""What others hang on a link breaks no address; a slip of the pen is still told."""

import pytest
from calling import ask

from web.endpoints import ENDPOINTS
from web.foreign import is_foreign

FOREIGN = "utm_source=x&utm_source=y&UTM_Campaign=z&fbclid=1&gclid=2&ref=mail&mc_cid=3&msclkid=4&igshid=5&_hsenc=6"


@pytest.mark.parametrize(
    "path",
    [
        "/claims.json",
        "/claims/us-still-powerful.csv",
        "/claims/us-still-powerful.bib",
        "/figures/us-still-powerful-gdp.parquet",
        "/pictures/us-still-powerful-gdp.json",
        "/embed/us-still-powerful-gdp",
        "/sources.json",
        "/feed.atom",
        "/openapi.json",
        "/robots.txt",
    ],
)
def test_they_change_nothing(path):
    plain, hung = ask(path), ask(f"{path}?{FOREIGN}")
    assert (hung.status, hung.headers["etag"]) == (200, plain.headers["etag"])
    if path.startswith("/claims"):
        dated = ask(f"{path}?as_of=article&{FOREIGN}")
        assert dated.headers["etag"] == ask(f"{path}?as_of=article").headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize("slip", ["asof", "as-of", "As_Of", "sise", "utm", "x"])
def test_a_slip_of_the_pen_is_an_error(slip):
    error = ask(f"/claims.json?{slip}=article").error
    assert (error["code"], error["allowed"]) == ("unknown-parameter", ["as_of"])


def test_no_parameter_of_ours_is_taken_for_theirs():
    assert not [p.name for endpoint in ENDPOINTS for p in endpoint.parameters if is_foreign(p.name)]
