# Two commands do all: `make run` and `make test`. Both set up a fresh machine first (python3.11, pip and make are enough).
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: run test e2e hard setup bench errors lint ui raw declarations locale docs clean

run: setup
	$(BIN)/hoptac run

# Eight minutes at most on two quiet cores. A folder a process: its tests share what they build.
test: setup
	$(BIN)/pytest -n 2 -m "not e2e and not hard"

# What takes whole runs, attacks, LibreOffice or a browser: fifty minutes at most.
e2e: setup
	$(BIN)/pytest -n 2 -m "e2e and not hard" --durations 10

# 200 runs killed at random moments: an hour and a half.
hard: setup
	$(BIN)/pytest -m hard -s

setup: $(STAMP)

# From the hashed lock only; uv where it is found and works (seconds), pip otherwise (a minute). The lock is complete (--no-deps): with it,
# no release made since is looked at, over which pip's hash mode would stumble. Both compile what they install, for where
# PYTHONDONTWRITEBYTECODE is set every start would else compile all of Dagster and dbt again (7 s).
UV_INSTALL  = uv pip install --quiet --compile-bytecode --python $(BIN)/python
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@{ command -v uv >/dev/null && $(UV_INSTALL) --require-hashes --no-deps -r requirements.lock; } 2>/dev/null \
	  || { echo "Cài đặt bằng pip (một, hai phút)…"; $(PIP_INSTALL) --require-hashes --no-deps -r requirements.lock; }
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q pipeline
	@touch $@

bench: setup
	$(BIN)/python -m tests.bench

# How many seeded errors the rules find and how often they cry for nothing: slips that a grammar draws (fresh seeds, and what Banff and
# sml-small say of them), then our own list by class.
errors: setup
	$(BIN)/python -m tests.outside.measure --beside
	$(BIN)/python -m tests.bench.errors

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqruff lint --quiet dbt_project/models
	$(BIN)/mypy

# Dagster's page, with its own home so that nothing is written elsewhere; it reports to nobody and asks for no e-mail address.
ui: setup
	@mkdir -p .dagster
	@test -f .dagster/dagster.yaml || printf 'telemetry: {enabled: false}\nnux: {enabled: false}\n' > .dagster/dagster.yaml
	DAGSTER_HOME=$(CURDIR)/.dagster $(BIN)/dagster dev

# The simulated province again, byte for byte.
raw: setup
	$(BIN)/python -m tests.simulator --out raw

# What dbt's project takes over from pipeline/config/forms; run after a change there.
declarations: setup
	$(BIN)/python -m pipeline.config

# The words of the command line, after a change of a .po file.
locale: setup
	$(BIN)/pybabel compile --domain hoptac --directory pipeline/locale

# docs/dictionary.md and docs/rules.md from the warehouse of the last run.
docs: setup
	$(BIN)/python -m tests.mart_documents warehouse/hoptac.duckdb docs

clean:
	rm -rf out warehouse dbt_project/target dbt_project/logs
