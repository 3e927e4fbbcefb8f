"""What a fault costs, in a sentence for whoever mends it."""

from __future__ import annotations

from loaders.tables import Fault

_COSTS = {
    "rows": "The rows from there on are left out.",
    "file": "Nothing of this file is used.",
    "figures": "The figures in it are left out.",
    "key": "What it says is left out.",
    "case": "Without it the case cannot be opened.",
    "nothing": "Nothing is left out.",
}
_ROWS = {
    "topics.csv": "This topic is left out, and so are its claims.",
    "claims.csv": "This claim is left out, and so are its tests.",
    "evidence.csv": "This test is left out; its claim says so beside its verdict.",
    "conclusions.csv": "This conclusion is left out.",
    "argument.csv": "This link is left out; its conclusion says so.",
    "values.csv": "This figure is left out.",
}
"""What a row is, by its file."""
_FILES = {
    "evidence.csv": "No claim can be judged; each says that its tests could not be read.",
    "claims.csv": "There are no claims, and so no verdicts.",
    "topics.csv": "There are no topics, and so no claims.",
}


def cost_words(fault: Fault) -> str:
    """What is left out because of a fault."""
    if fault.cost == "row":
        return _ROWS.get(fault.file, "This row is left out, and so is what names it.")
    if fault.cost == "file":
        return _FILES.get(fault.file, _COSTS["file"])
    return _COSTS[fault.cost]
