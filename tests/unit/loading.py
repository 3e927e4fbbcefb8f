"""Helpers of the loaders' tests: small files in the publishers' own formats, and what is read from them."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
from opened import CATALOG

from loaders.sources import parser_of


def parse(source: str, code: str, content: str | bytes | dict, name: str = "file.csv") -> pd.DataFrame:
    """Parse one file, or several given as name and content."""
    files = content if isinstance(content, dict) else {name: content}
    files = {k: v.encode() if isinstance(v, str) else v for k, v in files.items()}
    return parser_of(source)(files, code, CATALOG)


def values(frame: pd.DataFrame, entity: str, counterpart: str = "") -> dict[str, float]:
    """Value by date of one entity (and counterpart)."""
    rows = frame[(frame["entity"] == entity) & (frame["counterpart"] == counterpart)]
    return dict(zip(rows["date"].dt.strftime("%Y-%m-%d"), rows["value"], strict=True))


def statuses(frame: pd.DataFrame, entity: str, counterpart: str = "") -> dict[str, str]:
    rows = frame[(frame["entity"] == entity) & (frame["counterpart"] == counterpart)]
    return dict(zip(rows["date"].dt.strftime("%Y-%m-%d"), rows["status"], strict=True))


def workbook(sheets: dict[str, list[list]]) -> bytes:
    """An Excel workbook with these rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()
