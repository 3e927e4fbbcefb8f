"""Pages run as a session would run them, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from verdicts.project import open_project

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def project():
    """The project as it is committed."""
    return open_project()


@pytest.fixture(scope="session")
def visit():
    """A page by its address, as a reader's browser asks for it."""

    def open_page(url_path: str = "", **query) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        if url_path:
            app._page_hash = calc_hash(url_path)  # AppTest can switch by file only; topics share one file.
        app.run()
        assert not app.exception, [e.value for e in app.exception]
        return app

    return open_page


@pytest.fixture(scope="session")
def text_of():
    """All the words on a page, markup included."""

    def words(app: AppTest) -> str:
        kinds = ("markdown", "caption", "title", "subheader", "text", "info")
        plain = [e.value for kind in kinds for e in getattr(app, kind)]
        return " ".join([*plain, *(e.proto.body for e in app.get("html"))])

    return words
