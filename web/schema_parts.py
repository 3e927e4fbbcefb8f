"""What JSON Schemas of records are made of."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
REF = "#/components/schemas/"
"""Before the name of a schema that another refers to."""


def told(schema: Schema, description: str) -> Schema:
    """A schema with what it means."""
    return {**schema, "description": description}


def list_of(schema: Schema) -> Schema:
    """An array."""
    return {"type": "array", "items": schema}


def or_none(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "type": [schema["type"], "null"]} if "type" in schema else {"oneOf": [schema, {"type": "null"}]}


def record(fields: dict[str, Schema], description: str) -> Schema:
    """An object with all of some fields."""
    return {"type": "object", "description": description, "required": list(fields), "properties": fields}
