"""The endpoints: what stands at each address, as of which day, and how it may be kept."""

import csv
import io
import re

import feedparser
import pytest
from calling import HOME, SERVED, SHELL, application, ask, reviewed
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from verdicts.argdown import argument_rows
from web.assets import asset_path
from web.endpoints import ENDPOINTS
from web.faults import CODES
from web.front import FILES, FOLDERS
from web.health import PATHS
from web.plotly_js import plotly_path
from web.record_schemas import FINDING, OUTCOMES, RATE

CLAIM = "us-still-powerful"
REVIEWED = reviewed()
OPEN_THEN = next(
    s.now.claim.id
    for s in SERVED.served.standings.values()
    if s.then.label == "too early" and s.now.label != "too early"
)


def test_all_claims_are_there_with_their_verdicts_of_now():
    found = ask("/claims.json").json["claims"]
    assert {row["claim"]: row["verdict"]["verdict"] for row in found} == {
        claim: s.now.label for claim, s in SERVED.served.standings.items()
    }


def test_a_forecast_comes_too_early_as_of_the_article_and_is_decided_as_of_now():
    def verdict(day: str) -> str:
        return ask(f"/claims/{OPEN_THEN}.json?as_of={day}").json["verdict"]["verdict"]

    assert verdict("article") == verdict(SERVED.served.case.article.day.isoformat()) == "too early"
    assert verdict("latest") == SERVED.served.standings[OPEN_THEN].now.label


def test_figures_as_of_a_day_end_before_it():
    def dates(query: str) -> list[str]:
        rows = csv.DictReader(io.StringIO(ask(f"/claims/{CLAIM}.csv{query}").text))
        return [row["date"] for row in rows if row["status"] != "projection"]

    assert max(dates("?as_of=2020-06-30")) <= "2020-06-30" < max(dates(""))


def test_a_claim_can_be_cited_and_reviewed():
    assert f"{HOME}/c/{CLAIM}?as_of=" in ask(f"/claims/{CLAIM}.bib").text
    assert ask(f"/claims/{CLAIM}.ris").text.startswith("TY  - ELEC")
    assert ask(f"/claims/{CLAIM}.txt").text.startswith("The Plumbline authors. (")
    review = ask(f"/claims/{REVIEWED}.jsonld").json
    assert review["@type"] == "ClaimReview"
    assert review["url"] == f"{HOME}/c/{REVIEWED}"


def test_a_judgement_has_no_review():
    judgement = next(s.now.claim.id for s in SERVED.served.standings.values() if s.now.claim.kind == "judgement")
    got = ask(f"/claims/{judgement}.jsonld")
    assert (got.status, got.error["code"]) == (404, "nothing-to-review")
    assert got.error["message"] == "This claim is a judgement. Only facts are reviewed."


def test_what_the_article_reports_of_others_has_no_review_and_says_who_said_it():
    told = ask("/claims/war-must-continue-wish.json").json
    assert (told["voice"], told["mode"]) == ("Donald Trump", "reports")
    got = ask("/claims/war-must-continue-wish.jsonld")
    assert (got.status, got.error["code"]) == (404, "nothing-to-review")
    assert got.error["message"].startswith("The author does not assert this")


def test_sources_and_their_citations():
    sources = ask("/sources.json").json["sources"]
    assert "worldbank" in {row["source"] for row in sources}
    assert ask("/sources/worldbank.bib").text.startswith("@misc{plumbline-worldbank")


def test_the_argument_is_there_for_programs_of_argument():
    case = SERVED.served.case
    written = ask("/argument.argdown?as_of=article").text
    rows = argument_rows(written, case.argument.claim)
    assert rows.faults == []
    assert [row["id"] for row in rows.conclusions] == list(case.argument.conclusion)
    assert len(rows.links) == len(case.argument.links.rows)
    assert f'asOf: "{case.article.day}"' in written
    early = next(s for s in SERVED.served.standings.values() if s.then.label == "too early")
    assert re.search(rf"\[{early.then.claim.id}\]: .* #\(too early\)", written)
    found = ask("/argument.aif.json").json
    links = [node["plumbline"]["why"] for node in found["nodes"] if node["type"] in ("RA", "CA")]
    assert links == [link.why for link in case.argument.links.rows]


def test_the_feed_is_one():
    feed = feedparser.parse(ask("/feed.atom").body)
    assert not feed.bozo
    assert feed.feed.links[0].href == f"{HOME}/feed.atom"


def test_pages_are_left_to_the_dashboard():
    for path in ("/", "/claim?id=x", "/sources", "/sources/", "/claims", "/_stcore/health"):
        assert ask(path).text == SHELL


def test_under_a_base_path_everything_moves_there():
    app = application("/under/here")
    assert ask("/under/here/claims.json", app=app).json["claims"][0]["link"].startswith(f"{HOME}/under/here/c/")
    assert ask("/claims.json", app=app).text == SHELL
    assert ask("/under/here/claims/nix.json", app=app).error["code"] == "unknown-claim"
    assert ask("/under/here/claims/..%2fx.json", app=app).error["code"] == "unknown-address"


def test_behind_a_mount_links_carry_its_path():
    got = ask("/app/claims.json", root="/app")
    assert got.json["claims"][0]["link"].startswith(f"{HOME}/app/c/")


def test_the_public_address_is_what_it_was_told(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_URL", "https://plumbline.test/x/")
    assert ask("/claims.json").json["claims"][0]["link"].startswith("https://plumbline.test/x/c/")


def test_a_host_that_is_none_is_not_repeated():
    got = ask(f"/claims/{CLAIM}.json", host='evil"><script>')
    assert got.status == 200
    assert "evil" not in got.text


@pytest.mark.parametrize("path", ["/claims.json", f"/claims/{CLAIM}.csv", "/embed/board", "/openapi.json"])
def test_what_has_not_changed_is_not_sent_again(path):
    for coding in ("gzip", "identity", "gzip;q=0"):
        first = ask(path, accept_encoding=coding)
        again = ask(path, accept_encoding=coding, if_none_match=f'"other", W/{first.headers["etag"]}')
        assert (again.status, again.raw) == (304, b"")
        for name in ("etag", "cache-control", "vary"):
            assert again.headers[name] == first.headers[name]
        assert ask(path, accept_encoding=coding, if_none_match='"other"').status == 200


def test_compressed_bytes_have_a_tag_of_their_own():
    zipped, plain = ask("/claims.json", accept_encoding="br, gzip"), ask("/claims.json")
    assert zipped.headers["content-encoding"] == "gzip"
    assert len(zipped.raw) < len(plain.raw)
    assert zipped.body == plain.body
    assert zipped.headers["etag"] != plain.headers["etag"]
    refused = ask("/claims.json", accept_encoding="gzip;q=0")
    assert "content-encoding" not in refused.headers
    assert refused.headers["etag"] == plain.headers["etag"]


def test_what_is_as_of_now_is_asked_for_again_sooner_than_what_is_over():
    assert ask("/claims.json").headers["cache-control"] == "public, max-age=60, must-revalidate"
    assert ask("/claims.json?as_of=article").headers["cache-control"] == "public, max-age=86400"


def test_head_says_what_get_says_without_the_body():
    for path in ("/claims.json", "/claims/nix.json", "/embed/board", f"/c/{CLAIM}"):
        head, get = ask(path, "HEAD"), ask(path)
        assert (head.status, head.raw) == (get.status, b"")
        assert head.headers == get.headers


def test_any_page_may_read_and_only_embedded_ones_may_be_framed():
    for path in ("/claims.json", "/embed/board", "/claims/nix.json"):
        headers = ask(path).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"
        frames = headers["content-security-policy"].rpartition("frame-ancestors ")[2]
        assert frames == ("*" if path.startswith("/embed") else "'none'")
    preflight = ask("/claims.json", "OPTIONS")
    assert (preflight.status, preflight.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


def test_files_have_plain_names():
    got = ask(f"/claims/{CLAIM}.csv").headers["content-disposition"]
    assert got == f'attachment; filename="plumbline-{CLAIM}-{SERVED.dossiers.case.now.day}.csv"'


def test_the_description_is_valid_and_is_of_just_these_addresses():
    described = ask("/openapi.json").json
    validate(described)
    assert set(described["paths"]) == {endpoint.path for endpoint in ENDPOINTS} | set(PATHS)
    for endpoint in ENDPOINTS:
        said = {p["name"] for p in described["paths"][endpoint.path]["get"]["parameters"] if p["in"] == "query"}
        assert said == {p.name for p in endpoint.parameters}
    assert described["servers"] == [{"url": HOME}]


def test_the_fields_of_records_are_those_that_are_described():
    def fields(schema: dict) -> set[str]:
        return set(schema["properties"])

    schemas = ask("/openapi.json").json["components"]["schemas"]
    claims = ask("/claims.json").json
    assert set(claims) == fields(schemas["Claims"])
    assert all(set(one) == fields(schemas["Claims"]["properties"]["claims"]["items"]) for one in claims["claims"])
    for claim in SERVED.served.standings:
        told = ask(f"/claims/{claim}.json").json
        assert set(told) == fields(schemas["Claim"])
        assert set(told["verdict"]) == set(told["verdict_as_of_the_article"]) == fields(schemas["Verdict"])
        for finding in told["findings"]:
            assert set(finding) == fields(schemas["Finding"])
            assert set(finding["as_of_the_article"]) == fields(FINDING["as_of_the_article"])
            assert all(set(rate) == set(RATE) for rate in finding["base_rates"])
            assert finding["outcome"] in OUTCOMES
    evidence = told["findings"][0]["evidence"] if told["findings"] else f"{CLAIM}-gdp"
    whole = schemas["FindingWithFigures"]["allOf"]
    assert set(ask(f"/figures/{evidence}.json").json) == fields(schemas["Finding"]) | fields(whole[1])


def example(endpoint) -> str:
    """A path with its query that the endpoint answers."""
    known = {
        "claim": REVIEWED,
        "source": "worldbank",
        "topic": SERVED.served.standings[REVIEWED].now.claim.topic,
        "script": plotly_path().removeprefix("scripts/").removesuffix(".js"),
        "evidence": SERVED.served.standings[REVIEWED].now.findings[0].evidence.id,
        "picture": SERVED.served.standings[REVIEWED].now.findings[0].evidence.id,
        **dict(zip(("hash", "asset"), asset_path("menu.js").split("/")[1:], strict=True)),
    }
    query = f"?url={HOME}/c/{REVIEWED}" if any(p.required for p in endpoint.parameters) else ""
    return endpoint.path.format(**known) + query


ANSWERED = [endpoint for endpoint in ENDPOINTS if not (endpoint.drawn or endpoint.redirects)]


@pytest.mark.parametrize("endpoint", ANSWERED, ids=lambda endpoint: endpoint.path)
def test_every_answer_has_the_type_and_the_form_that_are_described(endpoint):
    described = ask("/openapi.json").json
    got = ask(example(endpoint))
    assert got.status == 200
    media = got.headers["content-type"].partition(";")[0]
    (schema,) = (
        said["schema"] for said in described["paths"][endpoint.path]["get"]["responses"]["200"]["content"].values()
    )
    assert media == endpoint.media
    if media.endswith("json"):
        assert endpoint.schema
        assert_valid(got.json, schema, described)
    else:
        assert schema["type"] == "string"


@pytest.mark.parametrize("path", ["/claims.json?as_of=article", "/claims/nix.json", "/claims.json?as_of=never"])
def test_records_of_the_article_s_day_and_faults_are_as_described_too(path):
    described = ask("/openapi.json").json
    got = ask(path)
    told = described["paths"][re.sub("nix", "{claim}", path.partition("?")[0])]["get"]["responses"][str(got.status)]
    assert_valid(got.json, told["content"]["application/json"]["schema"], described)


def test_the_record_of_every_claim_is_as_described():
    described = ask("/openapi.json").json
    for claim in SERVED.served.standings:
        assert_valid(ask(f"/claims/{claim}.json").json, {"$ref": "#/components/schemas/Claim"}, described)


def assert_valid(record, schema: dict, described: dict) -> None:
    validator = Draft202012Validator({**schema, "components": described["components"]})
    assert [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(record)] == []


def test_the_document_on_addresses_has_them_all():
    from loaders.catalog import ROOT

    text = (ROOT / "docs" / "addresses.md").read_text("utf-8")
    for endpoint in ENDPOINTS:
        assert f"`{endpoint.path}`" in text
        for parameter in endpoint.parameters:
            assert f"`{parameter.name}`" in text
    for code, status in CODES.items():
        assert f"| `{code}` | {status} |" in text


def test_every_address_is_in_a_folder_or_a_file_that_is_kept_from_the_shell():
    for endpoint in ENDPOINTS:
        assert endpoint.path in FILES or endpoint.path.startswith(FOLDERS)
