# Two commands do everything: `make run` and `make test`. Needs Python 3.11+ with venv, make and git.
PORT ?= 8000
PY := .venv/bin/python
export PORT

.PHONY: run test lint e2e judge bench demo messages lock prepare dev-setup

run: .venv/base.stamp
	@exec $(PY) manage.py serve --prepare

.venv/base.stamp: deploy/requirements/base.txt deploy/setup
	@deploy/setup base
.venv/test.stamp: deploy/requirements/test.txt .venv/base.stamp
	@deploy/setup test

prepare: .venv/base.stamp
	@$(PY) manage.py prepare

test: .venv/test.stamp
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest tests --ignore=tests/journeys --ignore=tests/judge -q -n 2

lint: .venv/test.stamp
	@$(PY) manage.py compile_catalogues
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m importlinter.cli lint 2>/dev/null || .venv/bin/lint-imports
	$(PY) -m djlint templates --lint --quiet
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check_catalogues

e2e: .venv/test.stamp
	@deploy/setup chromium
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest tests/journeys -q -p no:xdist

judge: .venv/test.stamp
	@deploy/setup judges
	@$(PY) manage.py compile_catalogues
	@$(PY) -m pytest tests/judge -q -p no:xdist

bench: .venv/test.stamp
	@$(PY) -m bench $(if $(ONLY),--only $(ONLY))

demo: .venv/base.stamp
	@rm -rf var
	@$(PY) manage.py prepare

# Renew the locks, for Debian's Python 3.11.2; hashes, no index.
lock:
	@python3 -m venv var/lock && var/lock/bin/python -m pip install --quiet uv
	@for name in base test; do var/lock/bin/uv pip compile --quiet --upgrade deploy/requirements/$$name.in --python-version 3.11.2 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --only-binary :all: -o deploy/requirements/$$name.txt || exit 1; done

messages: .venv/test.stamp
	@deploy/setup messages
	@$(PY) manage.py makemessages -l uk --no-obsolete --no-wrap --add-location file -i .venv -i var -i tests -i bench
