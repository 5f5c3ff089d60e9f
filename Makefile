SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKS := packaging/locks
# llama.cpp is compiled for this machine's own processor; vision and its helper programs are left out.
export CMAKE_ARGS ?= -DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc 2>/dev/null || echo 2)
export PYTHONDONTWRITEBYTECODE =

.PHONY: help
help: ## Show what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: run
run: $(VENV)/.runtime starter ## Set everything up where it is missing, then open Sordino (or chat in the terminal where there is no display)
	@$(BIN)/sordino $(ARGS)

.PHONY: test
test: $(VENV)/.test starter ## Set everything up, then run the whole test suite, the real model and the window included
	@packaging/run_tests.sh $(ARGS)

.PHONY: check
check: $(VENV)/.test ## Format, lint, types, architecture and the fast tests, in under two minutes
	@packaging/check.sh

.PHONY: bench
bench: $(VENV)/.test starter ## Print the benchmarks' figures and ratios, measured now on this machine
	@for script in tests/benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

.PHONY: starter
starter: $(VENV)/.runtime ## Fetch the starter model into your data folder, once, and check its sha256
	@$(BIN)/python packaging/fetch_starter.py

.PHONY: lock
lock: ## Write the hash-pinned lock files anew (needs uv)
	@packaging/lock.sh

.PHONY: clean
clean: ## Remove the virtual environment and all caches; your data folder stays
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

$(VENV)/.system: packaging/system_setup.sh
	@packaging/system_setup.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Sordino needs Python 3.11 or newer. Name one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.system $(LOCKS)/build.txt $(LOCKS)/runtime.txt pyproject.toml
	@echo "Installing the Python packages; llama.cpp is compiled here, which takes some minutes the first time."
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCKS)/build.txt
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pip install --quiet --no-build-isolation --require-hashes -r $(LOCKS)/runtime.txt
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime $(LOCKS)/test.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCKS)/test.txt
	@touch $@
