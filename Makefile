# What one can do here: make help. Needs make and Python 3.11 or later; everything else is put into .venv.

REPORT ?= examples/radio-order.txt
PYTHON ?=
PIP_INSTALL = .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(if $(UPGRADE),--upgrade)

# A virtual environment knows the folder it was made in; one that has been moved is made again.
ifneq ($(wildcard .venv/made-in),)
ifneq ($(shell cat .venv/made-in),$(CURDIR))
$(shell rm -rf .venv)
endif
endif

.PHONY: help run desk test bench docs vendor lock training clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1#/p' Makefile | awk -F '#' '{ printf "%-16s %s\n", $$1, $$2 }'

run: .venv/run.stamp ## read the example and keep it; your own report: make run REPORT="path/to/file"
	@test -e reportedly.db || .venv/bin/reportedly init --ledger reportedly.db
	@.venv/bin/reportedly add "$$REPORT" --ledger reportedly.db
	@if [ -d "$$REPORT" ]; then .venv/bin/reportedly list --ledger reportedly.db; else \
	.venv/bin/reportedly show "$$REPORT" --ledger reportedly.db && \
	.venv/bin/reportedly show "$$REPORT" --ledger reportedly.db --html record.html; fi
	@echo "It is kept in reportedly.db. Search it, for example: .venv/bin/reportedly search radio --force ordered"

desk: .venv/run.stamp ## open the review desk in the browser, on reportedly.db; Ctrl-C ends it
	@test -e reportedly.db || .venv/bin/reportedly init --ledger reportedly.db
	@.venv/bin/reportedly desk --ledger reportedly.db

test: .venv/test.stamp ## check everything: style, types, imports, tests; installs PostgreSQL and Chromium if it may
	@sh requirements/postgresql
	@sh requirements/browser
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m pytest

bench: .venv/run.stamp .venv-bench/bench.stamp ## measure: how good, how fast; to keep the figures: JSON=build/bench.json
	@.venv/bin/python -m benchmarks $(if $(JSON),--json "$$JSON")

docs: .venv/test.stamp ## write docs/cli.md and docs/codebook.md anew from what they describe
	.venv/bin/python docs/cli.py
	.venv/bin/python docs/codebook.py

vendor: .venv/run.stamp ## fetch what others made and the desk serves, as vendor.yaml lists it; needs npm
	.venv/bin/python docs/vendor.py $(if $(UPDATE),--update)

lock: .venv/lock.stamp ## write requirements/*.txt anew; newest versions: make lock UPGRADE=1
	$(LOCK) --group build --output-file requirements/build.txt
	$(LOCK) --group lock --output-file requirements/lock.txt
	$(LOCK) pyproject.toml --output-file requirements/run.txt
	$(LOCK) pyproject.toml --group test --constraint requirements/run.txt --constraint requirements/build.txt \
		--output-file requirements/test.txt
	$(LOCK) pyproject.toml --group training --constraint requirements/run.txt --no-emit-package torch \
		--output-file requirements/training.txt
	$(LOCK) requirements/bench.in --constraint requirements/run.txt --constraint requirements/test.txt \
		--constraint requirements/training.txt --output-file requirements/bench.txt

training: .venv/training.stamp ## set up what training needs, torch among it (large)

clean: ## remove what make set up and what the tools left
	rm -rf .venv .venv-bench .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist record.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

export REPORT JSON

.venv/made-in:
	@python=$$(PYTHON="$(PYTHON)" sh requirements/find-python) && \
	echo "Setting up .venv with $$python; this happens once and takes a minute or two." && \
	rm -rf .venv && "$$python" -m venv .venv && printf '%s' "$(CURDIR)" > $@

.venv/run.stamp: .venv/made-in requirements/run.txt requirements/build.txt pyproject.toml src/reportedly/version.py
	@$(PIP_INSTALL) --requirement requirements/run.txt --requirement requirements/build.txt
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements/test.txt
	@$(PIP_INSTALL) --requirement requirements/test.txt
	@touch $@

.venv/lock.stamp: .venv/made-in requirements/lock.txt
	@$(PIP_INSTALL) --requirement requirements/lock.txt
	@touch $@

# spaCy, to compare with, apart from everything else: the package must never come to need it.
.venv-bench/bench.stamp: .venv/made-in requirements/bench.txt
	@echo "Setting up .venv-bench with spaCy, to compare with; this happens once."
	@rm -rf .venv-bench && .venv/bin/python -m venv .venv-bench
	@$(PIP_INSTALL:.venv/%=.venv-bench/%) --requirement requirements/bench.txt
	@touch $@

# torch has no hash in the lock, because each kind of machine has a build of its own; everything else has.
.venv/training.stamp: .venv/run.stamp requirements/training.txt
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps torch==2.13.0
	@$(PIP_INSTALL) --no-deps --requirement requirements/training.txt
	@touch $@
