"""Pages run as a session would run them, without a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from visiting import visit_page, words_of

from verdicts.project import open_project


@pytest.fixture(scope="session")
def project():
    """The project as it is committed."""
    return open_project()


@pytest.fixture(scope="session")
def visit():
    return visit_page


@pytest.fixture(scope="session")
def text_of():
    return words_of
