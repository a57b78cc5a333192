# Two commands do everything: `make run` and `make test`. Needs Python 3.11+ with venv, make and git.
PORT ?= 8000
PY := .venv/bin/python
export PORT

.PHONY: help run test lint e2e judge bench demo messages lock prepare

run: .venv/base.stamp ## everything: packages, database, demo school, server with its workers
	@exec $(PY) manage.py serve --prepare

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

.venv/base.stamp: deploy/requirements/base.txt deploy/setup
	@deploy/setup base
.venv/test.stamp: deploy/requirements/test.txt .venv/base.stamp
	@deploy/setup test

prepare: .venv/base.stamp ## packages, database and demo, without serving
	@$(PY) manage.py prepare

test: .venv/test.stamp ## the whole suite
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest tests --ignore=tests/journeys --ignore=tests/judge -q -n 2 --dist loadgroup

lint: .venv/test.stamp ## ruff, mypy, import contracts, templates, migrations, translations
	@$(PY) manage.py compile_catalogues
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m djlint templates --lint --quiet
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check_catalogues

e2e: .venv/test.stamp ## the journeys in Chromium
	@deploy/setup chromium
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest tests/journeys -q -n 2 --dist loadfile

judge: .venv/test.stamp ## programs of others look at what we make
	@deploy/setup judges
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest tests/judge -q -p no:xdist

bench: .venv/test.stamp ## the figures of docs/benchmarks.md; ONLY=learning for one group
	@$(PY) -m bench $(if $(ONLY),--only $(ONLY))

demo: .venv/base.stamp ## begin the demo anew: ERASES var/
	@rm -rf var
	@$(PY) manage.py prepare

lock: ## renew the locked packages, with hashes, for Debian's Python 3.11.2
	@python3 -m venv var/lock && var/lock/bin/python -m pip install --quiet uv
	@for name in base test judge; do var/lock/bin/uv pip compile --quiet --upgrade deploy/requirements/$$name.in --universal --python-version 3.11.2 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --only-binary :all: --no-emit-package pymorphy3-dicts-ru $$([ $$name = judge ] && echo --no-deps) -o deploy/requirements/$$name.txt || exit 1; done

messages: .venv/test.stamp ## collect sentences for translation
	@deploy/setup messages
	@$(PY) manage.py makemessages -l uk --no-obsolete --no-wrap --add-location file -i .venv -i var -i tests -i bench
