"""One browser for all tests of a module."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small import PATIENCE

from exports.browser import Renderer


@pytest.fixture(scope="module")
def renderer():
    with Renderer(seconds=PATIENCE) as renderer:
        yield renderer
