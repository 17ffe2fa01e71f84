# Everything leap.cop can be asked to do. Needs Python 3.11 to 3.13, make and git.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

# What may be said on the command line or in the environment:
PORT ?= 8080
export PORT
ifdef DEMO_PASSWORD
export DEMO_PASSWORD
endif
ifdef PYTHON
export PYTHON
endif
CHROMIUM ?= $(shell for name in chromium chromium-browser google-chrome; do \
	command -v $$name && break; done)
REQUIRE_BROWSER ?=
ARGS ?=
UPGRADE ?=
PART ?=

BIN := .venv/bin
READY := .venv/ready
DOCS_READY := .venv/ready-docs
find_python := python=$$(sh scripts/find-python.sh)

.PHONY: help
help: ## Say what can be asked for
	@echo "make <what>, where <what> is one of:"
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  \1|\2/p' Makefile | \
		while IFS='|' read -r name text; do printf '%-12s %s\n' "$$name" "$$text"; done

$(READY): constraints.txt setup.cfg scripts/environment.py
	@$(find_python) && "$$python" scripts/environment.py test dev
	@touch $@

$(DOCS_READY): $(READY)
	@$(find_python) && "$$python" scripts/environment.py test dev docs
	@touch $@

.PHONY: preflight
preflight:
	@$(find_python) && "$$python" scripts/start.py --preflight

.PHONY: start
start: preflight $(READY) ## Start a demo at http://localhost:8080/cop (PORT=8081, DEMO_PASSWORD=...); its data are in var/
	@$(BIN)/python scripts/start.py

.PHONY: test
test: $(READY) ## Run the tests on all processors, in a browser too if there is a Chromium (ARGS="-k consent", CHROMIUM=...)
	@CHROMIUM="$(CHROMIUM)" REQUIRE_BROWSER="$(REQUIRE_BROWSER)" $(BIN)/python scripts/run_tests.py $(ARGS)

.PHONY: check
check: $(READY) ## Look at style, types, layers, manifest, spelling, translations, news
	@$(BIN)/python scripts/check.py

.PHONY: format
format: $(READY) ## Bring Python, ZCML, XML and templates into the house's format
	@$(BIN)/ruff check --fix --quiet .; $(BIN)/ruff format .
	@find src -name '*.zcml' -o -name '*.pt' -o -name '*.xml' | xargs $(BIN)/zpretty -i

.PHONY: bench
bench: $(READY) ## Measure against stock Plone (takes long)
	@$(BIN)/python -m bench $(ARGS)

.PHONY: exposure
exposure: $(READY) ## Sweep all channels for what should not be seen; run long histories (takes an hour or two; PART=2/4 for a part; goes on where it stopped)
	@CHROMIUM="$(CHROMIUM)" $(BIN)/python scripts/exposure.py $(if $(PART),--part $(PART)) $(ARGS)

.PHONY: media-corpus
media-corpus: $(READY) ## Clean a folder of your own files and say what became of them (DIR=files; ARGS="--office --keep clean")
	@$(BIN)/python scripts/media_corpus.py "$(DIR)" $(ARGS)

.PHONY: pictures
pictures: $(READY) ## Take the pictures of the documentation again, from a demo
	@DOCS_PICTURES=1 REQUIRE_BROWSER=1 CHROMIUM="$(CHROMIUM)" $(BIN)/pytest -q -p no:cacheprovider tests/journeys/test_pictures.py

.PHONY: docs
docs: $(DOCS_READY) ## Build the documentation into docs/_build/html
	@$(BIN)/sphinx-build --fail-on-warning --keep-going --quiet docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

.PHONY: i18n
i18n: $(READY) ## Gather the messages and bring the translations up to date
	@$(BIN)/python -m leap.cop.locales

.PHONY: lock
lock: $(READY) ## Resolve requirements.in into constraints.txt and versions.cfg (UPGRADE=1 for the newest)
	@$(BIN)/python scripts/lock.py $(if $(UPGRADE),--upgrade)

.make/buildout/ready: constraints.txt
	@$(find_python) && "$$python" -m venv --clear .make/buildout
	@.make/buildout/bin/pip install --quiet --disable-pip-version-check \
		-c constraints.txt pip setuptools wheel zc.buildout
	@touch $@

.PHONY: buildout
buildout: .make/buildout/ready ## Build bin/instance and bin/test with zc.buildout
	@.make/buildout/bin/buildout -N

.PHONY: clean
clean: ## Remove everything made here except var/ (the demo's data)
	@rm -rf .venv .make bin parts eggs develop-eggs .installed.cfg build dist
	@rm -rf docs/_build htmlcov .coverage .hypothesis .pytest_cache .ruff_cache \
		.mypy_cache .import_linter_cache src/*.egg-info
	@find src tests scripts -name __pycache__ -prune -exec rm -rf {} +
	@find src -name '*.mo' -delete
	@if [ -d var ]; then echo "The demo's data are still in var/; remove it to begin anew."; fi
