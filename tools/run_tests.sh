#!/usr/bin/env bash
# All tests: the worker's side in the worker's Python, QGIS's side in QGIS's Python, QGIS Desktop under a virtual display.
# Every group runs even if one before it fails; the exit status is 1 when any failed. Arguments go to pytest.
set -uo pipefail
cd "$(dirname "$0")/.."

worker="$PWD/build/worker-env/bin/python"
qgis="$PWD/build/qgis-env/bin/python"
limit="${GROUNDSHIFT_TEST_LIMIT:-1500}" # seconds a group may take: a hang must not eat a CI run
status=0
summary=()

# A profile of its own: tests must not read or change the one of the user who runs them.
profile="$(mktemp -d)"
trap 'rm -rf "$profile"' EXIT
export QGIS_CUSTOM_CONFIG_PATH="$profile"
export GROUNDSHIFT_PYTHON="$worker"

# run NAME COMMAND... -- TESTS...
run() {
    local name="$1" command=() tests=() folder result
    shift
    while [ "$1" != "--" ]; do
        command+=("$1")
        shift
    done
    shift
    for folder in "$@"; do
        if [ -n "$(find "tests/$folder" -name 'test_*.py' -print -quit 2>/dev/null)" ]; then
            tests+=("tests/$folder")
        fi
    done
    if [ "${#tests[@]}" -eq 0 ]; then
        return
    fi
    echo "== Tests in $name: ${tests[*]}"
    timeout --kill-after=30 "$limit" "${command[@]}" -m pytest "${options[@]}" "${tests[@]}"
    result=$?
    if [ "$result" -eq 124 ] || [ "$result" -eq 137 ]; then
        echo "The tests in $name took more than $limit s." >&2
    fi
    [ "$result" -eq 0 ] || status=1
    summary+=("$name: exit status $result")
}

options=("$@")
run "the worker's Python" "$worker" -- jobs model_file rules engine training demo
QT_QPA_PLATFORM=offscreen run "QGIS's Python" "$qgis" -- repository runtime layers algorithms
run "QGIS Desktop" xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" "$qgis" -- desktop

printf '== %s\n' "${summary[@]}"
exit "$status"
