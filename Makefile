# make demo   set up, judge the bundled sample submissions, export, open the review desk on them
# make demo-end   close that desk
# make test   set up and run every check
# make calibrate   count anew how often findings are right, after a change of what finds
# Needs Python 3.11 or newer and make; everything else comes into .venv/.

PYTHON ?= $(shell for python in python3 python python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo demo-end test calibrate clean

demo: $(VENV)/ready
	@$(BIN)/python samples/open_desk.py $(DEMO) --end
	@rm -rf $(DEMO) && mkdir -p $(DEMO)/inbox && cp -R samples/submissions/. $(DEMO)/inbox/
	@echo "Judging the sample submissions in $(DEMO)/inbox …"
	@$(BIN)/zhongchuang --home $(DEMO) run || test $$? -eq 1
	@$(BIN)/zhongchuang --home $(DEMO) export --out $(DEMO)/export > $(DEMO)/exported.txt
	@echo
	@echo "What to look at next:"
	@echo "  $(DEMO)/export/zhongchuang.xlsx"
	@echo "      the dataset: submissions, values with evidence, rosters, verdicts (.csv beside it)"
	@echo "  $(BIN)/zhongchuang rulesets show yunnan-2021"
	@echo "      one of the policies, condition by condition"
	@echo
	@$(BIN)/python samples/open_desk.py $(DEMO)
	@echo
	@echo "Your own: put a folder or .zip per applicant into data/inbox/, then"
	@echo "  $(BIN)/zhongchuang run; $(BIN)/zhongchuang user add NAME --role administrator; $(BIN)/zhongchuang serve"

demo-end:
	@$(BIN)/python samples/open_desk.py $(DEMO) --end

test: $(VENV)/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2
	$(BIN)/zhongchuang rulesets check
	$(BIN)/zhongchuang fields check

calibrate: $(VENV)/ready-to-test
	$(BIN)/zhongchuang --home build/calibrate calibrate samples samples/labelled \
		--out pipeline/confidence/observed.tsv --plot docs/reliability.svg

clean:
	rm -rf $(VENV) build dist *.egg-info

# The tools that build packages come first and pinned, so that no build fetches its own.
$(VENV)/ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Setting up $(VENV)/ (once, a minute or two) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --constraint constraints.txt setuptools wheel
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $@
