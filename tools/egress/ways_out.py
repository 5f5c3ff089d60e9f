"""A probe that tries every way out it knows, from behind the filter of one kind of process.

Run as `python -I -m tools.egress.ways_out PROFILE`: it puts itself behind that profile of
engine.confinement, or with `inherited` stays behind what its parent is behind, and writes one JSON object a
line: way, refused, words, tried. It aims at addresses and names that nobody owns.
"""

from __future__ import annotations

import os
import sys

from engine.confinement import PROFILES, confine

if __name__ == "__main__":
    for _profile in PROFILES:
        if _profile in sys.argv[1:]:
            confine(_profile)

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from typing import TextIO

from tools.egress import ways_by_library, ways_by_socket
from tools.egress.attempts import Attempt, Targets

INHERITED = "inherited"


def attempts(targets: Targets) -> Iterator[Attempt]:
    """Every way, tried one after the other. Where nothing is in force this takes some ten seconds."""
    return chain(ways_by_socket.ways(targets), ways_by_library.ways(targets))


def main(arguments: Sequence[str], output: TextIO, targets: Targets | None = None) -> int:
    """Write what became of each way; 2 where the profile is not one of them."""
    if len(arguments) != 1 or arguments[0] not in (INHERITED, *PROFILES):
        return 2
    # The resolver's own patience is ten seconds and more.
    os.environ["RES_OPTIONS"] = "timeout:1 attempts:1"
    for found in attempts(targets or Targets()):
        output.write(json.dumps(asdict(found)) + "\n")
        output.flush()
    return 0


if __name__ == "__main__":
    sys.stdout.flush()
    os._exit(main(sys.argv[1:], sys.stdout))  # a library's thread may not end
