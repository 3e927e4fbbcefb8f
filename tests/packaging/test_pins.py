"""The pinned libraries: the same in each list, each file by its hash, and from no place in particular."""

import re
import tomllib

import pytest

from loaders.home import ROOT

PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+?)(?: ; ([^\\]+?))?(?: \\)?$", re.MULTILINE)
LISTS = ("requirements.txt", "requirements-test.txt")


def pins(name: str) -> dict[tuple[str, str], str]:
    """Versions by name and by the condition under which they hold."""
    return {(name, when or ""): version for name, version, when in PIN.findall((ROOT / name).read_text("utf-8"))}


def named(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9-]+", one).group().lower() for one in requirements} - {"plumbline"}


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_a_library_of_one_version_or_one_of_its_hashes(name):
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    hashes = [line for line in lines if re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line)]
    assert len(lines) == len(hashes) + len(pins(name))
    libraries = re.split(r"^(?=[a-z0-9])", "\n".join(lines), flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in library for library in libraries)


@pytest.mark.parametrize("name", LISTS)
def test_versions_are_those_of_the_constraints(name):
    assert set(pins(name).values())
    known = {(library, version) for (library, _), version in pins("constraints.txt").items()}
    assert {(library, version) for (library, _), version in pins(name).items()} <= known


def test_each_library_that_the_project_asks_for_is_in_its_list():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = named(project["dependencies"]) | named(extras["build"])
    for name, wanted in zip(LISTS, (needed, needed | named(extras["test"]) | named(extras["cluster"])), strict=True):
        assert wanted <= {library for library, _ in pins(name)}
    assert not {"pytest", "playwright", "mypy"} & {library for library, _ in pins("requirements.txt")}
