"""The cache of answers makes each answer once, keeps the last ones within its bound, and forgets failures."""

import threading
from html.parser import HTMLParser

import pytest

from web.answer_cache import AnswerCache
from web.answers import Answer
from web.embed import embed_snippet
from web.faults import Fault

LONG = 600
"""Seconds after which something hangs, on a slow machine too."""


def answer(size: int) -> Answer:
    return Answer(b"x" * size, "image/png")


def test_an_answer_is_made_once_and_kept():
    made = []
    shop = AnswerCache(2, 10, 10_000)
    for _ in range(3):
        shop.ask("a", lambda: made.append(1) or answer(10)).result(LONG)
    assert made == [1]


def test_the_oldest_go_when_there_are_too_many_bytes_and_large_ones_are_not_kept():
    made = []
    shop = AnswerCache(1, 10, 1000)

    def ask(name: str, size: int) -> None:
        shop.ask(name, lambda: made.append(name) or answer(size)).result(LONG)

    for name in "abcdef":
        ask(name, 200)
    ask("f", 200)
    ask("a", 200)
    ask("large", 600)
    ask("large", 600)
    assert made == [*"abcdef", "a", "large", "large"]


def test_a_failure_is_told_to_all_who_wait_and_tried_again_for_the_next():
    shop, go = AnswerCache(1, 10, 1000), threading.Event()

    def fail() -> Answer:
        go.wait(LONG)
        raise Fault("nothing-to-draw", "There is nothing.")

    waiting = [shop.ask("a", fail) for _ in range(3)]
    go.set()
    for future in waiting:
        with pytest.raises(Fault):
            future.result(LONG)
    assert shop.ask("a", lambda: answer(1)).result(LONG).body == b"x"


def test_past_the_bound_only_what_is_new_is_refused():
    shop, go = AnswerCache(1, 2, 1000), threading.Event()
    first = [shop.ask(name, lambda: go.wait(LONG) and answer(1)) for name in "ab"]
    assert shop.ask("a", lambda: answer(2)) is first[0]
    with pytest.raises(Fault) as refused:
        shop.ask("c", lambda: answer(1))
    assert refused.value.status == 503
    go.set()
    assert [future.result(LONG).body for future in first] == [b"x", b"x"]
    assert shop.ask("c", lambda: answer(1)).result(LONG).body == b"x"


def test_a_snippet_is_one_frame_whatever_its_title_says():
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    hostile = '"><script>alert(1)</script>'
    parser.feed(embed_snippet("https://plumbline.example", "a b", "2024-06-30", hostile))
    assert len(found) == 1
    tag, attributes = found[0]
    assert tag == "iframe"
    assert attributes["title"] == hostile
    assert attributes["src"] == "https://plumbline.example/embed/a%20b?as_of=2024-06-30"
    assert "as_of" not in embed_snippet("https://plumbline.example", "board")
