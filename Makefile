# Two commands are all the set-up: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# What we are measured against (txtai, Chroma, LanceDB, LangChain), for `make bench` and `make eval` alone.
PEERS  := .venv-peers
# An index with CPU builds of torch, for machines whose usual index has only CUDA builds (README, "Set-up").
TORCH_INDEX ?=
INDEXES := $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
PIP     := PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check $(INDEXES)
TEST    := $(BIN)/python -m pytest

.PHONY: help demo test test-all prove check format eval bench clean lock

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.runtime  ## ingest the packaged sample, draft replies, open the desk (NO_SERVE=1: print the drafts and end)
	@$(BIN)/python -m app.demo $(if $(NO_SERVE),--no-serve)

test: $(VENV)/.development  ## what a change must pass, under 3 minutes
	$(TEST) -m "not slow and not prove" --numprocesses 2 --dist worksteal

test-all: $(VENV)/.development  ## the slow ones too: emulated Slack, browser, crashes, PostgreSQL
	$(TEST) -m "not prove"

prove: $(VENV)/.development  ## the full counts that a closing note shows
	ASSIST_TEST_ROUNDS=50 $(TEST) -m "slow or prove" -rA

check: $(VENV)/.development  ## format, lint, types, imports, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_house.py

format: $(VENV)/.development  ## put the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(VENV)/.development $(PEERS)/.ready  ## quality figures on real data; needs ASSIST_DATA
	$(BIN)/python tools/evaluate_real_data.py --peer $(PEERS)/bin/python

bench: $(VENV)/.development $(PEERS)/.ready  ## speed and memory beside peers and bounds; with ASSIST_DATA on real sets
	$(BIN)/assist bench index --passages 100000 --peer $(PEERS)/bin/python
	$(BIN)/assist bench drafts --passages 100000
	$(BIN)/assist bench ingest --peer $(PEERS)/bin/python $(if $(ASSIST_DATA),--location $(ASSIST_DATA)/oem-support-desk/files)

$(PEERS)/.ready: tools/bench-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check $(INDEXES) --requirement $<
	@touch $@

lock: $(VENV)/.development  ## write constraints.txt anew from what is installed; do it in a fresh clone, what you tried out is installed too
	@grep '^#' constraints.txt > constraints.new
	$(BIN)/python -m pip freeze --exclude-editable | sed -E 's/^(torch==[0-9.]+)\+cpu$$/\1/' | grep -vE '^(pip|setuptools|wheel|agent-assist)\b' >> constraints.new
	mv constraints.new constraints.txt

clean:  ## take away what make made (your data stays)
	rm -rf $(VENV) $(PEERS) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what agent-assist needs into $(VENV) (a few minutes the first time) ..."
	@$(BIN)/python tools/no_cuda.py planned $(INDEXES)
	$(PIP) --editable .
	@$(BIN)/python tools/no_cuda.py installed
	@touch $@

$(VENV)/.development: $(VENV)/.runtime
	$(PIP) --editable '.[dev,postgres]'
	@$(BIN)/python tools/no_cuda.py installed
	@touch $@
