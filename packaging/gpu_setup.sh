#!/usr/bin/env bash
# Chooses what llama.cpp is compiled for, and compiles it.
#   gpu_setup.sh choose KIND STAMP   KIND is cuda, metal, vulkan, cpu or auto; empty keeps what STAMP holds, and
#                                    is auto the first time. STAMP is written anew only where the choice changes.
#   gpu_setup.sh flags STAMP         prints the flags for CMake
#   gpu_setup.sh install STAMP       installs llama-cpp-python into .venv, built with these flags, where it is not
# CMAKE_ARGS from outside wins over every choice. CUDA_HOME says where the CUDA toolkit lies.
set -euo pipefail
cd "$(dirname "$0")/.."

plain="-DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF"
venv=.venv
# Fails where the library that was built cannot be loaded, for want of a driver or of cuBLAS for example.
loads="import ctypes, importlib.util as u, pathlib as p
ctypes.CDLL(str(next((p.Path(u.find_spec('llama_cpp').origin).parent / 'lib').glob('libllama.[ds]*'))))"

has() { command -v "$1" >/dev/null 2>&1; }

# The name of the first NVIDIA card that answers, or nothing.
nvidia_card() {
    has nvidia-smi && nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null | sed -n '1{/^No devices/!p;}' || true
}

cuda_compiler() {
    local path
    for path in "$(command -v nvcc || true)" "${CUDA_HOME:-/usr/local/cuda}/bin/nvcc"; do
        if [ -n "$path" ] && [ -x "$path" ]; then echo "$path" && return; fi
    done
}

# `89-real;90-real` for the cards of this machine; without one, what llama.cpp's own list has for CUDA 12 and 13.
cuda_architectures() {
    local found
    found=$(nvidia-smi --query-gpu=compute_cap --format=csv,noheader 2>/dev/null |
        sed -nE 's/^ *([0-9]+)\.([0-9]+) *$/\1\2-real/p' | sort -u | paste -sd ';' -) || true
    if [ -n "$found" ]; then echo "$found"; return; fi
    if [ -n "$(nvidia_card)" ]; then echo native; else echo "75-virtual;80-virtual;86-real;89-real;90-virtual"; fi
}

vulkan_card() {
    has vulkaninfo && vulkaninfo --summary 2>/dev/null |
        awk '/deviceType/ {kind = $3} /deviceName/ && kind ~ /(DISCRETE|INTEGRATED)_GPU/ {sub(/.*= */, ""); print; exit}' || true
}

vulkan_tools() {
    has glslc && { ldconfig -p 2>/dev/null | grep -q libvulkan || pkg-config --exists vulkan 2>/dev/null; }
}

# What auto stands for here, and a sentence about it. Sets `kind` and `found`.
detect() {
    local card
    kind=cpu
    if [ "$(uname -s)" = Darwin ]; then
        kind=metal found="This is a Mac, so llama.cpp uses Metal."
    elif card=$(nvidia_card) && [ -n "$card" ]; then
        if [ -n "$(cuda_compiler)" ]; then
            kind=cuda found="Found $card and the CUDA compiler."
        else
            found="Found $card but no CUDA compiler (nvcc), so llama.cpp uses the processor alone; install the CUDA toolkit and run make run GPU=cuda."
        fi
    elif card=$(vulkan_card) && [ -n "$card" ]; then
        if vulkan_tools; then
            kind=vulkan found="Found $card, and what it takes to build for Vulkan."
        else
            found="Found $card but not what it takes to build for Vulkan (glslc, libvulkan), so llama.cpp uses the processor alone; install it and run make run GPU=vulkan."
        fi
    else
        found="Found no graphics card that llama.cpp can use, so it uses the processor."
    fi
}

# What was asked for by name, where it can be built. Sets `kind` and `found`.
check() {
    kind=$1 found="llama.cpp uses the processor, as asked for."
    case "$1" in
        cuda)
            found="llama.cpp uses CUDA, as asked for, by $(cuda_compiler)."
            if [ -z "$(cuda_compiler)" ]; then
                kind=cpu found="There is no CUDA compiler (nvcc) here, so llama.cpp uses the processor alone; install the CUDA toolkit, or say where it is with CUDA_HOME."
            elif [ -z "$(nvidia_card)" ]; then
                found+=" No card answers now, so it is built for all common ones, which takes longer."
            fi
            ;;
        metal)
            found="llama.cpp uses Metal, as asked for."
            if [ "$(uname -s)" != Darwin ]; then
                kind=cpu found="Metal is there on a Mac only, so llama.cpp uses the processor."
            fi
            ;;
        vulkan)
            found="llama.cpp uses Vulkan, as asked for."
            if ! vulkan_tools; then
                kind=cpu found="What it takes to build for Vulkan is not here (glslc, libvulkan), so llama.cpp uses the processor alone."
            fi
            ;;
    esac
}

flags_for() {
    case "$1" in
        cuda)
            echo "$plain -DGGML_CUDA=on -DCMAKE_CUDA_COMPILER=$(cuda_compiler) -DCMAKE_CUDA_ARCHITECTURES=$(cuda_architectures)"
            ;;
        metal) echo "$plain -DGGML_METAL=on" ;;
        vulkan) echo "$plain -DGGML_VULKAN=on" ;;
        *) echo "$plain" ;;
    esac
}

choose() {
    local asked=$1 stamp=$2 kind found flags
    case "$asked" in
        '' | auto | cuda | metal | vulkan | cpu) ;;
        *)
            echo "GPU=$asked is not known. Choose GPU=auto, GPU=cuda, GPU=metal, GPU=vulkan or GPU=cpu." >&2
            exit 2
            ;;
    esac
    if [ -n "${CMAKE_ARGS:-}" ]; then
        kind=own flags=$CMAKE_ARGS found="llama.cpp is built with CMAKE_ARGS as given."
    elif [ -z "$asked" ] && [ -f "$stamp" ]; then
        return
    else
        if [ "${asked:-auto}" = auto ]; then detect; else check "$asked"; fi
        flags=$(flags_for "$kind")
    fi
    if [ -f "$stamp" ] && [ "$(head -n 2 "$stamp")" = "$kind"$'\n'"$flags" ]; then
        [ -z "$asked" ] || echo "$found"
        return
    fi
    echo "$found"
    printf '%s\n%s\n%s\n' "$kind" "$flags" "${asked:-auto}" >"$stamp"
}

# How much work a kind is, in steps of the pinned version's build.
work() {
    case "$1" in
        cuda) echo "for CUDA: 286 steps, of which the 144 CUDA files take nearly all of the time" ;;
        metal) echo "for Metal, which takes some minutes" ;;
        vulkan) echo "for Vulkan, which takes some minutes, most of them for the shaders" ;;
        own) echo "as CMAKE_ARGS says" ;;
        *) echo "for this machine's processor: 140 steps, about three minutes on two cores, or none where pip kept an earlier build" ;;
    esac
}

compile() {
    local kind=$1 flags=$2 pins=$3 options=(--disable-pip-version-check --no-build-isolation --no-deps --require-hashes)
    # pip knows a wheel by its version alone: one of another kind must neither be taken from its cache nor put there.
    [ "$kind" = cpu ] || options+=(--no-cache-dir)
    [ "$kind" = cpu ] && [ ! -f "$venv/.built" ] || options+=(--force-reinstall)
    CMAKE_ARGS="$flags" PATH="$PWD/$venv/bin:$PATH" "$venv/bin/python" -m pip install "${options[@]}" -r "$pins" &&
        "$venv/bin/python" -c "$loads"
}

install() {
    local stamp=$1 kind flags asked wanted log=$venv/llama-build.log pins=$venv/llama-pin.txt begun=$SECONDS
    { read -r kind && read -r flags && read -r asked; } <"$stamp"
    awk '/^llama-cpp-python==/ {found = 1} found {print} found && !/\\$/ {exit}' packaging/locks/runtime.txt >"$pins"
    wanted="$kind"$'\n'"$flags"$'\n'"$(cat "$pins")"
    if [ "$(cat "$venv/.built" 2>/dev/null)" = "$wanted" ]; then return; fi
    echo "llama.cpp is built $(work "$kind"). Its log is $log."
    if compile "$kind" "$flags" "$pins" >"$log" 2>&1; then
        printf '%s\n' "$wanted" >"$venv/.built"
        echo "llama.cpp was installed in $((SECONDS - begun)) s."
        return
    fi
    grep -vi '^warning:' "$log" | tail -n 15 >&2 || true
    if [ "$kind" = cpu ] || [ "$asked" != auto ]; then
        echo "llama.cpp could not be built; $log says why. Without a graphics card: make run GPU=cpu" >&2
        exit 1
    fi
    echo "llama.cpp could not be built for the graphics card; $log.$kind says why. The processor has to do."
    mv "$log" "$log.$kind"
    printf '%s\n%s\n%s\n' cpu "$(flags_for cpu)" auto >"$stamp"
    install "$stamp"
}

case "${1:-}" in
    choose) choose "${2-}" "${3:?the stamp file}" ;;
    flags) sed -n 2p "${2:?the stamp file}" ;;
    install) install "${2:?the stamp file}" ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
