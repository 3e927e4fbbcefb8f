"""The cache of answers makes each answer once, keeps the last ones within its bound, and forgets failures."""

import threading
from html.parser import HTMLParser

import pytest

from exports.addresses import EMBEDDED
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
        shop.ask("a", lambda _: made.append(1) or answer(10)).result(LONG)
    assert made == [1]


def test_the_oldest_go_when_there_are_too_many_bytes_and_large_ones_are_not_kept():
    made = []
    shop = AnswerCache(1, 10, 1000)

    def ask(name: str, size: int) -> None:
        shop.ask(name, lambda _: made.append(name) or answer(size)).result(LONG)

    for name in "abcdef":
        ask(name, 200)
    ask("f", 200)
    ask("a", 200)
    ask("large", 600)
    ask("large", 600)
    assert made == [*"abcdef", "a", "large", "large"]


def test_a_failure_is_told_to_all_who_wait_and_tried_again_for_the_next():
    shop, go = AnswerCache(1, 10, 1000), threading.Event()

    def fail(stop) -> Answer:
        go.wait(LONG)
        raise Fault("nothing-to-draw", "There is nothing.")

    waiting = [shop.ask("a", fail) for _ in range(3)]
    go.set()
    for future in waiting:
        with pytest.raises(Fault):
            future.result(LONG)
    assert shop.ask("a", lambda _: answer(1)).result(LONG).body == b"x"


def test_past_the_bound_only_what_is_new_is_refused():
    shop, go = AnswerCache(1, 2, 1000), threading.Event()
    first = [shop.ask(name, lambda _: go.wait(LONG) and answer(1)) for name in "ab"]
    again = shop.ask("a", lambda _: answer(2))
    with pytest.raises(Fault) as refused:
        shop.ask("c", lambda _: answer(1))
    assert refused.value.status == 503
    go.set()
    assert [future.result(LONG).body for future in (*first, again)] == [b"x", b"x", b"x"]
    assert shop.ask("c", lambda _: answer(1)).result(LONG).body == b"x"


class Slow:
    """Makes answers one at a time, each when a test lets it, and notes which were begun."""

    def __init__(self, waiting=100):
        self.shop = AnswerCache(1, waiting, 1000)
        self.begun, self.let, self.started = [], threading.Semaphore(0), threading.Semaphore(0)
        self.stops = {}

    def ask(self, name, client=""):
        def make(stop):
            self.begun.append(name)
            self.stops[name] = stop
            self.started.release()
            self.let.acquire(timeout=LONG)
            return answer(1)

        return self.shop.ask(name, make, client=client)

    def until_begun(self, many):
        for _ in range(many):
            assert self.started.acquire(timeout=LONG)

    def finish(self, *futures):
        for _ in range(len(futures)):
            self.let.release()
        for future in futures:
            assert future.result(LONG).body == b"x"


def test_what_nobody_waits_for_any_more_is_not_begun_and_makes_room_for_others():
    slow = Slow(waiting=3)
    first = slow.ask("first")
    slow.until_begun(1)
    left = [slow.ask("left", "one"), slow.ask("left", "another")]
    stays = slow.ask("stays")
    for future in left:
        assert future.cancel()
    later = slow.ask("later")
    slow.finish(first, stays, later)
    assert slow.begun == ["first", "stays", "later"]


def test_what_is_being_made_goes_on_while_somebody_waits_and_is_told_to_stop_when_the_last_has_left():
    slow = Slow()
    leaves, stays = slow.ask("a"), slow.ask("a")
    slow.until_begun(1)
    leaves.cancel()
    assert not slow.stops["a"].told
    stays.cancel()
    assert slow.stops["a"].told


def test_who_asks_for_what_was_just_given_up_gets_it_made_anew():
    slow = Slow()
    first = slow.ask("a")
    slow.until_begun(1)
    first.cancel()
    again = slow.ask("a")
    slow.let.release()
    slow.finish(again)
    assert slow.begun == ["a", "a"]


def test_many_questions_of_one_keep_another_waiting_for_one_answer_only():
    slow = Slow()
    many = [slow.ask(f"many {i}", "greedy") for i in range(4)]
    slow.until_begun(1)
    one = slow.ask("one", "modest")
    slow.finish(*many, one)
    assert slow.begun.index("one") <= 2


def test_where_all_is_full_the_last_of_whoever_has_most_waiting_gives_way():
    slow = Slow(waiting=4)
    many = [slow.ask(f"many {i}", "greedy") for i in range(4)]
    slow.until_begun(1)
    one = slow.ask("one", "modest")
    with pytest.raises(Fault) as refused:
        many[3].result(LONG)
    assert refused.value.status == 503
    with pytest.raises(Fault):
        slow.ask("many 4", "greedy")
    slow.finish(*many[:3], one)


def test_who_waits_when_the_server_stops_is_told_at_once_and_nothing_more_is_begun():
    slow = Slow()
    waiting = [slow.ask("a"), slow.ask("b")]
    slow.until_begun(1)
    slow.shop.close()
    for future in waiting:
        with pytest.raises(Fault) as refused:
            future.result(LONG)
        assert (refused.value.status, refused.value.headers["Retry-After"]) == (503, "5")
    assert slow.stops["a"].told
    with pytest.raises(Fault):
        slow.ask("c")
    slow.let.release()
    assert slow.begun == ["a"]


def test_a_snippet_is_one_frame_whatever_its_title_says():
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    hostile = '"><script>alert(1)</script>'
    parser.feed(embed_snippet(EMBEDDED.dated("https://plumbline.example", "2024-06-30", picture="a b"), hostile))
    assert len(found) == 1
    tag, attributes = found[0]
    assert tag == "iframe"
    assert attributes["title"] == hostile
    assert attributes["src"] == "https://plumbline.example/embed/a%20b?as_of=2024-06-30"
