"""Nobody fills a log: long texts and tracebacks are cut, and what is told again and again is counted."""

import json
import logging
from contextvars import copy_context

import pytest

from loaders import log_limits, logs, request_ids
from loaders.log_limits import CHARACTERS, FIRST_LINES, KINDS, LAST_LINES, Repeats
from loaders.logs import hide, setup, tell_of

LOG = logging.getLogger("plumbline.widgets")
OTHER = logging.getLogger("another.package")


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when a test says so."""
    clock = Clock()
    made = Repeats.__init__
    monkeypatch.setattr(Repeats, "__init__", lambda self: made(self, clock=clock))
    return clock


@pytest.fixture
def lines(capsys, clock, monkeypatch):
    """What was told since the last time, a dict a line."""
    monkeypatch.setattr(logs, "_known", set())
    setup("info", "json")

    def lines():
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    yield lines
    OTHER.filters.clear()


def fail(error, depth=0):
    if depth:
        fail(error, depth - 1)
    raise error


def met(error, depth=0):
    """Log an error as a page does that met it."""
    try:
        fail(error, depth)
    except type(error) as caught:
        LOG.error("page failed", exc_info=caught)


@pytest.mark.slow
def test_what_fails_five_thousand_times_a_minute_is_told_once_and_then_with_its_count(lines, clock):
    for _ in range(5000):
        met(ValueError("odd"))
    (told,) = lines()
    assert told["trace"].endswith("ValueError: odd")
    clock.now = log_limits.WINDOW
    met(ValueError("odd"))
    count, again = lines()
    assert (count["message"], count["more"], "trace" in count) == ("page failed", 4999, False)
    assert "more" not in again


def test_what_was_counted_last_is_told_when_something_else_is(lines, clock):
    met(ValueError("odd"))
    met(ValueError("odd"))
    clock.now = log_limits.WINDOW
    LOG.info("warmed")
    assert [(line["message"], line.get("more")) for line in lines()] == [
        ("page failed", None), ("page failed", 1), ("warmed", None),
    ]  # fmt: skip


def test_what_was_counted_last_is_told_at_the_end(lines):
    met(ValueError("odd"))
    met(ValueError("odd"))
    logging.getLogger("plumbline").handlers[-1].close()
    assert [line.get("more") for line in lines()] == [None, 1]


def test_what_was_counted_is_told_with_the_request_that_it_was_about(lines, clock):
    def of(request, say):
        context = copy_context()
        context.run(request_ids.use, request)
        context.run(say)

    of("one", lambda: met(ValueError("odd")))
    of("two", lambda: met(ValueError("odd")))
    met(KeyError("odd"))
    clock.now = log_limits.WINDOW
    of("three", lambda: LOG.info("warmed"))
    assert [(line["message"], line.get("request")) for line in lines()] == [
        ("page failed", "one"), ("page failed", None), ("page failed", "two"), ("warmed", "three"),
    ]  # fmt: skip


def test_errors_of_different_kinds_are_each_told(lines):
    met(ValueError("odd"))
    met(KeyError("odd"))
    try:
        {}["x"]
    except KeyError as error:
        LOG.error("page failed", exc_info=error)
    assert len(lines()) == 3


def test_what_rooms_tell_of_their_work_is_never_counted_instead(lines):
    for source in range(100):
        LOG.warning("breaker opened", extra={"source": str(source)})
    assert len(lines()) == 100


def test_kinds_without_end_are_told_apart_up_to_a_number(lines):
    for kind in range(KINDS + 500):
        met(type(f"Odd{kind}", (Exception,), {})("odd"))
    assert KINDS < len(lines()) <= KINDS + 1


@pytest.mark.parametrize("depth", [3, 300])
def test_a_traceback_is_cut_to_its_beginning_and_its_end(lines, depth):
    met(ValueError("the end of it"), depth)
    trace = lines()[0]["trace"].splitlines()
    assert trace[0] == "Traceback (most recent call last):"
    assert trace[-1] == "ValueError: the end of it"
    assert len(trace) <= FIRST_LINES + LAST_LINES + 1


def test_mutual_recursion_a_thousand_calls_deep_costs_a_few_lines(lines):
    def even(n):
        return odd(n + 1)

    def odd(n):
        return even(n + 1)

    try:
        even(0)
    except RecursionError as error:
        LOG.error("page failed", exc_info=error)
    trace = lines()[0]["trace"].splitlines()
    assert len(trace) <= FIRST_LINES + LAST_LINES + 1
    assert any("lines left out" in line for line in trace)


@pytest.mark.slow
def test_a_long_word_that_looks_like_a_secret_does_not_hold_the_server_up():
    # Tried from each of its letters on, this word would take minutes of the processor.
    word = "token" * 1600
    assert logs.redacted(word) == word
    assert logs.redacted(f"?{word}=abc&x=1") == f"?{word}=[hidden]&x=1"


def test_a_message_or_an_error_of_a_megabyte_is_cut(lines):
    LOG.warning("x" * 10**6, extra={"value": "y" * 10**6})
    met(ValueError("z" * 10**6))
    for line in lines():
        assert len(json.dumps(line)) < 3 * CHARACTERS
    assert len(lines()) == 0


def test_what_is_cut_says_how_long_it_was(lines):
    LOG.warning("x" * 10**6, extra={"value": "y" * 3000, "word": "z" * CHARACTERS})
    met(ValueError("w" * 10**6))
    plain, failed = lines()
    assert plain["message"] == "x" * CHARACTERS + " ... (1,000,000 characters)"
    assert plain["value"] == "y" * CHARACTERS + " ... (3,000 characters)"
    assert plain["word"] == "z" * CHARACTERS
    said = f"ValueError: {'w' * (log_limits.WIDTH - 12)} ... (1,000,012 characters)"
    assert failed["trace"].splitlines()[-1] == said


def test_a_traceback_that_another_package_tells_as_a_message_keeps_its_end(lines):
    tell_of("another")
    OTHER.error("\n".join(["Traceback (most recent call last):", *("x" * 400 for _ in range(500)), "ValueError: odd"]))
    (told,) = lines()
    assert told["message"].startswith("Traceback")
    assert told["message"].endswith("ValueError: odd")
    assert len(told["message"]) < 12_000


@pytest.mark.slow
@pytest.mark.parametrize("at", range(280, 310, 3))
def test_a_secret_at_the_place_of_a_cut_is_hidden_whole(lines, at):
    secret = "sesame-7Qx-open-9Zy"
    hide(secret)
    met(ValueError("z" * (at - len("ValueError: ")) + secret))
    LOG.warning("y" * (CHARACTERS - 5) + secret)
    told = json.dumps(lines())
    assert "sesa" not in told


def test_warnings_of_another_package_are_told_in_our_form_once_a_minute(lines):
    tell_of("another")
    for number in range(1000):
        OTHER.warning("message size %s exceeds the limit", number, extra={"color": "red"})
    (told,) = lines()
    assert told["logger"] == "another.package"
    assert told["message"] == "message size 0 exceeds the limit"
    assert "color" not in told


def test_what_another_package_says_in_passing_it_says_itself(lines, caplog):
    caplog.set_level(logging.INFO, OTHER.name)
    tell_of("another")
    OTHER.info("listening")
    OTHER.warning("odd")
    assert [r.message for r in caplog.records] == ["listening"]
    assert [line["message"] for line in lines()] == ["odd"]


def test_a_level_above_warnings_holds_for_other_packages_too(lines):
    setup("error", "json")
    tell_of("another")
    OTHER.warning("odd")
    OTHER.error("broken")
    assert [line["message"] for line in lines()] == ["broken"]


@pytest.mark.parametrize(
    ("more", "told"), [(0, []), (1, ["  ... lines left out: 1 ..."]), (1500, ["  ... lines left out: 1,500 ..."])]
)
def test_of_a_traceback_thirty_lines_are_told_and_how_many_stood_between_them(more, told):
    first, between, last = ([f"{part} {n}" for n in range(count)] for part, count in (("a", 6), ("b", more), ("c", 24)))
    assert log_limits.short_trace("\n".join(first + between + last), str).splitlines() == first + told + last


def test_a_line_is_searched_for_secrets_to_four_times_what_is_told_of_it():
    seen = []

    def clean(text):
        seen.extend(text.splitlines())
        return text.replace("y" * 20, "[hidden]")

    told = log_limits.short_trace("\n".join(["x" * 290 + "y" * 20, "x" * 1200, "x" * 1201]), clean).splitlines()
    assert told[0] == "x" * 290 + "[hidden]"
    assert [len(line.partition(" ")[0]) for line in told[1:]] == [300, 300]
    assert seen[1] == "x" * 1200
    assert seen[2] == "x" * 1200 + " ... (1,201 characters)"


def test_errors_that_arise_at_two_places_are_two_kinds_though_one_line_logs_them(lines):
    def deep(first):
        if first:
            raise ValueError("one")
        raise ValueError("other")

    for first in (True, False, True):
        try:
            deep(first)
        except ValueError as error:
            LOG.error("page failed", exc_info=error)
    assert [line["trace"].splitlines()[-1] for line in lines()] == ["ValueError: one", "ValueError: other"]


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("plumbline", False), ("plumbline.web", False), ("plumbline.web.pages", False),
        ("plumblines", True), ("another.plumbline", True), ("another", True),
    ],
)  # fmt: skip
def test_only_what_other_packages_tell_is_counted_without_an_error(name, counted):
    repeats = Repeats()
    record = logging.makeLogRecord({"name": name, "msg": "said"})
    assert [repeats.again(record), repeats.again(record)] == [False, counted]


def test_a_record_that_names_its_request_keeps_it(lines):
    context = copy_context()
    context.run(request_ids.use, "one")
    context.run(LOG.info, "warmed", extra={"request": "another"})
    context.run(LOG.info, "warmed")
    LOG.info("warmed")
    assert [line.get("request") for line in lines()] == ["another", "one", None]
