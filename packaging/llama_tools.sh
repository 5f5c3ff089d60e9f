#!/usr/bin/env bash
# Builds llama-bench and llama-server from the sources that the pinned llama-cpp-python ships, with the flags
# that the library was built with, so that the benchmarks compare programs and not versions.
# They land in .cache/llama-tools/cpu, or with --cuda (or -DGGML_CUDA=ON in CMAKE_ARGS) in .cache/llama-tools/cuda.
# Nothing is done where they are up to date. CMAKE_ARGS holds the flags as `make bench` exports them;
# CMAKE_BUILD_PARALLEL_LEVEL is the number of jobs.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=cpu
flags=()
for flag in ${CMAKE_ARGS:-}; do
    # What is built is chosen below; everything else counts for the library and for these programs alike.
    case "$flag" in -DLLAVA_BUILD=* | -DLLAMA_BUILD_*) ;; *) flags+=("$flag") ;; esac
done
case "${1:-}" in
    '') ;;
    --cuda) flags+=(-DGGML_CUDA=ON) ;;
    *) echo "Usage: packaging/llama_tools.sh [--cuda]" >&2 && exit 2 ;;
esac
case " ${flags[*]:-} " in *" -DGGML_CUDA="[oO][nN]" "*) kind=cuda ;; esac

requirement=$(awk '/^llama-cpp-python==/ {found = 1} found {print} found && !/\\$/ {exit}' packaging/locks/runtime.txt)
[ -n "$requirement" ] || { echo "packaging/locks/runtime.txt names no llama-cpp-python." >&2; exit 1; }
# The library's own choices (its CMakeLists.txt), the programs, and neither a web page nor a way to download.
flags+=(-DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON
    -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON "-DCMAKE_INSTALL_RPATH=\$ORIGIN"
    -DLLAMA_BUILD_COMMON=ON -DLLAMA_BUILD_TOOLS=ON -DLLAMA_BUILD_SERVER=ON -DLLAMA_BUILD_APP=OFF
    -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF
    -DLLAMA_BUILD_UI=OFF -DLLAMA_USE_PREBUILT_UI=OFF -DLLAMA_OPENSSL=OFF)
place="$PWD/.cache/llama-tools/$kind"
wanted="$requirement ${flags[*]}"
if [ -x "$place/llama-server" ] && [ "$(cat "$place/.built" 2>/dev/null)" = "$wanted" ]; then exit 0; fi

[ -x .venv/bin/cmake ] && [ -x .venv/bin/ninja ] ||
    { echo "The build tools are missing: run make test or make bench first." >&2; exit 1; }
export PATH="$PWD/.venv/bin:$PATH"
echo "Building llama-bench and llama-server for the benchmarks; this takes some minutes, once."
mkdir -p .cache/llama-tools
work=$(mktemp -d "$PWD/.cache/llama-tools/build.XXXXXX")
trap 'rm -rf "$work"' EXIT
printf '%s\n' "$requirement" >"$work/pinned.txt"
python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --no-binary :all: \
    --no-build-isolation --dest "$work" -r "$work/pinned.txt"
mkdir "$work/source"
tar -xzf "$work"/llama_cpp_python-*.tar.gz -C "$work/source" --strip-components=1

cmake -S "$work/source/vendor/llama.cpp" -B "$work/build" -G Ninja -Wno-dev "${flags[@]}" >"$work/log" 2>&1 ||
    { tail -n 40 "$work/log" >&2; exit 1; }
nice cmake --build "$work/build" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}" \
    --target llama-bench llama-server >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; exit 1; }

rm -rf "$place"
mv "$work/build/bin" "$place"
printf '%s\n' "$wanted" >"$place/.built"
