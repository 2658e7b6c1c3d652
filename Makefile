# Everything works in a fresh clone with nothing but Python 3.11 or later and a way to PyPI:
#   make demo    a summary of a real record, offline once installed
#   make test    lint, types, import contracts, then the tests
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RECORD := tests/documents/kunlun_2023q3_ir_record.txt

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint bench eval docs clean

help:
	@echo "make demo   summarise a real investor-relations record"
	@echo "make test   lint, types, import contracts, tests"
	@echo "make lint   lint, types, import contracts alone"
	@echo "make eval   score the rules against the gold files"
	@echo "make bench  speed, growth with length, cold start, memory"
	@echo "make docs   write the generated parts of README.md and docs/ anew"

venv: $(VENV)/.dev

# A stamp a kind of installation, so that a second run starts at once. The package is installed in place (-e).
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run
	@$(BIN)/summarizer run --format md $(RECORD)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest

eval: $(VENV)/.run
	@$(BIN)/summarizer eval tests/gold --documents tests/documents

bench: $(VENV)/.run
	@$(BIN)/python benchmarks/bench.py

docs: $(VENV)/.dev
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
