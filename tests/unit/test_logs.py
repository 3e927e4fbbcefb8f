"""What an operator reads: lines of text or JSON from a level on, and never a secret."""

import datetime as dt
import io
import json
import logging
import sys
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import logs
from loaders.errors import UnknownSetting
from loaders.logs import FORM, FORMS, HIDDEN, LEVEL, hide, redacted, setup

TOKEN = "sesame-7Qx/+ä"
LOG = logging.getLogger("plumbline.loaders")


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch):
    """Nothing said by the environment."""
    monkeypatch.delenv(LEVEL, raising=False)
    monkeypatch.delenv(FORM, raising=False)
    monkeypatch.setattr(logs, "_known", set())


def raised(error: Exception) -> Exception:
    """An error with a traceback, as a caller has it."""
    try:
        raise error
    except Exception as caught:  # noqa: BLE001 whatever it is
        return caught


def test_only_what_went_wrong_is_told_by_default(capsys):
    setup()
    LOG.info("refresh ended")
    LOG.warning("breaker opened")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[0].endswith("WARNING loaders: breaker opened")
    assert len(captured.err.splitlines()) == 1


def test_a_line_of_text_names_time_level_room_message_and_fields(capsys, monkeypatch):
    setup("info")
    moment = dt.datetime(2026, 11, 23, 12, 0, 0, 250_000, dt.UTC)
    monkeypatch.setattr("time.time", moment.timestamp)
    monkeypatch.setattr("time.time_ns", lambda: int(moment.timestamp() * 1e9))
    fields = {"source": "fed", "moved": 3, "reason": "It is down.", "series": ["a", "b"], "until": moment, "why": ""}
    LOG.info("refresh ended", extra=fields)
    assert capsys.readouterr().err == (
        "2026-11-23T12:00:00.250Z INFO loaders: refresh ended source=fed moved=3 "
        'reason="It is down." series=a,b until=2026-11-23T12:00:00+00:00 why=""\n'
    )


def test_a_line_of_json_is_one_object_with_the_fields_as_they_are(capsys):
    setup("info", "json")
    before = dt.datetime.now(dt.UTC) - dt.timedelta(milliseconds=1)
    LOG.info("refresh ended", extra={"source": "fed", "moved": 3, "series": ("a", "b"), "asked": True, "level": "mine"})
    LOG.error("reading failed", exc_info=raised(ValueError("first\nsecond")))
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert before <= dt.datetime.fromisoformat(first.pop("time")) <= dt.datetime.now(dt.UTC)
    assert first == {
        "level": "info", "logger": "plumbline.loaders", "message": "refresh ended",
        "source": "fed", "moved": 3, "series": ["a", "b"], "asked": True,
    }  # fmt: skip
    assert second["trace"].startswith("Traceback")
    assert second["trace"].endswith("ValueError: first\nsecond")


def test_a_traceback_stands_below_its_line(capsys):
    setup()
    LOG.error("reading failed", extra={"source": "fed"}, exc_info=raised(ValueError("odd")))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].endswith("ERROR loaders: reading failed source=fed")
    assert (lines[1], lines[-1]) == ("Traceback (most recent call last):", "ValueError: odd")


@pytest.mark.parametrize(
    ("word", "shown"), [("debug", 4), ("info", 3), ("INFO", 3), ("warning", 2), ("", 2), ("error", 1)]
)
def test_the_environment_says_from_which_level_on(monkeypatch, capsys, word, shown):
    monkeypatch.setenv(LEVEL, word)
    setup()
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        LOG.log(level, "said")
    assert len(capsys.readouterr().err.splitlines()) == shown


def test_the_environment_says_in_which_form_and_a_caller_may_say_otherwise(monkeypatch, capsys):
    monkeypatch.setenv(FORM, "json")
    monkeypatch.setenv(LEVEL, "error")
    setup()
    LOG.error("said")
    assert json.loads(capsys.readouterr().err)["message"] == "said"
    setup("info", "text")
    LOG.info("said")
    assert capsys.readouterr().err.endswith("INFO loaders: said\n")


@pytest.mark.parametrize(("variable", "word"), [(LEVEL, "loud"), (LEVEL, "10"), (FORM, "xml"), (FORM, " json")])
def test_an_unknown_word_is_refused_by_a_sentence_that_names_the_known_ones(monkeypatch, variable, word):
    monkeypatch.setenv(variable, word)
    meant = {LEVEL: "debug, info, warning or error is meant", FORM: "text or json is meant"}[variable]
    with pytest.raises(UnknownSetting, match=f"{variable} is '{word}': {meant}"):
        setup()


def test_setting_up_twice_tells_everything_once(capsys):
    setup()
    setup()
    LOG.warning("said")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_loggers_of_others_are_left_as_they_are():
    others = [logging.getLogger(name) for name in ("", "streamlit", "uvicorn", "uvicorn.access", "urllib3")]
    before = [(list(logger.handlers), logger.level, logger.propagate) for logger in others]
    setup("debug", "json")
    assert [(list(logger.handlers), logger.level, logger.propagate) for logger in others] == before


def test_a_message_from_outside_cannot_make_up_a_line(capsys):
    setup()
    LOG.warning("no page at %s", "/x\r\n2026-11-23T12:00:00.000Z INFO loaders: all is well", extra={"query": "a\nb"})
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_where_there_is_no_standard_error_nothing_fails(monkeypatch):
    setup()
    monkeypatch.setattr(sys, "stderr", None)
    LOG.warning("said")
    assert sys.stderr is None


def nested() -> Exception:
    try:
        raise OSError(f"https://x.example/?{quote(TOKEN, safe='')} was refused")
    except OSError as error:
        try:
            raise ValueError(f"with {TOKEN!r}") from error
        except ValueError as caught:
            return caught


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "say",
    [
        lambda: LOG.warning(f"asked with {TOKEN}"),
        lambda: LOG.warning("asked with %s of %d", TOKEN, 3),
        lambda: LOG.warning("asked", extra={"reason": f"by {TOKEN}"}),
        lambda: LOG.warning("asked", extra={"asked": {"headers": [{"x": f"{TOKEN}"}], TOKEN: 1}}),
        lambda: LOG.warning("asked", extra={"error": ValueError(TOKEN)}),
        lambda: LOG.warning("asked %s", f"https://x.example/?id={quote(TOKEN)}&more={quote(TOKEN, safe='')}"),
        lambda: LOG.error("asked", exc_info=raised(ValueError(TOKEN))),
        lambda: LOG.error("asked", exc_info=nested()),
        lambda: LOG.error("asked", stack_info=True, extra={"x": TOKEN}),
    ],
    ids=["message", "arguments", "field", "nested", "error", "address", "traceback", "cause", "stack"],
)
def test_a_known_token_is_in_no_line(capsys, caplog, form, say):
    hide(TOKEN)
    setup("debug", form)
    say()
    told = capsys.readouterr().err + caplog.text
    assert "asked" in told
    for secret in (TOKEN, quote(TOKEN), quote(TOKEN, safe=""), json.dumps(TOKEN)[1:-1]):
        assert secret not in told


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    token=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=60),
    form=st.sampled_from(FORMS),
)
def test_no_token_of_any_characters_is_told(capsys, token, form):
    hide(token)
    setup("info", form)
    LOG.info("asked with %s", token, extra={"reason": f"sent {token}."})
    LOG.error("failed", exc_info=raised(ValueError(f"https://x.example/?a={quote(token, safe='')} {token}")))
    told = capsys.readouterr().err
    assert "failed" in told
    assert token not in told
    assert quote(token, safe="") not in told


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("GET /api?page=1&token=abc123&x=2", "abc123"),
        ("GET /api?access_token=abc123", "abc123"),
        ("/v8/chart/AAPL?crumb=Zx.9k&range=1d", "Zx.9k"),
        ("api_key='abc 123'", "abc 123"),
        ("{'x-ucdp-access-token': 'abc123', 'User-Agent': 'Plumbline'}", "abc123"),
        ('{"X-UCDP-Access-Token": "abc123"}', "abc123"),
        ("x-ucdp-access-token: abc123", "abc123"),
        ("x-ucdp-access-token=abc123", "abc123"),
        ("Authorization: Bearer abc123", "abc123"),
        ("sent\nCookie: A1=d=abc123; A3=e=f\nHost: x", "abc123"),
        ("Set-Cookie: A1=abc123; Path=/", "abc123"),
        ("{'Cookie': 'A1=abc123; A3=x'}", "abc123"),
        ("s3://me:abc123@bucket/x is not there", "abc123"),
        ("http://me:abc123@proxy.example:3128 refused", "abc123"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_though_nobody_named_it(said, secret):
    assert secret not in redacted(said)
    assert HIDDEN in redacted(said)


def test_a_field_named_as_a_secret_is_hidden(capsys):
    setup()
    LOG.warning("asked", extra={"access_token": "abc123", "headers": {"Cookie": ["abc123"], "Host": "x.example"}})
    told = capsys.readouterr().err
    assert "abc123" not in told
    assert "x.example" in told


@pytest.mark.parametrize(
    "said",
    [
        "An access token may stand in PLUMBLINE_UCDP_TOKEN, in the environment or in Streamlit's secrets.",
        "api.example answered 403 Forbidden: it refuses us, the access token included.",
        "https://x.example/data?format=csv&from=2000",
        "Asked at 12:00 by me@plumbline.example",
    ],
)
def test_what_is_no_secret_stays_readable(said):
    assert redacted(said) == said


def test_what_is_too_short_to_be_a_token_hides_nothing(capsys):
    hide("")
    hide("a")
    setup()
    LOG.warning("a plain sentence")
    assert capsys.readouterr().err.endswith("a plain sentence\n")


def test_of_two_secrets_one_of_which_holds_the_other_nothing_is_left():
    hide("sesame")
    hide("my-sesame-9")
    assert redacted("<my-sesame-9> <sesame>") == f"<{HIDDEN}> <{HIDDEN}>"


@pytest.mark.parametrize("form", FORMS)
def test_where_something_was_said_is_told_below_it_without_secrets(capsys, form):
    hide("open-sesame")
    setup("info", form)
    LOG.info("asked", stack_info=True, extra={"x": "open-sesame"})
    told = capsys.readouterr().err
    stack = json.loads(told)["trace"] if form == "json" else told.partition("\n")[2].rstrip("\n")
    assert stack.startswith("Stack (most recent call last):\n")
    assert stack.endswith(f'LOG.info("asked", stack_info=True, extra={{"x": "{HIDDEN}"}})')


def test_a_field_of_several_parts_keeps_their_names_unless_one_is_a_secret(capsys):
    hide("open-sesame")
    setup("info", "json")
    LOG.info("asked", extra={"asked": {"page": 2, "open-sesame": True, 3: {"token": "x"}}})
    assert json.loads(capsys.readouterr().err)["asked"] == {"page": 2, HIDDEN: True, "3": {"token": HIDDEN}}


def test_words_of_any_language_are_told_in_their_own_letters(capsys):
    setup()
    LOG.warning("asked", extra={"reason": "Größe war 大きい", "word": "Größe"})
    assert capsys.readouterr().err.endswith('asked reason="Größe war 大きい" word=Größe\n')


def test_a_line_is_out_at_once(monkeypatch):
    setup()
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, "utf-8", newline="\n"))
    LOG.warning("said")
    assert raw.getvalue().endswith(b"WARNING loaders: said\n")
