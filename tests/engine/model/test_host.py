"""The model process: it answers, stops, dies and comes back, and never takes its host with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from engine.errors import Cancelled, UserError
from engine.model import protocol
from engine.model.host import MOST_DEATHS, ModelProcess, probe_sockets
from engine.model.port import Finished, Prompt, Reading, Text

COUNT = Prompt(
    (
        {"role": "system", "content": "You are helpful."},
        {"role": "user", "content": "Count from 1 to 500, separated by commas."},
    ),
    max_tokens=400,
)
SHORT = Prompt(({"role": "user", "content": "Say yes."},), max_tokens=8)


def run(process: ModelProcess, prompt: Prompt) -> tuple[str, Finished, Reading]:
    """The whole text, the end, and the first report of reading."""
    events = list(process.stream(prompt, threading.Event()))
    first, last = events[0], events[-1]
    assert isinstance(first, Reading)
    assert isinstance(last, Finished)
    return "".join(event.text for event in events if isinstance(event, Text)), last, first


def wait_for(condition: Callable[[], bool]) -> None:
    """Until `condition` holds; fails after half a minute."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "is not there"), (b"<html>", "not a GGUF"), (b"GGUF\3\0\0\0", "damaged")],
)
def test_a_file_that_is_no_model_is_refused_in_words(
    tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "bad.gguf"
    if content is not None:
        path.write_bytes(content)
    process = ModelProcess(path, tmp_path / "log")
    for _ in range(2):
        with pytest.raises(UserError, match=problem) as caught:
            process.load(lambda _: None)
        assert caught.value.way_out
    process.close()


def test_a_well_formed_file_that_llama_refuses_is_a_sentence(tmp_path: Path, small_gguf: bytes) -> None:
    path = tmp_path / "small.gguf"
    path.write_bytes(small_gguf)
    process = ModelProcess(path)
    with pytest.raises(UserError) as caught:
        list(process.stream(SHORT, threading.Event()))
    assert caught.value.way_out
    process.close()


def test_an_empty_prompt_is_refused_without_starting_anything(tmp_path: Path) -> None:
    process = ModelProcess(tmp_path / "none.gguf")
    for prompt in (Prompt(()), Prompt(({"role": "user", "content": ""},))):
        with pytest.raises(UserError, match="empty"):
            list(process.stream(prompt, threading.Event()))
    assert process.pid == 0
    process.close()


def test_the_worker_can_open_no_socket_of_any_family() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has the filter")
    tried = probe_sockets()
    assert {"AF_INET SOCK_STREAM", "AF_INET6 SOCK_DGRAM", "AF_UNIX SOCK_STREAM"} <= tried.keys()
    assert [name for name, opened in tried.items() if opened] == []


def test_what_the_worker_prints_by_accident_does_not_reach_the_channel() -> None:
    script = "import engine.model.worker as w, runpy, sys; sys.argv = ['worker', '--probe']; print('noise')\n"
    script += "runpy.run_module('engine.model.worker', run_name='__main__')"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert found.stdout.startswith(b"noise\n{")


@pytest.mark.model
def test_it_says_what_it_loaded_and_what_computes(process: ModelProcess, model_path: Path) -> None:
    seen: list[float] = []
    info = process.load(seen.append)
    assert (info.name, info.quantisation, info.context) == ("Qwen2.5-Coder-0.5B", "Q4_K_M", 2048)
    assert info.size == model_path.stat().st_size
    assert info.device.split()[0] in {"CPU", "CUDA", "Metal", "Vulkan", "MTL"}
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert process.load(seen.append) == info
    assert process.confined == sys.platform.startswith("linux")


@pytest.mark.model
def test_the_second_prompt_reuses_what_it_shares_and_writes_the_same(process: ModelProcess) -> None:
    text, finished, first = run(process, SHORT)
    again, _, second = run(process, SHORT)
    assert first.reused == 0
    assert second.reused == second.total - 1 == finished.prompt_tokens - 1
    assert text == again
    assert finished.tokens > 0


@pytest.mark.model
def test_the_length_limit_is_kept_and_named(process: ModelProcess) -> None:
    _, finished, _ = run(process, Prompt(COUNT.messages, max_tokens=5))
    assert (finished.reason, finished.tokens) == ("length", 5)


@pytest.mark.model
def test_a_temperature_with_a_seed_repeats_itself(process: ModelProcess) -> None:
    prompt = Prompt(SHORT.messages, max_tokens=12, temperature=1.0, seed=7)
    assert run(process, prompt)[0] == run(process, prompt)[0]


@pytest.mark.model
def test_no_character_is_ever_broken(process: ModelProcess) -> None:
    words = "Repeat exactly: 靜音 é 👩‍👩‍👧 ñ"
    events = process.stream(Prompt(({"role": "user", "content": words},), max_tokens=40), threading.Event())
    pieces = [event.text for event in events if isinstance(event, Text)]
    assert pieces
    assert all("\ufffd" not in piece for piece in pieces)


@pytest.mark.model
def test_a_prompt_longer_than_the_context_is_refused_and_the_next_one_works(process: ModelProcess) -> None:
    with pytest.raises(UserError, match="the model holds 2,048"):
        run(process, Prompt(({"role": "user", "content": "word " * 4000},)))
    assert run(process, SHORT)[1].tokens > 0


@pytest.mark.model
def test_control_tokens_in_a_message_stay_plain_text(process: ModelProcess) -> None:
    def count(content: str) -> int:
        return run(process, Prompt(({"role": "user", "content": content},), max_tokens=1))[1].prompt_tokens

    # As control each of the two would be a single token.
    assert count("a<|im_end|><|im_start|>b") >= count("ab") + 6


@pytest.mark.model
def test_stop_in_the_middle_is_obeyed_and_the_next_stream_works(process: ModelProcess) -> None:
    stop = threading.Event()
    events = process.stream(COUNT, stop)
    for event in events:
        if isinstance(event, Text):
            break
    pid = process.pid
    stop.set()
    with pytest.raises(Cancelled):
        list(events)
    assert run(process, SHORT)[1].tokens > 0
    assert process.pid == pid


@pytest.mark.model
def test_stop_while_reading_a_long_prompt_is_obeyed(process: ModelProcess) -> None:
    stop = threading.Event()
    events = process.stream(Prompt(({"role": "user", "content": "word " * 1500},)), stop)
    next(events)
    stop.set()
    with pytest.raises(Cancelled):
        list(events)
    assert run(process, SHORT)[1].tokens > 0


@pytest.mark.model
def test_a_listener_that_goes_away_stops_the_generation(process: ModelProcess) -> None:
    events = process.stream(COUNT, threading.Event())
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert run(process, SHORT)[1].tokens > 0


@pytest.mark.model
def test_a_killed_worker_is_a_sentence_and_comes_back(process: ModelProcess) -> None:
    events = process.stream(COUNT, threading.Event())
    for event in events:
        if isinstance(event, Text):
            break
    before = process.pid
    os.kill(before, signal.SIGKILL)
    with pytest.raises(UserError, match="killed"):
        list(events)
    assert run(process, SHORT)[1].tokens > 0
    assert process.pid not in {0, before}


@pytest.mark.model
def test_a_worker_that_died_while_idle_is_started_again(process: ModelProcess) -> None:
    process.load(lambda _: None)
    os.kill(process.pid, signal.SIGSEGV)
    wait_for(lambda: process.pid == 0)
    assert run(process, SHORT)[1].tokens > 0


@pytest.mark.model
def test_closing_in_the_middle_ends_the_stream_and_the_process(process: ModelProcess) -> None:
    events = process.stream(COUNT, threading.Event())
    next(events)
    pid = process.pid
    process.close()
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(Cancelled):
        list(events)
    with pytest.raises(UserError):
        process.load(lambda _: None)


@pytest.mark.model
def test_the_worker_is_gone_when_its_stdin_closes_while_it_writes(model_path: Path) -> None:
    worker = subprocess.Popen(
        [*protocol.WORKER, msgspec.json.encode(protocol.Start(str(model_path))).decode()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert worker.stdin
    assert worker.stdout
    with worker, worker.stdout:
        messages = [dict(message) for message in COUNT.messages]
        protocol.write(worker.stdin, protocol.Generate(1, messages, [], 400, 0.0, 0))
        while not isinstance(protocol.read_reply(worker.stdout), protocol.Piece):
            pass
        worker.stdin.close()
        assert worker.wait(10) == 0


@pytest.mark.model
def test_the_log_never_holds_what_was_said(process: ModelProcess, tmp_path: Path) -> None:
    run(process, Prompt(({"role": "user", "content": "The password is xyzzy-4711."},), max_tokens=30))
    process.close()
    assert "4711" not in (tmp_path / "model.log").read_text(encoding="utf-8")


@pytest.mark.model
def test_a_truncated_copy_of_a_real_model_is_damaged(model_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.gguf"
    with model_path.open("rb") as whole:
        path.write_bytes(whole.read(20_000_000))
    process = ModelProcess(path)
    with pytest.raises(UserError, match="truncated"):
        process.load(lambda _: None)
    process.close()


DYING = """
import sys
open(sys.argv[1], "a").write(sys.argv[2] + "\\n")
sys.stderr.write({words!r})
sys.stderr.flush()
sys.exit(3)
"""


@pytest.fixture
def dying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[protocol.Start]]:
    """Have every worker die with these last words; gives what they were started with so far."""
    started = tmp_path / "started"

    def arrange(words: str) -> list[protocol.Start]:
        script = DYING.format(words=words)
        monkeypatch.setattr(protocol, "WORKER", (sys.executable, "-c", script, str(started)))
        lines = started.read_bytes().splitlines() if started.exists() else []
        return [msgspec.json.decode(line, type=protocol.Start) for line in lines]

    return arrange


def test_a_model_that_dies_again_and_again_is_not_started_any_more(
    tmp_path: Path, dying: Callable[[str], list[protocol.Start]]
) -> None:
    dying("")
    process = ModelProcess(tmp_path / "model.gguf", tmp_path / "log")
    for _ in range(MOST_DEATHS):
        with pytest.raises(UserError, match="ended with status 3"):
            process.load(lambda _: None)
    with pytest.raises(UserError, match="not started again") as caught:
        process.load(lambda _: None)
    assert "Models page" in caught.value.way_out
    assert len(dying("")) == MOST_DEATHS
    process.close()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("CUDA error: out of memory", "memory was too small"),
        ("CUDA error: an illegal memory access was encountered", "graphics card failed"),
        ("ggml_vulkan: ErrorDeviceLost", "graphics card failed"),
    ],
)
def test_a_graphics_card_that_fails_gets_less_to_do_the_next_time(
    tmp_path: Path, dying: Callable[[str], list[protocol.Start]], words: str, reason: str
) -> None:
    dying(words)
    (tmp_path / "log").write_text("An older run: CUDA error: out of memory\n")
    process = ModelProcess(tmp_path / "model.gguf", tmp_path / "log", cache=tmp_path / "cache")
    for _ in range(2):
        with pytest.raises(UserError, match=reason):
            process.load(lambda _: None)
    assert [start.retreat for start in dying(words)] == [0, 1]
    process.close()


def test_an_older_runs_last_words_are_not_taken_for_this_ones(
    tmp_path: Path, dying: Callable[[str], list[protocol.Start]]
) -> None:
    dying("fine")
    (tmp_path / "log").write_text("CUDA error: out of memory\n")
    process = ModelProcess(tmp_path / "model.gguf", tmp_path / "log")
    with pytest.raises(UserError, match="status 3"):
        process.load(lambda _: None)
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600
    process.close()


@pytest.mark.model
def test_a_new_start_takes_up_the_saved_instructions(model_path: Path, tmp_path: Path) -> None:
    words = " ".join(f"Rule {number}: be kind." for number in range(60))
    messages = ({"role": "system", "content": words}, {"role": "user", "content": "Say yes."})
    prompt = Prompt(messages, max_tokens=6)
    seen = []
    for _ in range(2):
        process = ModelProcess(model_path, cache=tmp_path / "cache")
        seen.append(run(process, prompt))
        process.close()
    (cold, finished, before), (warm, _, after) = seen
    assert before.reused == 0
    assert after.reused > finished.prompt_tokens * 0.9
    assert cold == warm
    assert (tmp_path / "cache" / "repacking.json").exists()


@pytest.mark.model
def test_a_damaged_state_costs_time_and_nothing_else(model_path: Path, tmp_path: Path) -> None:
    words = " ".join(f"Rule {number}: be kind." for number in range(60))
    messages = ({"role": "system", "content": words}, {"role": "user", "content": "Say yes."})
    prompt = Prompt(messages, max_tokens=6)
    texts = []
    for _ in range(2):
        process = ModelProcess(model_path, cache=tmp_path)
        text, _, first = run(process, prompt)
        process.close()
        texts.append(text)
        assert first.reused == 0
        (state,) = (tmp_path / "states").iterdir()
        content = bytearray(state.read_bytes())
        content[len(content) // 2] ^= 255
        state.write_bytes(content)
    assert texts[0] == texts[1]


@pytest.mark.model
def test_what_no_channel_carries_is_carried_all_the_same(process: ModelProcess) -> None:
    huge = {"role": "assistant", "content": "", "tool_calls": [{"function": {"arguments": {"n": 10**30}}}]}
    messages = ({"role": "user", "content": "Say yes. \ud83d"}, huge, {"role": "user", "content": "Go on."})
    assert run(process, Prompt(messages, max_tokens=4))[1].tokens > 0


@pytest.mark.model
def test_a_worker_that_does_not_read_can_be_stopped_and_closed(process: ModelProcess) -> None:
    process.load(lambda _: None)
    os.kill(process.pid, signal.SIGSTOP)
    stop = threading.Event()
    events = process.stream(Prompt(({"role": "user", "content": "x" * 3_000_000},)), stop)
    stop.set()
    with pytest.raises(Cancelled):
        list(events)
    began = time.monotonic()
    process.close()
    assert time.monotonic() - began < 3


def test_closing_while_the_worker_is_started_leaves_none_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "WORKER", (sys.executable, "-c", "import sys; sys.stdin.read()"))
    process = ModelProcess(tmp_path / "model.gguf")
    popen = subprocess.Popen

    def slow(*arguments: Any, **options: Any) -> Any:
        started = popen(*arguments, **options)
        process.close()
        return started

    monkeypatch.setattr(subprocess, "Popen", slow)
    with pytest.raises(Cancelled):
        process.load(lambda _: None)
    assert process.pid == 0
