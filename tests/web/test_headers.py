"""Security headers: every answer has them, embeds may be framed by anybody, and pages by whom the setting names."""

import asyncio
import re

import pytest
from calling import application, ask
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount

from web.embed import POLICY as EMBED
from web.headers import SecurityHeaders, page_policy

HTML = "<script>first()</script><script src='x.js'></script><script>\n second()\n</script>"
ADDRESSES = (
    "/claims.json",
    "/embed/board",
    "/nix",
    "/claims/nix.json",
    "/claims/%00.json",
    "/c/us-still-powerful",
    "/openapi.json",
)


def guarded(frames: str = "'self'", app: Starlette | None = None) -> Starlette:
    app = app or application()
    added = Middleware(SecurityHeaders, policy=page_policy(HTML, frames))
    return Starlette(routes=app.routes, middleware=[added, *app.user_middleware])


def policy_of(got) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in got.headers["content-security-policy"].split(";"))


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_has_them(path, method):
    got = ask(path, method, guarded())
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert got.headers["cross-origin-resource-policy"] in ("same-origin", "cross-origin")
    assert policy_of(got)["default-src"] == "'none'"


@pytest.mark.parametrize(("path", "told"), [("/your-claim", ""), ("/your-claim?words=x", "noindex"), ("/?q=x", "")])
def test_what_a_reader_wrote_into_an_address_is_not_for_crawlers(path, told):
    assert ask(path, app=guarded()).headers.get("x-robots-tag", "") == told


def test_an_address_keeps_its_own_stricter_policy():
    for path in ("/claims.json", "/claims/nix.json", "/sources.json"):
        assert (
            ask(path, app=guarded()).headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        )
    assert ask("/embed/board", app=guarded()).headers["content-security-policy"] == EMBED


def test_an_embed_may_be_framed_by_anybody_whatever_the_setting_says():
    assert policy_of(ask("/embed/board", app=guarded("'none'")))["frame-ancestors"] == "*"


@pytest.mark.parametrize("frames", ["'none'", "'self'", "*", "'self' https://example.org"])
def test_a_page_may_be_framed_by_whom_the_setting_names(frames):
    assert policy_of(ask("/method", app=guarded(frames)))["frame-ancestors"] == frames


def test_a_page_may_run_its_own_scripts_and_no_others():
    sources = policy_of(ask("/", app=guarded()))["script-src"].split()
    # printf 'first()' | openssl dgst -sha256 -binary | openssl base64
    assert "'sha256-fDYmfWjvur9AxjhDbjHe6RvExc05MbXhhrbgz2vvy/A='" in sources
    assert len([source for source in sources if source.startswith("'sha256-")]) == 2
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & set(sources)


def test_no_page_asks_for_camera_place_or_payment():
    allowed = ask("/", app=guarded()).headers["permissions-policy"]
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(re.split(", ", allowed))


def test_a_page_has_its_policy_wherever_it_is_answered_and_what_it_is_made_of_has_none():
    async def script(scope, receive, send):
        await Response("x", media_type="text/javascript")(scope, receive, send)

    app = guarded(app=Starlette(routes=[Mount("/static/js", app=script), *application().routes]))
    got = ask("/static/js/x.js", app=app)
    assert "content-security-policy" not in got.headers
    assert got.headers["x-content-type-options"] == "nosniff"
    for path in ("/static/nix.js", "/_stcore/nix", "/media/nix"):
        assert policy_of(ask(path, app=app))["frame-ancestors"] == "'self'"


def test_a_page_that_has_not_changed_keeps_its_policy():
    app = Starlette(routes=[Mount("/", app=Response(status_code=304))])
    assert policy_of(ask("/", app=guarded(app=app)))["frame-ancestors"] == "'self'"


def test_an_answer_that_failed_has_them_and_says_nothing_of_its_inside():
    async def fail(scope, receive, send):
        raise RuntimeError("a secret of the house")

    sent = []

    async def send(message):
        sent.append(message)

    app = guarded(app=Starlette(routes=[Mount("/", app=fail)]))
    scope = {"type": "http", "method": "GET", "path": "/x", "root_path": "", "headers": [], "query_string": b""}
    with pytest.raises(RuntimeError):  # For the server's log.
        asyncio.run(app(scope, None, send))
    assert sent[0]["status"] == 500
    assert dict(sent[0]["headers"])[b"x-content-type-options"] == b"nosniff"
    assert b"fault of ours" in sent[1]["body"]
    assert b"secret" not in sent[1]["body"]


def test_pages_below_a_base_path_have_them_too():
    app = application(base="/argument")
    assert policy_of(ask("/argument/method", app=guarded(app=app)))["frame-ancestors"] == "'self'"
    assert ask("/argument/claims.json", app=guarded(app=app)).headers["cross-origin-resource-policy"] == "cross-origin"
