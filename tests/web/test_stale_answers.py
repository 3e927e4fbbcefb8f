"""After a refresh or an edit no address answers with what was, and nothing that may get better is kept for long."""

from __future__ import annotations

from dataclasses import replace

import pytest
from calling import SERVED, ask
from starlette.datastructures import Headers

from service.application import Application
from web.answers import LONG, SHORT, Answer, respond

CLAIM = "us-still-powerful"
DAY = "2021-03-04"


@pytest.fixture
def refreshed(monkeypatch):
    """Lets newer figures be there, which turn the verdict on a claim: another generation, and other standings under it."""
    served, standings = SERVED.served, SERVED.served.standings

    def refresh():
        was = standings[CLAIM]
        turned = {**standings, CLAIM: replace(was, now=replace(was.now, label="no data"))}
        monkeypatch.setattr(SERVED.refresher, "generation", SERVED.refresher.generation + 1)
        stamp, of_before = served.stamp, served._standings
        monkeypatch.setattr(served, "_standings", lambda asked: turned if asked == stamp else of_before(asked))

    return refresh


def test_an_address_that_was_asked_before_a_refresh_answers_with_the_new_verdict_after_it(refreshed):
    first = ask(f"/claims/{CLAIM}.json")
    assert first.json["verdict"]["verdict"] != "no data"
    assert ask(f"/claims/{CLAIM}.json").body == first.body
    refreshed()
    second = ask(f"/claims/{CLAIM}.json")
    assert second.json["verdict"]["verdict"] == "no data"
    assert second.headers["etag"] != first.headers["etag"]


def test_the_dossier_of_another_day_is_kept_until_there_are_other_figures():
    application = Application()
    dossiers = application.dossiers
    claims = [dossiers.claim(CLAIM)]
    (first,) = dossiers.of(claims, DAY, "")
    (again,) = dossiers.of(claims, DAY, "")
    assert again.now is first.now
    application.refresher.generation += 1
    (after,) = dossiers.of(claims, DAY, "")
    assert after.case is dossiers.case is not first.case


@pytest.mark.parametrize(
    ("frozen", "passing", "seconds"),
    [(True, False, LONG), (True, True, SHORT), (False, False, SHORT), (False, True, SHORT)],
)
def test_only_what_is_over_and_cannot_get_better_is_kept_for_a_day(frozen, passing, seconds):
    answer = Answer(b"made without a browser", "text/plain", frozen=frozen, passing=passing)
    said = respond(answer, "GET", Headers()).headers["cache-control"]
    assert said.startswith(f"public, max-age={seconds}")
    assert (SHORT, LONG) == (60, 24 * 60 * 60)
