"""What this computer has for running models: memory, disk, graphics cards, and what llama.cpp can use of it.

Reading is apart from understanding: every function that parses takes the text that a system gave.
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.model.fit import thread_count
from engine.model.offload import GpuMemory

NVIDIA_QUERY = ("nvidia-smi", "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits")
COMMAND_S = 5.0
"""How long a system's own report may take."""
MIB = 1024 * 1024

Maker = Literal["nvidia", "amd", "apple"]
Backend = Literal["cuda", "hip", "metal", "vulkan", "sycl", ""]
Run = Callable[[Sequence[str]], str]
"""Runs a command and gives what it printed, nothing where it failed or took too long."""

BACKENDS: tuple[Backend, ...] = ("cuda", "hip", "metal", "vulkan", "sycl")
"""llama.cpp's ways to a graphics card, by the names of their libraries."""
BACKEND_NAMES = {"cuda": "CUDA", "hip": "HIP", "metal": "Metal", "vulkan": "Vulkan", "sycl": "SYCL"}
USABLE: dict[Maker, tuple[Backend, ...]] = {
    "nvidia": ("cuda", "vulkan"),
    "amd": ("hip", "vulkan"),
    "apple": ("metal",),
}
"""Which of them drive a maker's cards, the best first."""


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics card. Bytes; on an Apple chip they are the machine's own memory."""

    name: str
    maker: Maker
    total: int
    free: int

    @property
    def memory(self) -> GpuMemory:
        """As the planning of layers wants it."""
        return GpuMemory(self.name, self.free, self.total)


@dataclass(frozen=True, slots=True)
class Machine:
    """This computer. Bytes, 0 where the system does not say; `disk_free` is -1 there.

    `backends` are those that the installed llama.cpp was built with.
    """

    threads: int
    memory_total: int
    memory_free: int
    disk_free: int
    gpus: tuple[Gpu, ...] = ()
    backends: tuple[Backend, ...] = ()

    @property
    def usable_gpus(self) -> tuple[Gpu, ...]:
        """The cards that the installed llama.cpp can use."""
        return tuple(gpu for gpu in self.gpus if self.backend_for(gpu))

    def backend_for(self, gpu: Gpu) -> Backend:
        """How llama.cpp would reach `gpu`; empty where it was built without any way."""
        return next((backend for backend in USABLE[gpu.maker] if backend in self.backends), "")


def detect(models_dir: Path) -> Machine:
    """Look at this machine. Takes up to some seconds where a graphics driver is slow."""
    total, free = memory(sys.platform, Path("/"), run)
    gpus = (
        *parse_nvidia(run(NVIDIA_QUERY)),
        *amd_gpus(Path("/")),
        *apple_gpus(sys.platform, total, free, run),
    )
    return Machine(thread_count(), total, free, disk_free(models_dir), gpus, backends(llama_libraries()))


def run(command: Sequence[str]) -> str:
    """What a command printed; nothing where it is not there, failed, or took too long."""
    found = shutil.which(command[0])
    if found is None:
        return ""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            [found, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=COMMAND_S,
            check=True,
        )
        return done.stdout.decode(errors="replace")
    return ""


def parse_nvidia(report: str) -> tuple[Gpu, ...]:
    """The cards of `nvidia-smi`'s report: name, total and free MiB on a line; other lines are skipped."""
    found = []
    for row in csv.reader(report.splitlines(), skipinitialspace=True):
        if len(row) >= 3 and row[-1].strip().isdigit() and row[-2].strip().isdigit():
            name = ", ".join(row[:-2]).strip()
            found.append(Gpu(name, "nvidia", int(row[-2]) * MIB, int(row[-1]) * MIB))
    return tuple(found)


def amd_gpus(root: Path) -> tuple[Gpu, ...]:
    """The cards of the Linux kernel's amdgpu driver, by /sys/class/drm under `root`."""
    found = []
    for card in sorted((root / "sys/class/drm").glob("card*")):
        device = card / "device"
        total = _number(device / "mem_info_vram_total")
        if re.fullmatch(r"card\d+", card.name) and total:
            name = _text(device / "product_name") or "AMD graphics card"
            free = max(total - _number(device / "mem_info_vram_used"), 0)
            found.append(Gpu(name, "amd", total, free))
    return tuple(found)


def apple_gpus(platform: str, total: int, free: int, ask: Run) -> tuple[Gpu, ...]:
    """An Apple chip computes in the machine's own memory, of which `free` bytes are free."""
    if platform != "darwin":
        return ()
    name = ask(("sysctl", "-n", "machdep.cpu.brand_string")).strip()
    return (Gpu(name, "apple", total, free),) if name.startswith("Apple") else ()


def memory(platform: str, root: Path, ask: Run) -> tuple[int, int]:
    """Bytes of memory in all, and those that a program could take now without swapping."""
    if platform == "darwin":
        return parse_mac_memory(ask(("sysctl", "-n", "hw.memsize")), ask(("vm_stat",)))
    if platform == "win32":
        return _windows_memory()
    return parse_meminfo(_text(root / "proc/meminfo"))


def parse_meminfo(report: str) -> tuple[int, int]:
    """Linux: /proc/meminfo, in kB."""
    kilobytes = dict(re.findall(r"^(\w+):\s+(\d+) kB", report, re.MULTILINE))
    return int(kilobytes.get("MemTotal", 0)) * 1024, int(kilobytes.get("MemAvailable", 0)) * 1024


def parse_mac_memory(memsize: str, vm_stat: str) -> tuple[int, int]:
    """macOS: `sysctl -n hw.memsize`, and `vm_stat` with its page counts; what is free or inactive counts."""
    total = int(memsize) if memsize.strip().isdigit() else 0
    page = re.search(r"page size of (\d+) bytes", vm_stat)
    counts = dict(re.findall(r"^(Pages [\w ]+):\s+(\d+)", vm_stat, re.MULTILINE))
    kinds = ("Pages free", "Pages inactive", "Pages speculative", "Pages purgeable")
    return total, (int(page[1]) if page else 0) * sum(int(counts.get(kind, 0)) for kind in kinds)


def disk_free(folder: Path) -> int:
    """Bytes free where `folder` is or would be; -1 where the system does not say."""
    for place in (folder, *folder.parents):
        if place.is_dir():
            with contextlib.suppress(OSError):
                return shutil.disk_usage(place).free
            break
    return -1


def llama_libraries() -> tuple[str, ...]:
    """The file names of llama.cpp's libraries, found without loading them."""
    folder = os.environ.get("LLAMA_CPP_LIB_PATH", "")
    if not folder:
        spec = importlib.util.find_spec("llama_cpp")
        if spec is None or not spec.origin:
            return ()
        folder = str(Path(spec.origin).parent / "lib")
    try:
        return tuple(sorted(path.name for path in Path(folder).iterdir()))
    except OSError:
        return ()


def backends(libraries: Sequence[str]) -> tuple[Backend, ...]:
    """The ways to a graphics card among the libraries `libggml-NAME.so`, `.dylib` or `ggml-NAME.dll`."""
    built = {match[1] for name in libraries if (match := re.match(r"(?:lib)?ggml-(\w+)\.", name))}
    return tuple(backend for backend in BACKENDS if backend in built)


def _windows_memory() -> tuple[int, int]:
    """Windows: GlobalMemoryStatusEx."""

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("free", ctypes.c_ulonglong),
            ("others", ctypes.c_ulonglong * 5),
        )

    status = Status(length=ctypes.sizeof(Status))
    kernel = getattr(ctypes, "windll", None)
    if kernel is None or not kernel.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return 0, 0
    return int(status.total), int(status.free)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


def _number(path: Path) -> int:
    text = _text(path)
    return int(text) if text.isdigit() else 0
