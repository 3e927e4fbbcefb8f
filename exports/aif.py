"""The argument in the Argument Interchange Format, as AIFdb's JSON has it: statements as I-nodes, and between them RA-nodes
(inference) and CA-nodes (conflict), which edges lead to and from.

What AIF has no place for (ids, verdicts, reasons) stands in a node's ``plumbline``, which other programs pass over.
"""

from __future__ import annotations

from typing import Any

from exports.judged_argument import JudgedArgument

Node = dict[str, Any]
SCHEMES = {"supports": ("RA", "Default Inference"), "attacks": ("CA", "Default Conflict")}
"""By relation, the type of its node and what AIFdb calls it."""


def aif(judged: JudgedArgument) -> dict[str, Any]:
    """The whole argument as plain values: ``nodes``, ``edges`` and, as AIF wants them named, no ``locutions``."""
    time = f"{judged.as_of.isoformat()} 00:00:00"
    nodes: list[Node] = []
    places: dict[str, str] = {}

    def add(node_type: str, text: str, **own: Any) -> str:
        name = str(len(nodes) + 1)
        nodes.append({"nodeID": name, "text": text, "type": node_type, "timestamp": time, "plumbline": own})
        return name

    for claim in judged.argument.claims.rows:
        judgement = judged.judgements.get(claim.id)
        said = judgement.record() if judgement else {}
        places[claim.id] = add("I", claim.claim, id=claim.id, topic=claim.topic, kind=claim.kind, **said)
    stands = judged.stands
    for conclusion in judged.argument.conclusions.rows:
        places[conclusion.id] = add("I", conclusion.conclusion, id=conclusion.id, stands=stands[conclusion.id])
    edges: list[Node] = []
    for link in judged.argument.links.rows:
        scheme = add(*SCHEMES[link.relation], why=link.why)
        for one, other in ((places[link.premise], scheme), (scheme, places[link.conclusion])):
            edges.append({"edgeID": str(len(edges) + 1), "fromID": one, "toID": other, "formEdgeID": None})
    return {"nodes": nodes, "edges": edges, "locutions": []}
