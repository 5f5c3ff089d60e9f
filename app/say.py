"""Words on the terminal that are no answer: progress, questions, problems."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Write to the terminal at once, whatever its encoding."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()
