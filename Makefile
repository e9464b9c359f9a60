# Each target sets up what it needs: .venv from the lock, by uv where it is there, else by venv and pip.
PYTHON ?= python3
READY := .venv/.ready
RUN := .venv/bin/python
PYTEST := $(RUN) -m pytest -q -n 6 --dist worksteal # most tests wait for sockets: more of them than cores go at once

.PHONY: setup demo run test check format lock

setup: $(READY) ## only .venv

demo: $(READY) ## the whole thing on this machine: no token, no game server
	$(RUN) -m sandbox demo $(ARGS)

run: $(READY) ## the bot, with main.yaml
	$(RUN) -m bot run --config main.yaml

test: $(READY) ## all tests
	$(PYTEST) $(ARGS)

check: $(READY) ## format, lint, types, tests
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(PYTEST)

format: $(READY) ## write the code in the project's form
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

lock: ## take the newest versions that pyproject.toml allows
	uv lock --upgrade
	uv export --frozen --all-groups --no-emit-project -o requirements.lock -q

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	@if command -v uv >/dev/null 2>&1; then uv sync --frozen --all-groups --python $(PYTHON); else \
		$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
			{ echo "This Python cannot make environments; on Debian or Ubuntu: apt install python3-venv"; exit 1; }; \
		$(PYTHON) -m venv .venv && \
		$(RUN) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock; fi
	@touch $@
