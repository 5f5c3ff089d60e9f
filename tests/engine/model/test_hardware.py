"""The machine is described by what its system says; the reports here have the forms that systems give."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.model import hardware
from engine.model.hardware import Gpu, Machine, backends, parse_mac_memory, parse_meminfo, parse_nvidia

H100 = "NVIDIA H100 80GB HBM3, 81559, 81079\n"
MEMINFO = """MemTotal:       24684084 kB
MemFree:        22530976 kB
MemAvailable:   24149452 kB
Buffers:          123456 kB
"""
VM_STAT = """Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10000.
Pages active:                            200000.
Pages inactive:                          150000.
Pages speculative:                         5000.
Pages throttled:                              0.
Pages wired down:                         90000.
Pages purgeable:                           1000.
"""


def test_one_card_and_several_are_read_from_nvidia_smi() -> None:
    (card,) = parse_nvidia(H100)
    assert card == Gpu("NVIDIA H100 80GB HBM3", "nvidia", 81559 << 20, 81079 << 20)
    assert [gpu.name for gpu in parse_nvidia(H100 + "NVIDIA RTX A2000, 12282, 11000\n")] == [
        "NVIDIA H100 80GB HBM3",
        "NVIDIA RTX A2000",
    ]
    assert card.memory.free == card.free


@pytest.mark.parametrize(
    "report",
    [
        "",
        "\n",
        "No devices were found\n",
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n",
        "NVIDIA H100 80GB HBM3, [N/A], [N/A]\n",
        "NVIDIA GeForce, 8192\n",
    ],
)
def test_a_report_without_cards_gives_none(report: str) -> None:
    assert parse_nvidia(report) == ()


def test_amd_cards_are_read_from_the_kernel(tmp_path: Path) -> None:
    for name, total in (("card0", 8 << 30), ("card0-HDMI-A-1", 0), ("card1", 0)):
        device = tmp_path / "sys/class/drm" / name / "device"
        device.mkdir(parents=True)
        if total:
            (device / "mem_info_vram_total").write_text(f"{total}\n")
            (device / "mem_info_vram_used").write_text(f"{1 << 30}\n")
    assert hardware.amd_gpus(tmp_path) == (Gpu("AMD graphics card", "amd", 8 << 30, 7 << 30),)
    (tmp_path / "sys/class/drm/card0/device/product_name").write_text("AMD Radeon PRO W6600\n")
    assert hardware.amd_gpus(tmp_path)[0].name == "AMD Radeon PRO W6600"
    assert hardware.amd_gpus(tmp_path / "none") == ()


def test_an_apple_chip_computes_in_the_machines_own_memory() -> None:
    def ask(command: Sequence[str]) -> str:
        return "Apple M2 Pro\n"

    assert hardware.apple_gpus("darwin", 16, 8, ask) == (Gpu("Apple M2 Pro", "apple", 16, 8),)
    assert hardware.apple_gpus("darwin", 16, 8, lambda _: "Intel(R) Core(TM) i7\n") == ()
    assert hardware.apple_gpus("linux", 16, 8, ask) == ()


def test_linux_and_macos_say_how_much_memory_is_free(tmp_path: Path) -> None:
    assert parse_meminfo(MEMINFO) == (24684084 * 1024, 24149452 * 1024)
    assert parse_meminfo("") == (0, 0)
    assert parse_mac_memory("17179869184\n", VM_STAT) == (16 << 30, 166_000 * 16384)
    assert parse_mac_memory("", "") == (0, 0)
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/meminfo").write_text(MEMINFO)
    assert hardware.memory("linux", tmp_path, lambda _: "") == parse_meminfo(MEMINFO)
    assert hardware.memory("linux", tmp_path / "none", lambda _: "") == (0, 0)
    reports = {"sysctl": "17179869184\n", "vm_stat": VM_STAT}
    mac = hardware.memory("darwin", tmp_path, lambda command: reports[command[0]])
    assert mac == parse_mac_memory("17179869184", VM_STAT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers")
def test_a_system_that_does_not_answer_says_nothing(tmp_path: Path) -> None:
    assert hardware.memory("win32", tmp_path, lambda _: "") == (0, 0)


@pytest.mark.parametrize(
    ("libraries", "found"),
    [
        (["libggml-base.so", "libggml-cpu.so", "libggml.so", "libllama.so"], ()),
        (["libggml-cuda.so.0", "libggml-vulkan.so", "libllama.so"], ("cuda", "vulkan")),
        (["libggml-metal.dylib"], ("metal",)),
        (["ggml-hip.dll", "ggml-cpu.dll"], ("hip",)),
        ([], ()),
    ],
)
def test_what_llama_cpp_can_use_shows_in_its_libraries(libraries: list[str], found: tuple[str, ...]) -> None:
    assert backends(libraries) == found


def test_the_installed_library_is_found_and_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys; from engine.model.hardware import llama_libraries as found\n"
    code += "print(found(), 'llama_cpp' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "llama" in said
    assert said.strip().endswith("False")
    (tmp_path / "libggml-cuda.so").touch()
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(tmp_path))
    assert hardware.llama_libraries() == ("libggml-cuda.so",)
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(tmp_path / "none"))
    assert hardware.llama_libraries() == ()


def test_a_card_counts_only_where_llama_cpp_can_use_it() -> None:
    cards = (Gpu("N", "nvidia", 2, 1), Gpu("A", "amd", 2, 1))
    assert Machine(2, 0, 0, 0, cards, ("cuda",)).usable_gpus == cards[:1]
    assert Machine(2, 0, 0, 0, cards, ("vulkan",)).usable_gpus == cards
    assert Machine(2, 0, 0, 0, cards, ("metal",)).usable_gpus == ()


def test_a_command_that_fails_hangs_or_is_not_there_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hardware.run((sys.executable, "-c", "print('here')")) == "here\n"
    assert hardware.run(("sordino-has-no-such-command",)) == ""
    assert hardware.run((sys.executable, "-c", "print('x'); raise SystemExit(9)")) == ""
    monkeypatch.setattr(hardware, "COMMAND_S", 0.1)
    assert hardware.run((sys.executable, "-c", "import time; time.sleep(60)")) == ""


def test_this_machine_has_threads_memory_and_a_disk(tmp_path: Path) -> None:
    machine = hardware.detect(tmp_path / "not" / "yet")
    assert machine.threads >= 1
    assert machine.memory_total >= machine.memory_free > 0
    assert machine.disk_free > 0
