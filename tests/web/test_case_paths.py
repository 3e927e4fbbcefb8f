"""An address below cases/<id>/ is that of another case: the same paths, other tables, links that stay with it."""

import asyncio
import re
import shutil

import pytest
from starlette.responses import PlainTextResponse

from loaders.home import ROOT
from service.application import Application
from tests.web.calling import HOME, application, ask
from web.assets import kit
from web.case_paths import CasePaths, case_of
from web.front import Front

TABLES = ("topics", "claims", "evidence", "conclusions", "argument")
CLAIM = "us-still-powerful"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The project's case with another one beneath it: the same tables as of another author."""
    first = tmp_path_factory.mktemp("first")
    _copied(first, "Fateh Sami")
    _copied(first / "cases" / "another", "Jane Doe")
    return first


def _copied(folder, author):
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        shutil.copy(ROOT / f"{name}.csv", folder)
    told = (ROOT / "case.toml").read_text("utf-8").replace("Fateh Sami", author)
    (folder / "case.toml").write_text(told, "utf-8")


@pytest.fixture(scope="module")
def served(folder):
    one = Application(folder)
    yield one
    one.close()


@pytest.fixture(scope="module")
def app(served):
    return application(front=Front(lambda: served))


def author(got):
    return got.json["article"]["author"]


def test_each_case_answers_with_its_own_article(app):
    assert author(ask("/claims.json", app=app)) == "Fateh Sami"
    assert author(ask("/cases/another/claims.json", app=app)) == "Jane Doe"
    assert author(ask("/claims.json", app=app)) == "Fateh Sami"


def test_links_in_a_case_stay_in_it(app):
    card = ask(f"/cases/another/c/{CLAIM}", app=app).text
    assert f"{HOME}/cases/another/c/{CLAIM}" in card
    assert f"{HOME}/c/{CLAIM}" not in card
    assert f"{HOME}/cases/another/sitemap.xml" in ask("/cases/another/robots.txt", app=app).text


def test_a_case_that_is_not_there_is_said_to_be_unknown(app):
    got = ask("/cases/anothr/claims.json", app=app)
    assert (got.status, got.error["code"], got.error["near"]) == (404, "unknown-case", ["another"])


def test_without_its_slash_it_leads_to_it(app):
    got = ask("/cases/another?view=board", app=app)
    assert (got.status, got.headers["location"]) == (308, "another/?view=board")


def test_below_a_base_path_too(served):
    app = application("/argument", Front(lambda: served, lambda: "/argument"))
    assert author(ask("/argument/cases/another/claims.json", app=app)) == "Jane Doe"


def test_what_a_visitor_brought_is_found_by_its_address_only(served, app, folder):
    tables = {f"{name}.csv": (folder / f"{name}.csv").read_bytes() for name in TABLES}
    tables["case.toml"] = (ROOT / "case.toml").read_bytes().replace(b"Fateh Sami", b"A Visitor")
    site = served.sites.hold(tables)
    got = ask(f"{site.path}/claims.json", app=app)
    assert author(got) == "A Visitor"
    assert got.headers["x-robots-tag"] == "noindex"
    assert got.headers["cache-control"] == "private, no-store"
    assert site.id not in ask("/sitemap.xml", app=app).text
    assert site not in served.sites.listed()
    assert ask(f"{site.path[:-1]}/claims.json", app=app).status == 404


def heard(path, *headers):
    """The path, the case and the header of it that an application behind the middleware hears."""
    found = {}

    async def inner(scope, receive, send):
        given = [v for k, v in scope["headers"] if k == b"x-plumbline-case"]
        found.update(path=scope["path"], case=case_of(scope), given=given)
        await PlainTextResponse("")(scope, receive, send)

    async def send(message):
        pass

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": list(headers)}  # fmt: skip
    asyncio.run(CasePaths(inner)(scope, None, send))
    return found


def test_nobody_but_the_path_says_which_case_it_is():
    lie = (b"x-plumbline-case", b"visit~secret")
    assert heard("/claims.json", lie) == {"path": "/claims.json", "case": "", "given": []}
    assert heard("/cases/another/claims.json", lie) == {
        "path": "/claims.json", "case": "another", "given": [b"another"]
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/cases/", "/cases", "/cases/_stcore/health", "/cases/../claims.json", "/cases/A b/x"]
)
def test_what_names_no_case_passes_as_it_is(path):
    assert heard(path)["case"] == ""
    assert heard(path)["path"] == path


def test_the_way_to_a_private_case_is_kept_by_nobody(app):
    got = ask("/cases/visit~secret", app=app)
    assert (got.status, got.headers["location"]) == (308, "visit~secret/")
    assert (got.headers["x-robots-tag"], got.headers["cache-control"]) == ("noindex", "private, no-store")


def test_what_all_cases_load_alike_is_one_and_may_be_kept_by_the_readers_own_browser(app):
    script = kit()["menu"]
    first, private = ask(f"/{script}", app=app), ask(f"/cases/visit~secret/{script}", app=app)
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert private.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert private.body == first.body
    assert heard(f"/cases/visit~secret/{script}") == {"path": f"/{script}", "case": "", "given": []}


def test_the_list_of_cases_names_each_with_its_verdicts(app, served):
    first, another = ask("/cases.json", app=app).json["cases"]
    assert (first["case"], first["path"], first["article"]["author"]) == ("", "/", "Fateh Sami")
    assert (another["case"], another["path"], another["article"]["author"]) == (
        "another",
        "/cases/another/",
        "Jane Doe",
    )
    labels = [standing.now.label for standing in served.served.standings.values()]
    assert another["verdicts"] == first["verdicts"] == {label: labels.count(label) for label in set(labels)}


def test_the_map_of_the_site_has_the_pages_of_each_case_once(app):
    def places(path):
        return re.findall(r"<loc>(.*?)</loc>", ask(path, app=app).text)

    of_all, of_one = places("/sitemap.xml"), places("/cases/another/sitemap.xml")
    assert set(of_one) == {place for place in of_all if "/cases/another/" in place}
    assert len(of_all) == len(set(of_all)) == 2 * len(of_one)
