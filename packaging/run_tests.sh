#!/usr/bin/env bash
# The whole suite, with branch coverage of the parts that must have all of it.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
packaging/system_setup.sh test
export QT_QPA_PLATFORM=offscreen PYTHONUNBUFFERED=1
$bin/ruff format --check --quiet .
$bin/ruff check --quiet .
$bin/mypy --no-error-summary
$bin/lint-imports --no-cache
$bin/python -m coverage run -m pytest "$@"
if [ $# -eq 0 ]; then
    $bin/python -m coverage report --fail-under=100 --skip-covered --show-missing \
        --include='engine/policy/*,engine/ledger/*,engine/call_parser.py,engine/call_*.py,tools/egress/*,app/bridge.py'
fi
