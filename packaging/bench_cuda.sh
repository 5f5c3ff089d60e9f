#!/usr/bin/env bash
# Measures the model process with CUDA beside llama-bench, on a file of Orchestrator-8B's shape.
#   bench_cuda.sh pack DIR [--python 3.12]       gathers in DIR what a machine without a network needs: sources,
#                                                tokenizer and wheels for that Python (needs .venv and the starter)
#   bench_cuda.sh run DIR [--dry-run]            builds from DIR, measures, and prints a table for
#                                                docs/benchmarks.md; with --dry-run on the processor, two layers
# A run needs a compiler, CMake, ninja, Python, and the CUDA toolkit; its cuBLAS may also be the Python package's.
# What was built stays in DIR for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

needs='attrs|diskcache|filelock|gguf|jinja2|jsonschema|jsonschema-specifications|llguidance|markupsafe|msgspec|numpy|platformdirs|pyyaml|referencing|rpds-py|tqdm|typing-extensions'
packed=(llama_cpp vendor/llama.cpp/{CMakeLists.txt,LICENSE,cmake,common,include,src,vendor,tools/llama-bench}
    vendor/llama.cpp/ggml/{CMakeLists.txt,cmake,include} vendor/llama.cpp/ggml/src/{CMakeLists.txt,ggml-cpu,ggml-cuda})

# The pinned requirements of $needs for Python $1, the markers for other versions left out.
requirements() {
    cat packaging/locks/runtime.txt packaging/locks/test.txt | awk -v names="^($needs)==" -v new="$([ "${1#3.}" -ge 12 ] && echo 1 || echo 0)" '
        /^[a-z]/ {
            take = $0 ~ names
            if (/python_full_version >= .3\.12/ && !new || /python_full_version < .3\.12/ && new) take = 0
            if (take && seen[$1]++) take = 0
            sub(/ ; [^\\]*/, " ")
        }
        /^[^ #]/ || /^    --hash/ { if (take) print }'
}

pack() {
    local out=$1 version=$2 work platforms=(--platform manylinux2014_x86_64) minor
    for minor in {39..5}; do platforms+=(--platform "manylinux_2_${minor}_x86_64"); done
    [ -x .venv/bin/python ] || { echo "There is no .venv: run make test first." >&2; exit 1; }
    work=$(mktemp -d) && trap "rm -rf '$work'" EXIT
    mkdir -p "$out/wheels"
    awk '/^llama-cpp-python==/ {found = 1} found {print} found && !/\\$/ {exit}' packaging/locks/runtime.txt >"$work/pinned"
    PATH="$PWD/.venv/bin:$PATH" python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps \
        --no-binary :all: --no-build-isolation --dest "$work" -r "$work/pinned"
    mkdir "$work/source"
    tar -xzf "$work"/llama_cpp_python-*.tar.gz -C "$work/source" --strip-components=1
    (cd "$work/source" && tar -cJf "$work/sources.tar.xz" "${packed[@]}" vendor/llama.cpp/ggml/src/*.*)
    mv "$work/sources.tar.xz" "$out/"
    .venv/bin/python packaging/shape_gguf.py "$out/tokenizer.gguf" --tokenizer-only
    requirements "$version" >"$work/needs"
    .venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
        --python-version "$version" --implementation cp "${platforms[@]}" \
        --dest "$out/wheels" -r "$work/needs"
    echo "$out holds $(du -sh "$out" | cut -f1) for Python $version."
}

# Flags for CUDA in this place. cuBLAS is taken from the Python package where the toolkit has none, and the
# driver's library from where it lies; `links` gets symbolic links by the names that the linker asks for.
cuda_flags() {
    local work=$1 links=$1/links cublas driver flags
    CMAKE_ARGS='' packaging/gpu_setup.sh choose cuda "$work/stamp" >&2
    [ "$(head -n 1 "$work/stamp")" = cuda ] || exit 1
    flags=$(packaging/gpu_setup.sh flags "$work/stamp")
    mkdir -p "$links"
    flags+=" -DCMAKE_LIBRARY_PATH=$links"
    if ! compgen -G "${CUDA_HOME:-/usr/local/cuda}/targets/*/include/cublas_v2.h" >/dev/null &&
        ! compgen -G "${CUDA_HOME:-/usr/local/cuda}/include/cublas_v2.h" >/dev/null; then
        cublas=$("$python" -c 'import glob, sys
print(next((f for p in sys.path if p for f in glob.glob(p + "/nvidia/*/include/cublas_v2.h")), ""))')
        [ -n "$cublas" ] || { echo "There is no cuBLAS, neither in the CUDA toolkit nor as nvidia-cublas for $python." >&2; exit 1; }
        cublas=${cublas%/include/*}
        for library in cublas cublasLt; do ln -sf "$(echo "$cublas/lib/lib$library.so".*)" "$links/lib$library.so"; done
        ln -sf "$cublas"/lib/libcublas*.so.* "$links/"
        flags+=" -DCMAKE_CUDA_FLAGS=-I$cublas/include"
    fi
    driver=$(compgen -G "${CUDA_HOME:-/usr/local/cuda}/lib64/stubs/libcuda.so" || ldconfig -p | awk '/libcuda\.so/ {print $NF; exit}')
    [ -n "$driver" ] || driver=$(compgen -G '/usr/local/nvidia/lib64/libcuda.so.1' || true)
    if [ -n "$driver" ]; then ln -sf "$driver" "$links/libcuda.so"; else flags+=" -DGGML_CUDA_NO_VMM=on"; fi
    echo "$flags"
}

build() {
    local work=$1 flags=$2 log=$1/build.log begun=$SECONDS
    cat >"$work/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.21)
project(bench C CXX)
add_subdirectory(source/vendor/llama.cpp llama.cpp)
add_subdirectory(source/vendor/llama.cpp/tools/llama-bench llama-bench)
CMAKE
    echo "Building llama.cpp; the log is $log."
    # shellcheck disable=SC2086 # the flags are words
    { cmake -S "$work" -B "$work/build" -G Ninja -Wno-dev -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON $flags \
        -DLLAMA_BUILD_COMMON=ON -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_APP=OFF -DLLAMA_BUILD_UI=OFF -DLLAMA_OPENSSL=OFF \
        "-DCMAKE_LIBRARY_OUTPUT_DIRECTORY=$work/build/bin" "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY=$work/build/bin" &&
        cmake --build "$work/build" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}" --target llama-bench; } >"$log" 2>&1 ||
        { tail -n 30 "$log" >&2; exit 1; }
    echo "Built in $((SECONDS - begun)) s."
}

run() {
    local from=$1 dry=$2 work flags layers=36 options=(--layers 36 --layers 18)
    from=$(cd "$from" && pwd)
    if [ "$dry" = yes ]; then
        work=$from/cpu layers=2 options=(--layers 2 --layers 1 --rounds 1 --tokens 8)
        mkdir -p "$work"
        flags=$(CMAKE_ARGS='' packaging/gpu_setup.sh choose cpu "$work/stamp" >&2 && packaging/gpu_setup.sh flags "$work/stamp")
    else
        work=$from/cuda
        mkdir -p "$work"
        flags=$(cuda_flags "$work")
    fi
    [ -d "$work/source" ] || { mkdir "$work/source" && tar -xJf "$from/sources.tar.xz" -C "$work/source"; }
    build "$work" "$flags"
    # The bindings of the same sources, around the same libraries that llama-bench uses.
    rm -rf "$work/site" && mkdir "$work/site"
    "$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-index --no-deps --target "$work/site" "$from"/wheels/*.whl
    cp -r "$work/source/llama_cpp" "$work/site/"
    rm -rf "$work/site/llama_cpp/lib" && mkdir "$work/site/llama_cpp/lib"
    cp -P "$work"/build/bin/lib*.so* "$work/site/llama_cpp/lib/"
    export PYTHONPATH="$PWD:$work/site" LD_LIBRARY_PATH="$work/site/llama_cpp/lib:$work/links${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    "$python" packaging/shape_gguf.py "$work/shape.gguf" --layers "$layers" --from "$from/tokenizer.gguf"
    "$python" packaging/bench_gpu.py "$work/shape.gguf" --llama-bench "$work/build/bin/llama-bench" "${options[@]}" |
        tee "$work/table.md"
    rm "$work/shape.gguf"
}

python=${PYTHON:-python3}
verb=${1:-} place=${2:-} version=3.12 dry=no
shift $(($# < 2 ? $# : 2))
while [ $# -gt 0 ]; do
    case "$1" in
        --python) version=${2:?a version such as 3.12} && shift 2 ;;
        --dry-run) dry=yes && shift ;;
        *) verb='' && shift ;;
    esac
done
if [ -z "$place" ]; then verb=''; fi
case "$verb" in
    pack) pack "$place" "$version" ;;
    run) run "$place" "$dry" ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
