"""The command line: options by their whole names, and a channel that stays with the desktop."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from app import cli
from app.cli import main, parser


@pytest.mark.parametrize(
    "words",
    [
        ["--offl"],
        ["doctor", "--offl"],
        ["models", "--offl"],
        ["models", "list", "--offl"],
        ["policy", "show", "--offl"],
        ["experts", "--offl"],
        ["experts", "list", "--offl"],
    ],
)
def test_an_option_is_taken_by_its_whole_name_only(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The launcher knows `--offline` by its whole name, and starts a broker where the desktop would not."""
    whole = parser().parse_args([word.replace("--offl", "--offline") for word in words])
    assert whole.offline
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(words)
    assert ended.value.code == 2
    assert "--offl" in capsys.readouterr().err


def test_no_program_started_here_may_command_the_launcher(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.set_inheritable(True)
        found: list[int] = []

        def start(*_arguments: object) -> int:
            code = f"import os; os.fstat({theirs.fileno()})"
            command = [sys.executable, "-c", code]
            found.append(
                subprocess.run(command, close_fds=False, stderr=subprocess.DEVNULL, check=False).returncode
            )
            return 0

        monkeypatch.setattr(cli, "_command", lambda _name: start)
        assert main([f"--control-fd={theirs.fileno()}", "window"]) == 0
        assert found == [1]
        assert not os.get_inheritable(theirs.fileno())
