"""Mutation testing of the policy: each fault that changes a verdict must fail a test.

`python -m tests.mutation.run [MODULE ...]` prints the faults that no test noticed, and ends with status 1 if
there are any, with 2 where the tests fail without a fault. A fault counts where it changes the digest of
`tests.mutation.verdicts`; the tests are those of the policy. What only reports (explain, recorded, vector) or
proposes (wishes, phrases) gives no verdict and is not tried unless it is named.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutation.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
REPORTING = {"explain", "recorded", "vector", "views", "wishes", "phrases"}
MODULES = tuple(
    f"engine.policy.{path.stem}"
    for path in sorted((ROOT / "engine/policy").glob("[!_]*.py"))
    if path.stem not in REPORTING
)
TESTS = ("tests/engine/policy/test_cases.py", "tests/engine/policy")
"""The table first: it notices most, and soonest."""
PYTEST = ("-q", "-x", "-p", "tests.mutation.plugin", "-p", "no:cacheprovider", *TESTS)
MOST_S = 300.0
HARMLESS, NOTICED, MISSED = "changes no verdict", "noticed", "MISSED"


def main(modules: list[str]) -> int:
    """Try every fault of the modules; 1 where one was missed."""
    found = [
        (mutant.name, mutant.line, mutant.words)
        for module in modules or MODULES
        for mutant in mutants(module)
    ]
    sound = _run("tests.mutation.verdicts", "")
    if sound is None or _run("pytest", "", *PYTEST) is None:
        print("The tests fail without a fault: mend that first.")
        return 2
    ends = dict.fromkeys((HARMLESS, NOTICED, MISSED), 0)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for (name, line, words), end in zip(
            found, pool.map(lambda each: _try(each[0], sound), found), strict=True
        ):
            ends[end] += 1
            if end == MISSED:
                print(f"{name} line {line}: {words}", flush=True)
    print(", ".join(f"{end}: {count}" for end, count in ends.items()))
    return 1 if ends[MISSED] else 0


def _try(name: str, sound: str | None) -> str:
    judged = name.partition(":")[0].rpartition(".")[2] not in REPORTING
    if judged and _run("tests.mutation.verdicts", name) == sound:
        return HARMLESS
    return MISSED if _run("pytest", name, *PYTEST) is not None else NOTICED


def _run(module: str, name: str, *options: str) -> str | None:
    """What a process says that runs a module with a fault in place; None where it fails or hangs."""
    arguments = [name] if name and not options else list(options)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={
                **os.environ,
                "SORDINO_MUTANT": name,
                "PYTHONHASHSEED": "0",
                "HYPOTHESIS_PROFILE": "mutation",
            },
            capture_output=True,
            text=True,
            timeout=MOST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return ended.stdout if ended.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
