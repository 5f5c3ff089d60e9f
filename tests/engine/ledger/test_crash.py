"""A writer that is killed leaves a log that verifies, with every row that it had reported."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger

KEY = bytes(range(32))
WRITER = """
import sys
from pathlib import Path
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger
folder = Path(sys.argv[1])
ledger = Ledger.open(folder / "l.db", folder / "l.head", MemoryKeys(bytes(range(32))))
while True:
    print(ledger.record(Entry("intent", payload="x" * 5000)).number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_writer_killed_in_the_middle_leaves_a_log_that_verifies(tmp_path: Path) -> None:
    reported = 0
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
        assert writer.stdout is not None
        for _ in range(random.randrange(1, 8)):
            reported = int(writer.stdout.readline())
        writer.kill()
        rest = writer.stdout.read().split()
        writer.stdout.close()
        writer.wait()
        reported = int(rest[-1]) if rest else reported
        with Ledger.open(tmp_path / "l.db", tmp_path / "l.head", MemoryKeys(KEY)) as ledger:
            report = ledger.verify()
            assert (report.intact, report.signed, report.problem) == (True, True, "")
            assert report.rows >= reported
            assert ledger.record(Entry("event", tool="network")).number == report.rows + 1
