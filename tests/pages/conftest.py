"""Pages run as a session would run them, without a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from visiting import listed as listed_on
from visiting import visit_page, words_of

from service.opening import open_case


@pytest.fixture(scope="session")
def case():
    """The case as it is committed."""
    return open_case()


@pytest.fixture(scope="session")
def visit():
    return visit_page


@pytest.fixture(scope="session")
def text_of():
    return words_of


@pytest.fixture(scope="session")
def listed():
    return listed_on
