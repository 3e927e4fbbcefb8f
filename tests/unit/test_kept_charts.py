"""Charts of pages are drawn once for all readers, and anew when there are other figures."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from service import kept_charts
from service.application import Application

CLAIM, EVIDENCE = "us-still-powerful", "us-still-powerful-gdp"


@pytest.fixture
def drawn(monkeypatch):
    """Counts the charts of findings that are drawn."""
    draw, calls = kept_charts.evidence_chart, []
    monkeypatch.setattr(kept_charts, "evidence_chart", lambda *given: calls.append(1) or draw(*given))
    return calls


def test_readers_who_come_together_share_one_chart(drawn):
    charts = Application().sites.first.charts
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(lambda _: charts.evidence(CLAIM, EVIDENCE, "light"), range(16)))
    assert len(drawn) == 1
    assert all(chart is found[0] for chart in found)


def test_the_dark_and_other_figures_are_other_charts(drawn):
    application = Application()
    charts = application.sites.first.charts
    light = charts.evidence(CLAIM, EVIDENCE, "light")
    assert charts.evidence(CLAIM, EVIDENCE, "dark").layout != light.layout
    application.refresher.generation += 1
    assert charts.evidence(CLAIM, EVIDENCE, "light") is not light
    assert len(drawn) == 3
