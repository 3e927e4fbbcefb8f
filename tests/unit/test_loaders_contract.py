"""What every source module keeps to, whatever it reads."""

import ast
import inspect
from importlib import import_module

import pytest
from loading import CATALOG

from loaders.errors import SourceError
from loaders.sources import parser_of, values_in

SOURCES = [row.id for row in CATALOG.sources.rows]
BUNDLED = [indicator for indicator in CATALOG.indicators.rows if indicator.id in CATALOG.edition]
SERIES = [(i.source, i.code, CATALOG.edition[i.id].files) for i in BUNDLED if CATALOG.edition[i.id].files]
PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Sorry</title></head><body>Down for maintenance, please wait.</body></html>\n"
)


@pytest.mark.parametrize("source", SOURCES)
def test_each_source_has_a_parser_of_the_common_signature_and_says_what_it_is(source):
    module = import_module(f"loaders.sources.{source}")
    assert list(inspect.signature(module.parse).parameters) == ["files", "code", "catalog"]
    assert len((module.__doc__ or "").split()) > 20
    assert module.parse.__doc__


@pytest.mark.parametrize("content", [b"", b"\n\n", b"nonsense", PAGE, bytes(range(256)), b"PK\x03\x04 half a workbook"])
@pytest.mark.parametrize(("source", "code", "files"), SERIES)
def test_a_file_of_another_kind_is_a_typed_error(source, code, files, content):
    with pytest.raises(SourceError):
        parser_of(source)(dict.fromkeys(files, content), code, CATALOG)


@pytest.mark.parametrize("source", sorted({source for source, _, _ in SERIES}))
def test_an_unknown_series_is_a_typed_error(source):
    with pytest.raises(SourceError):
        parser_of(source)({"file.csv": b"date,close\n2024-01-31,1\n"}, "no such series", CATALOG)


def test_every_indicator_has_a_source_a_parser_and_a_vintage_or_a_download():
    assert all(i in BUNDLED or i.update == "download" for i in CATALOG.indicators.rows)
    assert set(CATALOG.edition) <= set(CATALOG.indicator)
    assert {i.source for i in CATALOG.indicators.rows} == set(SOURCES)


def test_the_catalog_has_no_faults():
    assert CATALOG.faults == ()


def test_only_licences_that_limit_it_have_their_figures_counted():
    counted = {s for s in SOURCES if hasattr(import_module(f"loaders.sources.{s}"), "figures")}
    assert counted == {s for s in SOURCES if CATALOG.source[s].licence.startswith("SIPRI")}
    assert values_in("worldbank", {}, "NY.GDP.MKTP.CD") is None


def called(tree, name):
    """What a function of a module calls, and what those of the module it calls do."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    waiting, seen, calls = [name], set(), set()
    while waiting:
        name = waiting.pop()
        if name in functions and name not in seen:
            seen.add(name)
            found = [node.func for node in ast.walk(functions[name]) if isinstance(node, ast.Call)]
            calls |= {ast.unparse(node) for node in found}
            waiting += [node.id for node in found if isinstance(node, ast.Name)]
    return calls


def test_parsers_read_no_clock_and_no_network():
    for source in SOURCES:
        module = import_module(f"loaders.sources.{source}")
        calls = called(ast.parse(inspect.getsource(module)), "parse")
        ends = (".now", ".today", ".utcnow", "urlopen", "fetch.get", "fetch.once", "fetch.through")
        assert not {call for call in calls if call.endswith(ends)}, source
