"""What of a source is in use: its series and their earlier editions, what is live alone, and where our copy was found."""

import dataclasses

import pytest
from builders import a_claim, catalog, indicator, observations, row, table

from loaders.rows import BundledEdition, Source
from verdicts.argument import Argument
from verdicts.sources_in_use import earlier_words, sources_in_use
from verdicts.sources_table import source_rows


def edition(name, day, **changes):
    given = {
        "indicator": name,
        "file": "x.csv",
        "edition": f"{name} {day}",
        "published": day,
        "retrieved": "2026-08-01",
    }
    return BundledEdition.model_validate({**given, "found_at": "", "doubt": "", **changes})


OTHER = {
    "id": "o", "name": "Others", "publisher": "Bureau", "url": "https://example.com", "licence": "CC0", "citation": "Bureau",
    "what_may_be_bundled": "All", "pass_on": "figures",
}  # fmt: skip
FIGURES = observations({("x", "USA"): [1], ("y", "USA"): [1]})


def world():
    """Two series of a source in hand, one with an earlier edition; one of it and one of another that are live alone."""
    made = catalog(
        indicator("x"), indicator("y"), indicator("z", update="download"), indicator("o", source="o", update="download")
    )
    editions = [edition("x", "2026-07-01"), edition("x", "2025-01-01"), edition("x", "2024-01-01")]
    sources = [*made.sources.rows, Source.model_validate(OTHER)]
    return dataclasses.replace(made, editions=table_of(editions), sources=table(sources))


def table_of(editions):
    """Several editions of one series: no row has a name of its own."""
    return dataclasses.replace(table([]), rows=tuple(editions))


def test_of_a_source_its_series_their_earlier_editions_and_what_is_live_alone_are_told():
    (used,) = sources_in_use(world(), FIGURES)
    assert [p.indicator for p in used.indicators] == ["x", "y"]
    assert {name: [str(e.published) for e in found] for name, found in used.earlier.items()} == {
        "x": ["2025-01-01", "2024-01-01"]
    }
    assert [one.id for one in used.live_only] == ["z"]


def test_earlier_editions_are_told_with_their_days_or_not_at_all():
    told = earlier_words([edition("x", "2025-01-01"), edition("x", "2024-12-31")])
    assert told == (
        "x 2025-01-01, published by 1 January 2025; x 2024-12-31, published by 31 December 2024. "
        "Verdicts as of those days rest on them."
    )
    assert earlier_words([]) == ""


@pytest.mark.parametrize(
    ("found_at", "link"),
    [
        ("https://archive.example.org/a/b.csv", ("archive.example.org", "https://archive.example.org/a/b.csv")),
        ("someone/Data, commit 2ffba8adc8, x.csv", ("someone/Data", "https://github.com/someone/Data")),
    ],
)
def test_where_our_copy_was_found_is_a_link_named_by_its_place(found_at, link):
    rows = {name: dataclasses.replace(p, found_at=found_at) for name, p in FIGURES.provenance.items()}
    (told,) = told_rows(dataclasses.replace(FIGURES, provenance=rows))
    assert list(told.copies) == [link]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "X; y (not asked here)"),
        ([row(indicator="x")], "X; y (in 1 claim)"),
        ([row(indicator="y"), row(id="d-y", claim="d", indicator="y")], "Y; x (in 2 claims)"),
        ([row(indicator="z", alternatives="indicator=y", alternatives_why="as good")], "X; y (to compare with)"),
    ],
)
def test_what_a_source_is_for_is_said_by_the_claims_that_ask_it(rows, told):
    (found,) = told_rows(FIGURES, rows)
    assert found.used_for == told


def told_rows(figures, rows=()):
    argument = Argument(table([]), table([a_claim()]), table(rows), table([]), table([]))
    return source_rows(sources_in_use(world(), figures), argument, world())
