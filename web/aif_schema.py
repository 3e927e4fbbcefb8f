"""What the argument in the Argument Interchange Format holds, as JSON Schema."""

from __future__ import annotations

from typing import Any


def _rows(required: list[str]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "required": required}}


AIF: dict[str, Any] = {
    "type": "object",
    "description": "The argument in the Argument Interchange Format, as AIFdb's JSON has it.",
    "required": ["nodes", "edges", "locutions"],
    "additionalProperties": False,
    "properties": {
        "nodes": _rows(["nodeID", "text", "type", "timestamp"]),
        "edges": _rows(["edgeID", "fromID", "toID", "formEdgeID"]),
        "locutions": _rows([]),
    },
}
