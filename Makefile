# Everything works in a fresh clone with nothing but Python 3.11 or later and a way to PyPI:
#   make demo    a summary of a real record by rules and by a (recorded) model, offline once installed
#   make test    lint, types, import contracts, then the tests
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RECORD := tests/documents/kunlun_2023q3_ir_record.txt
# what has recorded answers; the model and the endpoint that make them are named on the command line
RECORDED := $(RECORD) tests/documents/sensetime_2023fy_briefing.txt tests/documents/made_up_record_gb18030.txt tests/documents/made_up_call.txt
# … and one of them for a reader
READER   := docs/examples/profile.toml
PROFILED := tests/documents/made_up_call.txt
BASE_URL ?= http://127.0.0.1:8080/v1
MODEL    ?=
FONT     ?=

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint browser bench grounding benchmarks eval record documents docs clean

help:
	@echo "make demo   summarise a real investor-relations record, by rules and with a recorded model"
	@echo "make test   lint, types, import contracts, tests"
	@echo "make lint   lint, types, import contracts alone"
	@echo "make eval   score the rules against the gold files"
	@echo "make bench  speed, growth with length, cold start, memory"
	@echo "make grounding  right and wrong quotes: which have a place"
	@echo "make benchmarks  ours beside other tools, into docs/benchmarks.md (DATA=…, BASE_URL=… MODEL=…)"
	@echo "make record ask a real model for the recorded answers of the tests anew (MODEL=…, BASE_URL=…)"
	@echo "make documents draw the test documents of every format anew (FONT=…, a font with Chinese)"
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
	@echo "== by rules alone"; echo
	@$(BIN)/summarizer run --engine rules --format md $(RECORD)
	@echo; echo "== the same record with a model of 1.5 billion parameters, its answers recorded"; echo
	@$(BIN)/summarizer run --engine model --replay tests/cassettes --format md $(RECORD)
	@$(BIN)/summarizer run --engine model --replay tests/cassettes --output build/demo.html $(RECORD)
	@echo; echo "== the same as a page, each item beside its place in the source: open build/demo.html"

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# the tests open reports in a browser: CI's bare machine gets Debian's (and what Playwright's driver links to), a user's own is used as it
# is, and where there is none they skip
browser: $(VENV)/.dev
	@[ "$$CI" != true ] || { $(BIN)/playwright --version && $(BIN)/python tests/browser/chromium.py; } || { apt-get update -q && \
	DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium fonts-droid-fallback libatomic1; }

test: lint browser
	$(BIN)/python -m pytest

eval: $(VENV)/.run
	@$(BIN)/summarizer eval tests/gold --documents tests/documents

bench: $(VENV)/.run
	@$(BIN)/python benchmarks/bench.py

grounding: $(VENV)/.run
	@$(BIN)/python benchmarks/grounding

# other tools are installed into build/peers; what lacks its folder or endpoint is skipped and its section stays
benchmarks: $(VENV)/.run
	@$(BIN)/python benchmarks/all.py $(if $(DATA),--data "$(DATA)") $(if $(MODEL),--base-url "$(BASE_URL)" --model "$(MODEL)")

# cassettes are recorded, never written: one file a document, what is left over of an older one goes
record: $(VENV)/.run
	@test -n "$(MODEL)" || { echo "name the model: make record MODEL=… BASE_URL=…" >&2; exit 2; }
	rm -f tests/cassettes/*.yaml tests/cassettes/*/*.yaml
	$(BIN)/summarizer run --engine model --model "$(MODEL)" --base-url "$(BASE_URL)" --record tests/cassettes --output build/recorded --format json $(RECORDED)
	$(BIN)/summarizer run --engine model --model "$(MODEL)" --base-url "$(BASE_URL)" --profile $(READER) --record tests/cassettes/profiled \
	--output build/recorded/profiled.json $(PROFILED)

# PDF, scans, DOCX, HTML … of the samples, tests/documents/formats/
documents: $(VENV)/.dev
	$(BIN)/python -m tests.documents.formats.make $(if $(FONT),--font "$(FONT)")

docs: $(VENV)/.dev
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
