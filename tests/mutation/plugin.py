"""A pytest plugin that puts the fault named in SORDINO_MUTANT in place before any test is collected."""

from __future__ import annotations

import os
import sys

from tests.mutation.mutants import MutantFinder, by_name

if name := os.environ.get("SORDINO_MUTANT", ""):
    sys.meta_path.insert(0, MutantFinder(by_name(name)))
