"""Runs of pages are counted by how they ended, and what ends them goes on to whom it went before."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from service import metrics
from widgets.runs import watched


@pytest.fixture
def counted(monkeypatch):
    """Pages and ends that were counted."""
    counted = []
    monkeypatch.setattr(
        metrics, "count_rerun", lambda page, ended, seconds: counted.append((page, ended, seconds >= 0))
    )
    return counted


@pytest.mark.parametrize(
    ("error", "ended"),
    [(None, "done"), (StopException(), "stopped"), (ValueError("odd"), "failed")],
    ids=["whole", "stopped", "failed"],
)
def test_a_run_of_a_page_is_counted_by_how_it_ended(counted, error, ended):
    def page():
        with watched(SimpleNamespace(url_path="energy")):
            if error:
                raise error

    if error:
        with pytest.raises(type(error)):
            page()
    else:
        page()
    assert counted == [("energy", ended, True)]


def test_the_first_page_has_a_name_too(counted):
    with watched(SimpleNamespace(url_path="")):
        pass
    assert counted == [("overview", "done", True)]
