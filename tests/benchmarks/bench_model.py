"""How fast the starter model reads and writes here, and what a reused prefix saves; ratios of one run."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from pathlib import Path

import platformdirs

from engine.model.catalog import STARTER, model
from engine.model.host import ModelProcess
from engine.model.port import Finished, Prompt, Reading, Text

ROUNDS = 3
FILLER = "The mute sits on the bridge and takes some of the strings' sound away. " * 40


def measure(process: ModelProcess, marker: str, question: str) -> tuple[float, Finished, Reading]:
    """Seconds to the first text, the end, and the first report. Another `marker` shares no prefix."""
    system = f"{marker} {FILLER}"
    messages = ({"role": "system", "content": system}, {"role": "user", "content": question})
    began = time.monotonic()
    first, reading, finished = 0.0, Reading(0, 0, 0), None
    for event in process.stream(Prompt(messages, max_tokens=64), threading.Event()):
        if isinstance(event, Reading) and not reading.total:
            reading = event
        elif isinstance(event, Text):
            first = first or time.monotonic() - began
        elif isinstance(event, Finished):
            finished = event
    assert finished is not None
    return first, finished, reading


def main(path: Path) -> int:
    """Print the figures; the exit status."""
    process = ModelProcess(path)
    began = time.monotonic()
    info = process.load(lambda _: None)
    print(f"{info.name} {info.quantisation}, {info.device}, loaded in {time.monotonic() - began:.2f} s")
    prefill, decode, cold, warm = [], [], [], []
    for number in range(ROUNDS):
        first, finished, _ = measure(process, f"Text {number}.", "Count from 1 to 40.")
        prefill.append(finished.prompt_tokens / finished.reading_s)
        decode.append(finished.tokens / finished.writing_s)
        cold.append(first)
        first, _, reading = measure(process, f"Text {number}.", "Write a sentence about rain.")
        warm.append(first)
        print(f"round {number + 1}: {finished.prompt_tokens} tokens read, {reading.reused} of them reused")
    process.close()
    print(
        f"prefill {statistics.median(prefill):.1f} tokens/s, decode {statistics.median(decode):.1f} tokens/s"
    )
    print(f"first text: cold {statistics.median(cold):.2f} s, reused prefix {statistics.median(warm):.2f} s")
    print(f"prefill : decode = {statistics.median(prefill) / statistics.median(decode):.1f}")
    print(f"first text, cold : reused = {statistics.median(cold) / statistics.median(warm):.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(platformdirs.user_data_path("sordino") / "models" / model(STARTER).file))
