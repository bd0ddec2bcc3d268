#!/usr/bin/env python3
"""Sums the reports of the test runs below a directory.

usage: count_tests.py [--skipped] [--failed] REPOSITORY
Prints "N passed, N failed, N skipped"; with --skipped and --failed the tests themselves instead, with their reasons.
"""

import sys
import xml.etree.ElementTree
from pathlib import Path


def cases(repository):
    for report in sorted(Path(repository).glob("*/target/surefire-reports/TEST-*.xml")):
        for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
            yield case


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def reason(case):
    for kind in ("failure", "error", "skipped"):
        found = case.find(kind)
        if found is not None:
            text = found.get("message") or (found.text or "").strip() or "no reason given"
            return text.splitlines()[0]
    return ""


def main():
    everything = list(cases(sys.argv[-1]))
    wanted = [flag.lstrip("-") for flag in sys.argv[1:-1]]
    if wanted:
        for case in everything:
            if outcome(case) in wanted:
                name = case.get("classname", "").rpartition(".")[2] + "." + case.get("name", "")
                print(f"{outcome(case)}: {name}: {reason(case)}")
        return
    counts = {kind: 0 for kind in ("passed", "failed", "skipped")}
    for case in everything:
        counts[outcome(case)] += 1
    print(", ".join(f"{number} {kind}" for kind, number in counts.items()))


if __name__ == "__main__":
    main()
