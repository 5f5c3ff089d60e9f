#!/usr/bin/env bash
# Format, lint, types, architecture and the fast tests.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check --quiet . || { echo "Some files are not formatted: run $bin/ruff format ." >&2; exit 1; }
$bin/ruff check --quiet .
$bin/mypy --no-error-summary
$bin/lint-imports --no-cache >/dev/null || { $bin/lint-imports --no-cache; exit 1; }
QT_QPA_PLATFORM=offscreen $bin/python -m pytest -q -m "not model and not display and not slow" "$@"
