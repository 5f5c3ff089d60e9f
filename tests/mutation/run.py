"""Mutation testing of the policy: each fault that changes a verdict must fail a test.

`python -m tests.mutation.run [MODULE ...]` prints the faults that no test noticed, and ends with status 1 if
there are any. A fault counts where it changes the digest of `tests.mutation.verdicts`; the tests are those of
the policy.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutation.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
MODULES = tuple(f"engine.policy.{path.stem}" for path in sorted((ROOT / "engine/policy").glob("[!_]*.py")))
TESTS = ("tests/engine/policy/test_cases.py", "tests/engine/policy")
"""The table first: it notices most, and soonest."""
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
    verdicts = _run("tests.mutation.verdicts", name)
    if verdicts == sound:
        return HARMLESS
    options = ["-q", "-x", "-p", "tests.mutation.plugin", "-p", "no:cacheprovider", *TESTS]
    return MISSED if _run("pytest", name, *options) is not None else NOTICED


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
