"""The argument as AIF, as AIFdb's JSON has it: I-nodes joined by RA- and CA-nodes."""

import odd_argument

from exports.aif import aif

ARGUMENT = odd_argument.argument()
FOUND = aif(odd_argument.judged(ARGUMENT))
NODES = {node["nodeID"]: node for node in FOUND["nodes"]}


def test_claims_and_conclusions_are_information():
    said = [row.claim for row in ARGUMENT.claims.rows] + [row.conclusion for row in ARGUMENT.conclusions.rows]
    assert [node["text"] for node in FOUND["nodes"] if node["type"] == "I"] == said
    assert NODES["1"]["plumbline"] == {
        "id": "claim-1", "topic": "t", "kind": "fact", "verdict": "contradicted", "certainty": "high", "left_out": "1 test left out",
    }  # fmt: skip


def test_a_link_leads_from_its_premise_over_a_node_of_its_own_to_its_conclusion():
    into = {edge["toID"]: edge["fromID"] for edge in FOUND["edges"] if NODES[edge["toID"]]["type"] != "I"}
    out = {edge["fromID"]: edge["toID"] for edge in FOUND["edges"] if NODES[edge["fromID"]]["type"] != "I"}
    schemes = [node for node in FOUND["nodes"] if node["type"] != "I"]
    assert {node["type"] for node in schemes} == {"RA", "CA"}
    names = {"RA": ("supports", "Default Inference"), "CA": ("attacks", "Default Conflict")}
    for node, link in zip(schemes, ARGUMENT.links.rows, strict=True):
        assert names[node["type"]] == (link.relation, node["text"])
        assert node["plumbline"] == {"why": link.why}
        assert NODES[into[node["nodeID"]]]["plumbline"]["id"] == link.premise
        assert NODES[out[node["nodeID"]]]["plumbline"]["id"] == link.conclusion


def test_ids_are_texts_and_nothing_is_named_twice():
    assert len(NODES) == len(FOUND["nodes"])
    assert len({edge["edgeID"] for edge in FOUND["edges"]}) == len(FOUND["edges"]) == 2 * len(ARGUMENT.links.rows)
    assert set(FOUND) == {"nodes", "edges", "locutions"}
    assert all(node["timestamp"] == "2026-08-22 00:00:00" for node in FOUND["nodes"])
    assert all(edge["formEdgeID"] is None for edge in FOUND["edges"])
