"""Whoever installs Plumbline without the packages of its tests gets all that it imports."""

import ast
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from loaders.home import ROOT

EXTRAS = {"distributed": "cluster"}
"""What is imported only where somebody asks for it, and the extra that brings it."""


def installed_with(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> set[str]:
    """The distributions that come with one, itself included; those that are for other systems are not here."""
    key = (canonicalize_name(name), extras)
    if key in seen:
        return set()
    seen.add(key)
    found = {key[0]}
    for line in requires(name) or ():
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            found |= installed_with(wanted.name, frozenset(wanted.extras), seen)
    return found


def imported() -> dict[str, Path]:
    """Top-level names that files of the program import, each with one of them."""
    found = {}
    for path in [ROOT / "app.py", ROOT / "cli.py", *ROOT.glob("*/__init__.py")]:
        for file in path.parent.rglob("*.py") if path.name == "__init__.py" else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0]: file for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found[node.module.partition(".")[0]] = file
    return found


def test_all_that_is_imported_comes_with_the_program_or_with_a_named_extra():
    own = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"app", "cli"}
    others = {name: file for name, file in imported().items() if name not in {*own, *sys.stdlib_module_names}}
    assert {"streamlit", "pyarrow", "cachetools"} <= set(others)
    distributions = packages_distributions()
    base = installed_with("plumbline", frozenset(), set())
    for name, file in others.items():
        extra = EXTRAS.get(name)
        there = installed_with("plumbline", frozenset({extra}), set()) if extra else base
        assert {canonicalize_name(d) for d in distributions[name]} & there, (
            f"{file} imports {name}: no dependency brings it"
        )
