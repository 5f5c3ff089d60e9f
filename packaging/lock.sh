#!/usr/bin/env bash
# Writes the hash-pinned lock files anew from pyproject.toml. Needs uv (pip install uv).
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    uv pip compile pyproject.toml "$@" --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet
}
compile --group build --group test -o packaging/locks/all.txt
compile -c packaging/locks/all.txt -o packaging/locks/runtime.txt
uv pip compile --group build -c packaging/locks/all.txt --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o packaging/locks/build.txt
uv pip compile --group test -c packaging/locks/all.txt --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o packaging/locks/test.txt
rm packaging/locks/all.txt
