"""A process that downloads the test's file through a broker of its own, saying yes to everything.

Arguments: folder of the ledger and the models, base address of a mirror, size and sha256 of the file.
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

import msgspec

from engine.contracts import Preferences
from engine.errand import Errands
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger
from engine.model.download import Downloader, Halt
from engine.policy.gate import Gate
from tests.engine.model.downloading import Person, known
from tests.tools.conftest import BrokerProcess


def main(home: Path, base: str, size: int, sha256: str) -> None:
    """Download, or raise."""
    model = msgspec.structs.replace(known(sha256, size), hub=msgspec.structs.replace(known().hub, base=base))
    broker = BrokerProcess()
    with Ledger.open(home / "ledger.db", home / "head", MemoryKeys(b"k" * 32)) as ledger:
        errands = Errands(
            Gate.load(),
            ledger,
            broker.client,
            Person(),
            Preferences,
            lambda: str(uuid.uuid4()),
            lambda _: None,
            lambda: 30.0,
        )
        downloader = Downloader(home / "models", errands, lambda _: None, lambda: [base], retry_wait_s=0.0)
        downloader.fetch(model, Halt(), licence_accepted=True)
    broker.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
