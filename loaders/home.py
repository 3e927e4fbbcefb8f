"""Where tables, figures and pages stand: beside the code in a clone, in one folder of their own in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_CODE = Path(__file__).resolve().parent.parent
_BROUGHT = _CODE / "plumbline_home"
"""What pyproject.toml puts into the wheel: the top level of site-packages is shared with every other package."""

INSTALLED = _BROUGHT.is_dir()
ROOT = _BROUGHT if INSTALLED else _CODE
CASE_FILE = "case.toml"
"""What makes a folder a case: it says which article the tables beside it are of."""


def put_back(name: str) -> str:
    """What brings a file or folder of the project back; the beginning of a sentence."""
    return "Install Plumbline again" if INSTALLED else f"Run: git checkout -- {name}"
