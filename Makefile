# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# A worker runs whole files: what a file sets up once is set up once. More than four need memory.
WORKERS ?= -n auto --maxprocesses 4 --dist loadfile
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: run build test test-all fuzz guide bench lint format clean

$(VENV)/app.stamp: requirements.txt constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	PYTHON=$(BIN)/python sh tests/browser/ensure_chromium.sh
	touch $@

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements-bench.txt
	$(BIN)/python -m pip install --quiet -r requirements-bench.txt
	touch $@

run: $(VENV)/app.stamp
	$(BIN)/python -m etl build --if-needed
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

build: $(VENV)/app.stamp
	$(BIN)/python -m etl build

test: $(VENV)/dev.stamp
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m pytest $(WORKERS) -m "not thorough"

test-all: $(VENV)/dev.stamp
	TEST_ALL=1 $(BIN)/python -m pytest $(WORKERS)

fuzz: $(VENV)/dev.stamp
	$(BIN)/python tests/fuzz_workbooks.py --n 10000

guide: $(VENV)/dev.stamp
	$(BIN)/python tests/browser/make_guide_pictures.py

bench: $(VENV)/bench.stamp
	$(BIN)/python benchmarks/read_workbook.py
	$(BIN)/python benchmarks/load_workbook.py
	$(BIN)/python benchmarks/review_screen.py
	$(BIN)/python benchmarks/page_speed.py
	$(BIN)/python benchmarks/sessions.py
	$(BIN)/python benchmarks/country_pages.py

lint: $(VENV)/dev.stamp
	$(BIN)/python -m ruff check .

format: $(VENV)/dev.stamp
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

clean:
	rm -rf $(VENV) data/store
