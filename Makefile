# Study Hall. `make run` to use it, `make test` before every commit; both set up what they need first.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The newest Python of 3.11 or later that is there.
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PYTEST_OPTIONS ?=

.PHONY: install run test soak bench screenshots lock messages clean

install: $(VENV)/installed

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Study Hall needs Python 3.11 or later; install it, then run make again."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Study Hall needs (about a minute, once)"
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q studyhall
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing what its tests need"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

run: install
	@$(BIN)/studyhall run

test: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(PYTEST_OPTIONS)

soak: $(VENV)/installed-dev
	$(BIN)/pytest --soak --timeout 3600 $(PYTEST_OPTIONS)

bench: $(VENV)/installed-dev
	$(BIN)/python bench/answers.py
	$(BIN)/python bench/web.py

screenshots: $(VENV)/installed-dev
	$(BIN)/python -m tests.browser.screens screenshots

messages: $(VENV)/installed-dev
	$(BIN)/pybabel -q extract -k say:2 -k t:1 --no-location --omit-header -o build-messages.pot studyhall
	$(BIN)/pybabel -q update -i build-messages.pot -d studyhall/locale -D studyhall -l vi \
	  --no-fuzzy-matching --ignore-pot-creation-date --width 110
	$(BIN)/pybabel -q compile -d studyhall/locale -D studyhall
	@rm build-messages.pot

lock:
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header \
	  --override overrides.txt --group build -o requirements.lock pyproject.toml
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header \
	  --override overrides.txt --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache
