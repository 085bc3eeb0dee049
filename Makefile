# Everything starts here; each target installs what it still lacks. `make help` lists them.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
export WORLDDAY_DATA ?= var

.PHONY: help setup setup-dev run test lint bench soak lock format messages

help: ## what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## install what the site needs into .venv (exact versions, checked hashes)

setup-dev: $(VENV)/.ready-dev ## … and what tests and checks need

$(VENV)/.ready: requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh requirements.lock

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@tools/setup.sh requirements-dev.lock

run: setup ## the demo: two real notices read and live, on http://127.0.0.1:$(PORT)
	@PORT=$(PORT) tools/run.sh

test: setup-dev ## every test, on SQLite and, when one answers, on PostgreSQL
	@tools/test.sh

lint: setup-dev ## style, types, who imports whom, migrations, translations
	@tools/lint.sh

bench: setup-dev ## measurements; ONLY=reader for a part
	@$(PY) -m bench $(ONLY)

soak: setup-dev ## faults under load: kill -9, database restarts, full disk, clock set back; SOAK_MINUTES=10
	@$(PY) -m bench.soak

format: setup-dev ## let ruff arrange the code
	@$(VENV)/bin/ruff check -q --fix-only . ; $(VENV)/bin/ruff format -q .

messages: setup-dev ## which strings lack a Chinese translation
	@$(PY) tools/po.py

LOCK := $(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock: setup-dev ## renew the lock files after a change in pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(LOCK) $(UPGRADE) pyproject.toml -o requirements.lock
	@$(LOCK) $(UPGRADE) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
