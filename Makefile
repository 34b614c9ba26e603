# The commands of the project. Each says what it does and how far it is; output of a step is shown when it fails.
#
#   make notebook   install what is missing, build, run the first notebook      make lab     open JupyterLab
#   make test       every test                                                  make bench   times, beside ipykernel
#   make hostile    thousands of hostile cells, each under a time limit (takes long)
#   make format     format the sources                                          make clean   forget builds and .venv
#   make fuzz       100,000 spoiled programs through scanner, parser and evaluator

SHELL := /bin/bash
PYTHON := .venv/bin/python
KERNEL := .venv/share/jupyter/kernels/nnsight/kernel.json
BUILD := swift build -c release --explicit-target-dependency-import-check error
BINARY := .build/release/nnsight
CONFORMANCE := Tests/Conformance
STEP := .ci/step

export CONFORMANCE_MODELS := $(abspath $(CONFORMANCE)/models)
# The tests keep their kernels' history to themselves.
test bench: export XDG_STATE_HOME := $(abspath .build/state)

.PHONY: notebook lab test hostile bench fuzz format lint clean

notebook:
	@$(STEP) 1/5 "checking the Debian packages" .ci/packages
	@$(STEP) 2/5 "preparing JupyterLab in .venv" .ci/environment lab
	@$(STEP) 3/5 "building the release binary (on two cores about 7 minutes the first time)" $(BUILD) --product nnsight
	@$(STEP) 4/5 "installing the kernelspec into .venv" $(BINARY) install --prefix "$(abspath .venv)"
	@$(STEP) --show 5/5 "running notebooks/first_trace.ipynb" \
	    $(PYTHON) Tests/EndToEnd/notebooks.py --print notebooks/first_trace.ipynb
	@echo "Open it in JupyterLab with: make lab"

lab: $(KERNEL)
	@.ci/environment lab
	@.venv/bin/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) notebooks/first_trace.ipynb

$(KERNEL):
	@$(MAKE) --no-print-directory notebook

test:
	@rm -rf .build/counts
	@$(STEP) 1/9 "checking the Debian packages" .ci/packages
	@$(STEP) 2/9 "preparing jupyter_client in .venv" .ci/environment client
	@$(STEP) 3/9 "checking format and lint" $(MAKE) --no-print-directory lint
	@$(STEP) 4/9 "building the release binary and the tests (on two cores about 15 minutes the first time)" $(BUILD) --build-tests
	@$(BINARY) install --prefix "$(abspath .venv)" > /dev/null
	@# Each part runs whatever became of those before it, so that a failing run shows all counts too.
	@failed=0; \
	$(STEP) --show 5/9 "running the unit tests" .ci/unit-tests || failed=1; \
	$(STEP) --show 6/9 "running the notebooks" $(PYTHON) Tests/EndToEnd/notebooks.py notebooks || failed=1; \
	$(STEP) --show 7/9 "testing the protocol and the commands through jupyter_client" .ci/protocol-tests || failed=1; \
	$(STEP) --show 8/9 "sending malformed messages" $(PYTHON) Tests/EndToEnd/abuse.py --kernel nnsight --big 16 || failed=1; \
	$(STEP) --show 9/9 "running the conformance cases" $(PYTHON) Tests/EndToEnd/conformance.py --kernel nnsight --failing || failed=1; \
	.ci/total; exit $$failed

hostile:
	@$(STEP) 1/2 "building the release binary" $(BUILD) --product nnsight
	@$(STEP) --show 2/2 "running hostile cells" python3 Tests/EndToEnd/hostile.py --binary $(BINARY)

bench:
	@$(STEP) 1/6 "checking the Debian packages" .ci/packages
	@$(STEP) 2/6 "preparing jupyter_client and ipykernel in .venv" .ci/environment bench
	@$(STEP) 3/6 "building the release binary (on two cores about 7 minutes the first time)" $(BUILD) --product nnsight
	@$(BINARY) install --prefix "$(abspath .venv)" > /dev/null
	@$(STEP) --show 4/6 "measuring the interpreter beside CPython" $(PYTHON) Tests/Benchmarks/interpreter.py
	@$(STEP) --show 5/6 "measuring the kernel" $(PYTHON) Tests/Benchmarks/bench.py
	@$(STEP) --show 6/6 "measuring the engine" $(PYTHON) Tests/Benchmarks/engine.py

fuzz: export SYNTAX_FUZZ := 100000
fuzz: export EVALUATION_FUZZ := 100000
fuzz:
	@$(STEP) 1/2 "building the tests" $(BUILD) --build-tests
	@$(STEP) --show 2/2 "running 100,000 spoiled programs" \
	    swift test -c release --skip-build --no-parallel --disable-xctest --filter FuzzTests

format:
	@swift format -i -r Package.swift Sources Tests

lint:
	@swift format lint --strict -r Package.swift Sources Tests
	@# Tests run in the release configuration of the product, where nothing is compiled for testing.
	@! grep -rn "^@testable" Tests --include=*.swift

clean:
	rm -rf .build .venv
