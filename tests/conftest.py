"""All tests see the bundled figures alone, unless they bring a store of their own; and all are one client, which may ask often."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

os.environ["PLUMBLINE_LIVE"] = "off"
os.environ["PLUMBLINE_LIMITS"] = "off"

MAIN = sys.modules["__main__"]


def pytest_runtest_teardown() -> None:
    """Put the main module back: Streamlit's tests leave their script in its place, and processes that a later test starts would run it."""
    sys.modules["__main__"] = MAIN
