"""How much of honest work is asked about, by which rule, and which calls: run it as a module.

`python -m tests.benchmarks.bench_honest` plays every honest task of tests/injection through the whole loop.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from tests.injection.honest_rest import honest
from tests.injection.playing import play
from tests.injection.toolset import ACTING, LEAVING, TOOLS


def main() -> int:
    """Print the shares, then each call of reach local that was asked about."""
    calls = acting = leaving = 0
    rules: Counter[str] = Counter()
    local: list[str] = []
    for case in honest():
        played = play(case)
        calls += len(played.calls)
        acting += sum(each["name"] in ACTING - LEAVING for each in played.calls)
        leaving += sum(each["name"] in LEAVING for each in played.calls)
        for item in played.asked:
            rules[item.verdict.rule] += 1
            if item.call.name not in LEAVING:
                arguments = json.dumps(item.call.arguments, ensure_ascii=False)
                marks = " and ".join(
                    label for label in item.verdict.labels if label in ("private", "untrusted")
                )
                said = " / ".join(turn.message for turn in case.turns)
                local.append(f"{case.name} [{marks}]\n  typed: {said}\n  call:  {item.call.name} {arguments}")
    asked = rules.total()
    print(f"{len(honest())} tasks, {calls} calls ({acting} local ones that act, {leaving} that leave)")
    print(
        f"asked about: {asked} ({asked / calls:.1%}), of reach local: {len(local)} ({len(local) / calls:.1%})"
    )
    for rule, number in rules.most_common():
        print(f"  {number:4} by {rule}")
    print(f"\nCalls of reach local that were asked about ({len(TOOLS)} tools):")
    print("\n".join(local))
    return 0


if __name__ == "__main__":
    sys.exit(main())
