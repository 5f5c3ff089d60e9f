SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKS := packaging/locks
# What llama.cpp is compiled for: cuda, metal, vulkan, cpu, or auto, which looks what is there. Empty keeps what
# was chosen before, and is auto the first time. CMAKE_ARGS from outside wins over it.
GPU ?=
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc 2>/dev/null || echo 2)
export PYTHONDONTWRITEBYTECODE =

.PHONY: help
help: ## Show what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'
	@echo "GPU=cuda, metal, vulkan, cpu or auto says what llama.cpp is compiled for, as in: make run GPU=auto"

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
	@export CMAKE_ARGS="$$(packaging/gpu_setup.sh flags $(VENV)/.gpu)"; packaging/llama_tools.sh && \
	for script in tests/benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

.PHONY: mutate
mutate: $(VENV)/.test ## Put every small fault into the policy, one at a time, and name those that no test notices (takes long)
	@$(BIN)/python -m tests.mutation.run $(ARGS)

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

# Written anew only where the choice changes, so that nothing is built again without need.
$(VENV)/.gpu: $(VENV)/.system FORCE
	@packaging/gpu_setup.sh choose "$(GPU)" $@

.PHONY: FORCE
FORCE:

$(VENV)/.runtime: $(VENV)/.system $(VENV)/.gpu $(LOCKS)/build.txt $(LOCKS)/runtime.txt pyproject.toml
	@echo "Installing the Python packages."
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCKS)/build.txt
	@packaging/gpu_setup.sh install $(VENV)/.gpu
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pip install --quiet --no-build-isolation --require-hashes -r $(LOCKS)/runtime.txt
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime $(LOCKS)/test.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCKS)/test.txt
	@touch $@
