# What a developer and CI run. `make` alone lists it.
PY := .venv/bin/python
SEED ?= $(shell date +%s)
export QT_QPA_PLATFORM ?= offscreen

.PHONY: help set-up demo pictures test acceptance check bench bench-peers soak fuzz catalogues lock

help:
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

set-up: ## Debian packages (as root), .venv, catalogues; does nothing when nothing changed
	@installer/set-up.sh

.venv/.set-up: requirements-dev.lock pyproject.toml installer/set-up.sh
	@installer/set-up.sh

catalogues: .venv/.set-up ## compile the texts, compare lt, lv and en with each other and with the code
	@$(PY) -m installer.catalogues
	@$(PY) -m installer.catalogue_check

demo: .venv/.set-up ## the story: two laptops, a stick and an office, with pictures of each screen
	@$(PY) -m installer.catalogues
	$(PY) -m tests.journeys.demo_story

pictures: demo ## some of those pictures for README (docs/pictures)
	$(PY) -m tests.journeys.album

test: .venv/.set-up ## every test but the long random runs; the same examples each time
	HYPOTHESIS_PROFILE=ci $(PY) -m pytest -n 2 --dist worksteal

acceptance: .venv/.set-up ## the needs of five real projects, row by row: does each hold
	@$(PY) -m installer.catalogues
	@$(PY) -m tests.acceptance

check: .venv/.set-up catalogues ## ruff and mypy strict
	$(PY) -m ruff check .
	$(PY) -m mypy

bench: .venv/.set-up ## figures as ratios against a floor measured in the same run
	$(PY) -m tests.benchmarks

bench-peers: .venv/.set-up ## our import beside Anki, PouchDB and KeePassXC, in one run (installs them into a temporary folder)
	$(PY) -m tests.benchmarks.peers

soak: .venv/.set-up ## long random runs: new examples each time; SEED=… repeats a run
	@echo "SEED=$(SEED)"
	HYPOTHESIS_PROFILE=soak SEED=$(SEED) $(PY) -m pytest -n 2 -m soak --hypothesis-seed=$(SEED)

fuzz: .venv/.set-up ## what comes from a stick, under guidance of coverage; SECONDS_EACH=600 a target, KEEP=--keep adds to tests/fuzz/corpus
	@$(PY) -c 'import atheris' 2>/dev/null || $(PY) -m pip install --quiet --no-input --disable-pip-version-check --editable '.[fuzz]'
	$(PY) -m tests.fuzz.explore --seconds $(or $(SECONDS_EACH),600) $(KEEP)

lock: ## resolve the dependencies anew, with hashes and without naming where they came from
	$(PY) -m piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml
	$(PY) -m piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev -o requirements-dev.lock pyproject.toml
