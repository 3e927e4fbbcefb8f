"""Tables and lists of facts as HTML: read by screen readers, printed whole, and on a phone one block a row.

A cell is a text, a link, or several of them under each other. Every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from verdicts.sources_table import Link

Piece = str | Link
Cell = Piece | tuple[Piece, ...]


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str, kind: str = "") -> str:
    """A table of which the first column names the rows; ``caption`` is for screen readers, ``kind`` a class for its widths."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{_row(columns, row)}</tr>" for row in rows)
    return (
        f'<table class="records {escape(kind)}"><caption class="unseen">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def facts(pairs: Iterable[tuple[str, Cell]]) -> str:
    """Terms and what they are; a term without a value is left out."""
    items = "".join(f"<dt>{escape(term)}</dt><dd>{_cell(value)}</dd>" for term, value in pairs if value)
    return f'<dl class="rule">{items}</dl>'


def folded(summary: str, inside: str, *, key: str = "") -> str:
    """A part of a page that a reader unfolds; ``inside`` is markup, ``key`` a class."""
    return f'<details class="fold {escape(key)}"><summary>{escape(summary)}</summary>{inside}</details>'


def _row(columns: Sequence[str], cells: Sequence[Cell]) -> str:
    first, *rest = cells
    return f'<th scope="row">{_cell(first)}</th>' + "".join(
        f'<td data-label="{escape(column)}">{_cell(cell)}</td>' for column, cell in zip(columns[1:], rest, strict=True)
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, tuple) and not isinstance(cell, Link):
        return "".join(f"<div>{_piece(piece)}</div>" for piece in cell)
    return _piece(cell)


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return escape(piece)
    words = escape(piece.words)
    if not piece.address:
        return words
    return f'<a href="{escape(piece.address)}" target="_blank" rel="noopener">{words}</a>'
