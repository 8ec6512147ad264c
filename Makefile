# Everything a person or the CI does; `make help` lists it.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
.PHONY: help setup ask test check fix index serve eval bench conformance hostile encoder ranker paragraphs ablation wheel clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

# torch first and by itself: a range would take a build of several gigabytes.
.venv/installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[train,llama,eval,dev]'
	@touch $@

setup: .venv/installed ## install pinned versions into .venv

ask: setup ## answer a question: make ask q="..."
	@$(BIN)/iobqa ask "$(q)"

test: setup ## all tests (two minutes on two cores)
	@$(BIN)/python -m pytest -q

check: setup ## style, types and the golden questions' form
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/iobqa eval check

fix: setup ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

index: setup ## build the index
	@$(BIN)/iobqa index

serve: setup ## the page and the service on http://127.0.0.1:8000
	@$(BIN)/iobqa serve

eval: setup ## run the golden questions and hold them against the baseline
	@$(BIN)/iobqa eval gate

encoder: setup ## train the model that ships (minutes)
	@$(BIN)/python scripts/train_encoder.py

ranker: setup ## learn the weights of search, sentence selection and refusal (minutes)
	@$(BIN)/python scripts/train_ranker.py
	@$(BIN)/python scripts/calibrate.py

bench: setup ## measure speed, load and memory, write docs/performance.md (half an hour)
	@$(BIN)/python scripts/bench

# In an environment of its own: it plugs itself into every pytest run that finds it installed.
conformance: setup ## schemathesis, all checks, against a running service (make serve)
	@test -x .venv/schemathesis/bin/schemathesis || $(PYTHON) -m venv .venv/schemathesis
	@.venv/schemathesis/bin/pip install --quiet --disable-pip-version-check schemathesis==4.32.5
	@.venv/schemathesis/bin/schemathesis --config-file scripts/schemathesis.toml run --checks all --max-examples 300 \
	  --request-timeout 60 --continue-on-failure $${SERVICE:-http://127.0.0.1:8000}/v1/openapi.json

hostile: setup ## 10,000 hostile requests and 300 hostile command lines
	@$(BIN)/python scripts/hostile.py

wheel: setup ## build the wheel
	@$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove what can be made again
	@rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis index/*/

paragraphs: setup ## write corpus/paragraphs.jsonl as the parser now has it
	@$(BIN)/python scripts/dump_paragraphs.py

ablation: setup ## what each part of the search is worth, as a table
	@$(BIN)/python scripts/ablation.py
