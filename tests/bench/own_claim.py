"""What an answer on "Your claim" takes of a processor: from the choices of a sentence to its verdict with base rates, other choices and charts.

Run: ``.venv/bin/python tests/bench/own_claim.py``. Each indicator that has figures, in the sentence that it begins with, asked
for the first time (nothing of it is kept), beside the same row judged without the tables of a case. Goal: an answer in 200 ms.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
GOAL = 200.0
"""Milliseconds of a processor: others may share the machine."""


def main() -> None:
    from exports.own_case import packed
    from service.application import Application
    from service.held_cases import OWN
    from verdicts.findings import has_figures
    from verdicts.own_claim import OwnClaim, case_of, claim_id, knowledge
    from verdicts.own_figures import indicators
    from verdicts.own_fit import changed, fitted
    from verdicts.own_notes import notes_on, other_choices, second_test
    from verdicts.own_sentence import sentence
    from verdicts.own_test import OwnTest

    application = Application()
    catalog, observations = application.sites.figures
    day = observations.latest_retrieval
    names = indicators(knowledge(catalog, observations, day))
    tests = [fitted(OwnTest(indicator=name), knowledge(catalog, observations, day)) for name in names]
    for name in ("arms_transfers", "gdp_nominal", "goods_exports", "milex_constant", "population"):
        known = knowledge(catalog, observations, day)
        share = changed(fitted(OwnTest(indicator=name), known), "measure", "share", known)
        tests += [share, changed(share, "measure", "rank", known), changed(share, "check", "steps_up", known)]

    def answered(test: OwnTest) -> None:
        """Everything that the page shows of it, but for the drawing in a browser."""
        site = application.sites.find(f"{OWN}{packed((OwnClaim((test,)),), day)}")
        verdict = site.served.standings[claim_id(1)].now
        known = knowledge(catalog, observations, day)
        notes_on(verdict, known)
        second_test((test,), known)
        for finding, of in zip(verdict.findings, verdict.multiverse.tests, strict=True):
            other_choices(finding, of, known)
            if has_figures(finding):
                site.charts.evidence(claim_id(1), finding.evidence.id, "light")
                site.charts.strip(claim_id(1), finding.evidence.id, "light")

    def floor(test: OwnTest) -> None:
        """The verdict alone, of rows that are in hand."""
        case = cases[test]
        case.verdicts(case.now)

    known = knowledge(catalog, observations, day)
    cases = {test: case_of([OwnClaim((test,))], known) for test in tests}
    answered(tests[0])
    # As a server does once it is warm.
    gc.collect()
    gc.freeze()
    times = {}
    for what, way in (("the verdict alone", floor), ("the answer", answered)):
        times[what] = []
        for test in tests:
            begun = time.process_time()
            way(test)
            times[what].append(1e3 * (time.process_time() - begun))
        found = sorted(times[what])
        print(
            f"{what}: median {statistics.median(found):.0f} ms, nine in ten under {found[len(found) * 9 // 10]:.0f} ms, slowest {found[-1]:.0f} ms"
        )
    slow = [test for test, took in zip(tests, times["the answer"], strict=True) if took > GOAL]
    print(
        f"{len(tests)} sentences; {len(slow)} over {GOAL:.0f} ms{''.join(f'{chr(10)}  {sentence(test, known)}' for test in slow)}"
    )
    application.close()


if __name__ == "__main__":
    main()
