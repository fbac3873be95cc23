# Everything a person or a machine does with the repository. `make` alone lists it.
#
# The environment is .venv; what it holds is pinned by hash in requirements*.txt. Stamps in .venv remember
# what has been installed, so that a second run of any goal downloads nothing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
UV := $(BIN)/uv
BENCH := .venv-bench
ONE_CORE := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
STAMPS := $(VENV)/.stamps
INSTALL := $(UV) pip install --quiet --python $(PYTHON)

# What the front end is built from; its result is git-ignored and part of the installed program.
ASSETS := $(wildcard assets/package.json assets/package-lock.json assets/.npmrc assets/theme.json assets/*.py)
VENDOR := src/fardplan/presentation/static/vendor

.PHONY: help setup setup-dev setup-spark demo test check fix docs wheel bench bench-forecast bench-segregation bench-verdicts bench-geography bench-loss bench-simulate bench-count bench-disclosure bench-audit bench-pxweb bench-kolada bench-wfs bench-attack bench-workbench bench-workspace bench-reports bench-reader mutants screenshots requirements clean

help: ## List the goals
	@echo "Färdplan. Goals:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMPS)/project ## Install the program into .venv
	@echo "Ready: $(BIN)/fardplan"

setup-dev: $(STAMPS)/dev ## Install what tests, checks and docs need as well

setup-spark: $(STAMPS)/spark ## Install Spark as well (needs Java 17 on the machine)

demo: $(STAMPS)/project ## The main job from end to end, served on 127.0.0.1:8000 (DOCUMENT=path reads a council document)
	@$(BIN)/fardplan demo $(if $(DOCUMENT),--document "$(DOCUMENT)")

test: setup-dev ## All tests, with branch coverage (TESTS="path -k word" runs some, without coverage)
	@$(PYTHON) tools/run_tests.py $(TESTS)

check: setup-dev ## Every checker; all failures are shown, not only the first
	@$(PYTHON) tools/check.py

fix: setup-dev ## Mend what can be mended by machine: imports, formatting
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

docs: setup-dev ## Build the documentation into docs/_build/html; a warning is an error
	@$(BIN)/sphinx-build -q -E -W --keep-going -n -b html docs docs/_build/html
	@echo "Documentation: docs/_build/html/index.html"

wheel: setup-dev ## Build the wheel, install it alone in a fresh environment and run the main job there
	@$(PYTHON) tools/check_wheel.py

bench: setup-dev ## Run every benchmark
	@$(PYTHON) tools/run_benchmarks.py

bench-forecast: $(BENCH)/.installed ## Our forecasts and the peers' in one run (QUICK=1 leaves out the two slowest peers)
	@$(ONE_CORE) PYTHONPATH=src $(BENCH)/bin/python benchmarks/forecast.py $(if $(QUICK),--quick)
	@$(ONE_CORE) PYTHONPATH=src $(BENCH)/bin/python benchmarks/forecast_panel.py

bench-segregation: $(BENCH)/.installed ## Inference on segregation, ours and PySAL's in one run, with a power study
	@$(ONE_CORE) NUMBA_NUM_THREADS=1 PYTHONPATH=src $(BENCH)/bin/python benchmarks/segregation_speed.py
	@$(ONE_CORE) NUMBA_NUM_THREADS=1 PYTHONPATH=src $(BENCH)/bin/python benchmarks/segregation_power.py

bench-verdicts: setup-dev ## How often verdicts and stated probabilities are right (QUICK=1 with fewer series)
	@$(ONE_CORE) $(PYTHON) benchmarks/verdicts_study.py $(if $(QUICK),--quick)

bench-geography: setup-dev ## A million points in 500 polygons, ours beside shapely's tree (and SedonaDB where installed)
	@$(ONE_CORE) PYTHONPATH=src $(PYTHON) benchmarks/geography.py

bench-loss: setup-dev ## What hiding, noise and rounding each take from the same tables
	@$(ONE_CORE) $(PYTHON) benchmarks/loss.py

bench-simulate: setup-dev ## How long a simulated city takes and how much memory: 100,000 and a million persons
	@$(PYTHON) benchmarks/simulate.py

bench-count: setup-dev ## A register of 20 million rows counted, ours beside others (QUICK=1 leaves out larger ones)
	@$(PYTHON) benchmarks/count.py $(if $(QUICK),--quick)

bench-disclosure: setup-dev ## Suppression on tables like a city's: seconds, weight, bound, audit (QUICK=1 leaves out the slow ones)
	@$(ONE_CORE) PYTHONPATH=src $(PYTHON) benchmarks/disclosure.py $(if $(QUICK),--quick)

bench-audit: setup-dev ## How long the auditor takes beside one programme for each cell, and what it catches
	@$(PYTHON) benchmarks/audit.py

bench-pxweb: $(BENCH)/.installed ## The same PxWeb tables through our clients and four other ones (PX=folder of files)
	@PYTHONPATH=src $(BENCH)/bin/python benchmarks/pxweb_peers.py $(if $(PX),--px $(PX))

bench-kolada: $(BENCH)/.installed ## The same questions to a fake Kolada by our client and by koladapy (QUICK=1 leaves out the largest)
	@PYTHONPATH=src $(BENCH)/bin/python benchmarks/kolada_calls.py $(if $(QUICK),--quick)

bench-wfs: $(BENCH)/.installed ## The same layers of a fake map server by our client and by OWSLib, also when it fails
	@PYTHONPATH=src $(BENCH)/bin/python benchmarks/wfs_peers.py

bench-attack: setup-dev ## Attack what simulated cities publish (CITIES=100 PERSONS=40000; BUNDLES=folder attacks that; EDITIONS=1, NAKED=1)
	@$(PYTHON) benchmarks/attack.py $(if $(BUNDLES),--bundles $(BUNDLES),--cities $(or $(CITIES),100)) $(if $(PERSONS),--persons $(PERSONS)) $(if $(EDITIONS),--editions) $(if $(NAKED),--naked)

bench-workbench: setup-dev ## A move in the workbench through every layer, six milestones × 289 municipalities (PERSONS=400000, HOME_FOLDER=path)
	@$(ONE_CORE) $(PYTHON) benchmarks/workbench_page.py $(if $(PERSONS),--persons $(PERSONS)) $(if $(HOME_FOLDER),--home $(HOME_FOLDER))

bench-workspace: setup-dev ## 50 people at work in a workspace of ten years: p50 and p95 of every type of page (SECONDS=120)
	@PYTHONPATH=src $(PYTHON) benchmarks/workspace.py $(if $(SECONDS),--seconds $(SECONDS))

bench-reports: setup-dev ## A report of 40 pages in each form, each kind of report, and a batch (HOME_FOLDER=path)
	@$(ONE_CORE) $(PYTHON) benchmarks/reports.py $(if $(HOME_FOLDER),--home $(HOME_FOLDER))

bench-reader: setup-dev ## What the reader finds in the documents of the corpus (CORPUS=folder MISSES=1 RECORD=1)
	@$(ONE_CORE) $(PYTHON) benchmarks/reader.py $(CORPUS) $(if $(MISSES),--misses) $(if $(RECORD),--record)

mutants: setup-dev ## Change the formulas one by one and see whether the tests notice (ROOM=shares runs a part)
	@$(PYTHON) tools/mutants.py $(ROOM)

screenshots: setup-dev ## Take the documentation's pictures from the demonstration site (needs Chromium)
	@$(PYTHON) tools/screenshots.py

requirements: setup-dev ## Pin the newest versions that pyproject.toml allows (asks the package registry)
	@$(UV) lock --quiet --upgrade
	@$(PYTHON) tools/export_requirements.py

clean: ## Remove everything that can be made again, the environment and the home var/ excepted
	@rm -rf build dist docs/_build htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
	  .hypothesis .import_linter_cache $(VENDOR) assets/node_modules
	@find src tests tools docs -name __pycache__ -type d -prune -exec rm -rf {} +

# How the environment comes about ------------------------------------------------------------------------

$(PYTHON):
	@echo "Making the environment in $(VENV) …"
	@bash tools/new_environment.sh $(VENV)

$(STAMPS)/uv: requirements-setup.txt | $(PYTHON)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: requirements.txt $(STAMPS)/uv
	@echo "Installing what the program runs on …"
	@$(INSTALL) --require-hashes --compile-bytecode -r requirements.txt
	@touch $@

$(STAMPS)/project: pyproject.toml requirements-build.txt hatch_build.py src/fardplan/__init__.py $(ASSETS) \
    $(STAMPS)/runtime $(if $(wildcard $(VENDOR)/*),,vendor-is-missing)
	@echo "Installing Färdplan and building its front end …"
	@$(INSTALL) --no-deps --reinstall-package fardplan --build-constraints requirements-build.txt --editable .
	@touch $@

.PHONY: vendor-is-missing
vendor-is-missing:

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/runtime | $(STAMPS)/project
	@echo "Installing what the tests, checks and docs need …"
	@$(INSTALL) --require-hashes --compile-bytecode -r requirements-dev.txt
	@touch $@

# Spark is large and wants Java 17; a city that has outgrown one machine installs it by itself.
$(STAMPS)/spark: requirements-spark.txt $(STAMPS)/dev
	@echo "Installing Spark …"
	@$(INSTALL) --require-hashes --compile-bytecode -r requirements-spark.txt
	@touch $@

# The peers want older neighbours than the program does, so they live apart.
$(BENCH)/.installed: requirements-bench.txt tools/new_environment.sh | $(STAMPS)/uv
	@echo "Making the environment of the peers in $(BENCH) …"
	@bash tools/new_environment.sh $(BENCH)
	@$(UV) pip install --quiet --python $(BENCH)/bin/python --require-hashes --compile-bytecode -r requirements-bench.txt
	@touch $@
