"""What llama.cpp is built for, with programs in the path that answer as on other machines."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "gpu_setup.sh"
NEEDED = ("bash", "awk", "cat", "dirname", "env", "grep", "head", "paste", "sed", "sort")
CARD = 'case "$1" in *name*) echo "NVIDIA GeForce RTX 4090" ;; *cap*) printf "8.9\\n8.9\\n9.0\\n" ;; esac'
KIND, NAME = "deviceType = PHYSICAL_DEVICE_TYPE_DISCRETE_GPU", "deviceName = Radeon RX"
VULKAN = f"echo '{KIND}'; echo '{NAME}'"


class Machine:
    """A path that holds only what was put there, and a stamp."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.stamp = folder / "stamp"
        self.bin.mkdir()
        for name in NEEDED:
            found = shutil.which(name)
            assert found
            (self.bin / name).symlink_to(found)
        self.has("uname", "echo Linux")

    def has(self, name: str, script: str = "") -> None:
        """Put a program into the path."""
        path = self.bin / name
        path.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def choose(self, kind: str, cmake_args: str = "") -> str:
        """What is said about a choice. Raises CalledProcessError."""
        environment = {"PATH": str(self.bin), "CUDA_HOME": "/nowhere", "CMAKE_ARGS": cmake_args}
        done = subprocess.run(
            [SCRIPT, "choose", kind, self.stamp], check=True, capture_output=True, text=True, env=environment
        )
        return done.stdout

    @property
    def chosen(self) -> str:
        """The kind in the stamp."""
        return self.stamp.read_text("utf-8").splitlines()[0]

    @property
    def flags(self) -> str:
        """What CMake would get."""
        return subprocess.run(
            [SCRIPT, "flags", self.stamp], check=True, capture_output=True, text=True
        ).stdout.strip()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A Linux machine with nothing but a processor."""
    return Machine(tmp_path)


def test_without_a_card_the_processor_is_chosen(machine: Machine) -> None:
    assert machine.choose("auto").startswith("Found no graphics card")
    assert machine.chosen == "cpu"
    assert "GGML_" not in machine.flags


def test_a_card_and_a_compiler_mean_cuda_for_the_architectures_of_the_cards(machine: Machine) -> None:
    machine.has("nvidia-smi", CARD)
    machine.has("nvcc")
    assert machine.choose("") == "Found NVIDIA GeForce RTX 4090 and the CUDA compiler.\n"
    assert machine.chosen == "cuda"
    assert "-DGGML_CUDA=on" in machine.flags
    assert machine.flags.endswith("-DCMAKE_CUDA_ARCHITECTURES=89-real;90-real")


def test_a_card_without_a_compiler_falls_back_and_says_how_to_go_on(machine: Machine) -> None:
    machine.has("nvidia-smi", CARD)
    said = machine.choose("auto")
    assert "no CUDA compiler (nvcc)" in said
    assert "make run GPU=cuda" in said
    assert machine.chosen == "cpu"
    assert "no CUDA compiler" in machine.choose("cuda")
    assert machine.chosen == "cpu"


def test_cuda_can_be_asked_for_without_a_card(machine: Machine) -> None:
    machine.has("nvidia-smi", "echo 'No devices were found'; exit 6")
    machine.has("nvcc")
    assert "No card answers now" in machine.choose("cuda")
    assert "90-virtual" in machine.flags


def test_a_mac_means_metal_and_no_other_system_does(machine: Machine) -> None:
    assert "on a Mac only" in machine.choose("metal")
    assert machine.chosen == "cpu"
    machine.has("uname", "echo Darwin")
    machine.choose("auto")
    assert machine.chosen == "metal"
    assert "-DGGML_METAL=on" in machine.flags


def test_another_card_means_vulkan_where_its_tools_are_there(machine: Machine) -> None:
    machine.has("vulkaninfo", VULKAN)
    machine.has("ldconfig", "echo libvulkan.so.1")
    assert "Found Radeon RX but not what it takes" in machine.choose("auto")
    assert machine.chosen == "cpu"
    machine.has("glslc")
    assert machine.choose("auto").startswith("Found Radeon RX, and")
    assert machine.chosen == "vulkan"


def test_a_renderer_on_the_processor_is_no_card(machine: Machine) -> None:
    machine.has("vulkaninfo", VULKAN.replace("DISCRETE_GPU", "CPU"))
    machine.has("ldconfig", "echo libvulkan.so.1")
    machine.has("glslc")
    machine.choose("auto")
    assert machine.chosen == "cpu"


def test_an_unknown_kind_is_refused_with_the_choices(machine: Machine) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        machine.choose("rocm")
    assert refused.value.stderr == (
        "GPU=rocm is not known. Choose GPU=auto, GPU=cuda, GPU=metal, GPU=vulkan or GPU=cpu.\n"
    )
    assert not machine.stamp.exists()


def test_what_was_chosen_stays_until_something_else_is_asked_for(machine: Machine) -> None:
    machine.choose("cpu")
    before = machine.stamp.stat().st_mtime_ns
    machine.has("nvidia-smi", CARD)
    machine.has("nvcc")
    assert machine.choose("") == ""
    assert machine.choose("cpu") != ""
    assert machine.stamp.stat().st_mtime_ns == before
    machine.choose("auto")
    assert machine.chosen == "cuda"


def test_cmake_args_from_outside_win(machine: Machine) -> None:
    machine.choose("cuda", "-DGGML_BLAS=on -DX=1")
    assert (machine.chosen, machine.flags) == ("own", "-DGGML_BLAS=on -DX=1")


def test_make_chooses_once_and_says_a_wrong_kind(tmp_path: Path, machine: Machine) -> None:
    folder = tmp_path / "tree"
    (folder / "packaging").mkdir(parents=True)
    (folder / ".venv").mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(SCRIPT, folder / "packaging")
    for name in ("packaging/system_setup.sh", ".venv/.system"):
        (folder / name).touch()
    machine.has("nproc", "echo 2")
    make = shutil.which("make")
    assert make
    environment = {**os.environ, "PATH": str(machine.bin), "CUDA_HOME": "/nowhere"}
    environment.pop("CMAKE_ARGS", None)

    def run(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [make, "-s", ".venv/.gpu", "SHELL=/bin/bash", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    assert run() == (0, "Found no graphics card that llama.cpp can use, so it uses the processor.\n")
    assert run() == (0, "")
    status, said = run("GPU=amd")
    assert (status, "Choose GPU=auto, GPU=cuda" in said) == (2, True)
