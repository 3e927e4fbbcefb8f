"""What may stand in each table, for other programs: Table Schema for editors of tables, JSON Schema for the rest.

Both are made from the models that the tables are read with, so neither can say otherwise. What rows must be to each other (a
share needs something to be one of) is said by ``plumbline validate`` alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.own_values import OwnValue
from loaders.rows import (
    BundledEdition,
    Correction,
    Entity,
    EntityName,
    Event,
    Indicator,
    Member,
    Service,
    Source,
    Stated,
)
from loaders.tables import Row
from loaders.word_rows import IndicatorWords, Nickname, NotHeld, QuestionWord, Synonym
from verdicts.argument import Claim, Conclusion, Link, Topic
from verdicts.evidence import Evidence

PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
MORE = "More than a schema can say is checked by: plumbline validate."
_TYPES = {"date": "date", "uri": "string"}
"""Formats of JSON Schema and the types that Table Schema has for them."""
_CONSTRAINTS = {
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "minLength",
    "maxLength": "maxLength",
}


@dataclass(frozen=True)
class TableFile:
    """A table that people edit."""

    path: str
    """Where it stands in the folder of a case."""
    model: type[Row]
    key: tuple[str, ...] = ("id",)
    """The columns that name a row."""
    refers: Mapping[str, str] = field(default_factory=dict)
    """By column, the table whose key stands in it."""
    case: bool = True
    """Whether a case has it; else it is the program's own alone."""


TABLES: dict[str, TableFile] = {
    "topics": TableFile("topics.csv", Topic),
    "claims": TableFile("claims.csv", Claim, refers={"topic": "topics"}),
    "evidence": TableFile(
        "evidence.csv",
        Evidence,
        refers={
            "claim": "claims", "indicator": "indicators", "versus_indicator": "indicators", "event": "events",
            "among": "entities",
        },
    ),
    "conclusions": TableFile("conclusions.csv", Conclusion),
    "argument": TableFile("argument.csv", Link, ("premise", "conclusion"), {"conclusion": "conclusions"}),
    "values": TableFile(
        "values.csv",
        OwnValue,
        ("indicator", "entity", "counterpart", "date", "edition"),
        {"indicator": "indicators", "entity": "entities", "counterpart": "entities"},
    ),
    "sources": TableFile("catalog/sources.csv", Source),
    "entities": TableFile("catalog/entities.csv", Entity),
    "groups": TableFile("catalog/groups.csv", Member, ("group", "entity"), {"group": "entities", "entity": "entities"}),
    "indicators": TableFile(
        "catalog/indicators.csv",
        Indicator,
        refers={"source": "sources", "low": "indicators", "high": "indicators"},
    ),
    "events": TableFile("catalog/events.csv", Event),
    "vintages": TableFile(
        "catalog/vintages.csv", BundledEdition, ("indicator", "published"), {"indicator": "indicators"}
    ),
    "synonyms": TableFile("catalog/synonyms.csv", Synonym, ("word",)),
    "services": TableFile("catalog/services.csv", Service, ("source",), {"source": "sources"}, case=False),
    "corrections": TableFile(
        "catalog/corrections.csv",
        Correction,
        ("indicator", "entity", "counterpart", "from"),
        {"indicator": "indicators", "entity": "entities", "counterpart": "entities"},
        case=False,
    ),
    "entity_names": TableFile(
        "catalog/entity_names.csv", EntityName, ("source", "name"), {"entity": "entities"}, case=False
    ),
    "stated": TableFile("catalog/stated.csv", Stated, refers={"indicator": "indicators"}, case=False),
    "indicator_words": TableFile(
        "catalog/indicator_words.csv",
        IndicatorWords,
        ("indicator",),
        {"indicator": "indicators"},
        case=False,
    ),
    "nicknames": TableFile("catalog/nicknames.csv", Nickname, ("id", "words"), case=False),
    "question_words": TableFile("catalog/question_words.csv", QuestionWord, ("word",), case=False),
    "not_held": TableFile("catalog/not_held.csv", NotHeld, ("words",), case=False),
}  # fmt: skip
"""By name, every table: those of a case in the order in which they are filled, then the program's own."""
WITHIN = {
    ("claims", "topic"), ("evidence", "claim"), ("argument", "conclusion"), ("values", "indicator"), ("groups", "group"),
    ("vintages", "indicator"),
}  # fmt: skip
"""What a case's own tables must hold; what else they refer to may stand in the program's."""


def columns_of(name: str) -> list[str]:
    """The columns of a table in their order. Raises KeyError for a table that there is not."""
    return [info.alias or column for column, info in TABLES[name].model.model_fields.items()]


def json_schema(name: str) -> dict[str, Any]:
    """JSON Schema of a table as a list of rows. Raises KeyError for a table that there is not."""
    row = TABLES[name].model.model_json_schema(by_alias=True)
    described = row.pop("description", "")
    row.pop("title", None)
    for column in row["properties"].values():
        column.pop("title", None)
    return {
        "$schema": JSON_SCHEMA,
        "title": TABLES[name].path,
        "description": f"{described} {MORE}",
        "type": "array",
        "items": row,
    }


def table_schema(name: str, *, of_case: bool = False) -> dict[str, Any]:
    """Table Schema of a table. Raises KeyError for a table that there is not.

    With ``of_case`` it refers only to what the case's own tables must hold: other ids may be the program's.
    """
    table = TABLES[name]
    row = table.model.model_json_schema(by_alias=True)
    needed = set(row.get("required", ()))
    refers = [(column, to) for column, to in table.refers.items() if not of_case or (name, column) in WITHIN]
    return {
        "$schema": SCHEMA,
        "fields": [_field(column, found, column in needed) for column, found in row["properties"].items()],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **(
            {
                "foreignKeys": [
                    {"fields": [column], "reference": {"resource": "" if to == name else to, "fields": ["id"]}}
                    for column, to in refers
                ]
            }
            if refers
            else {}
        ),
    }


def _field(name: str, found: Mapping[str, Any], needed: bool) -> dict[str, Any]:
    """A column as Table Schema has it."""
    plain = next((one for one in found.get("anyOf", ()) if one.get("type") != "null"), found)
    both = {**found, **plain}
    constraints: dict[str, Any] = {"required": True} if needed else {}
    constraints |= {ours: both[theirs] for theirs, ours in _CONSTRAINTS.items() if theirs in both}
    if enum := [value for value in both.get("enum", ()) if value != ""]:
        constraints["enum"] = enum
    kind = _TYPES.get(both.get("format", ""), both.get("type", "number"))
    if constraints.get("maxLength") == 2083:
        # What a library says of every address.
        del constraints["maxLength"], constraints["minLength"]
    return {
        "name": name,
        "type": kind,
        **({"format": "uri"} if both.get("format") == "uri" else {}),
        "description": found.get("description", ""),
        **({"constraints": constraints} if constraints else {}),
    }


def data_package(title: str = "A case of one's own", names: Iterable[str] | None = None) -> dict[str, Any]:
    """What editors of tables open a case by: its tables with their schemas. ``names`` are the tables that are there."""
    names = [name for name, table in TABLES.items() if table.case] if names is None else list(names)
    return {
        "$schema": PACKAGE,
        "name": "case",
        "title": title,
        "resources": [
            {
                "name": name,
                "path": TABLES[name].path,
                "description": TABLES[name].model.__doc__,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table_schema(name, of_case=True),
            }
            for name in names
        ],
    }


FORMS: dict[str, Callable[[str], dict[str, Any]]] = {"table": table_schema, "json": json_schema}
ENDS = {"table": "table.json", "json": "schema.json"}
"""What files of either form are called, behind the name of their table."""


def as_text(schema: Any) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def page() -> str:
    """All tables with their columns, for people: Markdown."""
    parts = [
        "# What stands in the tables\n\nWritten by `plumbline schema --out docs/schemas`, from what reads them. Beside this page each table has its Table Schema\n"
        "(for editors of tables) and its JSON Schema (for other programs). How a case is filled is in [your-own-case.md](../your-own-case.md).\n"
    ]
    for name, table in TABLES.items():
        described = " ".join((table.model.__doc__ or "").split("\n\n")[0].split())
        whose = "" if table.case else " The program's own: no case has it."
        rows = "".join(_row(column) for column in table_schema(name)["fields"])
        parts.append(
            f"## {table.path}\n\n{described}{whose}\n\n| column | needed | what it holds |\n|---|---|---|\n{rows}"
        )
    return "\n".join(parts)


def _row(column: Mapping[str, Any]) -> str:
    needed = "yes" if column.get("constraints", {}).get("required") else ""
    described = column["description"].replace("|", "\\|")
    return f"| `{column['name']}` | {needed} | {described} |\n"


def files() -> dict[str, str]:
    """Every schema as a file, by its name, and the page for people."""
    made = {f"{name}.{ENDS[form]}": as_text(make(name)) for name in TABLES for form, make in FORMS.items()}
    return {**made, "README.md": page()}
