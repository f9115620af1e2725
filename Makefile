# Everything that is done with this project. `make` alone lists it.

PYTHON := .venv/bin/python
TESTS ?= tests
UV = $(shell command -v uv || echo .venv-tools/bin/uv)
LOCK := env UV_CUSTOM_COMPILE_COMMAND="make lock" UV_NO_CONFIG=1

# An environment of its own: what these tools need would keep Rasa from being imported.
AUDIT_TOOLS = { test -x .venv-audit/bin/python || $(UV) venv -q --no-project --python $(PYTHON) .venv-audit; } && \
	$(UV) pip sync -q --require-hashes --python .venv-audit/bin/python requirements/audit.txt

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Where bytecode is not kept, every start compiles Rasa anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## Show this list
	@echo "make run      is all it takes to start the assistant; make test runs every test."
	@echo
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  make \1@\2/p' Makefile | while IFS=@ read -r target text; do \
		printf '%-19s %s\n' "$$target" "$$text"; done

.PHONY: run
run: setup ## Set up what is missing, start the assistant on this machine, and stay until Ctrl-C
	@exec $(PYTHON) -m launch.up

.PHONY: test
test: python3 ## Run every test this machine can run (one part: TESTS=tests/prescreen; pytest options: OPTIONS="-x -k age")
	@python3 launch/set_up.py test
	@$(PYTHON) -m pytest $(TESTS) $(OPTIONS)

.PHONY: acceptance
acceptance: python3 ## Run the long tests, about half an hour (one part: TESTS=tests/acceptance/test_telephone_deliveries.py)
	@python3 launch/set_up.py test
	@$(PYTHON) -m pytest -m acceptance $(TESTS) $(OPTIONS)

.PHONY: talk
talk: setup ## Talk with the running assistant in this terminal (OPTIONS=--hints shows what a telephone front end is told)
	@exec $(PYTHON) -m launch.talk $(OPTIONS)

.PHONY: call
call: setup ## Play a telephone call with the running assistant: words, keys, silence (OPTIONS=--silent speaks none of it)
	@exec $(PYTHON) -m launch.call $(OPTIONS)

.PHONY: bridge
bridge: setup ## Serve Twilio Voice and jambonz: their calls reach the running assistant (docs/ivr-contract.md)
	@exec $(PYTHON) -m telephony

.PHONY: widget
widget: setup ## Print the widget's version, its size, and the lines with which a site embeds it (with SRI hashes)
	@$(PYTHON) -m launch.widget_version

.PHONY: screenshots
screenshots: python3 ## Take the pictures under docs/screenshots/ anew: the coordinators' page, the widget (needs Chromium)
	@python3 launch/set_up.py test
	@$(PYTHON) -m tests.prescreen.coordinators
	@$(PYTHON) -m tests.widget.screenshots

.PHONY: setup
setup: python3 ## Install Python 3.10 where it is missing, and the packages, into .venv (nothing is done twice)
	@python3 launch/set_up.py

.PHONY: train
train: setup ## Teach the assistant from data/, if anything it is taught from has changed
	@$(PYTHON) -m launch.train

.PHONY: check
check: setup ## Look for mistakes in the study protocol and in the texts for patients
	@$(PYTHON) -m launch.checks

.PHONY: domain
domain: setup ## Write the list of facts in domain.yml anew after the study protocol has changed
	@$(PYTHON) -m launch.domain_slots

.PHONY: evaluate
evaluate: setup ## Measure how well the assistant understands, with its own sets (OPTIONS="--set development")
	@exec $(PYTHON) -m benchmarks.understanding $(OPTIONS)

.PHONY: pipelines
pipelines: setup ## Measure other pipelines for the intent classifier (OPTIONS="--vectors FOLDER" with spaCy's vectors)
	@exec $(PYTHON) -m benchmarks.pipelines $(OPTIONS)

.PHONY: lint
lint: python3 ## Check the style of the code, and that its parts use only what they may
	@python3 launch/set_up.py test
	@$(PYTHON) -m ruff check .
	@.venv/bin/lint-imports --no-cache

.PHONY: audit
audit: setup ## Look for known vulnerabilities in the locked packages, less those excused in requirements/exceptions.yml
	@$(AUDIT_TOOLS)
	@$(PYTHON) -m launch.audit

.PHONY: sbom
sbom: setup ## Write the bill of materials of the locked packages, sbom.json (CycloneDX)
	@$(AUDIT_TOOLS)
	@.venv-audit/bin/cyclonedx-py requirements requirements/runtime.txt --pyproject pyproject.toml --spec-version 1.6 \
		--output-reproducible --output-format JSON --output-file sbom.json
	@echo "The bill of materials is in sbom.json."

.PHONY: lock
lock: setup ## Choose the versions of all packages anew (after a change in requirements/*.in)
	@$(LOCK) $(UV) pip compile -q --universal --python $(PYTHON) --python-version 3.8 --generate-hashes \
		--no-annotate requirements/tools.in -o requirements/tools.txt
	@$(LOCK) $(UV) pip compile -q --universal --python $(PYTHON) --python-version 3.10 --generate-hashes \
		--no-annotate requirements/audit.in -o requirements/audit.txt
	@for kind in runtime test; do $(LOCK) $(UV) pip compile -q --universal --python $(PYTHON) --python-version 3.10 \
		--generate-hashes --override requirements/overrides.txt requirements/$$kind.in -o requirements/$$kind.txt \
		|| exit 1; done

.PHONY: clean
clean: ## Remove what set-up and training made (conversations and settings, var/ and .env, stay)
	@rm -rf .venv .venv-tools .venv-audit sbom.json models .rasa .pytest_cache .hypothesis .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: python3
python3:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null || { \
		echo "Python is missing or too old: install python3, version 3.8 or newer, and run the command again." >&2; \
		exit 1; }
